"""How a cue commits the journalist (Martin & White 2005), by its words and by the construction it stands in."""

from __future__ import annotations

from analysis.attributing import reporting
from analysis.attributing.cues import Candidate
from analysis.attributing.reporting import Stance
from analysis.syntax import Tree

NAMING = "predicate"  # what he called a thing; what he described as a thing


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
    return states and speaks and bool(subjects) and not placed and not {"WP", "WDT"} & {*subjects}
