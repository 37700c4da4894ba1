"""One row a window of text: what a small trained encoder makes of each word, and of each pair of words.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020), fine-tuned on coded news and coded hedges (`training/README.md`,
`docs/attribution.md`), with a biaffine arc from each word to the word that its attribution hangs on (Dozat & Manning
2017). Four layers are shared; the last two are there twice, for attributions and for hedges. A window is read alone, so
what is found in a text does not depend on what else is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

from analysis.attributing import gates, pieces
from analysis.spans import Span
from analysis.text.quotes import Quote

MODEL = Path(__file__).parent / "models" / "tagger.onnx"
HEDGES = MODEL.with_name("hedges.onnx")  # two layers on the four lower ones of the tagger
ROLES = ("source", "cue", "content")
KINDS = ("epistemic", "doxastic", "investigation", "condition")  # Szarvas et al. 2012


class Reading(NamedTuple):
    """The words of a window, by the log-probability of their tags (rows words, columns O, B-x, I-x, B-y, …).

    `starts` and `ends` are characters of the text; `arcs` holds each word's log-probability (row) to hang on each
    word (column); `nested` is a score, above 0 where a word may be the cue of an attribution inside a content;
    `mean` is that of the words' states after the layers that are shared.
    """

    starts: np.ndarray
    ends: np.ndarray
    roles: np.ndarray
    uncertainty: np.ndarray
    weasel: np.ndarray
    arcs: np.ndarray
    nested: np.ndarray
    mean: np.ndarray


@cache
def _session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a window is too small to share out; and one order of sums gives one result
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # adding and then normalising takes a third of the fused time
    )


def read(
    text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote] | None = None, sentences: Sequence[Span] = ()
) -> Iterator[Reading]:
    """Read the paragraphs of a text, given as character spans in order, window by window.

    `quotes` are the quotations of the whole text, where they are known already. Of its `sentences`, those that promise
    a cue are read for hedges, each by itself; the words of all others are certain.

    Examples
    --------
    >>> [reading] = read("The mayor said it was late.", [(0, 27)])
    >>> reading.roles.argmax(axis=1).tolist()
    [1, 2, 3, 5, 6, 6, 0]
    """
    found = pieces.read(text, paragraphs, quotes=quotes)
    begins = np.array([start for start, _ in sentences])
    for window in pieces.windows(found):
        inside = np.flatnonzero(window.places >= 0)
        at = inside[found.leads[window.places[inside]]]
        if not len(at):
            continue
        roles, arcs, states = _session(MODEL).run(
            ["roles", "arcs", "states"], {"ids": window.ids[None], "features": window.features[None]}
        )
        words = window.places[at]
        starts, ends = found.starts[words], found.ends[np.append(words[1:], window.places[inside[-1]] + 1) - 1]
        nested, *cues = gates.scores(states[0, at]).T
        numbers = np.where(window.places < 0, 0, np.searchsorted(begins, found.starts[window.places], side="right"))
        promising = np.unique(numbers[at][np.max(cues, axis=0) >= 0])
        uncertainty, weasel = _hedges(states, [_alone(numbers, number) for number in promising if number])
        between = arcs[at].take(at, axis=1)
        mean = states[0, at].mean(axis=0)
        yield Reading(starts, ends, roles[at], uncertainty[at], weasel[at], between, nested, mean)


def _alone(numbers: np.ndarray, number: int) -> np.ndarray:
    """The pieces of one sentence, by the number of each piece's, and the marks at both ends as if it stood alone."""
    own = np.flatnonzero(numbers == number)
    return np.concatenate([[0], own, own[-1] + 1 + np.flatnonzero(numbers[own[-1] + 1 :] == 0)[:1]])


def _hedges(states: np.ndarray, stretches: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The log-probability of each piece's tags in both schemes, read in some stretches; all others are certain."""
    uncertainty, weasel = (np.full((states.shape[1], columns), -np.inf) for columns in (1 + 2 * len(KINDS), 3))
    uncertainty[:, 0] = weasel[:, 0] = 0.0
    for stretch in stretches:
        uncertainty[stretch], weasel[stretch] = _session(HEDGES).run(
            ["uncertainty", "weasel"], {"states": states[:, stretch]}
        )
    return uncertainty, weasel
