"""Source, cue and content by construction; quotations; stance; nesting."""

import json
import re

import pytest
from helpers import attributions
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schema, spans
from analysis.attributing import reporting


def found(text):
    """Source, cue and content of a text's attributions."""
    return [tuple(row) for row in attributions({"x": text})[["source", "cue", "content"]].fillna("").to_numpy()]


CONSTRUCTIONS = {
    "that": ("The mayor said that the bridge was closed.", ("The mayor", "said", "that the bridge was closed")),
    "bare": ("The mayor said the bridge was closed.", ("The mayor", "said", "the bridge was closed")),
    "whether": ("Reporters asked whether the bridge was safe.", ("Reporters", "asked", "whether the bridge was safe")),
    "infinitive": ("The union promised to end the strike.", ("The union", "promised", "to end the strike")),
    "addressee in the content": (
        "The union urged drivers to stay at home.",
        ("The union", "urged", "drivers to stay at home"),
    ),
    "addressee outside": ("The mayor told reporters that it was late.", ("The mayor", "told", "that it was late")),
    "accuse of": ("The union accused the firm of fraud.", ("The union", "accused", "the firm of fraud")),
    "call for": ("The union called for a boycott.", ("The union", "called for", "a boycott")),
    "predicate": ("The senator called the plan a disgrace.", ("The senator", "called", "the plan a disgrace")),
    "after, inverted": ("The bridge is closed, said Ann Lee.", ("Ann Lee", "said", "The bridge is closed")),
    "parenthesis": ("The bridge, she said, was closed.", ("she", "said", "The bridge … was closed")),
    "according to": (
        "According to the police, two people were hurt.",
        ("the police", "According to", "two people were hurt"),
    ),
    "noun": ("The claim that the vote was stolen angered her.", ("", "claim", "that the vote was stolen")),
    "asked": ("When asked whether she would leave, Ann Roe laughed.", ("", "asked", "whether she would leave")),
    "asked by": (
        "Ann Roe laughed when asked by reporters whether she would leave.",
        ("reporters", "asked", "whether she would leave"),
    ),
    "document": ("The letter said the bridge was unsafe.", ("The letter", "said", "the bridge was unsafe")),
    "direct": ("“The bridge is closed,” said Ann Lee.", ("Ann Lee", "said", "“The bridge is closed,”")),
    "direct, before": ("Ann Lee said: “The bridge is closed.”", ("Ann Lee", "said", "“The bridge is closed.”")),
    "interrupted": (
        "“We won,” she said, “and we won twice.”",
        ("she", "said", "“We won,” … “and we won twice.”"),
    ),
    "goes on in the next sentence": (
        "“We won the vote,” she said. “We won it twice.”",
        ("she", "said", "“We won the vote,” … “We won it twice.”"),
    ),
    "two sentences before the cue": (
        "“We won the vote. We won it twice,” she said.",
        ("she", "said", "“We won the vote. We won it twice,”"),
    ),
    "signature": (
        "“We won the vote twice this year.” — Ann Lee",
        ("Ann Lee", "", "“We won the vote twice this year.”"),
    ),
    "no agent": ("The mayor was accused of fraud.", None),
}


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_constructions(name):
    text, expected = CONSTRUCTIONS[name]
    if expected is None:
        assert all(source == "" for source, _, _ in found(text)), "a passive without by names nobody"
    else:
        assert expected in found(text)


def test_a_participle_is_an_attribution_of_its_own_by_the_same_source():
    rows = found("Ann Lee said the road was closed, adding that the bridge was safe.")
    assert rows == [
        ("Ann Lee", "said", "the road was closed"),
        ("Ann Lee", "adding", "that the bridge was safe"),
    ]


def test_a_second_verb_in_the_tense_of_the_cue_is_not_part_of_what_was_said():
    rows = found("Ann Lee said roads were closed and criticized the mayor for the delay.")
    assert ("Ann Lee", "said", "roads were closed") in rows
    assert ("Ann Lee", "criticized", "the mayor for the delay") in rows


def test_speech_runs_on_over_paragraphs():
    text = "It was late.\n\n“We won the vote,” Ann Lee said.\n\n“We will win it again next year.”\n\nThen she left."
    assert found(text) == [("Ann Lee", "said", "“We won the vote,” … “We will win it again next year.”")]


def test_a_quotation_without_a_cue_goes_to_whoever_spoke_last():
    quotation = "“We will win it again next year, and then we will go home.”"
    text = (
        "Ann Lee said on Monday that the vote was a fair one. The hall was full.\n\nIt rained all day in the town.\n\n"
        f"{quotation}\n\nThen the lights went out.\n"
    )
    rows = attributions({"x": text})
    assert rows.loc[[quotation in content for content in rows["content"]], "source"].tolist() == ["Ann Lee"]


