"""Quotation marks: pairs, runs over paragraphs, apostrophes, strays."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.quotes import find_quotes


def found(text):
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('She said "yes" and "no".', ['"yes"', '"no"']),
        ("“Yes,” she said, “no.”", ["“Yes,”", "“no.”"]),
        ("Elle dit «oui» et er sagt „nein“.", ["«oui»", "„nein“"]),
        ("He said, ''Never,'' and ``ever''.", ["''Never,''", "``ever''"]),
        ("‘Never again,’ she said.", ["‘Never again,’"]),
        ("He calls it 'a scam', she says.", ["'a scam'"]),
        ("“The word ‘ban’ is wrong,” she said.", ["“The word ‘ban’ is wrong,”"]),
        ('“He told me "no" twice,” she said.', ['“He told me "no" twice,”']),
        ('Mixed “marks" are one pair.', ['“marks"']),
        ("Closed by the wrong mark: “never.“", ["“never.“"]),
    ],
)
def test_marks_pair(text, quotes):
    assert found(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "The voters’ choice and the ministers' houses.",
        "Rock ’n’ roll of the ’90s, ’til dawn.",
        "It's the '90s, isn't it, in '04?",
        "No marks at all.",
        "A closing mark” alone.",
        "He is 6'2\" tall.",
        "",
        "“",
        "'",
    ],
)
def test_apostrophes_and_strays_are_no_quotations(text):
    assert [quote for quote in find_quotes(text) if quote.closed] == []


def test_a_stray_mark_does_not_turn_later_quotations_inside_out():
    text = 'He said "never. Then "yes" it was.\n\n"Fine," she said. "Go."'
    assert found(text) == ['"yes"', '"Fine,"', '"Go."']


def test_speech_that_runs_on_repeats_its_opening_mark():
    text = "“One.\n\n“Two.\n\n“Three,” she said.\n\n“Four,” he said."
    quotes = find_quotes(text)
    assert [text[quote.start : quote.end] for quote in quotes] == ["“One.", "“Two.", "“Three,”", "“Four,”"]
    assert [quote.closed for quote in quotes] == [False, False, True, True]
    assert [quote.continues for quote in quotes] == [False, True, True, False]


def test_speech_that_only_closes_some_paragraphs_on_is_all_quoted():
    text = "“One “inner” two.\n\nThree “inner” four.\n\nFive.”\n\nSix."
    quotes = find_quotes(text)
    assert [text[quote.start : quote.end] for quote in quotes] == ["“One “inner” two.", "Three “inner” four.", "Five.”"]
    assert [(quote.closed, quote.continues) for quote in quotes] == [(False, False), (False, True), (True, True)]


def test_a_mark_that_nothing_closes_takes_no_paragraph_along():
    assert found("“One.\n\nTwo “inner” two.\n\nThree.") == ["“One.", "“inner”"]
    assert found("“One.\n\n“Two” he said.\n\nThree.”") == ["“One.", "“Two”"]


def test_a_forgotten_mark_does_not_run_on_for_ever():
    quotes = find_quotes("\n\n".join(["“Again and again."] * 20))
    longest = run = 0
    for quote in quotes:
        run = run + 1 if quote.continues else 0
        longest = max(longest, run)
    assert longest == 6


def test_the_marks_of_the_two_articles(study_texts):
    assert [len(find_quotes(text)) for text in study_texts] == [4, 4]
    assert found(study_texts[0])[1] == "“If this wall weakens, terrorism could extend its reach to the West,”"
    assert found(study_texts[1])[2] == "“double standard,”"


@pytest.fixture
def study_texts():
    from conftest import EVENT

    return [path.read_text(encoding="utf-8") for path in sorted(EVENT.glob("*.txt"))]


@given(st.text(alphabet="ab ,.“”\"'‘’«»„\n`1", max_size=120))
@settings(max_examples=300)
def test_any_text_gives_quotations_in_order_and_apart(text):
    quotes = find_quotes(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(first.end <= second.start for first, second in pairwise(quotes))
    assert all("\n" not in text[quote.start : quote.end] for quote in quotes)


def test_a_straight_mark_closes_what_a_curly_one_opens_so_that_no_speech_runs_on():
    text = '“It was late," she said.\n\nHe said it was "early, or too early.”'
    assert found(text) == ['“It was late,"', '"early, or too early.”']
