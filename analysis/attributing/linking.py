"""One row an attribution of a window: source, cue and content put together from what the encoder makes of each word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.spans import Span
from analysis.tagger import ROLES, Reading

# Chosen for F1 on the development split of PolNeAR.
ARC = 0.7  # weight of where a word hangs against what it is
BEGIN = np.array([0.0, 0.0, 2.0])  # log-probability that a span of each role costs: else stray words become spans
OWN = 0.1  # least probability that a word is attributed and hangs on itself, for it to be tried as an anchor
SHARED = 0.02  # least probability with which the words of a source also hang on an attribution that has none
SLOPE, LEVEL = 0.904, -1.023  # of a logistic curve over -log(-log(p)): p becomes a share that coders confirm

Run = tuple[int, int]  # words of a window, the last one not included
Roles = dict[str, list[Run]]


class Linked(NamedTuple):
    """An attribution as characters of the text.

    `carried` is another's source that may be its own too, where it has none; `cue_inside` is a score, from 0 on
    where a word of its content may be the cue of another attribution.
    """

    source: list[Span]
    carried: list[Span]
    cue: list[Span]
    content: list[Span]
    cue_inside: float
    confidence: float


def link(reading: Reading) -> list[Linked]:
    """The attributions of a window, in the order of the words that they hang on.

    What a word is and where it hangs are found together: the most probable sequence in which a span goes on only in
    its own role and on its own anchor. Of two attributions that name their source once, the second carries it over.
    """
    anchors = _anchors(reading)
    if not len(anchors):
        return []
    states = _decode(reading.roles, reading.arcs[:, anchors] * ARC)
    found: dict[int, Roles] = {}
    for place, anchor in enumerate(anchors.tolist()):
        runs = {role: _runs(states, place, number) for number, role in enumerate(ROLES)}
        runs["source"] = _one(runs["source"], reading, anchor)
        if runs["content"]:
            found |= _parted(anchor, runs)
    return [_linked(reading, anchor, found) for anchor in sorted(found)]


def _linked(reading: Reading, anchor: int, found: dict[int, Roles]) -> Linked:
    runs = found[anchor]
    carried = [] if runs["source"] else _carried(reading, anchor, [one["source"] for one in found.values()])
    words = [word for start, end in runs["content"] for word in range(start, end)]
    content = np.logaddexp(*reading.roles[words, 5:].T)
    return Linked(
        _characters(reading, runs["source"]),
        _characters(reading, carried),
        _characters(reading, runs["cue"]),
        _characters(reading, runs["content"]),
        cue_inside=float(reading.nested[words].max()),
        confidence=_calibrated(float(content.mean())),
    )


def _calibrated(log_probability: float) -> float:
    """The share of attributions of so probable words that coded news has too."""
    return 1 / (1 + math.exp(SLOPE * math.log(max(-log_probability, 1e-9)) - LEVEL))


def _parted(anchor: int, runs: Roles) -> dict[int, Roles]:
    """An attribution by its anchor; a second cue right before a content of its own begins another one."""
    found = {anchor: runs}
    for cue in runs["cue"]:
        own = [run for run in runs["content"] if 0 <= run[0] - cue[1] <= 1]
        rest = [run for run in found[anchor]["content"] if run not in own]
        if cue[0] > anchor and own and rest:
            found[cue[0]] = {"source": [], "cue": [cue], "content": own}
            cues = [run for run in found[anchor]["cue"] if run != cue]
            found[anchor] = {**found[anchor], "cue": cues, "content": rest}
    return found


def _one(sources: list[Run], reading: Reading, anchor: int) -> list[Run]:
    """The source run whose words most surely hang on the anchor: coded sources have no gaps."""
    hung = np.exp(reading.arcs[:, anchor])
    return [max(sources, key=lambda run: float(hung[slice(*run)].mean()))] if sources else []


def _carried(reading: Reading, anchor: int, sources: Sequence[list[Run]]) -> list[Run]:
    """The source of another attribution whose words are the likeliest to hang on this anchor too."""
    hung = np.exp(reading.arcs[:, anchor])
    shares = [(float(hung[slice(*runs[0])].mean()), runs) for runs in sources if runs]
    share, runs = max(shares, default=(0.0, []))
    return runs if share >= SHARED else []


def _anchors(reading: Reading) -> np.ndarray:
    """The words that may be the first of a cue, or of what stands for it: they hang on themselves."""
    attributed = -np.expm1(np.minimum(reading.roles[:, 0], 0))
    return np.flatnonzero(attributed * np.exp(reading.arcs.diagonal()) > OWN)


def _decode(tags: np.ndarray, arcs: np.ndarray) -> np.ndarray:
    """For each word its anchor, its role and whether it goes on (Viterbi 1967); -1, -1, -1 outside.

    States: 0 outside, then a beginning for each anchor and role, then a going on for each.
    """
    words, size = len(arcs), arcs.shape[1] * len(ROLES)
    begin = (tags[:, None, 1::2] + arcs[:, :, None] - BEGIN).reshape(words, size)
    go_on = (tags[:, None, 2::2] + arcs[:, :, None]).reshape(words, size)
    anew = np.concatenate([tags[:, :1], begin], axis=1)  # what may follow any state
    best_before = np.zeros(words, dtype=int)
    scores = np.full((words + 1, 1 + 2 * size), -np.inf)
    scores[0, 0] = 0.0
    for word in range(words):
        before, now = scores[word], scores[word + 1]
        best_before[word] = state = before.argmax()
        np.add(anew[word], before[state], out=now[: 1 + size])
        np.maximum(before[1 : 1 + size], before[1 + size :], out=now[1 + size :])
        now[1 + size :] += go_on[word]
    from_go_on = scores[:-1, 1 + size :] > scores[:-1, 1 : 1 + size]
    return _trace(best_before, from_go_on, int(scores[-1].argmax()))


def _trace(best_before: np.ndarray, from_go_on: np.ndarray, state: int) -> np.ndarray:
    """The path that ends in a state, read backwards."""
    words, size = from_go_on.shape
    path = np.full((words, 3), -1)
    for word in range(words - 1, -1, -1):
        if state == 0:
            state = best_before[word]
            continue
        goes_on, place = divmod(state - 1, size)
        path[word] = (*divmod(place, len(ROLES)), goes_on)
        state = best_before[word] if not goes_on else 1 + place + size * from_go_on[word, place]
    return path


def _runs(states: np.ndarray, anchor: int, role: int) -> list[Run]:
    """The runs of words of one anchor in one role; a word that begins anew beside another begins a run."""
    runs: list[Run] = []
    for word in np.flatnonzero((states[:, 0] == anchor) & (states[:, 1] == role)).tolist():
        if runs and runs[-1][1] == word and states[word, 2]:
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    return runs


def _characters(reading: Reading, runs: list[Run]) -> list[Span]:
    return [(int(reading.starts[start]), int(reading.ends[end - 1])) for start, end in runs]
