"""Claims: where sentences are cut, whose a claim is, its modality; worked out by hand on sentences of our own."""

import pandas as pd
import pytest
from helpers import sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schema, spans
from analysis.claims import find_claims
from analysis.parse import parse


def attribution(text, number, cue, content, act="assert"):
    """An attribution whose cue and content are found in the text by their words."""
    places = {
        name: [(text.index(words), text.index(words) + len(words))] for name, words in (("cue", cue), ("c", content))
    }
    return {
        "article_id": "x",
        "attribution_id": number,
        "sentence_id": 0,
        "form": "indirect",
        "cue": cue,
        "cue_spans": spans.pack(places["cue"]),
        "cue_lemma": cue,
        "engagement": "acknowledge",
        "act": act,
        "source": None,
        "source_spans": None,
        "source_id": None,
        "content": content,
        "content_spans": spans.pack(places["c"]),
        "parent_id": None,
        "confidence": 1.0,
        "carried": False,
        "listed": True,
    }


def hedge(text, word, polarity="hedge", about=None):
    start = text.index(word)
    about = about or text
    low = text.index(about)
    return {
        "article_id": "x",
        "hedge_id": 0,
        "sentence_id": 0,
        "start": start,
        "end": start + len(word),
        "text": word,
        "lemma": word,
        "kind": "epistemic" if polarity == "hedge" else "booster",
        "polarity": polarity,
        "negated": False,
        "scope": about,
        "scope_spans": f"{low}:{low + len(about)}",
        "reporting": False,
        "voice": "journalist",
        "attribution_id": None,
        "confidence": 1.0,
    }


def claims_of(*texts, attributions=(), hedges=(), role="body"):
    sentences = sentences_of(*texts, role=role)
    tables = schema.frame("attributions", list(attributions)), schema.frame("hedges", list(hedges))
    return find_claims(sentences, parse(sentences), *tables)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The dam broke and floods hit two towns.", ["The dam broke", "floods hit two towns"]),
        (
            "The council raised taxes, forcing shops to close.",
            ["The council raised taxes", "forcing shops to close"],
        ),
        (
            "The mayor, who opened the bridge, blamed engineers.",
            ["The mayor, who opened the bridge, blamed engineers", "who opened the bridge"],
        ),
        (
            "Banks remained open while schools stayed closed.",
            ["Banks remained open", "schools stayed closed"],
        ),
        ("The union urged ministers to raise wages.", ["The union urged ministers to raise wages"]),
        ("If talks fail, miners will strike on Monday.", ["If talks fail, miners will strike on Monday"]),
        ("Men who carried knives were arrested.", ["Men who carried knives were arrested"]),
    ],
)
def test_where_a_sentence_is_cut(text, claims):
    assert claims_of(text)["text"].tolist() == claims


def test_the_clause_that_reports_is_no_claim():
    text = "The minister said prices had doubled and criticised bakers for profiteering."
    found = claims_of(
        text,
        attributions=[attribution(text, 0, "said", "prices had doubled")],
    )
    assert "prices had doubled" in found["text"].tolist()
    assert not any(claim.startswith("The minister said") for claim in found["text"])
    assert found[found["text"] == "prices had doubled"]["attribution_id"].tolist() == [0]


@pytest.mark.parametrize(
    ("text", "cue", "content", "matter"),
    [
        ("The union urged ministers to raise wages.", "urged", "ministers to raise wages", "to raise wages"),
        ("The union demanded that ministers raise wages.", "demanded", "that ministers raise wages", None),
        (
            "Critics accused the mayor of ignoring the flood.",
            "accused",
            "the mayor of ignoring the flood",
            "ignoring the flood",
        ),
        ("Fans criticised the club for high prices.", "criticised", "the club for high prices", None),
    ],
)
def test_what_is_compared_leaves_out_who_addresses_whom(text, cue, content, matter):
    found = claims_of(text, attributions=[attribution(text, 0, cue, content)])
    assert found["matter"].tolist() == [matter or found["text"].item()]


def test_what_a_source_asks_for_is_a_directive_with_its_cue():
    text = "The union urged ministers to raise wages."
    found = claims_of(text, attributions=[attribution(text, 0, "urged", "to raise wages", act="direct")])
    assert found[["text", "modality", "attribution_id"]].to_numpy().tolist() == [
        ["The union urged ministers to raise wages", "directive", 0]
    ]


