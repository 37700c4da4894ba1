"""The data dictionary: what one row of each table is, and what each column means.

Missing is ``NA``. Every ``start`` and ``end`` counts characters of the article's text as it was read (the span law:
``articles.text[start:end] == text``). `analysis.schema` checks tables against these classes. What is read, what is
compared and the finer parts of framing are declared beside what makes them; `TABLES` names all, in their order.
"""

from analysis.columns import Table, Text, Whole, column, key
from analysis.comparing.tables import Alignments, Changes, Contrasts, Measures
from analysis.discourse.tables import Directives, Presuppositions
from analysis.intake.tables import Additions, Articles, Copies, Refused

UNCERTAINTY = ["epistemic", "doxastic", "investigation", "condition"]  # Szarvas et al. 2012
ROLES = ["headline", "dek", "byline", "bio", "standfirst", "dateline", "body", "credit", "furniture"]
ENTMAN = ["problem", "cause", "judgement", "remedy"]  # 1993
FRAMES = [*ENTMAN, "conflict", "human interest", "responsibility", "morality", "economic"]
HEDGES = [*UNCERTAINTY, "weasel", "approximator", "shield", "evidential", "booster", "distance"]
SPEAKERS = ["named", "office", "institution", "collective", "anonymous", "document", "unresolved"]


class Segments(Table):
    """One stretch of an article with one role."""

    article_id: Text = key("the article")
    segment_id: int = key("reading order, from 0")
    role: Text = column("role", isin=ROLES)
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    analysed: bool = column("whether rates count it: body text does, furniture does not")


class Sentences(Table):
    """One sentence of a headline, dek, standfirst or body segment."""

    article_id: Text = key("the article")
    sentence_id: int = key("reading order, from 0")
    segment_id: int = column("the segment it stands in")
    role: Text = column("role of that segment", isin=["headline", "dek", "standfirst", "body"])
    rank: int = column("place among the sentences of its role, from 1")
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    n_words: int = column("words: pieces with a letter or digit, parted by white space or a dash between words")


class Tokens(Table):
    """One token."""

    article_id: Text = key("the article")
    token_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    lemma: Text = column("dictionary form")
    pos: Text = column("universal part of speech")
    tag: Text = column("Penn Treebank tag")
    dep: Text = column("dependency label (ClearNLP)")
    head: int = column("token_id of the head; its own for a root")
    entity: Text = column("type of the named entity it is part of (OntoNotes)", nullable=True)


class Marks(Table):
    """One span that the encoder marks, before anything is made of it."""

    article_id: Text = key("the article")
    mark_id: int = key("order in which they were found, from 0")
    role: Text = column("part or kind", isin=["source", "carried", "cue", "content", *UNCERTAINTY, "weasel", "news"])
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    group: Whole = column("parts with the same number are one attribution", nullable=True)
    within: Whole = column("group of the content that it was found in, read by itself", nullable=True)
    confidence: float = column("mean probability of its words, or of its content's; of news its own")


class Sources(Table):
    """One speaker of an event."""

    event: Text = key("the event")
    source_id: Text = key("stable within the event, the same in each of its articles")
    name: Text = column("fullest name found")
    kind: Text = column("kind", isin=SPEAKERS)
    n_words: int = column("words of content attributed to it, in all articles")


class Attributions(Table):
    """One source, cue and content."""

    article_id: Text = key("the article")
    attribution_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence of the cue, else of the content")
    form: Text = column("all, part, none of the content is quoted", isin=["direct", "mixed", "indirect"])
    cue: Text = column("the word or words that attribute", nullable=True)
    cue_spans: Text = column("its spans, as start:end start:end", nullable=True)
    cue_lemma: Text = column("dictionary form of the cue's head", nullable=True)
    engagement: Text = column("how the cue commits the journalist", isin=["acknowledge", "endorse", "distance"])
    act: Text = column("what the source does", isin=["assert", "direct", "commit", "express", "think"])
    listed: bool = column("whether the lexicon has the cue: if not, engagement and act are what most cues have")
    source: Text = column("the words that name the source", nullable=True)
    source_spans: Text = column("their spans", nullable=True)
    carried: bool = column("the source's words stand with another attribution: “X said A, adding B”")
    source_id: Text = column("the speaker, resolved", nullable=True)
    content: Text = column("the words attributed")
    content_spans: Text = column("their spans")
    parent_id: Whole = column("attribution whose content holds this one", nullable=True)
    confidence: float = column("0 to 1")


