"""How a cue commits the journalist: form, engagement, act, words that distance."""

import pytest
from helpers import attributions


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
