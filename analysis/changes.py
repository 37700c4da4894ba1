"""One phrase a difference between two tellings of one thing, each true of the tables it was read from.

Engagement follows Martin and White (2005): a cue acknowledges ("said"), endorses ("showed") or distances ("claimed"). A
claim may stand in a chain (the minister says that officials found it): the sources and cues of the whole chain count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from analysis.evidence import Evidence, Link
from analysis.similarity import stems

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
QUOTED = 0.8  # share of a claim's characters in quotation marks from which it is a quotation
UNQUOTED = 0.2  # share up to which it is a paraphrase
SAME_QUOTATION = 0.4  # share of word stems in common, in order, from which two quotations give the same utterance
ENGAGES = {"acknowledge": "acknowledges", "endorse": "endorses", "distance": "distances"}

TWO_WORDINGS = "two texts in quotation marks that differ cannot both be verbatim records of one utterance"

Labels = tuple[str, str]


def describe(a: Evidence, b: Evidence, labels: Labels) -> str | None:
    """What differs between two tellings, the phrases parted by "; ", each with the articles' labels; None if nothing.

    Examples
    --------
    >>> here, there = frozenset({"19"}), frozenset({"20"})
    >>> told = Evidence(False, (), (), here, here, here, (), 0.0, (), ())
    >>> other = Evidence(False, (), (("hedge", "may"),), there, there, there, (), 0.0, (), ())
    >>> describe(told, other, ("A", "B"))
    'hedge only in B: may; number or date: A 19, B 20'
    """
    phrases = [
        *_attribution(a, b, labels),
        *_cues(a, b, labels),
        *_strength(a, b, labels),
        *_numbers(a, b, labels),
        *_quotations(a, b, labels),
        *_names(a, b, labels),
        *_agents(a, b, labels),
    ]
    return "; ".join(phrases) or None


def _either(what: str, only_a: Iterable[str], only_b: Iterable[str], labels: Labels) -> Iterator[str]:
    """ "hedge: A could, B may", or "hedge only in B: may", or nothing."""
    in_a, in_b = (", ".join(sorted(set(values))) for values in (only_a, only_b))
    if in_a and in_b:
        yield f"{what}: {labels[0]} {in_a}, {labels[1]} {in_b}"
    elif in_a or in_b:
        yield f"{what} only in {labels[0] if in_a else labels[1]}: {in_a or in_b}"


def _attribution(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Attribution gained or lost, another source, a source between."""
    if bool(a.chain) != bool(b.chain):
        link = (a.chain or b.chain)[0]
        words = ", ".join(word for word in (link.source, link.cue) if word)
        yield f"attributed only in {labels[0] if a.chain else labels[1]}" + (f" ({words})" if words else "")
    if not all(link.speakers for link in (*a.chain, *b.chain)):
        return  # a source that was not resolved may be any of the others
    speakers_a, speakers_b = (
        {one: link.source or one for link in side.chain for one in link.speakers} for side in (a, b)
    )
    if speakers_a and speakers_b:
        only_a = [name for one, name in speakers_a.items() if one not in speakers_b]
        only_b = [name for one, name in speakers_b.items() if one not in speakers_a]
        yield from _either("source", only_a, only_b, labels)


