"""Similarity, partners, repetition and what changed, worked out by hand."""

import csv
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import schema
from analysis.alignment import NEEDS, THRESHOLD, align, align_event, told_once
from analysis.telling.changes import compare
from analysis.telling.evidence import Context, Evidence, Link
from analysis.telling.matter import TWO_WORDINGS
from analysis.telling.quantities import Quantity
from analysis.text.similarity import _word_vectors, likeness, shared_words, similarity, stems

ROOT = Path(__file__).parent.parent
LABELS = ("North", "South")
TEXTS = [
    "Police arrested 12 protesters in Lisbon",
    "the harbour bridge collapsed after the flood",
    "doctors treated forty patients at the clinic",
]
RETOLD = [
    "the flood destroyed the harbour bridge, which collapsed",
    "12 protesters were arrested by Lisbon police",
    "a choir sang old hymns",
]


def table(texts, sentences=None):
    numbers = range(len(texts))
    return pd.DataFrame(
        {"claim_id": numbers, "sentence_id": sentences or numbers, "text": pd.array(texts, dtype="string")}
    )


def evidence(numbers=(), near=(), told=(), **given_values):
    """Evidence of a claim with these numbers of accounts, among those of its sentence and of its article."""
    here = [
        [Quantity(0, "number", float(value), "account", f"{value} accounts") for value in values]
        for values in (numbers, [*numbers, *near], [*numbers, *near, *told])
    ]
    context = Context(quantities=tuple(here[1]), told=tuple(here[2]), attributed=given_values.pop("attributed", False))
    return Evidence(quantities=tuple(here[0]), context=context, **given_values)


def describe(a, b, labels):
    return "; ".join(change.words for change in compare(a, b, labels)) or None


def link(cue, engagement="acknowledge", act="assert", speaker="roe", *, lemma=None, kind=None):
    return Link(frozenset({speaker} if speaker else ()), speaker, kind, cue, lemma or cue, act, engagement)


# similarity


def test_identical_texts_score_one_and_unrelated_ones_nearly_nothing():
    for scores in (similarity(TEXTS, TEXTS), likeness(TEXTS)):
        assert np.allclose(np.diag(scores), 1.0)
        assert scores[0, 1] < 0.1
        assert scores[0, 2] < 0.1


def test_likeness_is_the_mean_cosine_of_words_and_of_the_grams_that_scikit_learn_counts():
    texts = [*TEXTS, *RETOLD, "", "🙂 a é"]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    words = _word_vectors(texts)
    assert np.allclose(likeness(texts), ((vectors @ vectors.T) + (words @ words.T)).toarray() / 2)


def test_a_fact_told_twice_lends_its_words():
    first, twin = "the harbour bridge collapsed on Monday", "on Monday the harbour crossing collapsed under a lorry"
    told = "a crossing fell under a lorry"
    assert similarity([told], [first, twin])[0, 0] > similarity([told], [first, "a choir sang old hymns"])[0, 0]


def test_a_rival_that_is_more_alike_makes_a_pair_less_likely():
    claim, weak, strong = TEXTS[0], "Police arrested a man", "Police arrested 12 protesters in Lisbon on Friday"
    assert similarity([claim], [weak, strong])[0, 0] < similarity([claim], [weak])[0, 0]


def test_the_threshold_parts_what_is_told_again_from_the_rest():
    scores = similarity(TEXTS, RETOLD)
    assert (scores >= THRESHOLD).tolist() == [[False, True, False], [True, False, False], [False, False, False]]


def test_similarity_is_symmetric():
    assert np.allclose(similarity(TEXTS, RETOLD), similarity(RETOLD, TEXTS).T)


def test_the_order_of_texts_does_not_matter():
    order = [2, 0, 1]
    shuffled = similarity([TEXTS[place] for place in order], RETOLD)
    assert np.allclose(shuffled, similarity(TEXTS, RETOLD)[order])


def test_british_and_american_spelling_are_one():
    assert stems("The organisation realised its favourite colour") == stems(
        "the organization realized its favorite color"
    )


@pytest.mark.parametrize(("a", "b"), [([], ["x"]), (["x"], []), ([], [])])
def test_no_texts_give_no_scores(a, b):
    assert similarity(a, b).shape == (len(a), len(b))
    assert shared_words(a, b).shape == (len(a), len(b))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_any_text_scores_between_nought_and_one(a, b):
    scores = similarity(a, b)
    assert scores.shape == (len(a), len(b))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (shared_words(a, b) >= 0).all()


# partners


