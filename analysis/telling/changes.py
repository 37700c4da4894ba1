"""One row a difference between two tellings of one thing, each true of the tables it was read from.

Engagement follows Martin and White (2005): a cue acknowledges ("said"), endorses ("showed") or distances ("claimed"). A
claim may stand in a chain (the minister says that officials found it): the sources and cues of the whole chain count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analysis.attributing.nesting import committing
from analysis.telling import matter
from analysis.telling.change import Change, Labels, both, either, lone
from analysis.telling.evidence import Evidence, Link
from analysis.text.similarity import stems

SMALL = frozenset({"the", "a", "an", "of", "and", "for", "in"})
NEGATIVE = re.compile(  # a claim that denies, refuses or lacks may be the other one put another way
    r"\b(?:no|not|never|none|nor|neither|nobody|nothing|without|only|instead|den(?:y|ie[sd])|refus\w+|reject\w*|fail\w*|"
    r"lack\w*|un\w+|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
ENGAGES = {"acknowledge": "acknowledges", "endorse": "endorses", "distance": "distances"}


def compare(a: Evidence, b: Evidence, labels: Labels) -> list[Change]:
    """What differs between two tellings, in the order: whose voice, how surely, what.

    Examples
    --------
    >>> compare(Evidence(), Evidence(hedges=(("hedge", "may"),)), ("A", "B"))
    [Change(kind='hedge', in_a=None, in_b='may', words='hedge only in B: may')]
    """
    return [
        *_attribution(a, b, labels),
        *_sources(a, b, labels),
        *_cues(a, b, labels),
        *_strength(a, b, labels),
        *matter.compare(a, b, labels),
    ]


def _attribution(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Attribution gained or lost.

    A claim without one that stands in quotation marks, or in a sentence with one, may be someone's words whose cue was
    missed: nothing is said of it.
    """
    if bool(a.chain) == bool(b.chain):
        return
    side, told, bare = (0, a, b) if a.chain else (1, b, a)
    link = next((link for link in told.chain if link.says and link.source), None)
    if link is not None and not bare.quotations and not bare.context.attributed:
        words = ", ".join(word for word in (link.source, link.cue) if word)
        yield lone("attribution", words, side, labels, f"attributed only in {labels[side]} ({words})")


def _sources(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Another source, or a source between."""
    if not all(link.speakers for link in (*a.chain, *b.chain)):
        return  # a source that was not resolved may be any of the others
    speakers_a, speakers_b = (
        {one: _speaker(link, one) for link in side.chain for one in link.speakers} for side in (a, b)
    )
    if speakers_a and speakers_b:
        only_a = [name for one, name in speakers_a.items() if one not in speakers_b and not _known(name, speakers_b)]
        only_b = [name for one, name in speakers_b.items() if one not in speakers_a and not _known(name, speakers_a)]
        yield from either("source", only_a, only_b, labels)


def _known(name: str, speakers: dict[str, str]) -> bool:
    """Whether the other side has the name in other words: "the indictment", "a sealed indictment"."""
    own = set(stems(name)) - SMALL
    return any(own <= other or other <= own for other in (set(stems(words)) - SMALL for words in speakers.values()))


def _speaker(link: Link, one: str) -> str:
    """A speaker by name, with the kind where it is not simply a name: "audits (document)"."""
    name = link.source or one
    return name if link.kind in (None, "named", "unresolved") else f"{name} ({link.kind})"


def _cues(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Engagement and act of the cue."""
    link_a, link_b = committing(a.chain), committing(b.chain)
    if link_a is None or link_b is None:
        return
    if link_a.engagement != link_b.engagement:
        links = zip(labels, (link_a, link_b), strict=True)
        words = ", ".join(f"{label} {ENGAGES[link.engagement]}{_shown(link)}" for label, link in links)
        yield Change("engagement", link_a.engagement, link_b.engagement, words)
    link_a, link_b = _counterparts(a.chain, b.chain)
    if link_a.act != link_b.act and not _acts(a.chain, link_b) and not _acts(b.chain, link_a):
        words = f"act: {labels[0]} {link_a.act}{_shown(link_a)}, {labels[1]} {link_b.act}{_shown(link_b)}"
        yield Change("act", link_a.act, link_b.act, words)
    elif link_a.act == link_b.act != "assert" and link_a.cue and link_b.cue and link_a.lemma != link_b.lemma:
        yield both("cue", (link_a.cue, link_b.cue), labels)


def _acts(chain: tuple[Link, ...], link: Link) -> bool:
    """Whether one of the attributions around does the same: he said that he plans to; he said that he will.

    The same word does the same, to whomever it is said: warned that; warned the firm that.
    """
    return any(one.act == link.act or one.lemma == link.lemma for one in chain)


def _shown(link: Link) -> str:
    return f" ({link.cue})" if link.cue else ""


def _counterparts(a: tuple[Link, ...], b: tuple[Link, ...]) -> tuple[Link, Link]:
    """The innermost attributions to one and the same speaker, else the innermost of each."""
    return next(((one, other) for one in a for other in b if one.speakers & other.speakers), (a[0], b[0]))


def _strength(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Hedges, boosters, negation and conditions that one side has and the other has not."""
    for polarity in ("hedge", "booster"):
        in_a, in_b = (Counter(lemma for kind, lemma in side.hedges if kind == polarity) for side in (a, b))
        yield from either(polarity, in_a - in_b, in_b - in_a, labels)
    bare = a if b.negated else b
    if a.negated != b.negated and not NEGATIVE.search(bare.text):
        yield lone("negation", "negated", int(b.negated), labels, f"negated only in {labels[int(b.negated)]}")
    if a.conditional != b.conditional:
        side = int(b.conditional)
        yield lone("condition", "conditional", side, labels, f"on a condition only in {labels[side]}")
