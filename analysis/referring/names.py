"""One name is one person, organisation or country of an event, however shortly it is written.

Full and short forms, surnames, acronyms and middle initials are brought to the fullest name in the event's articles.
Floor 1.9: read by `actors`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.referring import gazetteer
from analysis.referring.mentions import Mention, commonest

Name = tuple[str, ...]
NUMERALS = ("ii", "iii", "iv")
OPENERS = ("though", "although", "while", "but", "as", "when", "if", "and", "after", "since", "because", "yet", "even")
JUNIOR = ("jr", "sr")
FIRMS = ("inc", "corp", "corporation", "ltd", "plc", "llc", "co", "holdings")
SMALL = ("of", "the", "and", "for", "on", "in")


def plain(name: Name) -> Name:
    """A name without middle initials and numerals.

    Examples
    --------
    >>> plain(("robert", "s", "mueller", "iii"))
    ('robert', 'mueller')
    """
    words = [word for word in name if word not in NUMERALS and word not in ("'s", "’s")] or list(name)
    middle = [word for word in words[1:-1] if len(word.strip(".")) > 1]
    return (words[0], *middle, words[-1]) if len(words) > 1 else tuple(words)


def country(name: Name) -> str | None:
    """The country that a name is the name of.

    Examples
    --------
    >>> country(("u.s",)), country(("pakistan",)), country(("x",))
    ('United States', 'Pakistan', None)
    """
    joined = " ".join(name)
    form = next((form for form in (joined, joined + ".") if form in gazetteer.country_names()), None)
    return gazetteer.countries()[form] if form else None


def initials(name: Name) -> str:
    """First letters of a name of several words.

    Examples
    --------
    >>> initials(("federal", "bureau", "of", "investigation"))
    'fbi'
    """
    return "".join(word[0] for word in name if word not in SMALL) if len(name) > 1 else ""


def shown(namings: Sequence[tuple[str, str]]) -> str:
    """How to write a name, from each wording of it and that one's head: the commonest form with a given name.

    Examples
    --------
    >>> shown([("media and rival Ann Roe", "Roe"), ("Mr. Day and Ms. Roe", "Roe"), ("Ann Roe", "Roe"), ("Roe", "Roe")])
    'Ann Roe'
    """
    forms = Counter(_proper(text, head) for text, head in namings)

    def rank(form: str) -> tuple[int, int, int, str]:
        words = form.split()
        own = sum(word.lower() not in gazetteer.title_words() for word in words)
        return min(own, 2), forms[form] if own > 1 else 0, len(words), form

    return max(forms, key=rank)


def _proper(text: str, head: str) -> str:
    """The capitalised words of a wording that end in its head, without a person named beside it; else all of it."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        if word[0].isupper():
            if runs[-1][-1:] == ["and"] and len(word) < 5 and word.lower() in gazetteer.title_words():
                runs.append([])  # and Mr. Roe; "Minister for Law and Justice Roe" is one
            runs[-1].append(word)
        elif word in SMALL and runs[-1]:
            runs[-1].append(word)
        else:
            runs.append([])
    for run in runs:
        while run and run[-1] in SMALL:
            run.pop()
        while len(run) > 1 and run[0].lower() in OPENERS:
            run.pop(0)
    return next((" ".join(run) for run in runs if run and run[-1].strip(".,’'") == head.strip(".,’'")), text)


def _undotted(word: str) -> str:
    """Initials without their full stops: *f.b.i.* is *fbi*; a middle initial keeps its own."""
    letters = word.replace(".", "")
    return letters if len(letters) > 1 and word.rstrip(".") == ".".join(letters) else word


def _seniors(mentions: Sequence[Mention]) -> set[Name]:
    """Names that an article has both with a *Jr.* and without."""
    here: dict[str, set[Name]] = defaultdict(set)
    for mention in mentions:
        here[mention.article_id].add(plain(mention.name))
    return {name[:-1] for names in here.values() for name in names if name[-1] in JUNIOR and name[:-1] in names}


def _bare(name: Name) -> Name:
    """A name without a *Jr.* at its end: by the surname alone, son and father are called the same."""
    return name[:-1] if name[-1] in JUNIOR and len(name) > 2 else name


def _ends(full: Name, name: Name) -> bool:
    return _bare(full)[-len(name) :] == name


