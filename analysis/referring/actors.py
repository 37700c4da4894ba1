"""One actor is one person, organisation, country, group or thing that the articles of an event name in any words.

Floor 1.9: `naming` links the mentions of an event through `link`; `group` does so for bare phrases, to be scored
against coded ones. After the problem of word choice and labelling (Hamborg, Zhukova & Gipp 2019).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from analysis import parse, schema, syntax
from analysis.referring import gazetteer, labels, names
from analysis.referring.mentions import Mention, find_mentions

Key = tuple[str, ...]
UNDER = frozenset({"vice", "deputy", "assistant"})  # "the president" is not the vice president
OTHER = frozenset({"former", "then", "next", "new", "late", "first", "last", "other", "future"})
POINTING = ("the", "this", "that", "its", "his", "her", "their", "our")


def link(mentions: Sequence[Mention]) -> list[Key | None]:
    """For each mention of one event the key of its actor, None for pronouns; mentions in reading order by article.

    Names first, then governments, offices and appositions, which lean on names, then labels.
    """
    _untagged(mentions)
    known = names.Names([mention for mention in mentions if mention.kind == "name"])
    keys: list[Key | None] = [_name_key(mention, known) if mention.kind == "name" else None for mention in mentions]
    articles: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        articles[mention.article_id].append(place)
    for places in articles.values():
        _appositions(mentions, keys, places)
        _governments(mentions, keys, places)
    _roles(mentions, keys, list(articles.values()))
    labels.link(mentions, keys, list(articles.values()))
    return keys


def _untagged(mentions: Sequence[Mention]) -> None:
    """A capitalised word that the tagger took for a common noun is a name where the event has a person of that name."""
    people = {mention.name[-1] for mention in mentions if mention.kind == "name" and mention.category == "person"}
    for mention in mentions:
        word = mention.text.lower()
        if mention.kind == "label" and not mention.noun_class and mention.text.istitle() and word in people:
            mention.kind, mention.name, mention.head, mention.plural = "name", (word,), mention.text, False


def _name_key(mention: Mention, known: names.Names) -> Key:
    """A country for its name, for its government, and for its capital where that acts; else the fullest name."""
    land = names.country(mention.name)
    seat = gazetteer.seats().get(" ".join(mention.name))
    if (land or (seat and acts(mention))) and not known.namesake(mention.article_id, mention.name):
        return ("country", land or str(seat))
    if "government" in mention.name and (lands := _lands(mention.name)):
        return ("country", lands[0])
    return ("name", *known.resolve(mention.article_id, mention.name, mention.gender))


def _lands(words: Iterable[str]) -> list[str]:
    """Countries named or alluded to (Pakistani) by some words."""
    return [land for word in words if (land := gazetteer.countries().get(word.lower().strip(".,=")))]


def acts(mention: Mention) -> bool:
    """Whether a place stands for those who act there: as a subject or possessor, not after "in"."""
    dep = mention.tree.tokens[mention.index].dep if mention.tree else ""
    return not mention.place and (mention.subject or dep == "poss")


def is_country(mention: Mention) -> bool:
    """Whether a name is that of a country."""
    return mention.kind == "name" and names.country(mention.name) is not None


def _appositions(mentions: Sequence[Mention], keys: list[Key | None], places: list[int]) -> None:
    """An office beside a name is the one named: "Jane Roe, the minister"; its words become words of that name."""
    heads = {(mentions[place].sentence_id, mentions[place].index): place for place in places}
    described: dict[tuple[str, frozenset[str]], Key | None] = {}
    for place in places:
        mention = mentions[place]
        other = heads.get((mention.sentence_id, mention.same_as)) if mention.same_as is not None else None
        if other is None or (mention.kind == "name") == (mentions[other].kind == "name"):
            continue
        named, called = (place, other) if mention.kind == "name" else (other, place)
        person = mentions[named].category == "person"
        unfit = ("thing", "document") if person else ("other", "thing", "document")
        if mentions[called].kind not in ("role", "label") or mentions[called].category in unfit:
            continue
        if mentions[called].plural and person:
            continue  # Ann Roe and Al Day, both teachers
        keys[called] = keys[named]
        mentions[named].offices |= mentions[called].offices | {mentions[called].head}
        if mentions[called].keys:
            described[mentions[called].head.lower(), mentions[called].keys] = keys[named]
    for place in places:  # "Ms. Day's lawyer" is whom the article once called so beside his name
        mention = mentions[place]
        if keys[place] is None and not mention.plural and mention.determiner not in ("a", "an", "another"):
            keys[place] = described.get((mention.head.lower(), mention.keys))


def _governments(mentions: Sequence[Mention], keys: list[Key | None], places: list[int]) -> None:
    """A government or "the country" is the country it belongs to, else the one that acted last."""
    last: Key | None = None
    for place in places:
        mention = mentions[place]
        if keys[place] and keys[place][0] == "country" and (acts(mention) or mention.kind != "name"):  # type: ignore[index]
            last = keys[place]
        if keys[place] or mention.noun_class not in ("government", "country") or mention.plural:
            continue
        if mention.head == "administration" and not mention.keys:
            continue  # a president's, and so labelled, more often than that of the country that acted last
        if lands := _lands(key for key in sorted(mention.keys) if key.startswith("=")):
            last = keys[place] = ("country", lands[0])
        elif mention.determiner in POINTING and not mention.keys:
            keys[place] = last


def _roles(mentions: Sequence[Mention], keys: list[Key | None], articles: list[list[int]]) -> None:
    """An office by itself is the person in the event who holds it: the nearest before it, in the article first."""
    holders: dict[str, set[Key]] = defaultdict(set)
    offices: dict[Key, set[str]] = defaultdict(set)
    for mention, key in zip(mentions, keys, strict=True):
        if mention.kind == "name" and key and mention.offices and key[0] == "name":
            offices[key] |= mention.offices
            for word in mention.offices:
                holders[word].add(key)
    for places in articles:
        present = {key: -place for place in reversed(places) if (key := keys[place]) and key[0] == "name"}
        own = {(key, word) for place in places if (key := keys[place]) for word in mentions[place].offices}
        for place in places:
            mention, key = mentions[place], keys[place]
            if mention.kind == "name" and key:
                present[key] = place
            if mention.kind == "role" and key is None:
                keys[place] = _holder(mention, holders, offices, present, own)


def _holder(
    mention: Mention,
    holders: dict[str, set[Key]],
    offices: dict[Key, set[str]],
    present: dict[Key, int],
    told: set[tuple[Key, str]],
) -> Key:
    """Who holds an office: of those in the article first whom it calls so itself, `told`, then the nearest before."""
    head = gazetteer.office(mention.head)
    own: Key = ("role", head, *sorted(mention.keys))
    if mention.determiner in ("a", "an", "another", "one", "any", "no", "every"):
        return own
    wanted = {key.strip("=~").lower() for key in mention.keys} | {head}
    words = {key: {word.lower() for word in offices[key]} for key in holders.get(head, ())}
    fitting = [key for key, own in words.items() if wanted <= own and own & UNDER <= wanted]
    here = [key for key in fitting if key in present]
    if here:
        return max(here, key=lambda key: ((key, head) in told, present[key]))
    if len(fitting) == 1:
        return fitting[0]
    only = [key for key in words if key in present]  # "the Liberal mayor", where one mayor is named
    definite = mention.determiner == "the" and not {*wanted, *(mention.modifiers or "").lower().split()} & (
        OTHER | UNDER
    )
    return only[0] if definite and len(only) == 1 and not words[only[0]] & UNDER else own


def slugs(mentions: Sequence[Mention], keys: Sequence[Key | None]) -> dict[Key, str]:
    """A readable id for each actor, from its fullest name or commonest distinctive wording; the same in any order."""
    wordings: dict[Key, Counter[str]] = defaultdict(Counter)
    for mention, key in zip(mentions, keys, strict=True):
        if key is not None and mention.kind != "pronoun":
            wordings[key][mention.wording or mention.text.lower()] += 1
    taken: set[str] = set()
    found: dict[Key, str] = {}
    order = ("country", "name", "role", "label")
    for key in sorted(wordings, key=lambda key: (order.index(key[0]), -wordings[key].total(), key)):
        base = gazetteer.slug(_title(key, wordings[key]))
        ids = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
        found[key] = next(one for one in ids if one not in taken)  # "flight-2" may be a name's already
        taken.add(found[key])
    return found


def _title(key: Key, wordings: Counter[str]) -> str:
    if key[0] in ("name", "country"):
        return " ".join(key[1:])
    several = [words for words in wordings if " " in words and wordings[words] > 1]
    return min(several or wordings, key=lambda words: (-wordings[words], " " not in words, len(words), words))


def group(phrases: Sequence[str]) -> list[str]:
    """An actor id for each phrase of one event, from the phrases alone.

    Examples
    --------
    >>> group(["Jane Roe", "Minister Roe", "the police"])
    ['jane-roe', 'jane-roe', 'police']
    """
    rows = [
        {"article_id": "x", "sentence_id": number, "segment_id": 0, "role": "body", "rank": number + 1, "start": 0}
        | {"end": len(phrase), "text": phrase, "n_words": len(phrase.split())}
        for number, phrase in enumerate(phrases)
    ]
    trees = {tree.sentence_id: tree for tree in syntax.trees(parse.parse(schema.frame("sentences", rows)))}
    whole = {number: _whole(find_mentions(tree)) for number, tree in trees.items()}
    kept = [(number, mention) for number, mention in whole.items() if mention]
    keys = link([mention for _, mention in kept])
    ids = slugs([mention for _, mention in kept], keys)
    found = {number: ids[key] for (number, _), key in zip(kept, keys, strict=True) if key is not None}
    found |= {number: did for number, tree in trees.items() if (did := _act(tree, whole[number]))}
    return [found.get(number, gazetteer.slug(phrase)) for number, phrase in enumerate(phrases)]


def _act(tree: syntax.Tree, mention: Mention | None) -> str | None:
    """What a phrase that names no actor is about: its last noun, else the word it hangs on (*to seek asylum*: asylum).

    Such is a phrase of a verb or adjective, and one of a noun that no list knows; a thing on a list is known by itself.
    """
    top = next((token for index, token in enumerate(tree.tokens) if token.head == index), None)
    nouns = [token.lemma.lower() for token in tree.tokens if token.pos in ("NOUN", "PROPN")]
    if top is None or (mention and mention.category in ("thing", "document")):
        return None
    nominal = top.pos in ("NOUN", "PROPN", "PRON", "NUM")
    if nominal and (mention is None or mention.kind != "label" or mention.category != "other"):
        return None
    return f"about-{[top.lemma.lower(), *nouns][-1]}"


def _whole(mentions: list[Mention]) -> Mention | None:
    """The mention that a phrase as a whole is: the widest, the first of several."""
    return min(mentions, key=lambda mention: (mention.span[0] - mention.span[1], mention.position), default=None)
