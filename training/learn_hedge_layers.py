"""Learn hedges' own layers: `python training/learn_hedge_layers.py GOLD OUT TEACHERS`.

They stand on the lower layers of the shipped tagger, which stay as they are: attributions do not change. Sentences of
an encyclopedia are learned from their codes, news from what the TEACHERS (folders that `teach_hedges.py` made) think of
each word on average. OUT keeps the weights. Some twenty minutes on one core.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import examples
import numpy as np
import torch
from encoder import HedgeLayers
from examples import IGNORE, TAGS, Example
from learn_tagger import learn, make, optimised
from shipped import SHARED, Lower, layer_weights
from torch import Tensor

from analysis.attributing import pieces
from analysis.text.quotes import PARAGRAPH

MODEL = Path(__file__).parents[1] / "analysis" / "models" / "tagger.onnx"
HEADS = {head: len(TAGS[head]) for head in ("uncertainty", "weasel")}
ARTICLES, SINGLE = 250, 4000  # of news: articles read in windows, sentences read alone
BATCH = 2000  # pieces a step, padding included
RATE = 3e-4
CERTAIN_KEPT, ALONE_KEPT, TOGETHER_KEPT, NEWS_KEPT = 0.6, 0.6, 0.4, 0.5  # shares drawn anew each epoch
# Where teachers part sentences: they need no more than roughly one at a time.
TITLES = r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\b[A-Z])"
END = re.compile(TITLES + r"[.!?]+[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])")


class Read(NamedTuple):
    """A window as the layers read it: lower states, and the probability of each tag by head (nan: not learned)."""

    states: np.ndarray
    targets: dict[str, np.ndarray]


def coded(example: Example, lower: Lower) -> Read:
    """A coded window: the tag that was coded has probability 1."""
    targets = {}
    for head, size in HEADS.items():
        tags = example.targets[head]
        targets[head] = np.where((tags == IGNORE)[:, None], np.nan, np.eye(size)[np.maximum(tags, 0)])
    return Read(lower(example.ids, example.features), targets)


def encyclopedia(gold: Path, lower: Lower, shuffle: random.Random) -> tuple[list[Read], list[Read]]:
    """Coded sentences read alone, and up to eight together."""
    rows, weasels = examples.hedge_corpora(gold)
    cut = pieces.tokenizer()
    alone = [
        coded(one, lower) for row in rows for one in examples.examples(examples.hedged([row], weasels, cut, False))
    ]
    together = []
    rest = [row for row in rows if row["cues"] is not None]
    shuffle.shuffle(rest)
    while rest:
        size = shuffle.randint(2, 8)
        found = examples.hedged(rest[-size:], weasels, cut, apart=shuffle.random() < 0.5)
        together += [coded(one, lower) for one in examples.examples(found)]
        del rest[-size:]
    return alone, together


class Teachers:
    """Several encoders; what they think of a word on average."""

    def __init__(self, folders: list[Path]) -> None:
        self.cut = pieces.tokenizer(folders[0] / "vocabulary.txt")
        self.models = []
        for folder in folders:
            weights = torch.load(folder / "teacher.pt", weights_only=True)
            model = make(weights["words.weight"].shape[0], 6)
            model.load_state_dict(weights)
            self.models.append(model.eval())

    @torch.no_grad()
    def judge(self, sentences: list[str]) -> list[dict[int, dict[str, np.ndarray]]]:
        """For each sentence, where its words begin and the probabilities of their tags by head."""
        found = [pieces.read(text, [(0, len(text))], self.cut) for text in sentences]
        windows = [pieces.windows(one)[0] for one in found]
        ids = padded([window.ids for window in windows], pieces.PADDING)
        features = padded([window.features for window in windows], 0)
        mean = {head: np.zeros((*ids.shape, size)) for head, size in HEADS.items()}
        for model in self.models:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = model.read(ids, features, attention(ids != pieces.PADDING))
                for head in HEADS:
                    mean[head] += model.heads[head](states).float().softmax(-1).numpy() / len(self.models)
        return [
            {
                int(one.starts[place]): {head: mean[head][number, row] for head in HEADS}
                for row, place in enumerate(window.places.tolist())
                if place >= 0 and one.leads[place]
            }
            for number, (one, window) in enumerate(zip(found, windows, strict=True))
        ]


def padded(arrays: list[np.ndarray], value: float) -> Tensor:
    """Arrays one below the other, the shorter ones filled up."""
    length = max(map(len, arrays))
    wider = [((0, length - len(array)), *((0, 0),) * (array.ndim - 1)) for array in arrays]
    filled = [np.pad(array, width, constant_values=value) for array, width in zip(arrays, wider, strict=True)]
    return torch.tensor(np.stack(filled))


def attention(there: Tensor) -> Tensor:
    """What is added to attention so that padding gets none."""
    return torch.zeros(there.shape, dtype=torch.bfloat16).masked_fill(~there, -1e4)[:, None, None, :]


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, roughly."""
    for mark in END.finditer(text, start, end):
        yield start, mark.end()
        start = mark.end()
    if start < end:
        yield start, end


