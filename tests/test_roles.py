"""Roles of lines: headline to credit, datelines, furniture, and what is stated."""

import textwrap

import pytest

from analysis.text import layout


def roles(text, **stated):
    return [(role, text[start:end]) for role, start, end in layout.find_roles(text, stated)]


@pytest.mark.parametrize(
    "text",
    ["One", "Mayor resigns", "She resigned on Monday.", "Comments", "🙂", "She resigned on Monday. Nobody knew why."],
)
def test_one_paragraph_is_body(text):
    assert roles(text) == [("body", text)]


def test_no_text_has_no_segment():
    assert roles("") == roles(" \n\t\n") == []


def test_sentences_are_no_headline():
    text = "The mayor resigned on Monday.\nShe had been in office for two years.\nNobody knew why."
    assert [role for role, _ in roles(text)] == ["body"] * 3


def test_capitals_throughout_are_body():
    assert [role for role, _ in roles("MAYOR RESIGNS TODAY.\nTHE MAYOR RESIGNED, SHE SAID.")] == ["body", "body"]


def test_full_page_with_windows_line_ends():
    text = "\r\n\r\n".join(
        [
            "Big storm hits coast",
            "By Jane Doe, Staff Writer",
            "Published July 3, 2025 10:15 am",
            "BERGEN, July 3 (Reuters) — The rain came at noon and did not stop.",
            "Advertisement",
            "“It was wet,” said Kari Nordmann.",
            "Read more: Storms of the past",
            "Sign up for our morning newsletter",
            "Doe is a reporter based in Bergen.",
            "© 2025 The Paper. All rights reserved.",
        ]
    )
    assert roles(text) == [
        ("headline", "Big storm hits coast"),
        ("byline", "By Jane Doe, Staff Writer"),
        ("furniture", "Published July 3, 2025 10:15 am"),
        ("dateline", "BERGEN, July 3 (Reuters) —"),
        ("body", "The rain came at noon and did not stop."),
        ("furniture", "Advertisement"),
        ("body", "“It was wet,” said Kari Nordmann."),
        ("furniture", "Read more: Storms of the past"),
        ("furniture", "Sign up for our morning newsletter"),
        ("bio", "Doe is a reporter based in Bergen."),
        ("furniture", "© 2025 The Paper. All rights reserved."),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "ISLAMABAD:",
        "WASHINGTON (AP) —",
        "PARIS, July 3 —",
        "FLINT, Mich., Oct. 4 (UPI) —",
        "NEW YORK/LONDON (Reuters) -",
        "(AFP) —",
        "Lahore, 3 July 2025 (APP):",
        "ST. PETERSBURG --",
    ],
)
def test_datelines(dateline):
    assert roles(f"{dateline} The mayor left.\nShe was tired.")[:2] == [
        ("dateline", dateline),
        ("body", "The mayor left."),
    ]


@pytest.mark.parametrize(
    "start", ["TRUMP: I won.\nCLINTON: You lost.", "UPDATE: The mayor left.\nShe was tired.", "Lee: I won. He lost."]
)
def test_no_dateline(start):
    assert {role for role, _ in roles(start)} == {"body"}


def test_place_in_title_case_is_a_dateline_where_the_text_says_in_it():
    assert roles("New Delhi: The court sat.\nA judge in New Delhi ruled.")[0] == ("dateline", "New Delhi:")


@pytest.mark.parametrize(
    "credit",
    [
        "–Agencies",
        "(Reuters)",
        "— AFP",
        "(With inputs from PTI)",
        "(AP/Reuters)",
        "- Associated Press of Pakistan",
        "Agencies",
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_credits(credit, gap):
    assert roles(f"The mayor left.\nShe was tired.{gap}{credit}")[1:] == [
        ("body", "She was tired."),
        ("credit", credit),
    ]


@pytest.mark.parametrize(
    "last", ["He works at Bloomberg.", "She left (again).", "They told Reuters", "Nobody asked the agencies."]
)
def test_no_credit(last):
    assert {role for role, _ in roles(f"The mayor left.\n{last}")} == {"body"}


@pytest.mark.parametrize(
    "text",
    [
        "Read more than one book, she said.",
        "Sign up for the plan before June, officials said.",
        "Comments were hostile.",
        "Copyright law is complicated, he said.",
        "Share prices fell on Monday.",
        "Related charges were dropped.",
    ],
)
def test_prose_that_begins_like_furniture_is_body(text):
    assert roles(f"The mayor left.\n{text}\nShe was tired.")[1] == ("body", text)


def test_lines_of_fixed_width_are_one_paragraph():
    first = "The council met on Monday to talk about the budget, which had grown by a tenth since June. " * 3
    second = (
        "Nobody could say where the money had gone, and the treasurer did not come to the meeting to explain it. " * 2
    )
    wrapped = [textwrap.fill(paragraph.strip(), 72) for paragraph in (first, second)]
    for parting in ("\n", "\n\n"):
        text = f"Budget grows\n\n{wrapped[0]}{parting}{wrapped[1]}"
        assert roles(text) == [("headline", "Budget grows"), ("body", wrapped[0]), ("body", wrapped[1])]


def test_a_headline_without_a_body_stays_a_headline():
    assert [role for role, _ in roles("Mayor resigns\nBy Ann Lee")] == ["headline", "byline"]


def test_what_is_stated_wins():
    text = "The end of an era. It rained in Oslo on Monday. Nobody minded. Wire desk"
    assert roles(text, headline="The end of an era.", credit="Wire desk") == [
        ("headline", "The end of an era."),
        ("body", "It rained in Oslo on Monday. Nobody minded."),
        ("credit", "Wire desk"),
    ]
    assert roles("Oslo It rained.\nIt poured.", dateline="Oslo")[0] == ("dateline", "Oslo")


def test_what_is_stated_but_not_in_the_text_changes_nothing():
    assert roles("It rained. It poured.", headline="Storm", byline="Ann Lee", credit="AP") == roles(
        "It rained. It poured."
    )
