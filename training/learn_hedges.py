"""Learn which words voice uncertainty, in which construction: writes the lexicons that `analysis.hedging` reads.

    python training/learn_hedges.py [GOLD_FOLDER]

Reads ``hedges_szeged_wiki_train.jsonl`` (Szarvas et al. 2012) and writes ``hedges.csv`` (counts) and
``hedge_weights.csv`` (a logistic regression): no text of the corpus. `check_hedges.py` says how right it is.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from analysis import lexicon, parse, schema
from analysis.certainty import around
from analysis.certainty.around import Candidate
from analysis.certainty.model import ANY
from analysis.lexicon import Lexicon
from analysis.syntax import Tree, trees

GOLD = Path(__file__).parents[2] / "shared" / "gold"
UNCERTAINTY = "hedges_szeged_wiki_train.jsonl"
KINDS = {
    "modal_probable": "epistemic",
    "hypo_doxastic": "doxastic",
    "hypo_condition": "condition",
    "hypo_investigation": "investigation",
}
STRENGTH = 0.3  # inverse of the L2 penalty, and the next two: best of a few values over five folds
FEWEST = 3  # a feature seen less often has no weight
SMALLEST = 0.02  # a weight below it is left out of the file
RARE = 0.1  # a term is kept if at least this share of its uses are cues
ALWAYS_KEPT = 5  # or if it was a cue this often
LEFT_OUT = {
    "not",
    "until",
    "when",
    "once",
    "read",
    "must",
    "to verify",
    "charge",
    "risk",
}  # a cue by accident of one text
UNSEEN = {  # words that the corpus lacks or has once, and the measured one that each is weighed like
    "anticipate": "expect",
    "foresee": "expect",
    "reckon": "think",
    "conceivable": "possible",
    "conceivably": "possibly",
    "surmise": "speculate",
    "conjecture": "speculate",
    "doubtful": "unlikely",
    "unsure": "unclear",
    "remain to be see": "unclear",
    "far from clear": "not clear",
    "not yet clear": "not clear",
    "hard to say": "not clear",
    "hard to tell": "not clear",
    "difficult to say": "not clear",
    "too early to say": "not clear",
    "too early to tell": "not clear",
    "too soon to say": "not clear",
    "too soon to tell": "not clear",
    "no assurance": "no evidence",
    "no guarantee": "no evidence",
    "in all probability": "probably",
    "in all likelihood": "probably",
}

Row = dict[str, Any]


class Sentence(NamedTuple):
    """A gold sentence, parsed."""

    row: Row
    tree: Tree

    @property
    def document(self) -> str:
        """The document that it stands in."""
        return str(self.row["id"]).rsplit("/", 1)[0]

    def cue_kinds(self) -> dict[tuple[int, int], str]:
        """Kind by span; blanks at the end of a span are not part of it."""
        text = self.row["text"]
        return {(a, a + len(text[a:b].rstrip())): KINDS.get(kind, "weasel") for a, b, kind in self.row["cues"]}


def read(path: Path) -> list[Sentence]:
    """The sentences of a gold file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fixed = {"sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "start": 0, "n_words": 0}
    table = [{**fixed, "article_id": row["id"], "end": len(row["text"]), "text": row["text"]} for row in rows]
    parsed = {tree.article_id: tree for tree in trees(parse.parse(schema.frame("sentences", table), entities=False))}
    return [Sentence(row, parsed[row["id"]]) for row in rows if row["id"] in parsed]


def word_list(terms: Iterable[str]) -> Lexicon:
    """Terms as a lexicon in memory."""
    return Lexicon("learned", "", "", "", tuple({"term": term} for term in terms))


def find_terms(sentences: Sequence[Sentence]) -> list[str]:
    """Words that are cues often enough: a lemma, or the forms of several words seen as a cue twice."""
    cues: Counter[str] = Counter()
    for sentence in sentences:
        for start, end in sentence.cue_kinds():
            inside = [token for token in sentence.tree.tokens if token.start < end and token.end > start]
            words = [token.lemma if len(inside) == 1 else token.text for token in inside]
            cues[" ".join(words).lower()] += 1
    known = word_list(cues)
    uses = Counter(found.term for sentence in sentences for found in around.candidates(sentence.tree, known))

    def kept(term: str) -> bool:
        if term in LEFT_OUT or not uses[term]:
            return False
        if " " in term:
            return cues[term] > 1
        share = cues[term] / uses[term]
        return cues[term] >= ALWAYS_KEPT or share >= (RARE if cues[term] > 2 else 2 * RARE)

    return sorted(term for term in cues if kept(term))


class Sample(NamedTuple):
    """A use of a term, what is around it, and the kind it was coded as, if any."""

    sentence: Sentence
    candidate: Candidate
    features: list[tuple[str, str]]
    kind: str | None


def find_samples(sentences: Sequence[Sentence], terms: Lexicon) -> list[Sample]:
    """Every use of every term."""
    samples = []
    for sentence in sentences:
        kinds = sentence.cue_kinds()
        for candidate in around.candidates(sentence.tree, terms):
            kind = kinds.get(sentence.tree.span(range(candidate.first, candidate.last)))
            samples.append(Sample(sentence, candidate, pairs(sentence.tree, candidate), kind))
    return samples


def pairs(tree: Tree, candidate: Candidate) -> list[tuple[str, str]]:
    """What is weighed: each feature for the term apart and for all together."""
    seen = ["bias", *sorted(set(around.features(tree, candidate)))]
    return [(term, feature) for feature in seen for term in (ANY, candidate.term)]


def learn(samples: Sequence[Sample], strength: float = STRENGTH) -> dict[tuple[str, str], float]:
    """Weights by (term, feature)."""
    seen = Counter(pair for sample in samples for pair in sample.features)
    names = {pair: column for column, pair in enumerate(sorted(p for p, n in seen.items() if n >= FEWEST))}
    cells = [(row, names[pair]) for row, sample in enumerate(samples) for pair in sample.features if pair in names]
    rows, columns = np.array(cells, dtype=np.int32).T
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(samples), len(names)))
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, max_iter=500)
    model.fit(matrix, [sample.kind is not None for sample in samples])
    return {pair: round(float(w), 3) for pair, w in zip(names, model.coef_[0], strict=True) if abs(w) >= SMALLEST}


