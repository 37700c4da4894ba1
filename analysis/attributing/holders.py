"""Who an attribution is held by: the words of a sentence that name the source of a verb, a noun or an adjective."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.attributing.reporting import object_control, reporting_verbs, speech_verbs
from analysis.referring.gazetteer import titles
from analysis.spans import Span
from analysis.syntax import SUBJECTS, Tree

# A word without a subject of its own has that of the word it hangs on by one of these.
CLIMBED = ("conj", "xcomp", "advcl", "aux", "auxpass", "ccomp", "pcomp", "prep", "pobj", "dobj", "attr", "acomp", "dep")
CLAUSES_OF_NOUNS = ("relcl", "acl", "advcl", "ccomp", "parataxis")
SPEAKING = ("i", "we", "he", "she", "they")
RELATIVE = ("WP", "WDT")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "today", "yesterday", "tonight")
TIMES = (*DAYS, "morning", "afternoon", "evening", "night", "week", "weeks", "month", "months", "year", "years")
BEFORE_TIMES = ("on", "in", "for", "during", "just", "earlier", "early", "late", "this", "last", "that", ",")
QUOTES = "\"“”„«»'‘’`"
KEPT = QUOTES + "$%€£"


def source_of(tree: Tree, verb: int, content: Iterable[int]) -> tuple[int, ...]:
    """The words that name who says it; of a passive only an agent with by; of a relative clause noun and pronoun."""
    if tree.passive(verb) or is_addressed(tree, verb):
        agents = [who for by in tree.children(verb, "agent") for who in tree.children(by, "pobj")]
        return tuple(name(tree, agents[0])) if agents else ()
    inside = {*content, verb}
    subject = _subject(tree, verb)
    if subject is None or subject in inside:
        return ()
    relative: list[int] = []
    if tree.tokens[subject].tag in RELATIVE and (noun := _antecedent(tree, verb)) is not None:
        relative, subject = [subject], noun
    return tuple(index for index in sorted({*name(tree, subject), *relative}) if index not in inside)


def is_addressed(tree: Tree, verb: int) -> bool:
    """Whether a verb is a participle without a subject (“when asked, she …”): another says it to the one meant."""
    token = tree.tokens[verb]
    known = token.lemma.lower() in reporting_verbs()
    return known and token.tag == "VBN" and token.dep == "advcl" and not tree.children(verb, *SUBJECTS, "aux")


def holder_of(tree: Tree, head: int) -> tuple[int, ...]:
    """Whose claim, fear or certainty it is: a possessor, a name with of or by, or the subject of the verb above."""
    if own := tree.children(head, "poss"):
        return tuple(name(tree, own[0]))
    for by in tree.children(head, "prep", "agent"):
        who = tree.children(by, "pobj")
        if who and tree.tokens[by].text.lower() in ("of", "by", "from") and tree.children(head, "acl"):
            return tuple(name(tree, who[0]))
    above = next((index for index in tree.ancestors(head) if tree.tokens[index].pos in ("VERB", "AUX")), None)
    subject = tree.subject(above) if above is not None else None
    if above is None or subject is None or tree.passive(above) or head in tree.subtree(subject):
        return ()
    return tuple(name(tree, subject))


def carrier(tree: Tree, verb: int) -> int | None:
    """The cue that a verb goes on from, where the parse hangs the verb on the content instead.

    She said it was late and criticised him; he said it was late, adding that he was tired.
    """
    token = tree.tokens[verb]
    above = tree.tokens[token.head]
    if above.dep != "ccomp" or token.lemma.lower() not in reporting_verbs() or tree.children(verb, *SUBJECTS):
        return None
    same_tense = token.dep == "conj" and token.tag == tree.tokens[above.head].tag and token.tag in ("VBD", "VBZ")
    return above.head if above.head < verb and (goes_on(tree, verb) or same_tense) else None


def goes_on(tree: Tree, verb: int) -> bool:
    """Whether a verb is a participle that adds to what was said: …, adding that …."""
    token = tree.tokens[verb]
    participle = token.tag == "VBG" and token.dep in ("advcl", "acl", "conj")
    return participle and token.lemma.lower() in speech_verbs() and verb > 0 and tree.tokens[verb - 1].text == ","


def _subject(tree: Tree, verb: int) -> int | None:
    """The subject of a word, or of the word it depends on."""
    seen = 0
    while seen <= len(tree.tokens):
        seen += 1
        token = tree.tokens[verb]
        if own := tree.children(verb, *SUBJECTS):
            return own[-1] if tree.tokens[own[-1]].dep != "expl" else None
        if (above := carrier(tree, verb)) is None:
            if token.dep in ("acl", "relcl"):
                return token.head
            if token.head == verb or token.dep not in CLIMBED:
                return None
            above = token.head
            objects = tree.children(above, "dobj") if token.dep == "xcomp" else []
            if objects and tree.tokens[above].lemma.lower() in object_control():
                return objects[0]
        verb = above
    return None


def _antecedent(tree: Tree, verb: int) -> int | None:
    """The noun that the relative clause around a verb hangs on."""
    above = (index for index in (verb, *tree.ancestors(verb)) if tree.tokens[index].dep == "relcl")
    return next((tree.tokens[index].head for index in above), None)


def name(tree: Tree, head: int) -> list[int]:
    """A noun phrase without the clauses that hang on it: the unbroken stretch around its head."""
    cut = {index for child in tree.children(head, *CLAUSES_OF_NOUNS) for index in tree.subtree(child)}
    below = set(tree.subtree(head)) - cut
    first = last = head
    while first - 1 in below:
        first -= 1
    while last + 1 in below:
        last += 1
    return strip(tree, range(first, last + 1))


def strip(tree: Tree, indices: Iterable[int]) -> list[int]:
    """Tokens without the punctuation at either end; quotation marks stay."""
    kept = list(indices)
    while kept and _bare(tree.tokens[kept[-1]].text):
        kept.pop()
    first = next((place for place, index in enumerate(kept) if not _bare(tree.tokens[index].text)), len(kept))
    return kept[first:]


def trim(tree: Tree, indices: Iterable[int]) -> tuple[int, ...]:
    """A content without punctuation at its ends; empty where no word is left."""
    kept = strip(tree, indices)
    return tuple(kept) if any(tree.tokens[index].text[:1].isalnum() for index in kept) else ()


def trim_source(tree: Tree, span: Span) -> Span:
    """A source without an aside after it (“, who spoke too,”) and without stray punctuation or prepositions."""
    words = [index for index, token in enumerate(tree.tokens) if span[0] <= token.start < span[1]]
    aside = (i for i in words[1:] if tree.tokens[i].tag in RELATIVE and tree.tokens[i - 1].text == ",")
    kept = strip(tree, range(words[0], next(aside, words[-1] + 1))) if words else []
    while len(kept) > 1 and tree.tokens[kept[-1]].tag == "IN":
        kept.pop()
    kept = _whole(tree, _timeless(tree, kept))
    texts = [tree.tokens[index].text for index in kept]
    after = tree.tokens[kept[-1] + 1 : kept[-1] + 2] if kept else []
    if texts.count("(") > texts.count(")") and after and after[0].text == ")":
        kept.append(kept[-1] + 1)  # the bracket of "Ann Roe (D-N.C.)"
    return tree.span(kept) if kept else span


def _timeless(tree: Tree, kept: list[int]) -> list[int]:
    """A source without the time after it, which is that of speaking: Ann Roe *on Friday*; the court *this month*."""
    last = len(kept) - 1
    if last < 1 or tree.tokens[kept[last]].text not in TIMES or tree.tokens[kept[last]].dep in SUBJECTS:
        return kept
    while last > 0 and tree.tokens[kept[last]].text in (*TIMES, *BEFORE_TIMES):
        last -= 1
    return kept[: last + 1] if tree.tokens[kept[last]].pos in ("NOUN", "PROPN", "PRON", "PUNCT") else kept


def _whole(tree: Tree, kept: list[int]) -> list[int]:
    """A source of mere modifiers ("the", "Mr.") with the noun that they belong to."""
    if not kept or not all(_modifies(tree, index) for index in kept):
        return kept
    head = tree.tokens[kept[-1]].head
    return name(tree, head) if head > kept[-1] and tree.tokens[head].pos in ("NOUN", "PROPN") else kept


def _modifies(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.dep in ("det", "amod", "nummod") or (
        token.dep == "compound" and token.text.lower().rstrip(".") in titles()
    )


def undergoes(tree: Tree, verb: int, span: Span) -> bool:
    """Whether of a span something is said, by another: the subject of a passive (“he was accused of theft”)."""
    if is_addressed(tree, verb):
        others = [index for by in tree.children(verb, "agent") for index in tree.subtree(by)]
        return not any(span[0] <= tree.tokens[index].start < span[1] for index in others)
    subjects = [index for child in tree.children(verb, *SUBJECTS) for index in tree.subtree(child)]
    return tree.passive(verb) and any(span[0] <= tree.tokens[index].start < span[1] for index in subjects)


def carries(tree: Tree, verb: int, span: Span) -> bool:
    """Whether the source of another cue may be this one's too: it stands in the sentence, and no passive hides who."""
    inside = tree.tokens[0].start <= span[0] < tree.tokens[-1].end
    return inside and not tree.passive(verb) and not is_addressed(tree, verb)


def _bare(text: str) -> bool:
    return not any(char.isalnum() or char in KEPT for char in text)


def own_subject(tree: Tree, verb: int) -> Span | None:
    """The pronoun beside a verb that is its subject: *he* said."""
    subjects = [child for child in tree.children(verb, "nsubj") if abs(child - verb) == 1]
    return tree.span(subjects) if subjects and tree.tokens[subjects[0]].text.lower() in SPEAKING else None


def cue_before(tree: Tree, content: list[Span]) -> list[Span]:
    """The verb right before a content that has no cue marked: she *vows* to end it."""
    last = next((i for i, token in enumerate(tree.tokens) if content and token.start >= content[0][0]), 0) - 1
    token = tree.tokens[last] if last >= 0 else None
    known = token is not None and token.pos == "VERB" and token.lemma.lower() in reporting_verbs()
    return [(token.start, token.end)] if token is not None and known else []
