"""Partners, repetition inside an article, and the two real articles."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from helpers import RETOLD, TOLD

from analysis import schema
from analysis.alignment import NEEDS, align, align_event, told_once
from analysis.telling.matter import TWO_WORDINGS
from benchmarks import partners

ROOT = Path(__file__).parent.parent


def table(texts, sentences=None):
    numbers = range(len(texts))
    return pd.DataFrame(
        {"claim_id": numbers, "sentence_id": sentences or numbers, "text": pd.array(texts, dtype="string")}
    )


# partners


def test_partners_are_found_and_the_rest_is_only():
    found = align(table(TOLD), table(RETOLD))
    assert found[["claim_a", "claim_b", "status"]].astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [0, 1, "both"],
        [1, 0, "both"],
        [2, None, "only"],
        [None, 2, "only"],
    ]


def test_partners_do_not_depend_on_the_order_of_claims():
    straight = align(table(TOLD), table(RETOLD))
    turned = align(table(TOLD).iloc[::-1], table(RETOLD).iloc[::-1])
    pd.testing.assert_frame_equal(straight, turned)


def test_partners_do_not_depend_on_which_article_comes_first():
    straight = align(table(TOLD), table(RETOLD)).dropna(subset=["claim_a", "claim_b"])
    swapped = align(table(RETOLD), table(TOLD)).dropna(subset=["claim_a", "claim_b"])
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
    found = align(table([*TOLD, "three patients were treated elsewhere"]), table([TOLD[2]]))
    alone = found[found["claim_a"] == 3].iloc[0]
    assert (alone["status"], alone["nearest"]) == ("only", 0)


@pytest.mark.parametrize(("a", "b", "rows"), [([], [], 0), (TOLD, [], 3), ([], TOLD, 3), (["", "🙂"], ["…"], 3)])
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
    score = partners.score_event(study.claims, study.alignments)
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