def test_the_innermost_attribution_owns_the_claim():
    text = "The minister said auditors found that money vanished abroad."
    found = claims_of(
        text,
        attributions=[
            attribution(text, 0, "said", "auditors found that money vanished abroad"),
            attribution(text, 1, "found", "that money vanished abroad"),
        ],
    )
    assert found[["text", "attribution_id"]].to_numpy().tolist() == [["money vanished abroad", 1]]


@pytest.mark.parametrize(
    ("text", "cues", "modality"),
    [
        ("Rain flooded the valley.", [], "stated"),
        ("Rain may flood the valley.", [("may", "hedge")], "hedged"),
        ("Rain will clearly flood the valley.", [("clearly", "booster")], "boosted"),
        ("Rain will flood the valley if dams break.", [("if", "hedge")], "conditional"),
    ],
)
def test_modality(text, cues, modality):
    assert claims_of(text, hedges=[hedge(text, *cue) for cue in cues])["modality"].tolist() == [modality]


@pytest.mark.parametrize(
    ("changed", "modality"),
    [({}, "hedged"), ({"kind": "weasel"}, "stated"), ({"reporting": True}, "stated")],
)
def test_only_what_makes_a_claim_less_sure_makes_it_hedged(changed, modality):
    text = "The bridge may fall tomorrow."
    assert claims_of(text, hedges=[{**hedge(text, "may"), **changed}])["modality"].tolist() == [modality]


def test_a_cue_hedges_the_claim_that_is_in_its_scope():
    text = "The bridge may fall and the roads flooded."
    cue = hedge(text, "may", about="The bridge may fall")
    assert claims_of(text, hedges=[cue])["modality"].tolist() == ["hedged", "stated"]
    doubted = hedge("Some 40 men left the town.", "Some", about="Some 40 men")
    assert claims_of("Some 40 men left the town.", hedges=[doubted])["modality"].tolist() == ["stated"]


def test_provided_as_a_verb_is_no_condition():
    assert claims_of("The firm provided addresses of customers.")["modality"].tolist() == ["stated"]


def test_negation():
    assert claims_of("The firm did not pay the fine.")["negated"].tolist() == [True]
    assert claims_of("The firm paid the fine.")["negated"].tolist() == [False]


def test_a_closing_mark_belongs_to_the_words_it_closes():
    assert claims_of("Critics accused the bank of “double dealing.”")["text"].tolist() == [
        "Critics accused the bank of “double dealing.”"
    ]


def test_a_headline_gives_claims_too():
    assert claims_of("Mayor orders barrier closed", role="headline")["text"].tolist() == ["Mayor orders barrier closed"]


def test_claims_are_numbered_in_reading_order():
    found = claims_of("The dam broke and floods hit two towns.", "Farmers lost their cattle.")
    assert found["claim_id"].tolist() == [0, 1, 2]
    assert found["sentence_id"].tolist() == [0, 0, 1]


@pytest.mark.parametrize("texts", [(), ("",), ("No",), ("🙂 🙂",), ("“",), ("he said",)])
def test_nothing_told(texts):
    assert claims_of(*texts).empty


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=80), max_size=3))
def test_span_law_for_any_text(texts):
    texts = [text for text in texts if text.strip()]
    found = claims_of(*texts)
    articles = pd.DataFrame({"article_id": ["x"], "text": [" ".join(texts)]})
    assert spans.violations(found, articles).empty
    assert found["claim_id"].tolist() == list(range(len(found)))


def test_the_two_articles(study):
    found = study.claims
    assert spans.violations(found, study.articles).empty
    texts = found["text"].tolist()
    assert "content related to Palestine was often removed within 24 hours" in texts
    assert "respond more swiftly to security-related requests" in texts
    assert "X had not provided IP addresses of accounts involved in terrorist activity" in texts
    assert not {"Chaudhry said", "Malik added", "Chaudhry stated", "Minister said"} & set(texts)
    counts = found.groupby("article_id").size().tolist()
    assert all(20 <= count <= 32 for count in counts)
