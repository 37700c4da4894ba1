"""The data dictionary: what one row of each table is, and what each column means.

Missing is ``NA``. Every ``start`` and ``end`` counts characters of the article's text as it was read (the span law:
``articles.text[start:end] == text``). `analysis.schema` checks tables against these classes.
"""

from analysis.columns import Real, Table, Text, Whole, column, key
from analysis.discourse.tables import Directives, Presuppositions
from analysis.intake.tables import Additions, Articles, Copies, Refused

UNCERTAINTY = ["epistemic", "doxastic", "investigation", "condition"]  # Szarvas et al. 2012
ROLES = ["headline", "dek", "byline", "bio", "standfirst", "dateline", "body", "credit", "furniture"]
ENTMAN = ["problem", "cause", "judgement", "remedy"]  # 1993
FRAMES = [*ENTMAN, "conflict", "human interest", "responsibility", "morality", "economic"]
HEDGES = [*UNCERTAINTY, "weasel", "approximator", "shield", "evidential", "booster", "distance"]
SPEAKERS = ["named", "office", "institution", "collective", "anonymous", "document", "unresolved"]
READ = (Articles, Refused, Copies, Additions)  # the tables of what was read, declared with the reading
# fmt: off
DIFFERENCES = ["attribution", "source", "engagement", "act", "cue", "hedge", "booster", "negation", "condition",
               "number", "date", "quotation", "wording", "naming", "agent", "scope"]
# fmt: on
DIRECTED = (Directives, Presuppositions)  # declared with the finer parts of framing


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
    role: Text = column("part or kind", isin=["source", "carried", "cue", "content", *UNCERTAINTY, "weasel"])
    start: int = column("first character in the article's text")
    end: int = column("one past the last character")
    group: Whole = column("parts with the same number are one attribution", nullable=True)
    within: Whole = column("group of the content that it was found in, read by itself", nullable=True)
    confidence: float = column("mean probability of its words; of an attribution that of its content's words")


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


class Alignments(Table):
    """One claim told by two articles, or by one only."""

    event: Text = key("the event")
    alignment_id: int = key("by reading order of article_a, then article_b")
    article_a: Text = column("the first of the two articles compared")
    claim_a: Whole = column("claim_id in article_a; missing where only article_b tells it", nullable=True)
    article_b: Text = column("the second")
    claim_b: Whole = column("claim_id in article_b; missing where only article_a tells it", nullable=True)
    score: float = column("similarity, 0 to 1; for only: of the nearest claim on the other side")
    confidence: float = column("chance that a reader finds both to tell the same, half if in part: docs/alignment.md")
    status: Text = column("near: mutual best below the threshold", isin=["both", "near", "only"])
    nearest: Whole = column("for only: claim_id of the nearest claim on the other side", nullable=True)
    changes: Text = column("what changed in the telling, in words", nullable=True)


class Changes(Table):
    """One difference in the telling of a claim that both tell, or nearly."""

    event: Text = key("the event")
    alignment_id: int = key("the alignment, as in alignments")
    change_id: int = key("order within the alignment: whose voice, how surely, what")
    kind: Text = column("what differs", isin=DIFFERENCES)
    in_a: Text = column("what the telling of article_a has; missing where it lacks it", nullable=True)
    in_b: Text = column("what the telling of article_b has", nullable=True)
    words: Text = column("both in words, with the articles' labels")


class Measures(Table):
    """One count with its exposure in one sentence."""

    measure: Text = key("name in the registry")
    article_id: Text = key("the article")
    unit: int = key("sentence_id")
    count: float = column("how often")
    exposure: float = column("out of how much: words, attributions or clauses, as the measure says")


class Contrasts(Table):
    """One measure compared between two articles."""

    measure: Text = key("name in the registry")
    a: Text = key("label of the first article")
    b: Text = key("label of the second article")
    count_a: float = column("how often in the first article")
    count_b: float = column("how often in the second")
    exposure_a: float = column("out of how much in the first")
    exposure_b: float = column("in the second")
    units_a: int = column("sentences with exposure")
    units_b: int = column("sentences with exposure in the second")
    rate_a: Real = column("per the measure's scale", nullable=True)
    rate_b: Real = column("per the measure's scale", nullable=True)
    more_in: Text = column("label of the article with the higher rate", nullable=True)
    log2_ratio: Real = column("log2(rate_b / rate_a): above 0 is more in b; missing for a zero cell", nullable=True)
    low: Real = column("95 % interval of log2_ratio", nullable=True)
    high: Real = column("95 % interval of log2_ratio, upper end", nullable=True)
    p: Real = column("permutation of sentences, two-sided", nullable=True)
    p_holm: Real = column("corrected over the family", nullable=True)
    zero: Text = column("zero cell in words: 0 of 14", nullable=True)
    draws: int = column("permutations drawn")
    scope: Text = column("what the difference is about: these texts")