def _cues(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Engagement and act of the cue."""
    if not a.chain or not b.chain:
        return
    link_a, link_b = _committing(a.chain), _committing(b.chain)
    if link_a.engagement != link_b.engagement:
        told = (
            f"{label} {ENGAGES[link.engagement]}{_shown(link)}"
            for label, link in zip(labels, (link_a, link_b), strict=True)
        )
        yield ", ".join(told)
    link_a, link_b = _counterparts(a.chain, b.chain)
    if link_a.act != link_b.act:
        yield f"act: {labels[0]} {link_a.act}{_shown(link_a)}, {labels[1]} {link_b.act}{_shown(link_b)}"
    elif link_a.act != "assert" and link_a.cue and link_b.cue and link_a.lemma != link_b.lemma:
        yield f"cue: {labels[0]} {link_a.cue}, {labels[1]} {link_b.cue}"


def _shown(link: Link) -> str:
    return f" ({link.cue})" if link.cue else ""


def _committing(chain: tuple[Link, ...]) -> Link:
    """The innermost cue that endorses or distances, else the innermost."""
    return next((link for link in chain if link.engagement != "acknowledge"), chain[0])


def _counterparts(a: tuple[Link, ...], b: tuple[Link, ...]) -> tuple[Link, Link]:
    """The innermost attributions to one and the same speaker, else the innermost of each."""
    return next(((one, other) for one in a for other in b if one.speakers & other.speakers), (a[0], b[0]))


def _strength(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Hedges, boosters and negation that one side has and the other has not."""
    for polarity in ("hedge", "booster"):
        in_a, in_b = (Counter(lemma for kind, lemma in side.hedges if kind == polarity) for side in (a, b))
        yield from _either(polarity, in_a - in_b, in_b - in_a, labels)
    if a.negated != b.negated:
        yield f"negated only in {labels[0] if a.negated else labels[1]}"


def _numbers(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Other numbers or dates in the two sentences, or one that the other article never tells."""
    only_a, only_b = a.numbers - b.numbers_near, b.numbers - a.numbers_near
    if not (only_a and only_b):
        only_a, only_b = only_a - b.numbers_told, only_b - a.numbers_told
    yield from _either("number or date", only_a, only_b, labels)


def _quotations(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Quotation here and paraphrase there, or two quotations of one utterance in different words."""
    if max(a.quoted, b.quoted) >= QUOTED and min(a.quoted, b.quoted) <= UNQUOTED:
        quoting, other = labels if a.quoted > b.quoted else labels[::-1]
        attributed = (b if a.quoted > b.quoted else a).chain
        yield f"quotation in {quoting}, {'paraphrase' if attributed else 'unattributed words'} in {other}"
    for one in a.quotations:
        for other in b.quotations:
            if _same_utterance(one, other):
                parts = zip(labels, _differing(one, other), strict=True)
                shown = ", ".join(f"{label} “{words}”" for label, words in parts)
                yield f"{TWO_WORDINGS}: {shown}"


def _same_utterance(one: str, other: str) -> bool:
    """Whether two quotations give one utterance in different words; one cut shorter differs in no word."""
    words = [[word.lower().replace("’", "'") for word in WORD.findall(text)] for text in (one, other)]
    short, long = sorted(words, key=len)
    if any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1)):
        return False
    return SequenceMatcher(None, stems(one), stems(other), autojunk=False).ratio() >= SAME_QUOTATION


def _differing(one: str, other: str) -> tuple[str, str]:
    """The words of each that the other lacks at that place.

    Examples
    --------
    >>> _differing("We will never pay it", "We shall never pay")
    ('will … it', 'shall')
    """
    words_a, words_b = WORD.findall(one), WORD.findall(other)
    lower_a, lower_b = ([word.lower() for word in words] for words in (words_a, words_b))
    steps = SequenceMatcher(None, lower_a, lower_b, autojunk=False).get_opcodes()
    parts = [(words_a[i:j], words_b[k:m]) for tag, i, j, k, m in steps if tag != "equal"]
    in_a, in_b = (" … ".join(" ".join(part[side]) for part in parts if part[side]) for side in (0, 1))
    return in_a, in_b


def _names(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """Other words for the same actor, told apart by their head."""
    for actor in dict.fromkeys(actor for actor, _, _ in a.names):
        heads = [{head.lower(): text for one, head, text in side.names if one == actor} for side in (a, b)]
        if heads[1] and not heads[0].keys() & heads[1].keys() and not _shortened(*heads):
            shown = (f"{label} “{min(words.values(), key=len)}”" for label, words in zip(labels, heads, strict=True))
            yield "named " + ", ".join(shown)


def _shortened(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether one side merely shortens a name of the other: "Barrister Aqeel", "Barrister Aqeel Malik"."""
    words = [[set(stems(text)) for text in side.values()] for side in (one, other)]
    return any(a <= b or b <= a for a in words[0] for b in words[1])


def _agents(a: Evidence, b: Evidence, labels: Labels) -> Iterator[str]:
    """A verb that both use, with its agent named here and left out there."""
    for one, other, names in ((a, b, labels), (b, a, labels[::-1])):
        left_out = {verb for verb, agent, voice in one.clauses if voice == "agentless" and agent is None}
        for verb, agent, _ in other.clauses:
            if verb in left_out and agent is not None:
                left_out.discard(verb)
                yield f"agent of {verb}: left out in {names[0]}, {names[1]} “{agent}”"
