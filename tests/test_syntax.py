"""Trees: who depends on whom, worked out by hand."""

import pytest

from analysis import parse, schema, syntax
from analysis.syntax import Token, Tree

# "The mayor , tired , resigned and left": heads and labels written by hand.
WORDS = ["The", "mayor", ",", "tired", ",", "resigned", "and", "left"]
HEADS = [1, 5, 1, 1, 1, 5, 5, 5]
DEPS = ["det", "nsubj", "punct", "acl", "punct", "ROOT", "cc", "conj"]


@pytest.fixture
def tree():
    tokens, start = [], 0
    for number, (word, head, dep) in enumerate(zip(WORDS, HEADS, DEPS, strict=True)):
        tokens.append(Token(number, start, start + len(word), word, word.lower(), "X", "X", dep, head, None))
        start += len(word) + 1
    return Tree("x", 0, tokens)


def test_children_of_any_or_of_some_kinds(tree):
    assert tree.children(1) == [0, 2, 3, 4]
    assert tree.children(5, "nsubj", "conj") == [1, 7]
    assert tree.children(0) == []


def test_a_subtree_is_in_reading_order(tree):
    assert tree.subtree(1) == [0, 1, 2, 3, 4]
    assert tree.subtree(5) == list(range(8))


def test_ancestors_end_at_the_root(tree):
    assert list(tree.ancestors(0)) == [1, 5]
    assert list(tree.ancestors(5)) == []


def test_a_coordinated_verb_shares_its_subject(tree):
    assert tree.subject(5) == tree.subject(7) == 1
    assert tree.subject(1) is None


def test_a_span_reaches_from_first_to_last(tree):
    assert tree.span([3, 1]) == (4, 17)
    assert " ".join(tree.forms())[4:17] == "mayor , tired"


@pytest.mark.parametrize(
    ("text", "passive"),
    [("The bridge was mended by us.", True), ("They mended the bridge.", False), ("It was cold.", False)],
)
def test_passives_of_the_parser(text, passive):
    row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "n_words": 4}
    tokens = parse.parse(schema.frame("sentences", [{**row, "start": 3, "end": 3 + len(text), "text": text}]))
    (tree,) = syntax.trees(tokens)
    assert tree.passive([token.dep for token in tree.tokens].index("ROOT")) is passive


def test_heads_count_within_the_sentence_and_missing_entities_are_none():
    row = {"article_id": "x", "sentence_id": 0, "start": 0, "end": 1, "text": "a", "lemma": "a", "pos": "X", "tag": "X"}
    rows = [
        {**row, "token_id": 0, "dep": "ROOT", "head": 0, "entity": None},
        {**row, "token_id": 1, "sentence_id": 1, "dep": "det", "head": 2, "entity": "ORG"},
        {**row, "token_id": 2, "sentence_id": 1, "dep": "ROOT", "head": 2, "entity": None},
    ]
    first, second = syntax.trees(schema.frame("tokens", rows))
    assert (first.sentence_id, second.sentence_id) == (0, 1)
    assert [token.head for token in second.tokens] == [1, 1]
    assert [token.entity for token in second.tokens] == ["ORG", None]


def test_no_tokens_give_no_trees():
    assert list(syntax.trees(schema.frame("tokens", []))) == []
