"""One pronoun is resolved to the mention before it that is most salient and agrees in number, person and gender.

Floor 1.9: called by `naming`. Salience after Lappin & Leass (1994): recency, grammatical role, repetition; here also
who was quoted last, since news goes on with "he said". Every noun phrase competes, so that "it" does not fall to an
actor where it means a thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from analysis.referring.mentions import Mention, commonest
from analysis.referring.speeches import Speech, holds

Key = tuple[str, ...]
WINDOW = 4  # sentences back; later ones cannot be told apart
RECENT, SUBJECT, OBJECT, OTHER = 100.0, 80.0, 50.0, 20.0  # weights of Lappin & Leass (1994), rounded
MAIN = 40.0  # the subject of the main clause; own
SPEAKER = 60.0  # the source of an attribution; own
QUOTED = 0.5  # a mention in someone's quotation, for a pronoun outside of it; own
ADDRESSEE = 100.0  # "warned X that it …"; own
UNNAMED = 0.6  # he and she are mostly people with a name; own
UNKNOWN = 0.3  # a name that may or may not be a person; own


def link(mentions: Sequence[Mention], keys: list[Key | None], spoken: Mapping[str, Speech]) -> None:
    """Fill the keys of pronouns, in place; one without an antecedent keeps None."""
    kinds = _categories(mentions, keys)
    articles: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        articles[mention.article_id].append(place)
    for article_id, places in articles.items():
        _Article(mentions, keys, kinds, places, spoken.get(article_id, Speech())).run()


def _categories(mentions: Sequence[Mention], keys: Sequence[Key | None]) -> dict[Key, tuple[str, str]]:
    """Category and gender of each actor, as most of its mentions have it; "other" only where nothing else is known."""
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    genders: dict[Key, Counter[str]] = defaultdict(Counter)
    for mention, key in zip(mentions, keys, strict=True):
        if key is not None:
            votes[key][mention.category] += 1
            genders[key][mention.gender] += 1
    found = {}
    for key, counted in votes.items():
        gender = max(genders[key], key=lambda gender: (gender != "", genders[key][gender]))
        person = key[0] == "name" and gender in ("m", "f")  # a title or a given name says more than the tagger
        category = "place" if key[0] == "country" else "person" if person else commonest(counted)
        found[key] = category, gender
    return found


class _Article:
    """One article while its pronouns are resolved."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        keys: list[Key | None],
        kinds: dict[Key, tuple[str, str]],
        places: list[int],
        speech: Speech,
    ) -> None:
        self.mentions, self.keys, self.kinds, self.places, self.speech = mentions, keys, kinds, places, speech
        order = dict.fromkeys(mentions[place].sentence_id for place in places)
        self.last: dict[str, Key] = {}
        self.rank = {sentence_id: number for number, sentence_id in enumerate(order)}

    def run(self) -> None:
        window: list[int] = []
        speakers = []
        for place in self.places:
            mention = self.mentions[place]
            now = self.rank[mention.sentence_id]
            window = [other for other in window if now - self.rank[self.mentions[other].sentence_id] <= WINDOW]
            if mention.kind == "pronoun" and mention.gender == "speaker":
                speakers.append(place)
                continue
            if mention.kind == "pronoun" and not _expletive(mention):
                who = mention.gender == "who"
                self.keys[place] = self._governor(mention, window) if who else self._antecedent(mention, window)
            window.append(place)
        for place in speakers:
            self.keys[place] = self._speaker(self.mentions[place])

    def _antecedent(self, pronoun: Mention, window: list[int]) -> Key | None:
        scores: dict[Key, dict[int, float]] = defaultdict(dict)
        barred = self._barred(pronoun)
        for place in window:
            candidate, key = self.mentions[place], self.keys[place]
            fit = self._agrees(pronoun, candidate, key)
            if key is None or not fit or key in barred or self._excluded(pronoun, candidate):
                continue
            distance = self.rank[pronoun.sentence_id] - self.rank[candidate.sentence_id]
            score = fit * self._weight(pronoun, candidate, key) * 0.5**distance
            scores[key][distance] = max(score, scores[key].get(distance, 0.0))
        best = max(scores, key=lambda key: sum(scores[key].values()), default=None)
        if best is not None and pronoun.gender in ("m", "f"):
            self.last[pronoun.gender] = best
        return best or self.last.get(pronoun.gender)  # far from any name, news goes on with the same person

    def _weight(self, pronoun: Mention, candidate: Mention, key: Key) -> float:
        dep = candidate.tree.tokens[candidate.index].dep if candidate.tree else ""
        weight = RECENT + (SUBJECT if candidate.subject else OBJECT if dep in ("dobj", "dative") else OTHER)
        if pronoun.gender in ("m", "f") and _main(candidate):
            weight += MAIN
        if self.speech.saying(candidate.position):
            weight += SPEAKER
        elif self._quoted(candidate) and not self._quoted(pronoun):
            weight *= QUOTED
        if pronoun.gender in ("m", "f") and key[0] != "name":
            weight *= UNNAMED
        if _addressed(pronoun, candidate):
            weight += ADDRESSEE
        return weight

    def _quoted(self, mention: Mention) -> bool:
        """Whether a mention stands in a quotation."""
        return any(self.speech.direct[number] for number in self.speech.said(mention.position))

    def _agrees(self, pronoun: Mention, candidate: Mention, key: Key | None) -> float:
        """0 to 1: whether a pronoun can stand for a mention."""
        if key is None:
            return 0.0
        category, gender = self.kinds.get(key, ("other", ""))
        plural = candidate.plural or category == "group" or candidate.gender == "they"
        if pronoun.gender == "they":
            body = key[0] == "name" and category in ("organisation", "other")
            return 1.0 if plural else UNKNOWN if body else 0.0
        if pronoun.gender == "it":
            firm = category == "person" and not gender and key[0] == "name" and len(key) == 2  # the tagger's slip
            others = category in ("person", "group") or (plural and candidate.kind != "name")
            return UNKNOWN if firm else 0.0 if others else 1.0
        if (plural and candidate.kind != "name") or (gender and gender != pronoun.gender):
            return 0.0
        if category in ("person", "group"):
            return 1.0
        return UNKNOWN if category == "other" and candidate.kind in ("name", "pronoun") else 0.0

    def _excluded(self, pronoun: Mention, candidate: Mention) -> bool:
        """What cannot be meant: a phrase around the pronoun, the subject of its own verb, a phrase in what it says."""
        if candidate.span[0] <= pronoun.position < candidate.span[1]:
            return True
        if any(
            holds(self.speech.contents[number], candidate.position) for number in self.speech.saying(pronoun.position)
        ):
            return candidate.sentence_id == pronoun.sentence_id
        if candidate.tree is not pronoun.tree or pronoun.tree is None or pronoun.head.endswith(("self", "selves")):
            return False
        mine, other = pronoun.tree.tokens[pronoun.index], pronoun.tree.tokens[candidate.index]
        if pronoun.subject and mine.head in pronoun.tree.ancestors(candidate.index):
            return True
        return not pronoun.subject and mine.dep in ("dobj", "dative") and candidate.subject and other.head == mine.head

    def _barred(self, pronoun: Mention) -> set[Key]:
        """Inside quotation marks "he" is not the one who speaks."""
        inside = [number for number in self.speech.said(pronoun.position) if self.speech.direct[number]]
        return {key for number in inside if (key := self._source(number)) is not None}

    def _source(self, number: int) -> Key | None:
        held = self.speech.sources[number]
        found = [place for place in self.places if holds(held, self.mentions[place].position)]
        return next((self.keys[place] for place in found if self.keys[place] is not None), None)

    def _speaker(self, pronoun: Mention) -> Key | None:
        """ "I" is the source of the shortest content that holds it."""
        inside = self.speech.said(pronoun.position)
        sizes = {number: sum(end - start for start, end in self.speech.contents[number]) for number in inside}
        return self._source(min(inside, key=sizes.__getitem__)) if inside else None

    def _governor(self, pronoun: Mention, window: list[int]) -> Key | None:
        """ "who" is the noun that its clause describes; where the parse has none, the person named last before it."""
        tree = pronoun.tree
        if tree is None:
            return None
        clause = next((index for index in tree.ancestors(pronoun.index) if tree.tokens[index].dep == "relcl"), None)
        place = tree.tokens[tree.tokens[clause].head].start if clause is not None else None
        exact = [other for other in window if self.mentions[other].tree is tree and self._position(other) == place]
        near = [other for other in reversed(window) if self.mentions[other].tree is tree and self._is_person(other)]
        return next((self.keys[other] for other in [*exact, *near]), None)

    def _position(self, place: int) -> int:
        return self.mentions[place].position

    def _is_person(self, place: int) -> bool:
        key = self.keys[place]
        return key is not None and self.kinds.get(key, ("other", ""))[0] in ("person", "group")


