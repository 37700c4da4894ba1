"""The data dictionary of the finer parts of framing: who directs whom, and what is taken for granted."""

from analysis.columns import Table, Text, Whole, column, key

ACTS = ["ask", "urge", "expect", "demand", "order", "warn", "threaten"]  # in order of strength
TRIGGERS = ["change of state", "factive", "implicative", "iterative", "definite nominalisation"]


class Directives(Table):
    """One demand or threat: who wants whom to do what, and what is to follow otherwise."""

    article_id: Text = key("the article")
    directive_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character of the verb that directs, or that announces the consequence")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    act: Text = column("missing for a consequence announced without a verb that directs", isin=ACTS, nullable=True)
    strength: Whole = column("rank of the act, 1 (ask) to 7 (threaten): an order, no distances", nullable=True)
    speaker: Text = column("who directs, or brings the consequence", nullable=True)
    speaker_start: Whole = column("first character of the speaker", nullable=True)
    speaker_end: Whole = column("one past its last character", nullable=True)
    speaker_actor: Text = column("the actor that the speaker names", nullable=True)
    addressee: Text = column("who is to act, or is to meet the consequence", nullable=True)
    addressee_start: Whole = column("first character of the addressee", nullable=True)
    addressee_end: Whole = column("one past its last character", nullable=True)
    addressee_actor: Text = column("the actor that the addressee names", nullable=True)
    action: Text = column("what is to be done", nullable=True)
    action_start: Whole = column("first character of the action", nullable=True)
    action_end: Whole = column("one past its last character", nullable=True)
    consequence: Text = column("what is announced to follow", nullable=True)
    consequence_start: Whole = column("first character of the consequence", nullable=True)
    consequence_end: Whole = column("one past its last character", nullable=True)
    concreteness: Whole = column("1 some action, 2 a kind of action, 3 the action itself (fine, ban)", nullable=True)
    negated: bool = column("under a negation")
    voice: Text = column("whose word it is", isin=["journalist", "source", "headline"])
    attribution_id: Whole = column("the attribution whose content holds it, innermost", nullable=True)


class Presuppositions(Table):
    """One word that takes something for granted."""

    article_id: Text = key("the article")
    presupposition_id: int = key("reading order, from 0")
    sentence_id: int = column("the sentence it stands in")
    start: int = column("first character of the trigger")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    kind: Text = column("kind of trigger (Levinson 1983)", isin=TRIGGERS)
    given: Text = column("what is taken for granted of the content: so, so before, tried or due, asked or offered …")
    content: Text = column("the clause or noun phrase presupposed", nullable=True)
    content_start: Whole = column("first character of the content", nullable=True)
    content_end: Whole = column("one past its last character", nullable=True)
    who: Text = column("of whom it is taken for granted", nullable=True)
    who_start: Whole = column("first character of whom", nullable=True)
    who_end: Whole = column("one past its last character", nullable=True)
    negated: bool = column("under a negation: what is presupposed holds all the same")
    voice: Text = column("who takes it for granted", isin=["journalist", "source", "headline"])
    attribution_id: Whole = column("the attribution whose content holds it, innermost", nullable=True)