def test_nesting():
    rows = attributions({"x": "Ann Lee said that the mayor claimed that the bridge was safe."})
    assert rows["cue"].tolist() == ["said", "claimed"]
    assert rows["parent_id"].fillna(-1).tolist() == [-1, 0]
    assert rows["source"].tolist() == ["Ann Lee", "the mayor"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bridge",
        "The bridge was closed on Monday.",
        "She ate the cake and went to bed.",
        "The “old bridge” is a pub.",
        "The dog barked at the postman.",
    ],
)
def test_no_attribution(text):
    assert found(text) == []


def test_a_quoted_cue():
    assert found("The judge “ordered” the firm to pay the drivers.") != []


ODD = st.text(alphabet="aB .,:“”\"'—\n¶😀ש", max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            "She said",
            "“We won,”",
            "that it was late",
            "according to Ann Lee",
            ", adding",
            ":",
            "\n\n",
            "NOTED THE MAYOR",
            "—",
            "“",
        ]
    ),
    max_size=9,
).map(" ".join)


@given(st.one_of(ODD, PIECES))
@settings(max_examples=25, deadline=None)
def test_any_text_keeps_the_span_law(text):
    rows = attributions({"x": text or "."})
    text = text or "."
    for role in ("source", "cue", "content"):
        for words, cell in zip(rows[role], rows[f"{role}_spans"], strict=True):
            pieces = spans.unpack(cell)
            assert pieces == sorted(pieces)
            assert all(0 <= start < end <= len(text) for start, end in pieces)
            assert (words == spans.quote(text, pieces)) if pieces else words is schema.TEXT.na_value
    parents = rows["parent_id"].dropna()
    assert set(parents) <= set(rows["attribution_id"])
    assert not (rows["parent_id"] == rows["attribution_id"]).fillna(False).any()


def test_content_never_stands_inside_itself_in_a_circle():
    text = "Ann Lee said that Bob Ray said that the mayor told reporters that Kim Fox said that it was late."
    rows = attributions({"x": text}).set_index("attribution_id")
    for start in rows.index:
        steps, current = 0, rows.loc[start, "parent_id"]
        while current is not schema.TEXT.na_value and steps <= len(rows):
            current, steps = rows.loc[current, "parent_id"], steps + 1
        assert steps <= len(rows)


def test_articles_do_not_mix():
    one, two = "She said it was late.", "“We won,” he said."
    both = attributions({"a": one, "b": two})
    assert both["attribution_id"].tolist() == [0, 0]
    assert both["content"].tolist() == ["it was late", "“We won,”"]
    assert both["source_id"].isna().all()


def test_the_lexicon_uses_the_values_of_the_table():
    allowed = {"endorse", "distance", "acknowledge"}, {"assert", "direct", "commit", "express", "think"}
    for entry in reporting.lexicon.read("reporting").entries:
        assert entry["engagement"] in allowed[0]
        assert entry["act"] in allowed[1] or entry["construction"] == "adverb"


def test_coded_news(gold):
    """Coders and detector agree on contents: a check on ten articles, by characters; the scorer measures the rest."""
    lines = (gold / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()[:10]
    coded = {row["id"]: row for row in map(json.loads, lines)}
    rows = attributions({name: row["text"] for name, row in coded.items()})
    rows = rows[rows["parent_id"].isna()]
    hits = total = 0
    for name, row in coded.items():
        mine = [set(words(row["text"], cell)) for cell in rows.loc[rows["article_id"] == name, "content_spans"]]
        for item in row["attributions"]:
            gold_words = set(words(row["text"], spans.pack(item["content"])))
            hits += any(2 * len(gold_words & own) >= len(gold_words | own) for own in mine)
            total += 1
    assert hits / total > 0.6
    assert hits / len(rows) > 0.7


def words(text, cell):
    return [
        word.start()
        for word in re.finditer(r"\S+", text)
        for a, b in spans.unpack(cell)
        if word.start() < b and word.end() > a
    ]


def test_a_source_keeps_the_bracket_that_it_opens(make_study):
    found = make_study("Rep. Ann Roe (D-N.C.) said that it was late.").attributions
    assert found["source"].tolist() == ["Rep. Ann Roe (D-N.C.)"]


def test_a_letter_in_which_someone_says_is_no_distance(make_study):
    assert (
        make_study("He wrote a letter in which he said he regrets the fall.")
        .attributions["engagement"]
        .eq("acknowledge")
        .all()
    )
    assert make_study("Accounts it says promote terror were shut.").attributions["engagement"].tolist() == ["distance"]
