"""One label group is one referent of an event under different words ("militant propaganda", "extremist content").

Floor 1.9: called by `actors`. Two labels are one referent when their heads are near-synonyms (a class of
``actor_nouns``) and their modifiers agree; of things it is enough that they do not contradict one another, since an
event's Chile deal is also its terrible deal. A bare or pointing label ("these services") takes the one
referent that most labels of its class in the event are for, else the nearest before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.referring import gazetteer
from analysis.referring.mentions import Mention, commonest

Key = tuple[str, ...]
Modifiers = frozenset[str]
INDEFINITE = ("a", "an", "another", "one", "any", "no", "every", "each")
# Classes whose "the court" or "this newspaper" readers know without a name.
UNIQUE = frozenset(
    [
        "parliament",
        "house",
        "senate",
        "congress",
        "government",
        "country",
        "state",
        "court",
        "campaign",
        "media",
        "military",
        "party",
    ]
)
# Of agencies these are called so only by their own name: "the bureau" is no department.
SPECIFIC = frozenset({"bureau", "commission", "department", "directorate", "ministry"})
THINGS = ("thing", "document", "other")
MOST = 0.5  # share of the labels of a class from which on a bare one is for the same referent
AGREEMENT = 0.5  # share of the shorter list of modifiers that two labels must have in common


def link(mentions: Sequence[Mention], keys: list[Key | None], articles: list[list[int]]) -> None:
    """Fill the keys of labels, in place."""
    open_ = [place for place, mention in enumerate(mentions) if mention.kind == "label" and keys[place] is None]
    proper = {word for place in open_ for word in mentions[place].keys if word[0] == "="}
    for place in open_:  # "Roe Campaign officials" in one article are "Roe campaign officials" in another
        own = mentions[place].keys
        mentions[place].keys = frozenset(f"={word}" if f"={word}" in proper else word for word in own)
    counts: dict[str, Counter[Modifiers]] = defaultdict(Counter)
    heads: dict[str, dict[Modifiers, set[str]]] = defaultdict(lambda: defaultdict(set))  # of things only
    for place in open_:
        mention = mentions[place]
        if mention.keys:
            counts[_family(mention)][mention.keys] += 1
            heads[_family(mention)][mention.keys] |= {mention.head} if mention.category in THINGS else set()
    anchors = {family: _anchors(counted, heads[family]) for family, counted in counts.items()}
    for place in open_:
        if mentions[place].category in THINGS and not mentions[place].plural and mentions[place].keys:
            _bridge(mentions[place].keys, anchors[_family(mentions[place])], counts[_family(mentions[place])])
    for place in open_:
        mention = mentions[place]
        if mention.keys:
            family = _family(mention)
            keys[place] = ("label", family, *sorted(anchors[family][mention.keys]))
    usual = {family: key for family, counted in counts.items() if (key := _usual(counted, anchors[family]))}
    for places in articles:
        _bare(mentions, keys, places, usual)


def _family(mention: Mention) -> str:
    """The class of near-synonyms; one person apart from many."""
    single = "" if mention.plural or mention.category in THINGS else " (one)"
    return (mention.noun_class or mention.head) + single


def _anchors(counted: Counter[Modifiers], heads: dict[Modifiers, set[str]]) -> dict[Modifiers, Modifiers]:
    """Each set of modifiers with the commoner one that it agrees with best, of things one of its head, else itself."""
    found: dict[Modifiers, Modifiers] = {}
    by_word: dict[str, list[Modifiers]] = defaultdict(list)
    for own in sorted(counted, key=lambda words: (-counted[words], len(words), sorted(words))):
        rivals = {other for word in own for other in by_word.get(word, ())}
        best = max(sorted(rivals, key=sorted), key=lambda other: _agreement(own, other), default=None)
        crossed = best is not None and not heads[own] and len(own) == len(best) == 2 and len(own & best) == 1
        if best is not None and not crossed and _agreement(own, best) >= AGREEMENT:  # gun rights, gun control groups
            found[own] = best
            continue
        fitting = (other for other in found.values() if heads[own] & heads[other] and not _contradict(own, other))
        found[own] = next(fitting, own)
        if found[own] != own:
            continue
        for word in own:
            by_word[word].append(own)
    return found


def _bridge(own: Modifiers, anchors: dict[Modifiers, Modifiers], counted: Counter[Modifiers]) -> None:
    """One thing that an article calls by the words of two is both, in place: *Chile's new tax law* is the Chilean law.

    So "the tax law" and "the Chilean law" of the same event are one.
    """
    parts = sorted(
        {anchor for anchor in anchors.values() if anchor < own}, key=lambda words: (-counted[words], sorted(words))
    )
    if len(parts) > 1:
        for words, anchor in anchors.items():
            anchors[words] = parts[0] if anchor in parts or words == own else anchor


def _agreement(one: Modifiers, other: Modifiers) -> float:
    """Share of the shorter list; none where proper names contradict, all where a near-synonym class is shared."""
    proper, others = {word for word in one if word[0] == "="}, {word for word in other if word[0] == "="}
    if proper and others and not (proper <= others or others <= proper):
        return 0.0
    shared = one & other
    if any(word[0] == "~" for word in shared):
        return 1.0
    return len(shared) / min(len(one), len(other))


def _contradict(one: Modifiers, other: Modifiers) -> bool:
    """Whether the names in them differ altogether, or the classes: banned groups are none of the armed groups."""
    names = [{word for word in words if word[0] == "="} for words in (one, other)]
    classes = [{word for word in words if word[0] == "~"} for words in (one, other)]
    if names[0] and names[1]:
        return not names[0] & names[1] or classes[0] != classes[1]
    unnamed = other if names[0] else one
    told = bool(names[0] or names[1]) and len(unnamed) > 1  # child abuse files are not those on Chile
    return told or classes[0] != classes[1]


def _usual(counted: Counter[Modifiers], anchors: dict[Modifiers, Modifiers]) -> Modifiers | None:
    """The referent that most labels of a class are for, if there is one."""
    referents: Counter[Modifiers] = Counter()
    for words, count in counted.items():
        referents[anchors[words]] += count
    best = min(referents, key=lambda words: (-referents[words], sorted(words)))
    return best if referents[best] >= MOST * referents.total() else None


def _bare(mentions: Sequence[Mention], keys: list[Key | None], places: list[int], usual: dict[str, Modifiers]) -> None:
    """Labels without modifiers: the event's usual referent of the class, else the nearest before, in the article."""
    bodies = _bodies(mentions, keys, places)
    last: dict[str, Key] = {}
    named: dict[str, Key] = {}  # by class and by last word the body named last, the last of them last
    for place in places:
        mention, key = mentions[place], keys[place]
        if mention.kind == "name" and key and key in bodies:
            family = "agency" if mention.noun_class == "official" else mention.noun_class  # a Ports Authority
            for called in (mention.head.lower(), family):
                named.pop(called, None)
                named[called] = key
        if mention.kind != "label":
            continue
        family = _family(mention)
        if key is None:
            key = keys[place] = _nearest(mention, family, last, named, usual)
        last[family] = key


