"""One row a possible cue of a sentence: a word that could attribute, its construction, its source and its content.

Which words do attribute, the encoder says (`analysis.tagger`); the construction says how, and by whom where no source
is marked. The constructions, their content in brackets:

- ``clause``       she said [that it was late]; she asked [whether it was]
- ``fronted``      [it was late], she said; [it], she said, [was late]
- ``infinitive``   she promised [to come]; she urged [him to come]
- ``object``       she accused [him of theft]; she praised [the plan]
- ``predicate``    she called [him a thief]; she described it as [a theft]
- ``preposition``  she called for [a ban]
- ``raising``      [it] seemed [to work]; [it] is expected [to work]
- ``noun``         the claim [that it was late]; a promise [to come]; fear of [a ban]
- ``adjective``    she was sure [that it was late]
- ``according``    according to her, [it was late]
- ``colon``        she said: [it was late]; she: [it was late]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.attributing.holders import carrier, goes_on, holder_of, source_of, strip, trim
from analysis.syntax import SUBJECTS, Tree

RAISING = ("seem", "appear", "prove", "look")
CLAUSES = ("ccomp", "xcomp", "csubj")
# Prepositions that bring in what is said of the object; the others mostly tell where, when and in what medium.
COMPLEMENT_PREPOSITIONS = ("of", "for", "as", "against", "about", "with", "to", "over", "into", "from", "on")
LONGEST_ASIDE = 12  # tokens of a clause put into another: "the minister told reporters on Monday" (own choice)
LONGEST_SPEAKER = 5  # tokens of a name before a colon

Complement = tuple[str, list[int], list[int]]  # construction, content, words besides the verb that belong to the cue


class Candidate(NamedTuple):
    """A possible attribution: tokens of its sentence, by their place in it."""

    head: int
    construction: str
    term: str
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@lru_cache(maxsize=256)  # an article's sentences are asked for several times, one after another
def find_cues(tree: Tree) -> tuple[Candidate, ...]:
    """The possible attributions of a sentence."""
    return tuple(_find(tree))


def _find(tree: Tree) -> Iterator[Candidate]:
    for index, token in enumerate(tree.tokens):
        if token.text.lower() == "according":
            yield from _according(tree, index)
        elif token.pos in ("VERB", "AUX"):
            yield from _verb(tree, index)
        elif token.pos in ("NOUN", "ADJ"):
            yield from _nominal(tree, index)
        elif token.text == ":":
            yield from _speaker(tree, index)


def _verb(tree: Tree, verb: int) -> Iterator[Candidate]:
    """The first complement of a verb that has a word in it."""
    for construction, tokens, extra in _complements(tree, verb):
        before = construction in ("fronted", "raising")
        content = trim(tree, [index for index in tokens if before or index > verb])
        if content:
            added = extra if construction != "predicate" else []
            lemmas = [tree.tokens[verb].lemma, *(tree.tokens[index].text for index in added)]
            cue = tuple(sorted({*verb_group(tree, verb), *extra} - set(content)))
            source = () if construction == "raising" else source_of(tree, verb, content)
            yield Candidate(verb, construction, " ".join(lemmas).lower(), cue, source, content)
            return


def _complements(tree: Tree, verb: int) -> Iterator[Complement]:
    """What a verb may attribute, the likeliest first."""
    particle = tree.children(verb, "prt")
    right = [child for child in tree.children(verb) if child > verb]
    subject = tree.children(verb, *SUBJECTS)
    objects = [child for child in right if tree.tokens[child].dep in ("dobj", "dative")]
    clauses = [child for child in right if tree.tokens[child].dep in CLAUSES]
    predicates = [child for child in right if tree.tokens[child].dep in ("oprd", "acomp")]
    raised = bool(subject) and (tree.passive(verb) or tree.tokens[verb].lemma in RAISING)
    if clauses and not (raised and _infinitive(tree, clauses[0])):
        if _infinitive(tree, clauses[0]):
            yield "infinitive", _from(tree, [*objects, *clauses]), particle
        else:
            yield "clause", _without_tail(tree, verb, clauses), particle
    yield from _around(tree, verb, objects, particle)
    if raised and (clauses or predicates):
        yield "raising", [*tree.subtree(subject[0]), *_from(tree, [*clauses, *predicates])], particle
    if colon := [child for child in right if tree.tokens[child].text == ":"]:
        yield "colon", list(range(colon[0] + 1, len(tree.tokens))), particle
    if predicates and (objects or _what(tree, verb)):
        yield "predicate", _from(tree, [*objects, *predicates]), particle
    if objects:
        yield _object(tree, objects, right, particle)
    for child in right:
        inner = tree.children(child, "pobj", "pcomp") if tree.tokens[child].dep == "prep" else []
        if inner:
            described = tree.tokens[child].text.lower() == "as" and _what(tree, verb)
            yield "predicate" if described else "preposition", _from(tree, inner), [*particle, child]


def _around(tree: Tree, verb: int, objects: list[int], particle: list[int]) -> Iterator[Complement]:
    """The clause that stands before a verb and its subject, or around them."""
    if left := [child for child in tree.children(verb, "ccomp") if child < verb]:
        yield "fronted", _before(tree, left[0], verb), particle
    if _parenthetical(tree, verb) and not objects:
        above = tree.tokens[verb].head
        above = tree.tokens[above].head if tree.tokens[above].dep in ("aux", "auxpass") else above
        yield "fronted", _minus(tree, above, verb), particle


def _object(tree: Tree, objects: list[int], right: list[int], particle: list[int]) -> Complement:
    """An object and what is said of it."""
    prepositions = [child for child in right if child > objects[0] and tree.tokens[child].dep == "prep"]
    more = [child for child in prepositions if tree.tokens[child].text.lower() in COMPLEMENT_PREPOSITIONS]
    described = any(tree.tokens[child].text.lower() == "as" for child in more)
    return "predicate" if described else "object", _from(tree, [*objects, *more]), particle


def _infinitive(tree: Tree, clause: int) -> bool:
    """Whether a clause is an infinitive or a participle."""
    if tree.children(clause, "mark"):
        return False
    return tree.tokens[clause].dep == "xcomp" or any(
        tree.tokens[aux].tag == "TO" for aux in tree.children(clause, "aux")
    )


def _what(tree: Tree, verb: int) -> bool:
    """Whether the object of a verb is a what before it: what she called a failure."""
    return any(child < verb and tree.tokens[child].tag == "WP" for child in tree.children(verb, "dobj"))


def _without_tail(tree: Tree, verb: int, clauses: list[int]) -> list[int]:
    """A clause up to where the journalist goes on with another cue: “, adding that”, “and criticised”."""
    whole = _from(tree, clauses)
    for index in whole[1:]:
        token = tree.tokens[index]
        if goes_on(tree, index) or (token.dep == "conj" and carrier(tree, index) == verb):
            end = index - 1 if tree.tokens[index - 1].pos == "CCONJ" else index
            return list(range(whole[0], end))
    return whole


def _parenthetical(tree: Tree, verb: int) -> bool:
    """Whether a verb with its subject is put into, or after, the clause that it reports."""
    token = tree.tokens[verb]
    if token.head == verb or not tree.children(verb, *SUBJECTS):
        return False
    as_said = any(tree.tokens[mark].text.lower() == "as" for mark in tree.children(verb, "mark", "advmod"))
    if token.dep == "parataxis" or (token.dep == "advcl" and as_said):
        return True
    below = tree.subtree(verb)
    edges = (below[0] - 1, below[-1] + 1)
    parted = all(not 0 <= edge < len(tree.tokens) or tree.tokens[edge].pos == "PUNCT" for edge in edges)
    return token.dep in ("ccomp", "advcl", "dep") and parted and len(below) <= LONGEST_ASIDE and token.head > verb


def _before(tree: Tree, clause: int, verb: int) -> list[int]:
    """All from the start of a clause to the subject of the verb after it; else the clause around that verb."""
    content = _minus(tree, clause, verb)
    if not content or content[-1] > verb:
        return content
    subject = [index for child in tree.children(verb, *SUBJECTS) for index in tree.subtree(child)]
    end = min([verb, *(index for index in subject if index > content[-1])])
    between = tree.tokens[content[-1] + 1 : end]
    return list(range(content[0], end)) if all(one.pos != "VERB" or one.dep == "conj" for one in between) else content


def _minus(tree: Tree, head: int, verb: int) -> list[int]:
    """What hangs below a head, without the clause of the verb."""
    below = tree.subtree(head)
    without = set(tree.subtree(verb)) if verb in below and verb != head else {verb}
    return [index for index in below if index not in without]


def _from(tree: Tree, heads: Iterable[int]) -> list[int]:
    """All tokens from the first to the last below some heads."""
    below = [index for head in heads for index in tree.subtree(head)]
    return list(range(min(below), max(below) + 1))


def verb_group(tree: Tree, verb: int) -> list[int]:
    """A verb with its auxiliaries, negation and particle, and the adverbs among them."""
    parts = [child for child in tree.children(verb, "aux", "auxpass", "neg", "advmod", "prt") if abs(child - verb) <= 4]
    leading = [child for child in parts if child < verb and (tree.tokens[child].dep != "advmod" or child == verb - 1)]
    subject = {index for child in tree.children(verb, *SUBJECTS) for index in tree.subtree(child)}
    group = [index for index in range(min([*leading, verb]), verb + 1) if index not in subject]
    return [*group, *(child for child in parts if child > verb and tree.tokens[child].dep in ("prt", "neg"))]


def _nominal(tree: Tree, head: int) -> Iterator[Candidate]:
    """The clause, else the first preposition, of a noun or an adjective."""
    kind = "noun" if tree.tokens[head].pos == "NOUN" else "adjective"
    lemma = tree.tokens[head].lemma.lower()
    clauses = [child for child in tree.children(head, "acl", "ccomp", "xcomp") if child > head and _states(tree, child)]
    if clauses:
        content = trim(tree, _from(tree, clauses[:1]))
        if content:
            yield Candidate(head, kind, lemma, (head,), holder_of(tree, head), content)
        return
    for child in tree.children(head, "prep"):
        inner = tree.children(child, "pobj", "pcomp")
        if child > head and inner and (content := trim(tree, _from(tree, inner))):
            term = f"{lemma} {tree.tokens[child].text.lower()}"
            yield Candidate(head, kind, term, (head, child), holder_of(tree, head), content)
            return


def _states(tree: Tree, clause: int) -> bool:
    """Whether a clause says what the noun holds (the claim that; a promise to), not which is meant (the man shot)."""
    participle = tree.tokens[clause].tag in ("VBN", "VBG")
    return not participle or bool(tree.children(clause, "mark", "aux", *SUBJECTS))


def _according(tree: Tree, index: int) -> Iterator[Candidate]:
    """According to a source, before or after what it says."""
    below = tree.subtree(index)
    to = next((i for i in below if i > index and tree.tokens[i].text.lower() == "to"), None)
    source = strip(tree, [i for i in below if i not in (index, to)])
    if to is None or not source:
        return
    above = next((i for i in tree.ancestors(index) if tree.tokens[i].pos in ("VERB", "AUX")), None)
    scope = range(len(tree.tokens)) if above is None or index < 2 else tree.subtree(above)
    if content := trim(tree, [i for i in scope if i not in set(below)]):
        yield Candidate(index, "according", "according to", (index, to), tuple(source), content)


def _speaker(tree: Tree, colon: int) -> Iterator[Candidate]:
    """A name, a colon and what it said, as in a headline or a transcript."""
    names = range(colon)
    if 0 < colon <= LONGEST_SPEAKER and all(tree.tokens[i].pos in ("PROPN", "PUNCT") for i in names):
        content = trim(tree, range(colon + 1, len(tree.tokens)))
        if content:
            yield Candidate(colon, "colon", ":", (colon,), tuple(strip(tree, names)), content)
