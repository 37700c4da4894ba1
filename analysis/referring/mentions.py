"""One mention is one noun phrase of a sentence: its span, its head, and what can be told from its own words.

Floor 1.9: read by `naming` and `sources`; everything here looks at one sentence only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.grammar.pronouns import GENDERS
from analysis.referring import gazetteer, phrases, standing
from analysis.spans import Span
from analysis.syntax import SUBJECTS, Tree
from analysis.text.spelling import american

INSIDE = ("compound", "amod", "npadvmod", "nmod", "det", "nummod", "quantmod", "advmod", "predet")
CATEGORY = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group", "FAC": "place"}
PLACE_PREPOSITIONS = ("in", "at", "near", "around", "outside", "across", "from", "to", "into", "toward", "towards")
PERSON_SHARE = 4  # one in four mentions with a title, a given name or the tagger's word for it


@dataclass
class Mention:
    """One noun phrase."""

    article_id: str
    sentence_id: int
    span: Span
    text: str
    index: int  # head, counted within the sentence
    position: int  # first character of the head
    head: str
    kind: str  # name, role, label, pronoun
    name: tuple[str, ...] = ()  # words of a proper name, without titles
    offices: frozenset[str] = frozenset()  # words of titles and descriptions beside the name
    keys: frozenset[str] = frozenset()  # modifiers that tell one referent from another, near-synonyms as one
    noun_class: str = ""
    category: str = "other"  # person, organisation, place, group, thing, document, other
    gender: str = ""
    modifiers: str | None = None
    determiner: str = ""
    wording: str = ""  # modifiers before the head that tell it from others, and the head
    plural: bool = False
    subject: bool = False
    headline: bool = False  # stands where most words begin with a capital, so that its own say nothing
    place: bool = False  # stands where something happens, does not act
    same_as: int | None = None  # head that it is in apposition to
    tree: Tree | None = field(default=None, repr=False, compare=False)


def commonest(votes: Counter[str]) -> str:
    """The category of one actor from those of its mentions; the tagger often misses people, so few votes make a person.

    Examples
    --------
    >>> commonest(Counter(organisation=3, person=2, other=9)), commonest(Counter(other=2)), commonest(Counter())
    ('person', 'other', 'other')
    """
    known = Counter({kind: count for kind, count in votes.items() if kind != "other"})
    if known["person"] * PERSON_SHARE > sum(known.values()):
        return "person"
    return min(known, key=lambda kind: (-known[kind], kind)) if sum(known.values()) else "other"


def find_mentions(tree: Tree) -> list[Mention]:
    """All noun phrases of a sentence in order of their heads; those inside a title ("Minister of Law") are left out."""
    style = _headline_style(tree)
    names, covered = [], set()
    for index in range(len(tree.tokens) - 1, -1, -1):
        if index not in covered and _is_head(tree, index) and _is_name(tree, index, style):
            first, low, high = phrases.name_extent(tree, index)
            covered |= set(range(first, high))
            names.append(_named(tree, index, first, low, high))
            names[-1].headline = style
    others = [
        _described(tree, index) for index in range(len(tree.tokens)) if index not in covered and _is_head(tree, index)
    ]
    return sorted(names + others, key=lambda mention: mention.position)


def _is_head(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if token.text.lower() in GENDERS:
        return token.dep != "expl"
    noun = token.tag.startswith("NN")
    if not noun and (token.pos != "PROPN" or token.entity not in CATEGORY or token.dep in INSIDE):
        return False
    if standing.party_tag(tree, index):
        return False
    if token.dep == "pobj" and " ".join(tree.forms()[max(index - 2, 0) : index + 1]).lower() in gazetteer.titles():
        return False  # secretary of state
    return not noun or (
        (token.dep not in INSIDE or standing.cut_off(tree, index))
        and token.entity not in phrases.TIMES
        and any(map(str.isalpha, token.text))
    )


def _is_pronoun(tree: Tree, index: int) -> bool:
    """A personal or relative pronoun; an acronym such as WHO is none, unless all is in capitals."""
    text = tree.tokens[index].text
    acronym = len(text) > 1 and text.isupper() and not all(token.text.upper() == token.text for token in tree.tokens)
    return text.lower() in GENDERS and not acronym


def _headline_style(tree: Tree) -> bool:
    """Most longer words begin with a capital letter, so a capital says nothing."""
    longer = [token.text for token in tree.tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _is_name(tree: Tree, index: int, headline: bool) -> bool:
    token = tree.tokens[index]
    word = gazetteer.singular(token.text)
    if not phrases.capital(token) or _is_pronoun(tree, index) or token.text in ("No", "Nos"):
        return False
    if token.tag in ("WP", "PRP"):
        return True
    if len(token.text) == 1:
        return token.text not in "AI" or (token.entity is not None and tree.tokens[index - 1].entity == token.entity)
    common = word in gazetteer.nouns() or word in gazetteer.titles()
    if common:
        first = index - 1
        part = first >= 0 and tree.tokens[first].head == index and phrases.capital(tree.tokens[first])
        part = part and tree.tokens[first].dep in ("compound", "amod", "nmod") and word not in gazetteer.titles()
        return (part and (not headline or token.entity is not None)) or (token.entity == "PERSON" and part)
    if token.tag.startswith("NNP") and not headline:
        return True
    beginning = all(not any(map(str.isalpha, earlier.text)) for earlier in tree.tokens[:index])
    return token.entity in CATEGORY or (not headline and not beginning) or (headline and token.text.isupper())


def _named(tree: Tree, index: int, first: int, low: int, high: int) -> Mention:
    token = tree.tokens[index]
    before = tree.tokens[first:low]
    words = (gazetteer.unaccented(word.text).strip(".,").lower() for word in tree.tokens[low:high])
    name = tuple(word for word in words if any(map(str.isalnum, word)))
    titles = [gazetteer.titles()[word.text.lower()] for word in before if word.text.lower() in gazetteer.titles()]
    kinds = {gazetteer.nouns()[word]["type"] for word in map(phrases.low_form, before) if word in gazetteer.nouns()}
    category = CATEGORY.get(token.entity or "", "other")
    given = gazetteer.given_names().get(name[0]) if len(name) > 1 else None
    common = phrases.low_form(token) in gazetteer.nouns()
    if titles or (given and not common):
        category = "person"
    elif "organisation" in kinds or common:
        category = "organisation"
    genders = [title["gender"] for title in titles if title["gender"]]
    genders += [given] if given else []
    top = next(
        place for place in range(first, high) if not first <= tree.tokens[place].head < high or _root(tree, place)
    )
    mention = _mention(tree, top, range(first, high), "name")
    mention.name, mention.category = name or (token.text.lower(),), category
    mention.gender = genders[0] if genders else ""
    mention.offices = frozenset(
        gazetteer.office(phrases.low_form(word)) for word in before if word.pos in ("NOUN", "PROPN", "ADJ")
    )
    mention.modifiers = phrases.describing_words(before)
    mention.head = token.text
    mention.noun_class = gazetteer.nouns().get(phrases.low_form(token), {}).get("class", "")
    mention.plural = token.tag.endswith("S") and category == "group"
    return mention


def _root(tree: Tree, index: int) -> bool:
    return tree.tokens[index].head == index


def _described(tree: Tree, index: int) -> Mention:
    token = tree.tokens[index]
    word = token.text.lower()
    if _is_pronoun(tree, index):
        mention = _mention(tree, index, [index], "pronoun")
        mention.gender, mention.head = GENDERS[word], word
        return mention
    inside = phrases.extent(tree, index)
    lemma = phrases.low_form(token)
    title, noun = gazetteer.titles().get(lemma), gazetteer.nouns().get(lemma)
    plural = token.tag.endswith("S")
    role = title is not None and title["kind"] != "honorific" and not plural
    role = role and not standing.post(tree, index)
    mention = _mention(tree, index, inside, "role" if role else "label")
    mention.noun_class = noun["class"] if noun else ""
    mention.category = "person" if role or (title and not noun) else noun["type"] if noun else "other"
    if standing.post(tree, index):
        mention.noun_class, mention.category = "", "other"
    mention.gender = (title or noun or {}).get("gender", "") if not plural else ""
    others = [tree.tokens[place] for place in inside if place != index]
    mention.keys = phrases.keys(others)
    if role:  # an office is known by what it is of, not by how its holder looks
        mention.keys = phrases.keys([tree.tokens[place] for place in _office(tree, index, inside) if place != index])
    mention.offices = frozenset({gazetteer.office(lemma), *mention.keys}) if role else frozenset()
    located = phrases.located(tree, index)
    described = [tree.tokens[place] for place in inside if place != index and place not in located]
    mention.modifiers = phrases.describing_words([other for other in described if other.dep != "det"])
    mention.determiner = next((other.text.lower() for other in others if other.dep in ("det", "poss", "predet")), "")
    if any(other.text.lower() == "such" for other in others):
        mention.determiner = "such"
    mention.plural = plural
    mention.wording = phrases.wording([tree.tokens[place] for place in inside if place <= index])
    mention.head = american(lemma if lemma != word else token.lemma.lower())
    return mention


def _office(tree: Tree, index: int, inside: Sequence[int]) -> list[int]:
    """The tokens before the head of an office, and what it is an office of or for."""
    of = [child for child in tree.children(index, "prep") if tree.tokens[child].lemma in ("of", "for", "in", "to")]
    below = {place for child in of for place in tree.subtree(child)}
    return [place for place in inside if place <= index or place in below]


def _mention(tree: Tree, index: int, inside: object, kind: str) -> Mention:
    """What all kinds have in common."""
    token = tree.tokens[index]
    start, end = tree.span(inside)  # type: ignore[arg-type]
    first = tree.tokens[0].start
    same = token.head if token.dep == "appos" else standing.subject_of(tree, index)
    before = tree.tokens[token.head] if token.dep == "pobj" else None
    return Mention(
        tree.article_id,
        tree.sentence_id,
        (start, end),
        _source(tree, start, end) if first <= start else "",
        index,
        token.start,
        token.lemma,
        kind,
        subject=token.dep in SUBJECTS,
        place=before is not None and before.lemma.lower() in PLACE_PREPOSITIONS,
        same_as=same,
        tree=tree,
    )


def _source(tree: Tree, start: int, end: int) -> str:
    """The words of a span, white space as one blank; `naming` reads the exact text from the article."""
    return " ".join(token.text for token in tree.tokens if start <= token.start and token.end <= end)
