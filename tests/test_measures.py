"""Measures: counts worked out by hand on a short article, the registry, and what they do with odd studies."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schema
from analysis.measures import FAMILY, REGISTRY, body, catalogue, measure, measure_all, tally, words
from analysis.schema import InputError
from analysis.segment import count_words

TEXT = (
    "Mill may shut\n"
    "The mill “must close”, the mayor claimed, unless money comes. "  # 10 words
    "Perhaps it was shut by rain—militants, workers, the mayor. "  # 10 words: a dash parts
    "“No one clearly knows.”"  # 4 words
)


def span(words_, text=TEXT):
    start = text.index(words_)
    return {"start": start, "end": start + len(words_)}


def sentence(number, role, start, end, text=TEXT):
    return {
        "article_id": "x",
        "sentence_id": number,
        "segment_id": 0,
        "role": role,
        "rank": 1,
        "start": start,
        "end": end,
        "text": text[start:end],
        "n_words": count_words(text[start:end]),
    }


def rows(columns, *values):
    """Rows of the first columns that a measure reads; article and sentence first."""
    return pd.DataFrame([("x", *value) for value in values], columns=["article_id", "sentence_id", *columns])


@pytest.fixture
def mill():
    """One article of a headline and three sentences, with its tables made by hand."""
    cuts = [0, TEXT.index("The mill"), TEXT.index("Perhaps"), TEXT.index("“No"), len(TEXT)]
    roles = ["headline", "body", "body", "body"]
    sentences = [sentence(n, role, cuts[n], cuts[n + 1]) for n, role in enumerate(roles)]
    contents = [span("The mill “must close”"), span("unless money comes"), span("No one clearly knows.")]
    packed = [f"{content['start']}:{content['end']}" for content in contents]
    attributions = rows(
        ["attribution_id", "content_spans", "engagement", "act"],
        (1, 0, f"{packed[0]} {packed[1]}", "distance", "direct"),
        (3, 1, packed[2], "acknowledge", "assert"),
    )
    hedges = rows(
        ["kind", "polarity", "voice", "reporting", "negated"],
        (0, "epistemic", "hedge", "headline", False, False),
        (1, "condition", "hedge", "source", False, False),
        (2, "epistemic", "hedge", "journalist", False, False),
        (2, "doxastic", "hedge", "journalist", True, False),  # "alleging": engagement, not a hedge
        (2, "weasel", "hedge", "journalist", False, False),  # another scheme
        (3, "booster", "booster", "source", False, False),
    )
    namings = rows(["kind"], (1, "role"), (2, "pronoun"), (2, "label"), (2, "role"), (2, "role"))
    clauses = rows(
        ["voice"], (0, "active"), (1, "active"), (1, "active"), (2, "passive"), (2, "agentless"), (2, "nominalised")
    )
    frames = rows(["frame"], (1, "remedy"), (2, "cause"), (2, "conflict"))
    return SimpleNamespace(
        articles=pd.DataFrame({"article_id": ["x"], "text": [TEXT]}),
        sentences=schema.frame("sentences", sentences),
        attributions=attributions,
        hedges=hedges,
        namings=namings,
        clauses=clauses,
        frames=frames,
    )


NOTHING = {name: schema.frame(name, []) for name in schema.TABLES}
BY_HAND = {  # {sentence: (count, exposure)}; sentences without exposure are no units
    "attributed_words": {1: (7, 10), 2: (0, 10), 3: (4, 4)},
    "quoted_words": {1: (2, 10), 2: (0, 10), 3: (4, 4)},
    "distancing_cues": {1: (1, 1), 3: (0, 1)},
    "endorsing_cues": {1: (0, 1), 3: (0, 1)},
    "directives": {1: (1, 1), 3: (0, 1)},
    "attributions": {1: (1, 1), 2: (0, 1), 3: (1, 1)},
    "journalist_hedges": {1: (0, 3), 2: (1, 10)},
    "source_hedges": {1: (1, 7), 3: (0, 4)},
    "boosters": {1: (0, 10), 2: (0, 10), 3: (1, 4)},
    "conditions": {1: (1, 10), 2: (0, 10), 3: (0, 4)},
    "agentless_passives": {1: (0, 2), 2: (1, 2)},
    "nominalisations": {1: (0, 10), 2: (1, 10), 3: (0, 4)},
    "labels": {1: (0, 1), 2: (1, 3)},
    "judgements": {1: (0, 1), 2: (0, 1), 3: (0, 1)},
    "problems": {1: (0, 1), 2: (0, 1), 3: (0, 1)},
    "causes": {1: (0, 1), 2: (1, 1), 3: (0, 1)},
    "remedies": {1: (1, 1), 2: (0, 1), 3: (0, 1)},
}


@pytest.mark.parametrize("name", BY_HAND)
def test_counts_by_hand(mill, name):
    table = measure_all(mill).query("measure == @name")
    found = {row["unit"]: (row["count"], row["exposure"]) for row in table.to_dict("records")}
    assert found == BY_HAND[name]


def test_every_measure_is_worked_out_by_hand():
    assert set(BY_HAND) == set(REGISTRY)


def test_the_family_is_declared_and_registered():
    table = catalogue()
    assert table["measure"].is_unique
    assert table.loc[table["family"], "measure"].tolist() == list(FAMILY)
    assert table["meaning"].str.len().gt(10).all()
    assert table["scale"].isin([1, 100]).all()


def test_words_are_those_of_the_sentences_table(mill):
    counted = words(mill).groupby("sentence_id").size()
    expected = body(mill).set_index("sentence_id")["n_words"]
    assert counted.to_dict() == expected.to_dict() == {1: 10, 2: 10, 3: 4}


def test_voices_share_the_words(mill):
    voices = words(mill)["voice"].value_counts()
    assert voices.to_dict() == {"source": 11, "journalist": 13}


def test_a_researchers_measure(mill, monkeypatch):
    monkeypatch.setattr("analysis.measures.REGISTRY", dict(REGISTRY))

    @measure("quotation_marks", scale=100, meaning="quotation marks per 100 words")
    def quotation_marks(study):
        sentences = body(study)
        return sentences.assign(count=sentences["text"].str.count("[“”]"), exposure=sentences["n_words"])

    table = measure_all(mill).query("measure == 'quotation_marks'")
    assert table["count"].tolist() == [2, 0, 2]
    assert not catalogue().set_index("measure").loc["quotation_marks", "family"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.drop(columns="exposure"), r"toy: columns \['exposure'\] are missing"),
        (lambda table: table.assign(count=-1), "toy: a count or exposure"),
        (lambda table: table.assign(count=np.nan), "toy: a count or exposure"),
    ],
)
def test_a_measure_that_returns_something_else(mill, monkeypatch, change, message):
    monkeypatch.setattr("analysis.measures.REGISTRY", {})
    measure("toy", scale=1, meaning="toys per sentence")(
        lambda study: change(tally(study, study.hedges, study.sentences))
    )
    with pytest.raises(InputError, match=message):
        measure_all(mill)


def test_a_study_without_anything():
    study = SimpleNamespace(**NOTHING)
    table = measure_all(study)
    assert table.empty
    assert table.columns.tolist() == schema.columns("measures")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_is_counted(text, first, last):
    low, high = sorted((min(first, len(text)), min(last, len(text))))
    study = SimpleNamespace(**NOTHING)
    study.articles = pd.DataFrame({"article_id": ["x"], "text": [text]})
    study.sentences = schema.frame("sentences", [sentence(0, "body", 0, len(text), text)])
    if low < high:
        study.attributions = rows(
            ["attribution_id", "content_spans", "engagement", "act"], (0, 0, f"{low}:{high}", "endorse", "assert")
        )
    table = measure_all(study)
    assert (table["exposure"] > 0).all()
    spoken = table[table["measure"].isin(["attributed_words", "quoted_words"])]
    assert (spoken["count"] <= spoken["exposure"]).all()
    assert len(words(study)) == study.sentences["n_words"].sum()


def test_the_real_articles(study):
    table = study.measures
    sentences = body(study)
    per_sentence = table[table["measure"] == "attributions"]
    assert len(per_sentence) == len(sentences)
    spoken = table[table["measure"] == "attributed_words"].groupby("article_id")["exposure"].sum()
    assert spoken.to_dict() == study.articles.set_index("article_id")["n_words"].to_dict()
    assert (table["count"] >= 0).all()
