"""Roles and sentences of the two real articles, worked out by hand."""

from pathlib import Path

import pytest

from analysis import articles, segment

EVENT = Path(__file__).parent.parent / "data" / "articles" / "pakistan-platforms"
HAMZA, AGENCIES = "000_8810f553bd5cd5b8", "001_c01042f21e675fac"
# Words of each body sentence, counted by hand.
BODY_WORDS = {
    HAMZA: [32, 38, 26, 30, 27, 27, 35, 23, 11],
    AGENCIES: [29, 29, 15, 33, 18, 30, 17, 25, 14, 16, 35, 14, 21, 17],
}
ROLES = {
    HAMZA: ["headline", "dek", "byline", "byline", "bio", "standfirst", *["body"] * 7, "furniture", "furniture"],
    AGENCIES: ["dateline", *["body"] * 13, "credit"],
}


@pytest.fixture(scope="module")
def real():
    documents = articles.read_event(EVENT).articles
    segments = segment.find_segments(documents)
    return documents, segments, segment.find_sentences(segments)


@pytest.mark.parametrize("article", [HAMZA, AGENCIES])
def test_real_articles_roles_of_every_line(real, article):
    _, segments, _ = real
    assert segments.loc[segments["article_id"] == article, "role"].tolist() == ROLES[article]


def test_real_articles_need_nothing_stated(real):
    documents, segments, _ = real
    plain = segment.find_segments(documents[["article_id", "text"]])
    assert plain.equals(segments)


def test_real_articles_header_and_edges(real):
    _, segments, _ = real
    text = segments.set_index(["article_id", "role"])["text"]
    assert text[HAMZA, "byline"].tolist() == ["Ali Hamza", "Correspondent"]
    assert text[HAMZA, "bio"].startswith("Ali; a journalist with 3 years")
    assert text[HAMZA, "standfirst"].startswith("Pakistan urged major social media firms to curb")
    assert text[HAMZA, "furniture"].tolist() == ["Comments", "See what people are discussing"]
    assert text[AGENCIES, "dateline"] == "ISLAMABAD:"
    assert text[AGENCIES, "credit"] == "–Agencies"
    assert text[AGENCIES, "body"].iloc[-1].endswith("if the non-cooperation persists.")


@pytest.mark.parametrize("article", [HAMZA, AGENCIES])
def test_real_articles_body_sentences_and_words(real, article):
    _, _, found = real
    body = found[(found["article_id"] == article) & (found["role"] == "body")]
    assert body["n_words"].tolist() == BODY_WORDS[article]
    assert body["rank"].tolist() == list(range(1, len(body) + 1))


def test_real_articles_described(real):
    documents, segments, _ = real
    described = segment.describe(documents, segments).set_index("article_id")
    assert described["n_words"].to_dict() == {HAMZA: 249, AGENCIES: 313}
    assert described["wire"].to_dict() == {HAMZA: False, AGENCIES: True}


def test_headline_dek_and_standfirst_are_not_analysed(real):
    _, segments, _ = real
    assert set(segments.loc[segments["analysed"], "role"]) == {"body"}