def test_partners_are_found_and_the_rest_is_only():
    found = align(table(TEXTS), table(RETOLD))
    assert found[["claim_a", "claim_b", "status"]].astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [0, 1, "both"],
        [1, 0, "both"],
        [2, None, "only"],
        [None, 2, "only"],
    ]


def test_partners_do_not_depend_on_the_order_of_claims():
    straight = align(table(TEXTS), table(RETOLD))
    turned = align(table(TEXTS).iloc[::-1], table(RETOLD).iloc[::-1])
    pd.testing.assert_frame_equal(straight, turned)


def test_partners_do_not_depend_on_which_article_comes_first():
    straight = align(table(TEXTS), table(RETOLD)).dropna(subset=["claim_a", "claim_b"])
    swapped = align(table(RETOLD), table(TEXTS)).dropna(subset=["claim_a", "claim_b"])
    assert set(zip(straight.claim_a, straight.claim_b, strict=True)) == set(
        zip(swapped.claim_b, swapped.claim_a, strict=True)
    )


def test_one_shared_word_makes_no_partners():
    found = align(table(["voters know"]), table(["he wants to know"]))
    assert "both" not in found["status"].tolist()


def test_a_claim_that_is_split_attaches_to_its_whole():
    whole = "the council closed the swimming pool and the council closed the public library in March"
    parts = ["the council closed the swimming pool in March", "the council closed the public library in March"]
    found = align(table([whole]), table(parts))
    assert found["status"].tolist() == ["both", "both"]
    assert found["claim_a"].tolist() == [0, 0]


def test_a_near_pair_beside_partners_is_one_too():
    a = ["police arrested 12 protesters in Lisbon", "making them wait in cells"]
    b = ["12 protesters were arrested by police in Lisbon", "holding some in cells"]
    apart = align(table(a), table(b))
    together = align(table(a, [0, 0]), table(b, [0, 0]))
    assert apart["status"].tolist() == ["both", "only", "only"]
    assert together["status"].tolist() == ["both", "both"]


@pytest.mark.parametrize(
    ("column", "same", "other"),
    [
        ("speakers", "ann-roe", "jan-doe"),
        ("verbs", "demolish", "inspect"),
        ("sentence", "demolish the old pier in Halden", "a choir sang in Porto"),
    ],
)
def test_what_stands_around_two_claims_makes_them_likelier_or_less(column, same, other):
    a, b = table(["the pier will go in May"]), table(["in May the pier goes"])
    confidence = [
        align(a.assign(**{column: same}), b.assign(**{column: value}))["confidence"][0] for value in (same, other)
    ]
    assert confidence[0] > confidence[1]


def test_a_rare_cue_that_both_share_counts_as_a_word():
    a, b = table(["firms could face new rules"]), table(["the bank could face a heavy fine"])
    confidence = [
        align(a.assign(cue=cue), b.assign(cue=other))["confidence"][0]
        for cue, other in (("warn", "warn"), ("warn", "say"), ("say", "say"))
    ]
    assert confidence[0] > confidence[1] == confidence[2]


def test_only_names_the_nearest_claim():
    found = align(table([*TEXTS, "three patients were treated elsewhere"]), table([TEXTS[2]]))
    alone = found[found["claim_a"] == 3].iloc[0]
    assert (alone["status"], alone["nearest"]) == ("only", 0)


@pytest.mark.parametrize(("a", "b", "rows"), [([], [], 0), (TEXTS, [], 3), ([], TEXTS, 3), (["", "🙂"], ["…"], 3)])
def test_nothing_to_align_with(a, b, rows):
    found = align(table(a), table(b))
    assert len(found) == rows
    assert set(found["status"]) <= {"only"}


# repetition inside an article


def claims_and_sentences(lines):
    sentences, claims, place = [], [], 0
    for number, (role, text) in enumerate(lines):
        where = {"article_id": "x", "sentence_id": number, "start": place, "end": place + len(text), "text": text}
        sentences.append(where | {"segment_id": number, "role": role, "rank": 1, "n_words": len(text.split())})
        claims.append(
            where
            | {
                "claim_id": number,
                "matter": where["text"],
                "attribution_id": None,
                "modality": "stated",
                "negated": False,
            }
        )
        place += len(text) + 1
    return schema.frame("claims", claims), schema.frame("sentences", sentences)


def test_the_headline_stands_aside_for_the_body():
    lines = [
        ("headline", "Mayor orders flood barrier closed"),
        ("body", "The mayor of Halden on Monday ordered the flood barrier closed"),
        ("body", "Two boats were lost"),
    ]
    assert told_once(*claims_and_sentences(lines))["claim_id"].tolist() == [1, 2]


