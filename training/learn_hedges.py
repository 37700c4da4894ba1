"""Learn which words voice uncertainty, in which construction: writes the lexicons that `analysis.hedging` reads.

    python training/learn_hedges.py [GOLD_FOLDER] [--check]

Reads ``hedges_szeged_wiki_train.jsonl`` (Szarvas et al. 2012) and ``hedges_conll2010_wiki_train.jsonl`` (Farkas et al.
2010) and writes ``hedges.csv`` (counts), ``hedge_weights.csv`` (a logistic regression) and the counts of
``weasels.csv``: counts and weights, no text of the corpora. ``--check`` scores five folds, held out by document, and
writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from analysis import lexicon, parse, schema
from analysis.certainty import model as hedge_model
from analysis.certainty.constructions import fits
from analysis.certainty.model import ANY, Candidate
from analysis.lexicon import Lexicon
from analysis.syntax import Tree, trees

GOLD = Path(__file__).parents[2] / "shared" / "gold"
UNCERTAINTY = "hedges_szeged_wiki_train.jsonl"
WEASELS = "hedges_conll2010_wiki_train.jsonl"
KINDS = {
    "modal_probable": "epistemic",
    "hypo_doxastic": "doxastic",
    "hypo_condition": "condition",
    "hypo_investigation": "investigation",
}
STRENGTH = 0.3  # inverse of the L2 penalty, and the next three: best of a few values over five folds
ALONE = 0.4  # probability from which a use is a cue, where the encoder is not asked: best F1 over the folds
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
    "in all probability": "probably",
    "in all likelihood": "probably",
}

Row = dict[str, Any]


class Sentence(NamedTuple):
    """A gold sentence, parsed."""

    row: Row
    tree: Tree

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
    uses = Counter(found.term for sentence in sentences for found in hedge_model.candidates(sentence.tree, known))

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
        for candidate in hedge_model.candidates(sentence.tree, terms):
            seen = hedge_model.features(sentence.tree, candidate)
            pairs = [(ANY, "bias"), (candidate.term, "bias")]
            pairs += [(term, feature) for feature in sorted(set(seen)) for term in (ANY, candidate.term)]
            span = sentence.tree.span(range(candidate.first, candidate.last))
            samples.append(Sample(sentence, candidate, pairs, kinds.get(span)))
    return samples


def learn(samples: Sequence[Sample]) -> dict[tuple[str, str], float]:
    """Weights by (term, feature)."""
    seen = Counter(pair for sample in samples for pair in sample.features)
    names = {pair: column for column, pair in enumerate(sorted(p for p, n in seen.items() if n >= FEWEST))}
    cells = [(row, names[pair]) for row, sample in enumerate(samples) for pair in sample.features if pair in names]
    rows, columns = np.array(cells, dtype=np.int32).T
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(samples), len(names)))
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, max_iter=500)
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


def f1(hits: int, found: int, coded: int) -> str:
    """Precision, recall and F1 in percent."""
    precision, recall = 100 * hits / max(found, 1), 100 * hits / max(coded, 1)
    return f"P {precision:.1f} R {recall:.1f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.1f}"


class Judged(NamedTuple):
    """A use of a term in a document that was not learned from: its share in the list, its probabilities."""

    sample: Sample
    listed: float
    model: float
    shipped: float  # with the shift for news


def judge(sentences: Sequence[Sentence], folds: int = 5) -> list[Judged]:
    """Every use of a term, judged by a model that has not seen its document."""
    documents = sorted({sentence.row["id"].rsplit("/", 1)[0] for sentence in sentences})
    random.Random(0).shuffle(documents)
    fold = {document: number % folds for number, document in enumerate(documents)}
    judged = []
    for number in range(folds):
        inside = [s for s in sentences if fold[s.row["id"].rsplit("/", 1)[0]] == number]
        rest = [s for s in sentences if fold[s.row["id"].rsplit("/", 1)[0]] != number]
        terms = word_list(find_terms(rest))
        samples = find_samples(rest, terms)
        weights = learn(samples)
        listed = {row["term"]: row["precision"] for row in count(samples) if row["tag"] == ANY}
        for sample in find_samples(inside, terms):
            total = sum(weights.get(pair, 0.0) for pair in sample.features)
            shift = hedge_model.news_shift(sample.candidate.term, [name for _, name in sample.features])
            share = listed.get(sample.candidate.term, 0.0)
            judged.append(Judged(sample, share, *(1 / (1 + float(np.exp(-x))) for x in (total, total + shift))))
    return judged


def check(sentences: Sequence[Sentence]) -> None:
    """Print scores on documents that were not learned from: the model beside the plain list of terms."""
    judged = judge(sentences)
    for name, threshold in (("listed", 0.5), ("model", ALONE), ("shipped", ALONE)):
        report(name, sentences, [(entry.sample, getattr(entry, name) >= threshold) for entry in judged])
    calibration([(entry.model, entry.sample.kind is not None) for entry in judged])


def report(name: str, sentences: Sequence[Sentence], judged: Sequence[tuple[Sample, bool]]) -> None:
    """Print exact-cue and sentence scores."""
    found = [sample for sample, kept in judged if kept]
    hits = sum(sample.kind is not None for sample in found)
    flagged = {sample.sentence.row["id"] for sample in found}
    coded = {sentence.row["id"] for sentence in sentences if sentence.row["uncertain"]}
    print(f"{name:8} cue      {f1(hits, len(found), sum(len(s.cue_kinds()) for s in sentences))}")
    print(f"{name:8} sentence {f1(len(flagged & coded), len(flagged), len(coded))}")


def calibration(judged: Sequence[tuple[float, bool]]) -> None:
    """Print how often a confidence between two bounds was right."""
    for low in (0.0, 0.2, 0.45, 0.6, 0.8, 0.9):
        high = {0.0: 0.2, 0.2: 0.45, 0.45: 0.6, 0.6: 0.8, 0.8: 0.9}.get(low, 1.01)
        inside = [(p, right) for p, right in judged if low <= p < high]
        right = np.mean([right for _, right in inside])
        print(f"confidence {np.mean([p for p, _ in inside]):.2f}: {right:.2f} are cues (n = {len(inside)})")


def count_weasels(sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    """The shipped list of weasels with its uses counted anew, and how many lie in a phrase that was coded."""
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    words = lexicon.read("weasels")
    for sentence in sentences:
        coded = sentence.cue_kinds()
        for first, last, entry in words.find(sentence.tree.forms(), sentence.tree.lemmas()):
            if fits(sentence.tree, first, last, entry):
                start, end = sentence.tree.span(range(first, last))
                uses[entry["term"]] += 1
                cues[entry["term"]] += any(a < end and start < b for a, b in coded)
    counts = ((entry, uses[entry["term"]], cues[entry["term"]]) for entry in words.entries)
    return [{**entry, "n": n, "n_cue": hits, "precision": round((hits + 1) / (n + 5), 2)} for entry, n, hits in counts]


def write(name: str, rows: list[dict[str, Any]], notes: dict[str, str]) -> None:
    """A lexicon file."""
    path = lexicon.FOLDER / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {field}: {note}\n" for field, note in notes.items())
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


CONLL = {
    "source": "own list of vague quantities, agents and frequencies; n, n_cue: uses in the Wikipedia training part of "
    "CoNLL-2010, and how many lie in a phrase coded as weasel (counts only, no text); precision: (n_cue + 1) / (n + 5)",
    "licence": "MIT (the counts; the corpus is not part of this repository)",
    "citation": "Farkas, R., Vincze, V., Móra, G., Csirik, J. & Szarvas, G. (2010). The CoNLL-2010 shared task: "
    "learning to detect hedges and their scope in natural language text. CoNLL-2010: Shared Task, 1-12",
}
SZEGED = {
    "source": "own; measured on the Wikipedia training part of the Szeged Uncertainty Corpus (counts only, no text)",
    "licence": "MIT (the counts; the corpus is distributed freely for research and is not part of this repository)",
    "citation": "Szarvas, G., Vincze, V., Farkas, R., Móra, G. & Gurevych, I. (2012). Cross-genre and cross-domain "
    "detection of semantic uncertainty. Computational Linguistics 38(2), 335-367",
}


def main() -> None:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD, help="folder of the gold corpora")
    parser.add_argument("--check", action="store_true", help="score five folds and write nothing")
    options = parser.parse_args()
    sentences = read(options.gold / UNCERTAINTY)
    if options.check:
        check(sentences)
        return
    samples = find_samples(sentences, word_list(find_terms(sentences)))
    counts = count(samples)
    write("hedges", counts + unseen(counts), SZEGED)
    weights = [{"term": term, "feature": name, "weight": w} for (term, name), w in sorted(learn(samples).items())]
    write("hedge_weights", weights, {**SZEGED, "model": "logistic regression; the term * stands for all terms"})
    write("weasels", count_weasels(read(options.gold / WEASELS)), CONLL)


if __name__ == "__main__":
    main()
