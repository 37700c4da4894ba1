"""The attributions of the two articles, line by line, as a careful reader finds them."""

import pytest
from helpers import find_attributions

from analysis import articles

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


@pytest.fixture(scope="module")
def event():
    from conftest import EVENT

    return find_attributions(articles.read_event(EVENT).articles)


@pytest.mark.parametrize("row", READ)
def test_the_two_articles_line_by_line(event, row):
    article, source, cue, begins, ends, form, engagement, act = row
    rows = event[event["article_id"].str.startswith(article) & (event["source"] == source) & (event["cue"] == cue)]
    rows = rows[[content.startswith(begins) and content.endswith(ends) for content in rows["content"]]]
    assert rows[["form", "engagement", "act"]].to_numpy().tolist() == [[form, engagement, act]]


def test_the_two_articles_hold_nothing_else(event):
    assert len(event) == len(READ)
    assert event["article_id"].str[:3].value_counts().to_dict() == {"000": 21, "001": 18}


def test_nested_rows_of_the_two_articles(event):
    nested = event[event["parent_id"].notna()]
    assert nested["cue"].tolist() == ["says", "described as", "expected", "raising concerns", "indicated"]


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