def _main(mention: Mention) -> bool:
    """Whether a mention is the subject of the sentence's first verb, not of a clause inside it."""
    if mention.tree is None or not mention.subject:
        return False
    verb = mention.tree.tokens[mention.index].head
    return mention.tree.tokens[verb].head == verb


def _addressed(pronoun: Mention, candidate: Mention) -> bool:
    """Whether the pronoun is the subject of what the candidate is told: "warned X that it could face a ban"."""
    tree = pronoun.tree
    if tree is None or candidate.tree is not tree or not pronoun.subject:
        return False
    other = tree.tokens[candidate.index]
    if other.dep not in ("dobj", "dative"):
        return False
    clause = pronoun.index
    for index in tree.ancestors(pronoun.index):
        if index == other.head:
            return tree.tokens[clause].dep in ("ccomp", "xcomp")
        clause = index
        if tree.tokens[index].dep not in ("ccomp", "xcomp", "advcl", "conj"):
            return False
    return False


def _expletive(pronoun: Mention) -> bool:
    """ "It is likely that …": an "it" that stands for a clause."""
    tree = pronoun.tree
    if tree is None or pronoun.gender != "it" or not pronoun.subject:
        return False
    verb = tree.tokens[pronoun.index].head
    predicate = tree.children(verb, "acomp", "attr", "oprd")
    clauses = [
        child for index in (verb, *predicate) for child in tree.children(index, "ccomp", "xcomp", "advcl", "csubj")
    ]
    lemma = tree.tokens[verb].lemma.lower()
    return bool(clauses) and (lemma in ("seem", "appear") or bool(predicate and lemma in ("be", "become")))
