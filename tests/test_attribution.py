"""Source, cue and content by construction; quotations; stance; nesting; and the two articles line by line."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, attribution, marks, parse, schema, segment, spans
from analysis.attributing import reporting


def attributions(texts):
    return find(articles.from_texts(texts))


def find(documents):
    segments = segment.find_segments(documents)
    sentences = segment.find_sentences(segments)
    described = segment.describe(documents, segments)
    marked = marks.find_marks(documents, sentences)
    return attribution.find_attributions(described, sentences, parse.parse(sentences, entities=False), marked)


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


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The bridge is closed,” she said.", "direct"),
        ("She said the bridge was “a danger to us all.”", "mixed"),
        ("She said the bridge was closed.", "indirect"),
        ("She said that “the bridge is closed.”", "mixed"),
    ],
)
def test_form(text, form):
    assert attributions({"x": text})["form"].tolist() == [form]


@pytest.mark.parametrize(
    ("text", "engagement", "act"),
    [
        ("She said that the bridge was closed.", "acknowledge", "assert"),
        ("She noted that the bridge was closed.", "endorse", "assert"),
        ("She pointed out that the bridge was closed.", "endorse", "assert"),
        ("She did not acknowledge that the bridge was closed.", "acknowledge", "assert"),
        ("She claimed that the bridge was closed.", "distance", "assert"),
        ("She falsely said that the bridge was closed.", "distance", "assert"),
        ("She urged drivers to stay at home.", "acknowledge", "direct"),
        ("She told drivers to stay at home.", "acknowledge", "direct"),
        ("She told drivers that the bridge was closed.", "acknowledge", "assert"),
        ("She warned that the bridge was closed.", "acknowledge", "assert"),
        ("She warned drivers that they could be fined.", "acknowledge", "direct"),
        ("She vowed to close the bridge.", "acknowledge", "commit"),
        ("She criticized the mayor.", "acknowledge", "express"),
        ("She believes that the bridge is closed.", "acknowledge", "think"),
        ("She burbled that the bridge was closed.", "acknowledge", "assert"),
    ],
)
def test_stance(text, engagement, act):
    rows = attributions({"x": text})
    assert rows[["engagement", "act"]].to_numpy().tolist() == [[engagement, act]]


@pytest.mark.parametrize(
    "text",
    [
        "The firm closes accounts it says promote violence.",
        "The mayor criticized the firm for what she called a disgrace.",
    ],
)
def test_words_handed_over_inside_a_noun_phrase_distance(text):
    rows = attributions({"x": text})
    assert "distance" in rows["engagement"].tolist()


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


# What a careful reader finds: article, source, cue, how the content begins and ends, form, engagement, act.
READ = [
    ("000", "Pakistan", "urges", "global social media firms to", "accounts", "indirect", "acknowledge", "direct"),
    ("000", "Minister", "said", "AI-driven tools", "militant propaganda", "indirect", "acknowledge", "assert"),
    ("000", "Minister", "criticiZed", "X and Facebook", "enforcement", "indirect", "acknowledge", "express"),
    ("000", "Pakistan", "urged", "major social media firms to", "action", "indirect", "acknowledge", "direct"),
    ("000", "Pakistan", "urged", "major social media companies to", "terrorism", "indirect", "acknowledge", "direct"),
    ("000", "it", "says", "promote", "terrorism", "indirect", "distance", "assert"),
    ("000", "Pakistan", "warning", "that platforms", "directives", "indirect", "acknowledge", "assert"),
    ("000", "State Minister for Interior Talal Chaudhry", "told", "that the government", "requests", "indirect",
     "acknowledge", "assert"),
    ("000", "he", "said", "“Some social", "responses,”", "direct", "acknowledge", "assert"),
    ("000", "he", "alleging", "that authorities", "Afghanistan", "indirect", "distance", "assert"),
    ("000", "Chaudhry", "said", "emerging technologies", "militant propaganda", "indirect", "acknowledge", "assert"),
    ("000", "Chaudhry", "criticized", "platforms such as", "insufficient enforcement", "indirect", "acknowledge",
     "express"),
    ("000", "he", "described as", "insufficient", "enforcement", "indirect", "distance", "assert"),
    ("000", "he", "said", "Pakistan … remained", "content", "indirect", "acknowledge", "assert"),
    ("000", "Pakistan", "expected", "companies to", "content", "indirect", "acknowledge", "think"),
    ("000", "he", "warned", "“If this wall", "the West,”", "direct", "acknowledge", "assert"),
    ("000", "he", "adding", "that officials", "Afghanistan", "indirect", "acknowledge", "assert"),
    ("000", "Barrister Aqeel", "accused", "platforms of", "“double standards,”", "mixed", "acknowledge", "express"),
    ("000", "Barrister Aqeel", "saying", "content related", "to operate", "indirect", "acknowledge", "assert"),
    ("000", "He", "said", "Islamabad could", "to cooperate", "mixed", "acknowledge", "assert"),
    ("000", "he", "added", "Pakistan … may also", "international courts", "indirect", "acknowledge", "assert"),
    ("001", "The Government of Pakistan", "warned", "that it could", "measures", "indirect", "acknowledge", "direct"),
    ("001", "Talal Chaudhry", "said", "social media platforms", "laws", "indirect", "acknowledge", "assert"),
    ("001", "the government", "raising concerns", "that terrorists", "services", "indirect", "acknowledge", "assert"),
    ("001", "He", "recalled", "that on July 24", "services", "indirect", "endorse", "assert"),
    ("001", "Chaudhry", "stated", "that terrorists", "content", "indirect", "acknowledge", "assert"),
    ("001", "he", "said", "“Several", "requests,”", "direct", "acknowledge", "assert"),
    ("001", "he", "adding", "that 19 accounts", "Afghanistan", "indirect", "acknowledge", "assert"),
    ("001", "He", "noted", "that X and", "accounts", "indirect", "endorse", "assert"),
    ("001", "Chaudhry", "urged", "all social media companies to", "Pakistan", "indirect", "acknowledge", "direct"),
    ("001", "Chaudhry", "arguing", "“If child abuse", "content?”", "direct", "acknowledge", "assert"),
    ("001", "He", "demanded", "that platforms", "accounts", "indirect", "acknowledge", "direct"),
    ("001", "He", "added", "that digital evidence", "Afghanistan", "indirect", "acknowledge", "assert"),
    ("001", "digital evidence", "indicated", "that 40 banned", "Afghanistan", "indirect", "acknowledge", "assert"),
    ("001", "Barrister Aqeel Malik", "accused", "social media companies of", "“double standard,”", "mixed",
     "acknowledge", "express"),
    ("001", "Barrister Aqeel Malik", "saying", "they often", "terrorism", "indirect", "acknowledge", "assert"),
    ("001", "He", "said", "X had not", "activity", "indirect", "acknowledge", "assert"),
    ("001", "he", "warned", "“If platforms", "heavily,”", "direct", "acknowledge", "assert"),
    ("001", "Malik", "added", "that Pakistan could", "persists", "indirect", "acknowledge", "assert"),
]  # fmt: skip
# What of that is not met, and why.
NOT_MET = {
    ("000", "added", "Pakistan … may also"): "the subject before “, he added,” is left out",
    ("001", "warned", "that it could"): "the one addressed is taken into the content",
    ("001", "saying", "they often"): "the content ends before “, yet show …”",
    ("001", "raising concerns", "that terrorists"): "inside another content only clear cues are kept",
}
NOT_FOUND = ["raising concerns"]


def line(row):
    """A line that was read, marked where it is not met."""
    reason = NOT_MET.get((row[0], row[2], row[3]))
    return pytest.param(row, marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else [])


@pytest.fixture(scope="module")
def event():
    from tests.conftest import EVENT

    return find(articles.read_event(EVENT).articles)


@pytest.mark.parametrize("row", [line(row) for row in READ])
def test_the_two_articles_line_by_line(event, row):
    article, source, cue, begins, ends, form, engagement, act = row
    rows = event[event["article_id"].str.startswith(article) & (event["source"] == source) & (event["cue"] == cue)]
    rows = rows[[content.startswith(begins) and content.endswith(ends) for content in rows["content"]]]
    assert rows[["form", "engagement", "act"]].to_numpy().tolist() == [[form, engagement, act]]


def test_the_two_articles_hold_nothing_else(event):
    assert len(event) == len(READ) - len(NOT_FOUND)
    assert event["article_id"].str[:3].value_counts().to_dict() == {"000": 21, "001": 17}


def test_nested_rows_of_the_two_articles(event):
    nested = event[event["parent_id"].notna()]
    assert nested["cue"].tolist() == ["says", "described as", "expected", "indicated"]


def test_a_source_that_goes_on_is_carried_over(event):
    carried = event.loc[event["carried"], "cue"].tolist()
    assert carried == [
        "criticiZed",
        "warning",
        "alleging",
        "criticized",
        "adding",
        "saying",
        "adding",
        "arguing",
        "saying",
    ]


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
