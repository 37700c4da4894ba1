"""Marks: parts of attributions in groups, groups within groups, and cues of uncertainty."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, marks, segment


def marked(text):
    documents = articles.from_texts({"x": text})
    found = marks.find_marks(documents, segment.find_sentences(segment.find_segments(documents)))
    return found.assign(text=[text[start:end] for start, end in zip(found["start"], found["end"], strict=True)])


def test_an_attribution_is_a_group():
    rows = marked("The mayor said that the bridge was unsafe.")
    parts = rows[rows["group"] == 0]
    assert dict(zip(parts["role"], parts["text"], strict=True)) == {
        "source": "The mayor",
        "cue": "said",
        "content": "that the bridge was unsafe",
    }
    assert parts["within"].isna().all()
    assert parts["confidence"].between(0.8, 1).all()


def test_an_attribution_inside_a_content_is_within_its_group():
    rows = marked("Ann Lee said that the mayor had claimed that the bridge was safe.")
    inner = rows[rows["within"] == 0]
    assert inner.loc[inner["role"] == "cue", "text"].tolist()[0].endswith("claimed")
    assert set(inner["group"]) == {1}


def test_cues_of_uncertainty_have_no_group():
    rows = marked("The bridge may fall, engineers said, if it rains.")
    cues = rows[rows["group"].isna() & (rows["confidence"] > 0.5)]
    assert {("epistemic", "may"), ("condition", "if")} <= set(zip(cues["role"], cues["text"], strict=True))


def test_a_source_named_once_may_be_carried_over():
    rows = marked("Ann Lee said the road was closed, adding that the bridge was safe.")
    sources = rows[rows["role"].isin(["source", "carried"])]
    assert sources["text"].tolist() == ["Ann Lee", "Ann Lee"]
    assert sources["group"].nunique() == 2


def test_articles_do_not_mix():
    documents = articles.from_texts({"a": "She said it was late.", "b": "It rained."})
    found = marks.find_marks(documents, segment.find_sentences(segment.find_segments(documents)))
    assert set(found.loc[found["group"].notna(), "article_id"]) == {"a"}
    assert not found.duplicated(["article_id", "mark_id"]).any()


@pytest.mark.parametrize("text", ["Bridge", "The dog barked at the postman."])
def test_no_attribution(text):
    assert marked(text)["group"].isna().all()


@given(st.text(alphabet="aB .,:“”\"'—\n¶😀ש", min_size=1, max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_is_marked_within_its_bounds(text):
    rows = marked(text)
    assert ((rows["start"] >= 0) & (rows["start"] < rows["end"]) & (rows["end"] <= len(text))).all()
    assert rows["confidence"].between(0, 1.0001).all()
    assert pd.Series(rows["within"].dropna()).isin(rows["group"].dropna()).all()