def count(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """For each term and tag of its first word, and for all tags: uses, cues, precision, the commonest kind."""
    groups: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for sample in samples:
        tag = sample.sentence.tree.tokens[sample.candidate.first].tag
        groups[sample.candidate.term, ANY].append(sample.kind)
        groups[sample.candidate.term, tag].append(sample.kind)
    rows: list[dict[str, Any]] = []
    for (term, tag), kinds in sorted(groups.items()):
        cues = Counter(kind for kind in kinds if kind)
        if tag != ANY and (len(kinds) < ALWAYS_KEPT or not cues):
            continue
        kind = cues.most_common(1)[0][0] if cues else "epistemic"
        n_cue = sum(cues.values())
        rows.append({"term": term, "tag": tag, "kind": kind, "n": len(kinds), "n_cue": n_cue})
        rows[-1] |= {"precision": round(n_cue / len(kinds), 3), "like": ""}
    return rows


def unseen(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each word that was not measured, with the kind and precision of the one it is like."""
    measured = {row["term"]: row for row in rows if row["tag"] == ANY}
    return [{**measured[like], "term": term, "n": 0, "n_cue": 0, "like": like} for term, like in UNSEEN.items()]


def write(name: str, rows: list[dict[str, Any]], notes: dict[str, str]) -> None:
    """A lexicon file."""
    path = lexicon.FOLDER / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {field}: {note}\n" for field, note in notes.items())
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


SZEGED = {
    "source": "own; measured on the Wikipedia training part of the Szeged Uncertainty Corpus (counts only, no text)",
    "licence": "MIT (the counts; the corpus is distributed freely for research and is not part of this repository)",
    "citation": "Szarvas, G., Vincze, V., Farkas, R., Móra, G. & Gurevych, I. (2012). Cross-genre and cross-domain "
    "detection of semantic uncertainty. Computational Linguistics 38(2), 335-367",
}


def main() -> None:
    """Learn and write."""
    sentences = read(Path(sys.argv[1] if len(sys.argv) > 1 else GOLD) / UNCERTAINTY)
    samples = find_samples(sentences, word_list(find_terms(sentences)))
    counts = count(samples)
    write("hedges", counts + unseen(counts), SZEGED)
    weights = [{"term": term, "feature": name, "weight": w} for (term, name), w in sorted(learn(samples).items())]
    write("hedge_weights", weights, {**SZEGED, "model": "logistic regression; the term * stands for all terms"})


if __name__ == "__main__":
    main()