def test_another_number_is_no_repetition():
    lines = [("body", "Police arrested 12 men in Halden"), ("body", "Police arrested 40 men in Halden")]
    assert len(told_once(*claims_and_sentences(lines))) == 2


def test_no_claims_repeat_nothing():
    assert told_once(schema.frame("claims", []), schema.frame("sentences", [])).empty


# what changed


def test_nothing_changed():
    assert describe(evidence(), evidence(), LABELS) is None


def test_engagement_shift_and_source():
    a = evidence(chain=(link("alleging", "distance"),))
    b = evidence(chain=(link("adding"),))
    assert describe(a, b, LABELS) == "North distances (alleging), South acknowledges (adding)"
    c = evidence(chain=(link("adding", speaker="doe"),))
    assert describe(b, c, LABELS) == "source: North roe, South doe"


def test_an_unresolved_source_is_not_another_one():
    assert describe(evidence(chain=(link("said"),)), evidence(chain=(link("said", speaker=None),)), LABELS) is None


def test_a_source_between():
    a = evidence(chain=(link("found", speaker="auditors"), link("said")))
    assert describe(a, evidence(chain=(link("said"),)), LABELS) == "source only in North: auditors"


def test_a_deed_or_a_thought_is_no_attribution_lost():
    deed = Link(frozenset({"roe"}), "roe", "named", "backed", "back", "express", "acknowledge", says=False)
    assert describe(evidence(), evidence(chain=(deed,)), LABELS) is None
    assert describe(evidence(), evidence(chain=(link("said", speaker=None),)), LABELS) is None


def test_one_source_in_other_words():
    a, b = (evidence(chain=(link("says", speaker=one),)) for one in ("the indictment", "a sealed indictment"))
    assert describe(a, b, LABELS) is None


def test_what_is_denied_in_other_words_is_not_negated_only_here():
    assert describe(evidence(negated=True), evidence(text="they refused to pay"), LABELS) is None


def test_attribution_lost():
    assert describe(evidence(), evidence(chain=(link("said"),)), LABELS) == "attributed only in South (roe, said)"


@pytest.mark.parametrize("bare", [{"quotations": ("we will not pay",)}, {"attributed": True}])
def test_a_cue_that_may_have_been_missed_is_no_attribution_lost(bare):
    assert describe(evidence(**bare), evidence(chain=(link("said"),)), LABELS) is None


def test_the_kind_of_another_source():
    a, b = evidence(chain=(link("said"),)), evidence(chain=(link("showed", speaker="audits", kind="document"),))
    assert describe(a, b, LABELS) == "source: North roe, South audits (document)"


def test_the_act_changed():
    a, b = evidence(chain=(link("expected", act="think"),)), evidence(chain=(link("demanded", act="direct"),))
    assert describe(a, b, LABELS) == "act: North think (expected), South direct (demanded)"
    to_all, to_one = link("warning", lemma="warn"), link("warned", act="direct", lemma="warn")
    assert describe(evidence(chain=(to_all,)), evidence(chain=(to_one,)), LABELS) is None
    c = evidence(chain=(link("urged", act="direct"),))
    assert describe(b, c, LABELS) == "cue: North demanded, South urged"


def test_hedge_booster_and_negation():
    a, b = evidence(hedges=(("hedge", "could"),)), evidence(hedges=(("hedge", "may"), ("booster", "clearly")))
    assert describe(a, b, LABELS) == "hedge: North could, South may; booster only in South: clearly"
    assert describe(evidence(negated=True), evidence(), LABELS) == "negated only in North"


def test_a_number_told_elsewhere_in_the_sentence_is_no_difference():
    a = evidence(numbers=[19, 28])
    assert describe(a, evidence(near=[19, 28]), LABELS) is None
    assert describe(a, evidence(near=[19]), LABELS) == "number only in North: 28 accounts"
    assert describe(a, evidence(told=[19, 28]), LABELS) is None


def test_another_number():
    a, b = (evidence(numbers=[number], told=[19, 20]) for number in (19, 20))
    assert describe(a, b, LABELS) == "another number: North 19 accounts, South 20 accounts"


def test_a_condition():
    assert describe(evidence(conditional=True), evidence(), LABELS) == "on a condition only in North"


def test_quotation_becomes_paraphrase():
    a, b = (
        evidence(chain=(link("said"),), quotations=("we will not pay",), quoted=0.95),
        evidence(chain=(link("said"),)),
    )
    assert describe(a, b, LABELS) == "quotation in North, paraphrase in South"
    assert describe(a, evidence(), LABELS) == (
        "attributed only in North (roe, said); quotation in North, unattributed words in South"
    )


