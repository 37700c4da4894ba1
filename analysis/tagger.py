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

from analysis.attributing import pieces
from analysis.spans import Span
from analysis.text.quotes import Quote

MODEL = Path(__file__).parent / "models" / "tagger.onnx"
HEDGES = MODEL.with_name("hedges.onnx")  # two layers on the four lower ones of the tagger
ROLES = ("source", "cue", "content")
KINDS = ("epistemic", "doxastic", "investigation", "condition")  # Szarvas et al. 2012


class Reading(NamedTuple):
    """The words of a window, by the log-probability of their tags (rows words, columns O, B-x, I-x, B-y, …).

    `starts` and `ends` are characters of the text; `arcs` holds each word's log-probability (row) to hang on each
    word (column).
    """

    starts: np.ndarray
    ends: np.ndarray
    roles: np.ndarray
    uncertainty: np.ndarray
    weasel: np.ndarray
    arcs: np.ndarray


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
    text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote] | None = None, hedges: bool = True
) -> Iterator[Reading]:
    """Read the paragraphs of a text, given as character spans in order, window by window.

    `quotes` are the quotations of the whole text, where they are known already. Without `hedges` the two schemes of
    cues are not read: they have no columns.

    Examples
    --------
    >>> [reading] = read("The mayor said it was late.", [(0, 27)])
    >>> reading.roles.argmax(axis=1).tolist()
    [1, 2, 3, 5, 6, 6, 0]
    """
    found = pieces.read(text, paragraphs, quotes=quotes)
    for window in pieces.windows(found):
        roles, arcs, states = _session(MODEL).run(
            ["roles", "arcs", "states"], {"ids": window.ids[None], "features": window.features[None]}
        )
        none = roles[:, :0], roles[:, :0]
        uncertainty, weasel = _session(HEDGES).run(["uncertainty", "weasel"], {"states": states}) if hedges else none
        inside = np.flatnonzero(window.places >= 0)
        at = inside[found.leads[window.places[inside]]]
        if not len(at):
            continue
        words = window.places[at]
        ends = found.ends[np.append(words[1:], window.places[inside[-1]] + 1) - 1]
        between = arcs[at].take(at, axis=1)
        yield Reading(found.starts[words], ends, roles[at], uncertainty[at], weasel[at], between)
