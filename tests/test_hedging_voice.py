"""Whose hedges: voice, distance, what rates count; and any text gives a table."""

import pandas as pd
import pytest
from helpers import cues, find_hedges, hedges_in, sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import hedging, schema, spans
from analysis.study import Study


def test_voice_is_the_source_inside_a_content_and_the_journalist_outside():
    text = "He said rain may fall, but it might not."
    content = text.index("rain may fall")
    row = {
        "article_id": "x",
        "attribution_id": 7,
        "sentence_id": 0,
        "form": "indirect",
        "cue": "said",
        "cue_spans": "3:7",
        "cue_lemma": "say",
        "engagement": "acknowledge",
        "act": "assert",
        "source": "He",
        "source_spans": "0:2",
        "source_id": None,
        "content": "rain may fall",
        "content_spans": f"{content}:{content + 13}",
        "parent_id": None,
        "confidence": 1.0,
        "carried": False,
        "listed": True,
    }
    found = (
        hedges_in(text, attributions=schema.frame("attributions", [row])).query("kind != 'weasel'").set_index("text")
    )
    assert found["voice"].to_dict() == {"may": "source", "might": "journalist"}
    assert found["scope"].to_dict() == {"may": "rain may fall", "might": "it might not"}
    assert found.loc["may", "attribution_id"] == 7
    assert pd.isna(found.loc["might", "attribution_id"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Critics say the law failed.", ["Critics"]),
        ("Many residents left the town.", ["Many residents"]),
        ("She often left the town.", []),
    ],
)
def test_weasels_are_a_scheme_of_their_own(text, expected):
    assert [words for words, _ in cues(text, "weasel")] == expected


DISTANT = [
    ("The mayor attacked what she called a crisis.", ["what she called"]),
    ("He used what he described as a trick.", ["what he described as"]),
    ("The firm paid for a so-called expert.", ["so-called"]),
    ("The party sent its “experts” to the hall.", ["experts"]),
    ("What she called was a taxi firm that nobody knew.", []),
    ("He asked what the council had called.", []),
    ("What most people would consider a trick is none.", []),
    ("They sang “Let It Be” in the hall.", []),
    ("The mayor said the plan was “absurd” and left.", []),  # quoted: an attribution holds it
]


@pytest.mark.parametrize(("text", "expected"), DISTANT)
def test_distance_is_found_as_such_and_is_the_journalists(text, expected):
    found = Study.from_texts({"x": text}).hedges.query("kind == 'distance'")
    assert found["text"].tolist() == expected
    assert set(found["voice"]) <= {"journalist"}
    assert found["reporting"].all()
    assert hedging.counted(found).empty


def test_distance_inside_a_quotation_is_the_sources():
    text = "“They paid for what they called an expert,” the mayor said."
    found = Study.from_texts({"x": text}).hedges.query("kind == 'distance'")
    assert found[["text", "voice"]].to_numpy().tolist() == [["what they called", "source"]]


def test_rates_count_no_booster_weasel_distance_reporting_word_or_denied_belief():
    kinds = ["epistemic", "doxastic", "doxastic", "doxastic", "booster", "weasel", "distance"]
    table = pd.DataFrame({"kind": kinds, "polarity": ["hedge"] * 4 + ["booster"] + ["hedge"] * 2})
    table = table.assign(negated=[True, False, True, False, False, False, False])
    table["reporting"] = [False, False, False, True, False, False, False]
    assert hedging.counted(table).index.tolist() == [0, 1]


def test_a_headline_has_a_voice_of_its_own():
    assert hedges_in("Bridge may collapse", role="headline")["voice"].tolist() == ["headline"]


def test_confidence_orders_plain_before_doubtful_cues():
    texts = ("It might rain.", "The bank expects inflation of two percent.")
    sure, unsure = (hedges_in(text).query("kind != 'weasel'")["confidence"].iloc[0] for text in texts)
    assert sure > 0.9 > unsure


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "may",
                "May",
                "if",
                "not",
                "about",
                "40",
                "\U0001f600",
                "“",
                "WOULD",
                "אולי",
                "no doubt",
                ".",
                "’",
                "sort of",
            ]
        )
        | st.text(min_size=1, max_size=8).filter(lambda text: "\n" not in text),
        max_size=12,
    )
)
def test_any_text_gives_a_table_that_keeps_the_span_law(words):
    text = " ".join(words)
    found = hedges_in(text)
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())
    assert found["confidence"].between(0, 1).all()
    assert found["hedge_id"].tolist() == list(range(len(found)))
    assert list(found["start"]) == sorted(found["start"])
    assert all(text[start:end] for cell in found["scope_spans"] for start, end in spans.unpack(cell))
    for scheme in (found["kind"] == "weasel", found["kind"] == "distance"):
        assert apart(found[scheme])
    assert apart(found[~found["kind"].isin(hedging.CHANNELS)])


def apart(found):
    """Whether no two cues share a character."""
    return (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()


@pytest.mark.parametrize("text", ["", "May", "IF IT RAINS, IT MAY POUR", "“may", "may " * 400])
def test_odd_texts_give_a_table(text):
    assert list(hedges_in(text).columns) == schema.columns("hedges")


def test_ids_begin_anew_in_each_article():
    first = sentences_of("It may rain. It might snow.")
    second = sentences_of("It may rain.").assign(article_id="y")
    sentences = schema.frame("sentences", pd.concat([first, second]))
    found = find_hedges(sentences, schema.frame("attributions", []))
    assert found["hedge_id"].tolist() == [*range((found["article_id"] == "x").sum()), 0]