def test_a_phrase_that_the_other_uses_without_quotation_marks():
    a = evidence(text="a “double standard” in law", quotations=("double standard",), quoted=0.6)
    b = evidence(text="they apply double standards")
    assert describe(a, b, LABELS) == "“double standard” in quotation marks only in North"


def test_two_quotations_that_differ():
    a = evidence(quotations=("We will never pay this fine",), quoted=1.0)
    b = evidence(quotations=("We shall never pay that fine",), quoted=1.0)
    told = f"{TWO_WORDINGS} (67 % of the words are the same): North “will … this”, South “shall … that”"
    assert describe(a, b, LABELS) == told


def test_two_speakers_may_say_nearly_the_same():
    a, b = (
        evidence(quotations=(words,), quoted=1.0, chain=(link("said", speaker=speaker),))
        for words, speaker in (("we will never pay this fine", "roe"), ("we shall never pay that fine", "doe"))
    )
    assert describe(a, b, LABELS) == "source: North roe, South doe"


def test_a_quotation_cut_short_does_not_differ():
    a = evidence(quotations=("we will never pay this fine",), quoted=1.0)
    assert describe(a, evidence(quotations=("never pay",), quoted=0.5), LABELS) is None


def test_another_name_for_the_same_actor():
    a = evidence(names=(("protesters", "rioter", "the rioters"), ("mayor", "mayor", "the mayor")))
    b = evidence(names=(("protesters", "protester", "protesters"), ("mayor", "mayor", "mayor")))
    assert describe(a, b, LABELS) == "named: North “the rioters”, South “protesters”"


def test_a_shortened_name_is_no_other_name():
    a, b = evidence(names=(("ann", "roe", "Ann Roe"),)), evidence(names=(("ann", "ann", "Ann"),))
    assert describe(a, b, LABELS) is None


def test_the_agent_left_out():
    a = evidence(clauses=(("shoot", None, "agentless"),))
    b = evidence(clauses=(("shoot", "police", "active"),))
    assert describe(a, b, LABELS) == "agent of shoot: left out in North, South “police”"
    assert describe(a, a, LABELS) is None


def test_an_event_without_claims():
    tables = {name: schema.frame(name, []) for name in NEEDS}
    assert [table.empty for table in align_event(tables)] == [True, True]


# the two real articles


def test_the_event_is_aligned_once_for_its_two_articles(study):
    found = study.alignments
    assert not found.duplicated(["event", "alignment_id"]).any()
    both = found[found["status"] == "both"]
    texts = study.claims.set_index(["article_id", "claim_id"])["text"]
    pairs = [(texts[row.article_a, row.claim_a], texts[row.article_b, row.claim_b]) for row in both.itertuples()]
    assert any("Palestine" in a and "Palestine" in b for a, b in pairs)
    assert any("19" in a and "19" in b for a, b in pairs)
    assert not any("frontline state" in a for a, _ in pairs)
    assert not any("IP addresses" in b for _, b in pairs)


def test_the_engagement_shift_of_the_19_accounts(study):
    texts = study.claims.set_index(["article_id", "claim_id"])["text"]
    row = next(
        row
        for row in study.alignments.dropna(subset=["claim_a", "claim_b"]).itertuples()
        if "19" in texts[row.article_a, row.claim_a]
    )
    assert "Hamza distances (alleging), Agencies acknowledges (adding)" in row.changes


def test_the_quotation_that_differs(study):
    told = " ".join(study.alignments["changes"].dropna())
    assert "Hamza “Some social media applications" in told[told.index(TWO_WORDINGS) :]


def test_changes_are_those_of_the_alignments(study):
    words = study.changes.groupby("alignment_id")["words"].agg("; ".join)
    told = study.alignments.set_index("alignment_id")["changes"].dropna()
    assert words.to_dict() == told.to_dict()
    assert set(study.alignments[study.alignments["alignment_id"].isin(words.index)]["status"]) <= {"both", "near"}


def test_hand_coded_partners(study):
    score = runpy.run_path(str(ROOT / "benchmarks" / "alignment.py"))["score_event"](study.claims, study.alignments)
    assert score["precision"] >= 0.95
    assert score["recall"] >= 0.85


def test_the_gold_spans_are_the_words(study):
    texts = study.articles.set_index("article_id")["text"]
    with (ROOT / "data" / "gold" / "pakistan-platforms" / "alignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 32
    for row in rows:
        for side in ("a", "b"):
            if row[f"article_{side}"]:
                start, end = int(row[f"start_{side}"]), int(row[f"end_{side}"])
                assert texts[row[f"article_{side}"]][start:end] == row[f"text_{side}"]
