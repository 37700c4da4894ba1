"""The tables of what is compared: claims told by two articles or one, what changed in it, counts, contrasts."""

from analysis.columns import Real, Table, Text, Whole, column, key

# fmt: off
DIFFERENCES = ["attribution", "source", "engagement", "act", "cue", "hedge", "booster", "negation", "condition",
               "number", "date", "quotation", "wording", "naming", "agent", "scope"]
# fmt: on


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
    status: Text = column("near: mutual best, but less sure than both", isin=["both", "near", "only"])
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
