"""What differs, in sentences: nothing said that the tables do not carry."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import schema, spans
from analysis.study import Study
from analysis.summary import ranking, unmatched
from analysis.summary.finding import Finding, quoted
from analysis.summary.telling import tellings
from analysis.text.prose import listed, times

SPOKEN = """The ferry was late

The mayor alleged that the owner had skipped 12 inspections of the old ferry.
"The ferry was rotten from bow to stern," she said on Monday.
Passengers were rescued from the deck after an hour."""
STATED = """Ferry rescue

The owner had skipped 14 inspections of the old ferry, the mayor said.
"The ferry was mouldy from bow to stern," she said on Monday.
Fishermen rescued passengers from the deck after an hour.
The harbour choir sang ancient hymns beside burning lanterns."""


def words(text):
    return Study.from_texts({"North": SPOKEN, "South": text}, event="ferry")


@pytest.fixture(scope="module")
def ferry():
    return words(STATED)


def test_most_telling_first_and_no_kind_alone():
    found = [Finding("engagement", 0.9, str(number), {"x": [(number, number + 1)]}, "") for number in range(3)]
    found.append(Finding("naming", 0.65, "name", {"x": [(9, 10)]}, ""))
    assert [finding.text for finding in ranking._most_telling(found, 3)] == ["0", "1", "name"]


def test_the_words_of_two_articles_tell_what_differs(ferry):
    table = analysis.what_differs(ferry)
    told = "\n".join(table["text"])
    assert table["rank"].tolist() == list(range(1, len(table) + 1))
    assert len(table) <= 10
    assert "North keeps a distance from" in told
    assert "(“alleged”)" in told
    assert "12 in North, 14 in South" in told
    assert "rotten" in told
    assert "mouldy" in told
    assert "“Fishermen”" in told
    assert (
        "No match was found in North for “The harbour choir sang ancient hymns beside burning lanterns” (in South)"
        in told
    )
    assert table["kind"].iloc[0] == "opening"
    assert "no difference can be told from chance between North and South" in table["text"].iloc[-1]


def test_nothing_is_said_to_be_left_out(ferry, study):
    for table in (analysis.what_differs(ferry), analysis.what_differs(study)):
        assert not re.search(r"\bomit|\bignore|\bonly in\b|\bsilent\b", " ".join(table["text"]))


def test_every_sentence_points_to_words_that_it_quotes(study):
    documents = dict(zip(study.articles["article_id"], study.articles["text"], strict=True))
    for found in analysis.what_differs(study).to_dict("records"):
        shown = [documents[article][start:end] for article in documents for start, end in spans.unpack(found[article])]
        if found["kind"] in ("coverage", "contrast"):
            continue
        for quotation in re.findall(r"“([^”]{20,})”", found["text"]):
            start = quotation.removesuffix(" …")[:40].replace("‘", "“").replace("’", "”")
            assert any(start in re.sub(r"\s+", " ", text).replace("’", "”") for text in shown), (found["text"], shown)


def test_one_article_no_article_and_two_that_are_the_same():
    one = Study.from_texts({"Post": "The ferry sank."})
    assert analysis.what_differs(one)["text"].tolist() == [
        "Post is the only article: there is nothing to compare it with."
    ]
    two = Study.from_texts({"Post": "The ferry sank.", "Wire": "The ferry sank."})
    assert analysis.what_differs(two)["text"].tolist() == ["Post and Wire are the same text, word for word."]
    none = Study(two._documents.iloc[:0])
    assert analysis.what_differs(none)["text"].tolist() == ["There is no article."]


def test_three_articles_are_compared_with_each_other():
    three = Study.from_texts({"North": SPOKEN, "South": STATED, "West": "The ferry is blue. Nobody minded at all."})
    table = analysis.what_differs(three)
    assert {"North", "South", "West"} <= set(table.columns)
    assert "any two of North, South and West" in table["text"].iloc[-1]
    assert len(table) <= 10


def test_persons_who_speak_in_one_article_only():
    texts_of = {
        "North": "Boats sank. Ada Moss said the pier was closed. Ada Moss said it would open soon.",
        "South": "Boats sank. Ben Hill said the pier was closed. Mr. Moss waved.",
    }
    study = Study.from_texts(texts_of)
    told = " ".join(analysis.what_differs(study)["text"])
    assert "Only North was found to report words of Ada Moss (twice); only South of Ben Hill (once)." in told


def test_who_only_thinks_was_not_reported_to_say_words_and_all_others_are_counted():
    texts_of = {
        "North": "Ada Moss wanted the pier closed. Ben Hill said it was late.",
        "South": "Cleo Park said the pier was closed.\n\n“The tide was high,” said Dan Reed.\n\n"
        "“It rained on Monday,” Eve Lane told the Herald.\n\nFinn Wood said that the ferry was late.",
    }
    told = " ".join(analysis.what_differs(Study.from_texts(texts_of))["text"])
    assert "Only North was found to report words of Ben Hill (once); only South of Cleo Park (once), " in told
    assert "and 1 other." in told


def test_whose_claim_it_is_is_looked_for_outside_the_claim():
    study = Study.from_texts({"North": "Officials said the mayor plans to close the pier.", "South": "It rained."})
    telling = next(one for one in tellings(study).values() if "pier" in one.claim.text)
    assert unmatched._where(telling) == "in North, from “Officials”"


def test_a_word_for_one_actor_is_not_set_against_a_word_for_another():
    texts_of = {
        "North": "The angry rioters met. The angry rioters left. The old bridge fell.",
        "South": "The rioters met. The new bridge stood. The new bridge held.",
    }
    study = Study.from_texts(texts_of)
    assert list(unmatched.labels(study, study.articles)) == []


def test_words_for_one_actor_are_told_with_all_their_uses(study):
    (found,) = unmatched.labels(study, study.articles)
    assert found.text == (
        "Hamza uses the word “militant” (3 times) and Agencies never; Agencies uses the word “terrorist” (3 times) and "
        "Hamza never: what Hamza calls “militant propaganda” is “terrorist content” in Agencies."
    )


def test_a_person_named_in_two_ways_is_not_taken_for_two():
    assert unmatched._akin("Ann Roe", {"roe"})
    assert unmatched._akin("Ann Roe Signals", {"ann", "roe"})
    assert not unmatched._akin("Ann Roe", {"ann", "hill"})


@pytest.mark.parametrize(
    ("said_words", "shown"),
    [
        ("“It was late,”", "“It was late”"),
        ('He "knew" it', "“He ‘knew’ it”"),
        ("the so-called “model” - fines", "“the so-called ‘model’ - fines”"),
        ("", "“”"),
        ("line\nbreak", "“line break”"),
    ],
)
def test_words_in_quotation_marks(said_words, shown):
    assert quoted(said_words) == shown


def test_lists_and_times():
    assert (listed([]), listed(["a", "b"])) == ("", "a and b")
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text("ab “”\"'.,\n1é\u202e", max_size=60), min_size=1, max_size=3))
def test_any_texts_give_a_table(made):
    study = Study.from_texts({f"t{number}": text for number, text in enumerate(made)})
    table = analysis.what_differs(study)
    assert 1 <= len(table) <= 10
    assert table["text"].notna().all()
    for article, document in zip(study.articles["article_id"], study.articles["text"], strict=True):
        held = [span for cell in table[article] for span in spans.unpack(cell)]
        assert all(0 <= start < end <= len(document) for start, end in held)


def test_only_columns_of_the_contract_are_read(study):
    """The sentences rest on the tables alone: copies with those columns give the same."""
    names = ("articles", "segments", "sentences", "tokens", "sources", "attributions", "hedges", "namings", "clauses")
    tables = {
        name: study.table(name)[schema.columns(name)]
        for name in (*names, "claims", "alignments", "contrasts", "measures")
    }
    copied = SimpleNamespace(**tables, table=tables.__getitem__)
    assert analysis.what_differs(copied)["text"].tolist() == analysis.what_differs(study)["text"].tolist()


def test_two_words_are_set_side_by_side_only_where_they_are_for_the_same():
    fought = "The {0} took the town. The {0} burned the bridge. The mayor fled the town."
    one_actor = Study.from_texts({"North": fought.format("rebels"), "South": fought.format("militants")})
    assert [finding.text for finding in unmatched.labels(one_actor, one_actor.articles)] == [
        "North uses the word “rebel” (twice) and South never; South uses the word “militant” (twice) and North never: "
        "what North calls “The rebels” is “The militants” in South."
    ]
    law = "The mayor fled. The new law passed. The new law is harsh."
    two = Study.from_texts({"North": fought.format("rebels"), "South": law})
    assert list(unmatched.labels(two, two.articles)) == []
