"""How a cue commits the journalist (Martin & White 2005), by its words and by the construction it stands in."""

from __future__ import annotations

from analysis import spans
from analysis.attributing import reporting
from analysis.attributing.cues import Candidate, find_cues
from analysis.attributing.reporting import Stance
from analysis.spans import Span
from analysis.syntax import Tree

GUESSED = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "PUNCT": "colon"}  # construction of an unknown cue
NAMING = "predicate"  # what he called a thing; what he described as a thing


def construe(tree: Tree, cue: list[Span], content: list[Span]) -> Candidate | None:
    """The construction that a cue stands in: the parse's whose content is most alike, else a guess from its head."""
    low, high = (cue[0][0], cue[-1][1]) if cue else (0, 0)
    near = [index for index, token in enumerate(tree.tokens) if token.start < high and low < token.end]
    words = [index for index in near if spans.touch(tree.span([index]), cue)]
    if not words:
        return None

    def alike(one: Candidate) -> int:
        return sum(any(start <= tree.tokens[i].start < end for start, end in content) for i in one.content)

    if possible := [one for one in find_cues(tree) if one.head in words]:
        best = max(possible, key=alike)
        listed = [one for one in possible if alike(one) and _reports(one, best)]
        return max(listed, key=alike, default=best)._replace(source=best.source)
    head = min(words, key=lambda index: (tree.tokens[index].pos != "VERB", len(list(tree.ancestors(index)))))
    token = tree.tokens[head]
    named = token.tag == "VBN" and token.dep == "acl"  # the bill known as a tax
    return Candidate(
        head, "predicate" if named else GUESSED.get(token.pos, "clause"), token.lemma.lower(), tuple(words), (), ()
    )


def _reports(one: Candidate, best: Candidate) -> bool:
    """Whether a cue is listed, and the best so far is not and only brings it in: she tried to *ask*; an *apology*.

    A noun of thought is no more than thought after have and be: who voices a concern speaks.
    """
    if reporting.stance(best.term, best.construction).listed:
        return False
    found = reporting.stance(one.term, one.construction)
    voiced = one.construction == "noun" and found.act == "think" and best.term.partition(" ")[0] not in ("have", "be")
    return found.listed and not voiced


def lemma(tree: Tree, cue: Candidate | None) -> str | None:
    """The dictionary form of the cue's head; of a fixed cue the whole."""
    if cue is None:
        return None
    return cue.term if cue.construction == "according" else tree.tokens[cue.head].lemma.lower()


def stance(tree: Tree, cue: Candidate | None) -> Stance:
    """What the lexicon says of the cue, and what its construction makes of it."""
    if cue is None:
        return reporting.stance("", "")
    addressed = cue.construction == "clause" and bool(tree.children(cue.head, "dobj", "dative"))
    found = reporting.stance(cue.term, "addressed" if addressed else cue.construction)
    beside = [cue.head, *tree.children(cue.head, "advmod")]  # "allegedly" may be the cue itself
    adverbs = [reporting.adverb(tree.tokens[index].text.lower()) for index in beside]
    if judged := next((engagement for engagement in adverbs if engagement), None):
        return found._replace(engagement=judged)
    if disclaims(tree, cue):
        return found._replace(engagement="distance")
    if found.engagement == "endorse" and tree.children(cue.head, "neg"):
        return found._replace(engagement="acknowledge")
    return found


def disclaims(tree: Tree, cue: Candidate) -> bool:
    """Whether the journalist hands over the very name of a thing: accounts it says promote …; what he called …."""
    subjects = [tree.tokens[index].tag for index in tree.children(cue.head, "nsubj")]
    what = any(index < cue.head and tree.tokens[index].tag == "WP" for index in tree.children(cue.head, "dobj"))
    if cue.construction == NAMING:
        return what
    speaks = tree.tokens[cue.head].lemma.lower() in reporting.speech_verbs()
    states = cue.construction in ("clause", "infinitive") and tree.tokens[cue.head].dep == "relcl"
    within = [index for by in tree.children(cue.head, "prep") for index in tree.children(by, "pobj")]
    placed = any(tree.tokens[index].tag in ("WP", "WDT") for index in within)  # a letter in which he said …
    first = tree.subtree(cue.head)[0]  # ", which she said is closed" only goes on about a thing that has its name
    told = first > 0 and tree.tokens[first - 1].text == ","
    return states and speaks and bool(subjects) and not placed and not told and not {"WP", "WDT"} & {*subjects}
