"""One phrase is a stretch of tokens around a head: where it begins and ends, and which of its words describe.

Read by `mentions`, except `without_article`.
"""

from __future__ import annotations

import re
from functools import cache

from analysis import lexicon
from analysis.referring import gazetteer
from analysis.syntax import Token, Tree
from analysis.text.spelling import american

TIMES = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE")
LINKS = ("of", "for", "and", "the", "&", "to", "'s", "’s")  # inside an office: Minister of Trade and Industry
# What follows these does not tell which one is meant.
APART = frozenset({"as", "like", "including", "include", "than", "after", "before", "during", "until"})
LONGEST = 12  # words after the head that still count as part of a naming; longer ones are descriptions


def capital(token: Token) -> bool:
    """Whether a word begins with a capital letter."""
    return token.text[:1].isupper()


def without_article(words: str) -> str:
    """An expression in one line, without the article before it.

    Examples
    --------
    >>> without_article("The  mayor"), without_article("theatre")
    ('mayor', 'theatre')
    """
    return re.sub(r"^(the|a|an)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)


def low_form(token: Token) -> str:
    """A word in lower case, in the singular if the lists know it."""
    return gazetteer.singular(token.text)


def name_extent(tree: Tree, index: int) -> tuple[int, int, int]:
    """First token of the whole phrase with its title; first token of the name; one past its last token."""
    tokens, entity = tree.tokens, tree.tokens[index].entity
    low, high = index, index + 1
    while low > 0 and _joins(tree, low - 1, index, entity):
        low -= 1
    while high < len(tokens) and entity and tokens[high].entity == entity and tokens[high].pos == "PROPN":
        if tokens[high].head < low or tokens[high].dep in ("conj", "appos"):
            break
        high += 1
    low = _after_titles(tree, low, index)
    if entity != "PERSON":
        low = _of_body(tree, low)
    return _left_edge(tree, low, index), low, high


def _of_body(tree: Tree, low: int) -> int:
    """First token of "Department of" before a name, which is part of that body's name; else `low`."""
    if low < 2 or tree.tokens[low - 1].text.lower() not in ("of", "for"):
        return low
    body = tree.tokens[low - 2]
    if not capital(body) or gazetteer.nouns().get(low_form(body), {}).get("type") != "organisation":
        return low
    first = low - 2
    while first > 0 and tree.tokens[first - 1].head == low - 2 and capital(tree.tokens[first - 1]):
        first -= 1
    return first + (tree.tokens[first].dep == "det")


def _joins(tree: Tree, left: int, index: int, entity: str | None) -> bool:
    """Whether a word to the left belongs to the name."""
    token, head = tree.tokens[left], tree.tokens[index]
    if _glued(tree, left):
        return True
    if entity == "PERSON" or token.entity == "PERSON":
        return token.entity == entity and token.pos in ("PROPN", "NOUN", "ADJ")
    inside = index in (token.head, *tree.ancestors(left)) and token.dep in ("compound", "amod", "nmod", "nummod")
    return inside and capital(token) and token.tag != "CD" and head.text[0].isupper()


def _glued(tree: Tree, left: int) -> bool:
    """Whether a hyphen without blanks ties a capitalised word to the next, unseen by the parser: *Bell-Hart*."""
    hyphen = left if tree.tokens[left].text == "-" else left + 1
    if not 0 < hyphen < len(tree.tokens) - 1 or tree.tokens[hyphen].text != "-":
        return False
    before, between, after = tree.tokens[hyphen - 1 : hyphen + 2]
    if between.entity is not None and before.entity == between.entity == after.entity:
        return True  # a name of several words: Chick-fil-A
    tight = before.end == between.start and between.end == after.start
    return tight and capital(before) and capital(after) and before.entity == after.entity is not None


def _after_titles(tree: Tree, low: int, index: int) -> int:
    """First token after the titles at the start of a name; the whole name where nothing would be left."""
    words = [token.text.lower() for token in tree.tokens[low : index + 1]]
    if tree.tokens[index].entity == "ORG" and gazetteer.singular(words[-1]) in gazetteer.nouns():
        return low
    last = max((place for place, word in enumerate(words[:-1]) if word in gazetteer.title_words()), default=-1)
    return low + last + 1


def _left_edge(tree: Tree, low: int, index: int) -> int:
    """First token of the title, office or description that leads up to a name."""
    tokens, edge, seen = tree.tokens, low, low
    if low > 0 and tokens[low - 1].text.lower() in LINKS:
        return low  # "a friend of Jane Roe" is not Jane Roe
    while edge > 0:
        token = tokens[edge - 1]
        word = token.text.lower()
        link = word in LINKS
        if token.entity == "PERSON" and word not in gazetteer.title_words():
            break
        if token.tag == "NNS" and not capital(token) and token.dep not in ("compound", "nmod"):
            break  # in the firms Roe was courting
        if word in ("and", "&") and (_honorific(tokens[edge]) or not capital(tokens[max(edge - 2, 0)])):
            break  # the mayor of Troy and Mr. Roe; two aides and Mayor Roe
        if word in ("of", "for", "to") and tokens[edge].text.lower() in gazetteer.titles():
            break  # a lawyer for Mr. Roe, an aide to President Roe
        if word in ("of", "to", "for") and edge > 1 and not capital(tokens[edge - 2]):
            break  # an adviser to President Roe
        titled = word in gazetteer.title_words() or gazetteer.singular(word) in gazetteer.nouns()
        if not (link or titled or (capital(token) and token.pos in ("PROPN", "ADJ")) or edge <= token.head <= index):
            break
        if token.pos in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ") and not link:
            break
        edge -= 1
        if titled or (edge <= token.head <= index and token.dep in ("compound", "amod", "nmod")):
            seen = edge
            continue
        if seen == edge + 1 and not link and capital(token):
            seen = edge
    return seen


def _honorific(token: Token) -> bool:
    """Whether a word is a form of address."""
    return gazetteer.titles().get(token.text.lower(), {}).get("kind") == "honorific"


def extent(tree: Tree, index: int) -> list[int]:
    """Tokens of a noun phrase: what leads up to its head, and what restricts it afterwards."""
    below = set(tree.subtree(index))
    low = index
    while low - 1 in below and not _ends(tree.tokens[low - 1]):
        low -= 1
    while low < index and (
        tree.tokens[low].pos in ("PUNCT", "CCONJ", "ADV", "SCONJ", "PART")
        or tree.tokens[low].dep == "cc"
        or tree.tokens[low].text in "-–"
        or tree.tokens[low].text.lower().endswith(("self", "selves"))  # call themselves town planners
    ):
        low += 1
    high = index + 1
    for child in tree.children(index, "prep", "acl", "relcl"):
        if child < index or not _restricts(tree, child, index):
            continue
        part = tree.subtree(child)
        if part[0] != high:
            break
        stop = next((place for place in part if _ends(tree.tokens[place]) or _times(tree, place)), part[-1] + 1)
        if stop - index > LONGEST:
            break
        high = stop
    return list(range(low, high))


def _ends(token: Token) -> bool:
    return (token.pos == "PUNCT" and token.text not in "-–’'") or token.text in ("—", ":", ";")


def _times(tree: Tree, place: int) -> bool:
    """Whether a preposition of time begins at a word: *within 24 hours*."""
    objects = tree.children(place, "pobj") if tree.tokens[place].dep == "prep" else []
    return bool(objects) and tree.tokens[objects[0]].entity in TIMES


def _restricts(tree: Tree, child: int, index: int) -> bool:
    """Whether what follows the head tells which one is meant: not "such as", not a time, not "accused X of doing"."""
    token = tree.tokens[child]
    objects = [tree.tokens[place] for place in tree.children(child, "pobj", "pcomp")]
    if token.dep == "prep" and (not objects or objects[0].dep == "pcomp" or objects[0].entity in TIMES):
        return False
    if tree.tokens[tree.subtree(child)[0]].tag == "TO":
        return False
    return token.lemma.lower() not in APART


def located(tree: Tree, index: int) -> set[int]:
    """The words after a noun that only say where it is: *accounts operated from Peru* is no label of them."""
    found: set[int] = set()
    for clause in tree.children(index, "acl"):
        objects = [noun for link in tree.children(clause, "prep") for noun in tree.children(link, "pobj")]
        if tree.tokens[clause].tag == "VBN" and objects and tree.tokens[objects[0]].entity in ("GPE", "LOC"):
            found |= set(tree.subtree(clause))
    return found


def describing_words(tokens: list[Token]) -> str | None:
    """Describing words, a hyphenated one as one."""
    pieces: list[str] = []
    glued = False
    for token in tokens:
        if token.text in "-–":
            glued = True
        elif token.pos in ("ADJ", "NOUN", "PROPN") or token.tag in ("VBN", "VBG") or glued:
            pieces[-1:] = [f"{pieces[-1]}-{token.text}"] if glued and pieces else [*pieces[-1:], token.text]
            glued = False
    return " ".join(pieces) or None


def wording(tokens: list[Token]) -> str:
    """A label in short: modifiers before its head that tell it from others, and the head, in lower case."""
    hyphens = {place for place, token in enumerate(tokens) if token.text in "-–"}
    described = [
        token
        for place, token in enumerate(tokens[:-1])
        if place in hyphens or {place - 1, place + 1} & hyphens or token.text.lower() not in _generic()
    ]
    return f"{(describing_words(described) or '').lower()} {tokens[-1].text.lower()}".strip()


def keys(tokens: list[Token]) -> frozenset[str]:
    """What tells a referent from others of its class: modifiers, near-synonyms as one, proper names marked with =."""
    words = [token.text.lower() for token in tokens]
    lemmas = [token.lemma.lower() for token in tokens]
    found: set[str] = set()
    taken: set[int] = set()
    for start, end, entry in _modifiers().find(words, lemmas):
        taken |= set(range(start, end))
        found |= {"~" + entry["class"]} - {"~" + gazetteer.GENERIC}
    for place, token in enumerate(tokens):
        if place in taken or token.pos not in ("ADJ", "NOUN", "PROPN", "VERB") or token.dep in ("det", "nummod"):
            continue
        country = gazetteer.countries().get(words[place])
        proper = token.pos == "PROPN" and token.text[:1].isupper()
        found.add(f"={country or words[place].replace('.', '')}" if country or proper else american(low_form(token)))
    return frozenset(found)


def _modifiers() -> lexicon.Lexicon:
    return lexicon.read("modifier_classes")


@cache
def _generic() -> frozenset[str]:
    return frozenset(entry["term"] for entry in _modifiers().entries if entry["class"] == gazetteer.GENERIC)
