"""One recipe a table for a paper: its columns, what one row is, and what the caption says of the method."""

from __future__ import annotations

from typing import NamedTuple

from analysis.comparing.permutation import LEVEL, SEED
from analysis.measures import FAMILY


class Recipe(NamedTuple):
    """Which columns a table for a paper has, what one row is, and what its caption says of the method."""

    columns: tuple[str, ...]
    noun: str
    method: str


RECIPES = {
    "articles": Recipe(
        ("label", "outlet", "author", "published", "n_words", "wire", "notes"),
        "article",
        "Words: those of the body. Wire: an agency signs it.",
    ),
    "sources": Recipe(
        ("name", "kind", "n_words"),
        "source",
        "Resolved by machine over names, offices and pronouns. Words: of content attributed to it, in all articles.",
    ),
    "attributions": Recipe(
        ("article", "speaker", "cue", "engagement", "content", "confidence"),
        "attribution",
        "Found by a trained encoder. Engagement: how the cue commits the journalist (own lexicon after Martin & White "
        "2005; cues outside it count as acknowledge). Conf. (confidence) is the "
        "probability that a trained coder marks at least half of the same words as one content.",
    ),
    "hedges": Recipe(
        ("article", "text", "kind", "voice", "negated", "scope", "confidence"),
        "cue of uncertainty, distance or certainty",
        "Found by a trained encoder and word lists. Voice: whose commitment it qualifies. Scope: the words that it is "
        "about. Conf.: confidence, from 0 to 1.",
    ),
    "namings": Recipe(
        ("article", "actor", "text", "kind", "voice"),
        "expression for an actor",
        "Grouped by machine across the articles. Voice: whose word it is.",
    ),
    "clauses": Recipe(
        ("article", "agent", "verb", "patient", "voice", "process", "negated"),
        "clause",
        "Found by rules over a parse. Agent: who does it; patient: to whom. Process after Halliday (1985).",
    ),
    "frames": Recipe(
        ("article", "frame", "text", "scheme", "score"),
        "cue of a frame",
        "Found by lexicon and construction (Entman 1993; Semetko & Valkenburg 2000); they propose, a coder decides. "
        "Score: from 0 to 1.",
    ),
    "claims": Recipe(
        ("article", "speaker", "text", "modality", "negated"),
        "claim",
        "Parted by rules over a parse; without a speaker: the journalist's own.",
    ),
    "alignments": Recipe(
        ("status", "telling_a", "telling_b", "changes", "confidence"),
        "claim",
        "Matched by machine, on the words of the claims and of their sentences, predicates and speakers. Both: told by "
        "both; near: each other's best match, but too uncertain; only: no match found on the other side, which does "
        "not prove that there is none. Conf. (confidence) is the chance that a reader finds both to tell the same, "
        "half if in part.",
    ),
    "changes": Recipe(
        ("claim", "kind", "in_a", "in_b"),
        "difference",
        "In the telling of claims that were matched by machine; the claim as the first article tells it.",
    ),
    "contrasts": Recipe(
        ("measure", "counted_a", "counted_b", "more_in", "ratio", "interval", "p_holm"),
        "measure",
        f"Counts are out of {{exposures}}. Ratio: the rate in {{b}} over that in {{a}}, with the "
        f"{100 * (1 - LEVEL):.0f} % interval from permuting sentences ({{draws}}, seed {SEED}); where a count is 0 "
        "there is no ratio; instead stands the largest share of its sentences that fits with none seen (one-sided "
        f"{100 * (1 - LEVEL):.0f} %). p is two-sided and corrected by Holm's method over the "
        f"{len(FAMILY)} measures of the family that was fixed in advance; the others describe and have none.",
    ),
}  # fmt: skip