def _bodies(mentions: Sequence[Mention], keys: list[Key | None], places: list[int]) -> set[Key]:
    """Organisations that an article names: what "the company" can mean; no person, no seat of a government."""
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    for place in places:
        if mentions[place].kind == "name" and (key := keys[place]) and key[0] == "name":
            votes[key][mentions[place].category] += 1
    named = [(mentions[place], keys[place]) for place in places]
    people = {key for mention, key in named if mention.category == "person" and mention.offices}  # Chairman Ann Roe
    return {
        key
        for key, counted in votes.items()
        if commonest(counted) == "organisation"
        and key not in people
        and key[1] not in gazetteer.given_names()
        and " ".join(key[1:]) not in gazetteer.seats()
    }


def _nearest(
    mention: Mention,
    family: str,
    last: dict[str, Key],
    named: dict[str, Key],
    usual: dict[str, Modifiers],
) -> Key:
    own = ("label", family)
    if mention.determiner in INDEFINITE and not mention.plural:
        thing = mention.category in THINGS and family in usual  # "a summit", told of again, is the event's summit
        return ("label", family, *sorted(usual[family])) if thing else own
    pointed = (
        mention.determiner in ("the", "this", "that") and mention.category == "organisation" and not mention.plural
    )
    called = mention.head if mention.head in SPECIFIC else mention.noun_class
    if pointed and called in named:
        return named[called]
    if family in last and (family not in usual or last[family][0] != "label"):
        return last[family]
    # A name that does not say of what class it is: the first class that points to it is its own.
    open_ = pointed and mention.noun_class not in UNIQUE and next(reversed(named), None) == ""
    if open_ and named[""] not in last.values():
        return named[""]
    return ("label", family, *sorted(usual[family])) if family in usual else own