class Hedges(Table):
    """One cue that weakens or strengthens a statement."""

    article_id: Text = key("the article")
    hedge_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    lemma: Text = column("dictionary form")
    kind: Text = column("kind; weasel and distance are schemes of their own, on the same words at times", isin=HEDGES)
    polarity: Text = column("polarity", isin=["hedge", "booster"])
    negated: bool = column("under a negation: not certain, cannot rule out")
    scope: Text = column("what it is about: the words of the clause or phrase that it makes less or more sure")
    scope_spans: Text = column("their spans, as start:end start:end")
    reporting: bool = column("is itself what attributes or distances: shown, but counted as engagement, not as a hedge")
    voice: Text = column("whose commitment it qualifies", isin=["journalist", "source", "headline"])
    attribution_id: Whole = column("the attribution whose content holds it, innermost", nullable=True)
    confidence: float = column("0 to 1")


class Namings(Table):
    """One expression that names an actor."""

    article_id: Text = key("the article")
    sentence_id: int = column("the sentence it stands in")
    start: int = key("first character in the article's text")
    end: int = key("one past the last character")
    text: Text = column("text[start:end]")
    actor: Text = column("who or what is named, the same in each article of the event")
    kind: Text = column("kind", isin=["name", "role", "label", "pronoun"])
    head: Text = column("lemma of the head word; in lower case unless a name")
    modifiers: Text = column("words that describe: adjectives, nouns, participles; parted by a space", nullable=True)
    voice: Text = column("whose word it is", isin=["journalist", "source", "headline"])
    attribution_id: Whole = column("the attribution whose content holds it, innermost", nullable=True)


class Clauses(Table):
    """One clause with a verb, or a noun made from one."""

    article_id: Text = key("the article")
    clause_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character of the clause")
    end: int = column("one past the last character")
    agent: Text = column("who does it", nullable=True)
    agent_start: Whole = column("first character of the agent", nullable=True)
    agent_end: Whole = column("one past its last character", nullable=True)
    agent_actor: Text = column("the actor that the agent names; several are joined by +", nullable=True)
    verb: Text = column("the verb with its particle")
    verb_start: int = column("first character of the verb")
    verb_end: int = column("one past its last character")
    lemma: Text = column("dictionary form of the verb")
    patient: Text = column("who or what it is done to", nullable=True)
    patient_start: Whole = column("first character of the patient", nullable=True)
    patient_end: Whole = column("one past its last character", nullable=True)
    patient_actor: Text = column("the actor that the patient names; several are joined by +", nullable=True)
    voice: Text = column("agentless: a passive without by", isin=["active", "passive", "agentless", "nominalised"])
    process: Text = column("kind of doing (Halliday 1985)", isin=["material", "verbal", "mental", "relational"])
    negated: bool = column("under a negation")
    attribution_id: Whole = column("the attribution whose content holds it, innermost", nullable=True)


class Frames(Table):
    """One cue that a sentence serves a frame."""

    article_id: Text = key("the article")
    sentence_id: int = key("the sentence it stands in")
    frame: Text = key("frame", isin=FRAMES)
    scheme: Text = column("Entman 1993; Semetko & Valkenburg 2000", isin=["entman", "generic"])
    score: float = column("0 to 1")
    start: int = column("first character of the evidence")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    method: Text = column("lexicon and construction that found it")
    attribution_id: Whole = column(
        "who says so: the attribution that holds the evidence, else whose cue is in it", nullable=True
    )


class Claims(Table):
    """One thing told: a clause with who says it."""

    article_id: Text = key("the article")
    claim_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    matter: Text = column("the words that are compared: of a speech act what it is about, without who addresses whom")
    attribution_id: Whole = column("the attribution it belongs to, innermost", nullable=True)
    modality: Text = column("modality", isin=["stated", "hedged", "boosted", "conditional", "directive"])
    negated: bool = column("under a negation")


TABLES: tuple[type[Table], ...] = (
    Articles, Refused, Copies, Additions, Segments, Sentences, Tokens, Marks, Sources, Attributions, Hedges, Namings,
    Clauses, Frames, Claims, Alignments, Changes, Measures, Contrasts, Directives, Presuppositions,
)  # fmt: skip
