"""One row of tokens a marker of distance: the journalist takes a name for a thing without standing behind it.

Martin & White (2005) call it *distance*: "what she called a crisis", "a so-called expert", a word in scare quotes. It
belongs to the channel of engagement, not to that of certainty: found and shown beside the hedges, never added to them.

Martin, J. R. & White, P. R. R. (2005). The Language of Evaluation: Appraisal in English. Palgrave Macmillan.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.syntax import Tree
from analysis.text.quotes import find_quotes

NAMING = frozenset(["brand", "call", "consider", "deem", "denounce", "dub", "label", "term"])
NAMING_AS = frozenset(  # "what she saw as a trick"
    ["characterise", "characterize", "denounce", "depict", "describe", "dismiss", "hail", "portray", "see", "view"]
)
NO_NAME = ("PUNCT", "AUX", "VERB", "ADP")  # what follows where "what she called" takes over no name
OPENING = "\"'“‘`«"
LONGEST_SCARE = 3  # words in scare quotes: longer ones are quotations of somebody
USED = ("NOUN", "ADJ", "PROPN", "NUM", "DET", "ADP", "PART", "CCONJ")
MARKS = "\"'”’`»"
ENDS = (".", "!", "?", ",", ";", "…")  # a quotation that closes with one is speech, or a title in a list
Tokens = tuple[int, int]


def handed_over(tree: Tree) -> Iterator[Tokens]:
    """ "what she called", "what the firm described as": from "what" to the verb, with its "as"."""
    for index, token in enumerate(tree.tokens):
        verb = token.head
        if token.text.lower() != "what" or verb <= index or not tree.children(verb, "nsubj") or tree.passive(verb):
            continue
        lemma, after = tree.tokens[verb].lemma.lower(), tree.tokens[verb + 1 : verb + 2]
        as_follows = [word.text.lower() for word in after] == ["as"]
        modal = any(tree.tokens[aux].tag == "MD" for aux in tree.children(verb, "aux"))
        named = [word for word in after if word.pos not in NO_NAME or word.text[0] in OPENING]
        if not modal and (as_follows if lemma in NAMING_AS else lemma in NAMING and named):
            yield index, verb + 1 + as_follows


def scare_quotes(tree: Tree, text: str) -> Iterator[Tokens]:
    """A few words of a sentence in quotation marks that are no title, no name and no whole statement.

    `text` is the sentence's. Whether somebody is quoted there, only the attributions know.
    """
    offset = tree.tokens[0].start
    for quote in find_quotes(text):
        inside = [
            index
            for index, token in enumerate(tree.tokens)
            if quote.start < token.start - offset and token.end - offset < quote.end
        ]
        words = [index for index in inside if tree.tokens[index].pos != "PUNCT"]
        if not quote.closed or not 0 < len(words) <= LONGEST_SCARE:
            continue
        if text[: quote.end].rstrip(MARKS)[-1] not in ENDS and not _names(tree, words) and _is_used(tree, words):
            yield inside[0], inside[-1] + 1


def _names(tree: Tree, words: list[int]) -> bool:
    """Whether it is a title or a name: its words of content begin with a capital or have no letter."""
    content = [tree.tokens[index] for index in words if tree.tokens[index].pos not in ("ADP", "DET", "CCONJ", "PART")]
    return all(token.text[:1].isupper() or not token.text[:1].isalpha() for token in content)


def _is_used(tree: Tree, words: list[int]) -> bool:
    """Whether the words stand in the sentence as its own nouns or attributes, not as words or speech told of."""
    if any(tree.tokens[index].pos not in USED for index in words):
        return False
    above = next((index for index in words if tree.tokens[index].head not in words), words[-1])
    head = tree.tokens[tree.tokens[above].head]
    return head.lemma.lower() not in ("word", "term", "phrase", "expression", "say", "mean", "call", "name", "title")
