"""From the words of a window to attributions: by hand, and for any scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attributing import linking
from analysis.tagger import Reading

TAGS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
SURE = 0.97


def reading(tags, hangs, sure=SURE, nested=0.0):
    """A window of one-letter words that are sure of their tags and of the word they hang on."""
    words = len(tags)
    roles = np.full((words, 7), (1 - sure) / 6)
    arcs = np.full((words, words), (1 - sure) / max(words - 1, 1))
    for word, (tag, anchor) in enumerate(zip(tags, hangs, strict=True)):
        roles[word, TAGS.index(tag)] = sure
        if anchor is not None:
            arcs[word, anchor] = sure
    starts, score = np.arange(words) * 2, np.full(words, nested)
    nothing = np.zeros((words, 3))
    return Reading(starts, starts + 1, np.log(roles), nothing, nothing, np.log(arcs), score, np.zeros(3))


def linked(tags, hangs):
    return [one._replace(confidence=round(one.confidence, 2)) for one in linking.link(reading(tags, hangs))]


def test_source_cue_and_content():
    found = linked(["B-source", "B-cue", "B-content", "I-content", "I-content", "O"], [1, 1, 1, 1, 1, None])
    assert found == [linking.Linked([(0, 1)], [], [(2, 3)], [(4, 9)], cue_inside=0.0, confidence=0.91)]


def test_the_word_of_a_content_that_most_seems_a_cue_says_whether_one_may_be_inside():
    made = reading(["B-source", "B-cue", "B-content", "I-content", "O"], [1, 1, 1, 1, None])
    [one] = linking.link(made._replace(nested=np.array([9.0, 9.0, -2.0, -1.0, 9.0])))
    assert one.cue_inside == -1.0


def test_a_content_that_its_cue_interrupts_has_two_spans():
    tags = ["B-content", "I-content", "I-content", "B-source", "B-cue", "B-content", "I-content", "I-content"]
    [found] = linked(tags, [4] * 8)
    assert found.content == [(0, 5), (10, 15)]
    assert found.source == [(6, 7)]


def test_neighbours_that_hang_on_two_cues_are_two_attributions():
    tags = ["B-source", "B-cue", "B-content", "I-content", "I-content", "B-cue", "B-content", "I-content", "I-content"]
    one, two = linked(tags, [1, 1, 1, 1, 1, 5, 5, 5, 5])
    assert (one.cue, one.content) == ([(2, 3)], [(4, 9)])
    assert (two.cue, two.content) == ([(10, 11)], [(12, 17)])


def test_a_source_may_be_that_of_another_attribution_that_names_none():
    made = reading(
        ["B-source", "B-cue", "B-content", "I-content", "B-cue", "B-content", "I-content"], [1, 1, 1, 1, 4, 4, 4]
    )
    made.arcs[0, 4] = np.log(0.2)
    one, two = linking.link(made)
    assert (one.source, one.carried) == ([(0, 1)], [])
    assert (two.source, two.carried) == ([], [(0, 1)])


def test_a_second_cue_right_before_a_content_of_its_own_is_another_attribution():
    tags = ["B-source", "B-cue", "B-content", "I-content", "O", "B-cue", "B-content", "I-content"]
    one, two = linked(tags, [1, 1, 1, 1, None, 1, 1, 1])
    assert (one.cue, one.content) == ([(2, 3)], [(4, 7)])
    assert (two.cue, two.content, two.source) == ([(10, 11)], [(12, 15)], [])


def test_without_a_content_there_is_no_attribution():
    assert linked(["B-source", "B-cue", "O"], [1, 1, None]) == []


def test_nothing_attributed():
    assert linked(["O"] * 5, [None] * 5) == []


def test_the_best_sequence_is_the_one_that_trying_all_finds():
    """Viterbi against brute force: every sequence of states over four words and two anchors."""
    from itertools import product

    random = np.random.default_rng(3)
    for _ in range(5):
        tags = np.log(random.dirichlet(np.ones(7), 4))
        arcs = np.log(random.dirichlet(np.ones(2), 4))
        states = [None, *product(range(2), range(3), range(2))]

        def score(path, tags=tags, arcs=arcs):
            total, before = 0.0, None
            for word, state in enumerate(path):
                if state is None:
                    total += tags[word, 0]
                else:
                    anchor, role, goes_on = state
                    if goes_on and (before is None or before[:2] != state[:2]):
                        return -np.inf
                    total += tags[word, 1 + 2 * role + goes_on] + arcs[word, anchor]
                    total -= 0 if goes_on else linking.BEGIN[role]
                before = state
            return total

        best = max(product(states, repeat=4), key=score)
        found = [None if row[0] < 0 else tuple(row) for row in linking._decode(tags, arcs).tolist()]
        assert found == list(best)


@given(st.integers(1, 30), st.integers(0, 1000), st.floats(0.1, 3))
@settings(max_examples=40, deadline=None)
def test_any_scores_give_spans_in_order_without_overlap(words, seed, spread):
    random = np.random.default_rng(seed)
    starts = np.arange(words) * 2
    nothing = np.zeros((words, 3))
    roles = np.log(random.dirichlet(np.full(7, spread), words) + 1e-9)
    arcs = np.log(random.dirichlet(np.full(words, spread), words) + 1e-9)
    for one in linking.link(Reading(starts, starts + 1, roles, nothing, nothing, arcs, nothing[:, 0], np.zeros(3))):
        assert one.content
        assert 0 <= one.confidence <= 1.001
        covered = [place for start, end in [*one.source, *one.cue, *one.content] for place in range(start, end)]
        assert len(covered) == len(set(covered))


@pytest.mark.parametrize("words", [0, 1])
def test_small_windows(words):
    assert linked(["O"] * words, [None] * words) == []