def news(texts: Iterable[str], teachers: Teachers, lower: Lower) -> Iterator[Read]:
    """Windows of news as the teachers judge them, who read sentence by sentence as they were taught."""
    for text in texts:
        paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
        spans = [span for paragraph in paragraphs for span in sentences(text, *paragraph)]
        judged: dict[int, dict[str, np.ndarray]] = {}
        for (start, _), words in zip(spans, teachers.judge([text[a:b] for a, b in spans]), strict=True):
            judged |= {start + place: tags for place, tags in words.items()}
        found = pieces.read(text, paragraphs)
        for window in pieces.windows(found):
            targets = {head: np.full((len(window.ids), size), np.nan) for head, size in HEADS.items()}
            for row, place in enumerate(window.places.tolist()):
                tags = judged.get(int(found.starts[place])) if place >= 0 and found.leads[place] else None
                for head in HEADS if tags else ():
                    targets[head][row] = tags[head]
            yield Read(lower(window.ids, window.features), targets)


def loss(layers: HedgeLayers, batch: list[Read]) -> Tensor:
    """Cross-entropy of every head, against the probabilities that are to be learned."""
    states = padded([one.states for one in batch], 0).float()
    there = torch.arange(states.shape[1])[None] < torch.tensor([len(one.states) for one in batch])[:, None]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = layers(states, attention(there))
    total = torch.zeros(())
    for head, found in scores.items():
        target = padded([one.targets[head] for one in batch], np.nan).float()
        known = ~target[..., 0].isnan()
        if known.any():
            total = total - (target[known] * found.float()[known].log_softmax(-1)).sum(-1).mean()
    return total


def batches(made: list[Read], shuffle: random.Random) -> list[list[Read]]:
    """Windows of like length together, in random order."""
    made = shuffle.sample(made, len(made))
    found: list[list[Read]] = []
    for start in range(0, len(made), 400):
        batch: list[Read] = []
        for one in sorted(made[start : start + 400], key=lambda one: len(one.states)):
            if batch and (len(batch) + 1) * len(one.states) > BATCH:
                found.append(batch)
                batch = []
            batch.append(one)
        found.append(batch)
    return found


def epoch(alone: list[Read], together: list[Read], told: list[Read], shuffle: random.Random) -> list[list[Read]]:
    """The batches of an epoch: a share of everything, drawn anew."""
    certain = [not any((one.targets[head][:, 1:] == 1).any() for head in HEADS) for one in alone]
    kept = [one for one, sure in zip(alone, certain, strict=True) if not sure or shuffle.random() < CERTAIN_KEPT]
    kept = [one for one in kept if shuffle.random() < ALONE_KEPT]
    kept += [one for one in together if shuffle.random() < TOGETHER_KEPT]
    found = batches(kept, shuffle) + batches([one for one in told if shuffle.random() < NEWS_KEPT], shuffle)
    return shuffle.sample(found, len(found))


def train(layers: HedgeLayers, steps: list[list[Read]]) -> None:
    """One pass over the batches; the rate rises for a tenth of it, then falls."""
    optimizer, schedule = optimised([list(layers.parameters())], [RATE], len(steps) + 1)
    layers.train()
    for number, batch in enumerate(steps):
        value = loss(layers, batch)
        learn(value, optimizer, schedule)
        if number % 100 == 0:
            print(f"step {number}/{len(steps)} loss {value.item():.3f}", flush=True)


def read_all(gold: Path, folders: list[Path], shuffle: random.Random) -> tuple[list[Read], list[Read], list[Read]]:
    """What is learned from: sentences alone, sentences together, news."""
    lower = Lower(MODEL)
    alone, together = encyclopedia(gold, lower, shuffle)
    articles = [row["text"] for row in examples.lines(gold / "polnear_train.jsonl")]
    single = list(dict.fromkeys(row["sentence"] for row in examples.lines(gold / "newsmtsc_train.jsonl")))
    texts = shuffle.sample(articles, ARTICLES) + shuffle.sample(single, SINGLE)
    return alone, together, list(news(texts, Teachers(folders), lower))


def main() -> None:
    """Read, train, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)
    shuffle = random.Random(given.seed)
    alone, together, told = read_all(given.gold, given.teachers, shuffle)
    layers = HedgeLayers(HEADS, 2)
    layers.load_state_dict({**layers.state_dict(), **layer_weights(MODEL, SHARED)})
    train(layers, [batch for _ in range(given.epochs) for batch in epoch(alone, together, told, shuffle)])
    torch.save(layers.state_dict(), given.out / "layers.pt")


if __name__ == "__main__":
    main()
