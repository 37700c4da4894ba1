"""One row a difference in what is told: numbers, dates, quotations, names, agents, scope."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.telling import extent, quantities, wording
from analysis.telling.change import Change, Labels, both, lone
from analysis.telling.evidence import Evidence
from analysis.text.similarity import stems

QUOTED = 0.8  # share of a claim's characters in quotation marks from which it is a quotation
UNQUOTED = 0.2  # share up to which it is a paraphrase
PHRASE = 4  # words: a quotation up to so long is a phrase that the other may use without marks
TWO_WORDINGS = "texts in quotation marks that differ cannot both be verbatim, or were translated apart"


def compare(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """What two tellings of one thing tell differently."""
    yield from _quantities(a, b, labels)
    yield from _quotations(a, b, labels)
    yield from _wordings(a, b, labels)
    yield from _names(a, b, labels)
    yield from _agents(a, b, labels)
    reach = extent.differing(a.extents, b.extents, a.context.stems, b.context.stems)
    yield from (both("scope", (f"“{one}”", f"“{other}”"), labels) for one, other in reach)


def _quantities(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Numbers and dates that disagree, or that the other article never tells."""
    only_a = quantities.missing(a.quantities, b.context.quantities)
    only_b = quantities.missing(b.quantities, a.context.quantities)
    for one, other in list(quantities.disagreeing(only_a, only_b)):
        only_a.remove(one)
        only_b.remove(other)
        yield both(one.family, (one.text, other.text), labels, said=f"another {one.family}")
    sides = (quantities.missing(only_a, b.context.told), quantities.missing(only_b, a.context.told))
    for family in ("number", "date"):
        for side, only in enumerate(sides):
            if told := ", ".join(one.text for one in only if one.family == family):
                yield lone(family, told, side, labels)


def _quotations(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Quotation here and paraphrase there, or a phrase in quotation marks that the other uses without."""
    for side, (one, other) in enumerate(((a, b), (b, a))):
        if one.quoted >= QUOTED and other.quoted <= UNQUOTED:
            told = "paraphrase" if other.chain else "unattributed words"
            said = f"quotation in {labels[side]}, {told} in {labels[1 - side]}"
            values = ("quotation", told) if side == 0 else (told, "quotation")
            yield Change("quotation", *values, said)
            continue
        for phrase in one.quotations:
            short = 0 < len(wording.plain(phrase)) <= PHRASE
            if short and one.quoted < QUOTED and not other.quotations and wording.holds(other.text, phrase):
                said = f"“{phrase}” in quotation marks only in {labels[side]}"
                yield lone("quotation", f"“{phrase}”", side, labels, said)


def _wordings(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """The same quotation in other words; not of two speakers who are known to be two."""
    speakers = [{one for link in side.chain for one in link.speakers} for side in (a, b)]
    if speakers[0] and speakers[1] and not speakers[0] & speakers[1]:
        return
    for one in a.quotations:
        for other in b.quotations:
            if found := wording.difference(one, other):
                in_a, in_b = (f"“{words}”" if words else "nothing" for words in (found.in_a, found.in_b))
                said = f"{TWO_WORDINGS} ({100 * found.alike:.0f} % of the words are the same)"
                yield both("wording", (in_a, in_b), labels, said)


def _names(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """Other words for the same actor, told apart by their head."""
    for actor in dict.fromkeys(actor for actor, _, _ in a.names):
        heads = [{head.lower(): text for one, head, text in side.names if one == actor} for side in (a, b)]
        if heads[1] and not heads[0].keys() & heads[1].keys() and not _shortened(*heads):
            in_a, in_b = (f"“{min(words.values(), key=len)}”" for words in heads)
            yield both("naming", (in_a, in_b), labels, said="named")


def _shortened(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether one side merely shortens a name of the other: "Mayor Roe", "Mayor Roe Day"."""
    words = [[set(stems(text)) for text in side.values()] for side in (one, other)]
    return any(a <= b or b <= a for a in words[0] for b in words[1])


def _agents(a: Evidence, b: Evidence, labels: Labels) -> Iterator[Change]:
    """A verb that both use, with its agent named here and left out there."""
    for named, (one, other) in ((1, (a, b)), (0, (b, a))):
        left_out = {verb for verb, agent, voice in one.clauses if voice == "agentless" and agent is None}
        for verb, agent, _ in other.clauses:
            if verb in left_out and agent is not None:
                left_out.discard(verb)
                said = f"agent of {verb}: left out in {labels[1 - named]}, {labels[named]} “{agent}”"
                yield lone("agent", agent, named, labels, said)