class Names:
    """The names of one event, and which of them are the same."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._counts: dict[str, Counter[Name]] = defaultdict(Counter)
        self._votes: dict[Name, Counter[str]] = defaultdict(Counter)
        self._both = _seniors(mentions)
        self._told = {self._plain(mention.name) for mention in mentions if not mention.headline}
        for mention in mentions:
            name = self._plain(mention.name)
            self._counts[mention.article_id][name] += 1
            self._counts[""][name] += 1
            self._votes[name][mention.category] += 1
        self._fuller: dict[str, list[Name]] = defaultdict(list)
        for name in sorted(self._votes):
            for word in {name[0], _bare(name)[-1], initials(name)} if len(name) > 1 else ():
                self._fuller[word].append(name)
        self._genders = {
            self._plain(mention.name): mention.gender
            for mention in mentions
            if len(mention.name) > 1 and mention.gender
        }
        self._known: dict[tuple[str, Name, str], Name] = {}

    def _plain(self, name: Name) -> Name:
        """A plain name, without *Jr.* where no article tells father and son apart by it."""
        short = plain(name) if country(name) else plain(tuple(_undotted(word) for word in name))
        return short if short[-1] not in JUNIOR or len(short) < 3 or short[:-1] in self._both else short[:-1]

    def category(self, name: Name) -> str:
        """What the mentions of a name take it for."""
        return commonest(self._votes[name])

    def namesake(self, article_id: str, name: Name) -> bool:
        """Whether an article names a person in full whose surname is that of a place: Michael Jordan."""
        here = self._counts[article_id]
        known = (full for full in self._fuller.get(name[-1], ()) if full[-1:] == name and here[full])
        return any(self.category(full) == "person" for full in known)

    def resolve(self, article_id: str, name: Name, gender: str = "") -> Name:
        """The fullest name of the one that a name in an article means; Mrs. Roe is not John Roe."""
        name = self._plain(name)
        if (article_id, name, gender) not in self._known:
            self._known[article_id, name, gender] = name  # a name never leads back to itself
            fuller = self._usual(name) or self._choose(article_id, name, gender) or self._formal(name)
            self._known[article_id, name, gender] = self.resolve(article_id, fuller, gender) if fuller else name
        return self._known[article_id, name, gender]

    def _choose(self, article_id: str, name: Name, gender: str) -> Name | None:
        candidates = [full for full in self._fuller.get(name[-1].replace(".", ""), ()) if self._fits(name, full)]
        candidates += [full for full in self._fuller.get(name[0], ()) if self._fits(name, full)]
        if gender:
            candidates = [full for full in candidates if self._genders.get(full, gender) == gender]
        if not candidates:
            return None
        here, event = self._counts[article_id], self._counts[""]
        return max(sorted(set(candidates)), key=lambda full: (_ends(full, name), here[full], event[full]))

    def _usual(self, name: Name) -> Name | None:
        """A person's name without a word that rarely stands before it: who is once Crooked Ann Roe is Ann Roe."""
        counts = self._counts[""]
        shorter = (name[start:] for start in range(1, len(name) - 1))
        return next((one for one in shorter if counts[one] > 2 * counts[name] and self.category(one) == "person"), None)

    def _formal(self, name: Name) -> Name | None:
        """The same name with the formal given name, where the event has it: William Roe for Bill Roe."""
        formal = gazetteer.nicknames().get(name[0], ()) if len(name) > 1 else ()
        return next((full for given in formal if (full := (given, *name[1:])) in self._votes), None)

    def _fits(self, name: Name, full: Name) -> bool:
        """Whether a name can be short for a longer one."""
        if len(_bare(full)) <= len(name) or self._usual(full):
            return False
        kind, fuller_kind = self.category(name), self.category(full)
        if len(name) == 1 and initials(full) == name[0].replace(".", "") and len(initials(full)) > 1:
            return fuller_kind != "person"
        place = kind == "place" or country(name) or " ".join(name) in gazetteer.seats()
        if place and not (fuller_kind == "person" and full[-len(name) :] == name):
            return False
        ends, begins = _ends(full, name), full[: len(name)] == name
        if fuller_kind in ("person", "other") and full[-1] not in gazetteer.nouns():
            given = begins and len(name) == 1 and fuller_kind == "person"  # "Ann", not the Roe of "Roe Agenda"
            return (ends or given) and name[0] not in gazetteer.nouns()
        # Neither "Harbour Board Resolution" in a headline nor "the Norvane Way" is a longer name of that body.
        firm = full in self._told and (self._counts[""][full] > 1 or full[-1] in gazetteer.nouns() or full[-1] in FIRMS)
        return begins and firm and kind in ("organisation", "other") and fuller_kind == "organisation"
