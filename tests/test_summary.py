"""What differs, in sentences: nothing said that the tables do not carry."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import schema, spans
from analysis.study import Study
from analysis.summary import ranking
from analysis.summary.finding import Finding, quoted
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


@pytest.mark.parametrize(
    ("said_words", "shown"),
    [("a “tired old", "“a ‘tired old’”"), ("tired old” tune", "“‘tired old’ tune”"), ("“a” and “b", "“‘a’ and ‘b’”")],
)
def test_a_mark_whose_partner_was_cut_off_gets_it_back(said_words, shown):
    assert quoted(said_words) == shown


def test_the_rates_of_one_measure_are_one_sentence(study):
    table = study.contrasts.iloc[:2].assign(
        measure="boosters", a="Hamza", b="Agencies", more_in="Hamza", rate_a=3.0, rate_b=1.0, p_holm=[0.01, 0.02]
    )
    third = SimpleNamespace(contrasts=table.assign(b=["Agencies", "West"]))
    event = study.articles.iloc[[0, 1, 1]].assign(label=["Hamza", "Agencies", "West"])
    (found,) = ranking._counts(third, event)
    assert "3.0, against 1.0 in Agencies (corrected p 0.010) and 1.0 in West (corrected p 0.020)." in found.text
