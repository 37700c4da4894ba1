"""Fine-tune a small encoder: `python training/learn_tagger.py GOLD NEWS_HEDGES ENCODER OUT`.

GOLD is the folder of the corpora, NEWS_HEDGES what `label_news.py` wrote, ENCODER the folder of all-MiniLM-L6-v2, OUT
where checkpoints go; a run that was cut off goes on from the last one. Seeded: two runs on one machine with one number
of threads give one result.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import examples
import numpy as np
import torch
from encoder import Tagger, pretrained
from examples import IGNORE, TAGS, Example
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from analysis.attributing import pieces

BATCH = 2800  # pieces a step, padding included
RATES = (1.5e-4, 1e-3)  # highest, of the encoder and of what is new
RATES_AFTER = (5e-5, 3e-4)  # of a stage that starts from a trained tagger
ARC_WEIGHT = 0.5
WEAK_WEIGHT = 0.5  # of hedges in news, which no person labelled
CERTAIN_KEPT = 0.7  # of the sentences without a hedge, drawn anew each epoch
PIECES_KEPT = 16_000
SAVE_EVERY = 150  # steps


def prepare(gold: Path, encoder: Path, out: Path) -> tuple[Tokenizer, list[int]]:
    """The vocabulary that is kept, written once, and its rows in the encoder's own."""
    original = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    original.no_truncation()
    original.no_padding()
    path = out / "vocabulary.txt"
    if not path.exists():
        files = ["polnear_train", "basil_events", "hedges_szeged_wiki_train", "newsmtsc_train", "narrative_frames"]
        texts = (_text(row) for name in files for row in examples.lines(gold / f"{name}.jsonl"))
        chosen = examples.choose_vocabulary(texts, original, PIECES_KEPT)
        path.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    names = path.read_text(encoding="utf-8").split("\n")[:-1]
    return pieces.tokenizer(path), [original.token_to_id(name) for name in names]


def _text(row: dict) -> str:
    found = row.get("text") or row.get("sentence") or " ".join(map(str, row.get("sentences", [])))
    return str(found)


class Data:
    """The coded corpora, and an epoch's batches of each."""

    def __init__(self, gold: Path, news_hedges: Path, cut: Tokenizer) -> None:
        self.news_hedges = {row["id"]: row["cues"] for row in examples.lines(news_hedges)}
        self.articles = examples.lines(gold / "polnear_train.jsonl")
        self.cut = cut
        rows = examples.lines(gold / "hedges_szeged_wiki_train.jsonl")
        self.sentences = [row for row in rows if not examples.held_out(row["id"])]
        wiki = examples.lines(gold / "hedges_conll2010_wiki_train.jsonl")
        self.weasels = {row["text"]: row["cues"] for row in wiki}

    def attributions(self, shuffle: random.Random) -> list[list[Example]]:
        """Every article, half of them with other quotation marks."""
        made: list[Example] = []
        for row in self.articles:
            text = examples.remarked(row["text"], shuffle)
            coded = examples.attributions(row | {"text": text}, self.cut, self.news_hedges[row["id"]])
            made.extend(examples.examples(coded, shuffle.randint(0, 4)))
        return examples.batches(made, BATCH, shuffle)

    def hedges(self, shuffle: random.Random) -> list[list[Example]]:
        """Half of the sentences alone, the others up to eight together, as they stand in an article."""
        kept = [row for row in self.sentences if row["cues"] or shuffle.random() < CERTAIN_KEPT]
        made: list[Example] = []
        while kept:
            size = 1 if shuffle.random() < 0.7 else shuffle.randint(2, 8)
            coded = examples.hedged(kept[-size:], self.weasels, self.cut, apart=shuffle.random() < 0.5)
            made.extend(examples.examples(coded))
            del kept[-size:]
        return examples.batches(made, BATCH, shuffle)


def epoch(data: Data, number: int, hedged: bool) -> list[list[Example]]:
    """The batches of an epoch, in random order."""
    shuffle = random.Random(100 + number)
    found = data.attributions(shuffle) + (data.hedges(shuffle) if hedged else [])
    shuffle.shuffle(found)
    return found


def _padded(arrays: list[np.ndarray], value: int) -> Tensor:
    length = max(map(len, arrays))
    return torch.tensor(np.stack([np.pad(a, (0, length - len(a)), constant_values=value) for a in arrays]))


def loss(model: Tagger, batch: list[Example]) -> Tensor:
    """Cross-entropy of every head that the batch has targets for, and of the arcs."""
    ids = _padded([example.ids for example in batch], pieces.PADDING)
    features = _padded([example.features for example in batch], 0)
    there = ids != pieces.PADDING
    with torch.autocast("cpu", dtype=torch.bfloat16):
        mask = torch.zeros(there.shape, dtype=torch.bfloat16).masked_fill(~there, -1e4)[:, None, None, :]
        states = model.read(ids, features, mask)
        scores = {head: model.heads[head](states) for head in batch[0].targets}
        arcs = model.arcs(states) if "roles" in scores else None
    total = torch.zeros(())
    for head, found in scores.items():
        target = _padded([example.targets[head] for example in batch], IGNORE)
        if (target != IGNORE).any():
            weight = WEAK_WEIGHT if "roles" in scores and head != "roles" else 1.0
            value = functional.cross_entropy(found.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
            total = total + weight * value
    if arcs is not None:
        anchors = torch.stack([_padded([e.anchors[:, k] for e in batch], IGNORE) for k in (0, 1)], dim=-1)
        total = total + ARC_WEIGHT * _arc_loss(arcs.float().masked_fill(~there[:, None, :], -1e4), anchors)
    return total


def _arc_loss(arcs: Tensor, anchors: Tensor) -> Tensor:
    """How improbable it is that a word hangs on one of its anchors."""
    known = anchors != IGNORE
    probable = arcs.log_softmax(-1).gather(-1, anchors.clamp(min=0)).masked_fill(~known, -1e4).logsumexp(-1)
    hung = known.any(-1)
    return -probable[hung].mean() if hung.any() else torch.zeros(())


def encoder_and_new(model: Tagger) -> list[list[nn.Parameter]]:
    """The weights of the encoder, and those that were not trained before."""
    encoder = ("words", "positions", "norm", "layers")
    named = [(name.split(".")[0] in encoder, weights) for name, weights in model.named_parameters()]
    return [[weights for known, weights in named if known], [weights for known, weights in named if not known]]


def optimised(groups: list[list[nn.Parameter]], rates: Sequence[float], total: int) -> tuple[Optimizer, LRScheduler]:
    """What trains groups of weights, each at its highest rate: it rises for a tenth of the steps, then falls."""
    optimizer = torch.optim.AdamW([{"params": group} for group in groups], lr=rates[0], weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, list(rates), total_steps=total, pct_start=0.1, anneal_strategy="linear"
    )
    return optimizer, schedule


def learn(value: Tensor, optimizer: Optimizer, schedule: LRScheduler) -> None:
    """One step down the gradient of a loss."""
    optimizer.zero_grad()
    value.backward()
    nn.utils.clip_grad_norm_([weights for group in optimizer.param_groups for weights in group["params"]], 1.0)
    optimizer.step()
    schedule.step()


def train(model: Tagger, data: Data, out: Path, epochs: tuple[int, int], rates: tuple[float, float]) -> None:
    """Run to the end, from the last checkpoint where there is one."""
    all_epochs, hedge_epochs = epochs
    per = [len(epoch(data, 0, hedged)) for hedged in (False, True)]
    total = int((per[0] * (all_epochs - hedge_epochs) + per[1] * hedge_epochs) * 1.02)  # epochs vary a little
    optimizer, schedule = optimised(encoder_and_new(model), rates, total)
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    step = _resume(parts, out)
    model.train()
    begun, seen = time.monotonic(), 0
    for number, place, batch in _steps(data, all_epochs, hedge_epochs, total):
        if place < step:
            continue
        value = loss(model, batch)
        learn(value, optimizer, schedule)
        seen += sum(len(example.ids) for example in batch)
        if place % 25 == 0:
            speed = seen / (time.monotonic() - begun)
            print(f"epoch {number} step {place}/{total} loss {value.item():.3f} {speed:.0f} pieces/s", flush=True)
        if (place + 1) % SAVE_EVERY == 0:
            _save(parts, out, place + 1)
    _save(parts, out, total)


def _steps(data: Data, epochs: int, hedge_epochs: int, total: int) -> Iterator[tuple[int, int, list[Example]]]:
    """Number of the epoch, number of the step, and its batch."""
    place = 0
    for number in range(epochs):
        # hedges are few and learned fast: they come in the last epochs, when the heads see a settled encoder
        for batch in epoch(data, number, number >= epochs - hedge_epochs):
            if place < total:
                yield number, place, batch
                place += 1


def _save(parts: dict, out: Path, step: int) -> None:
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**state, "step": step, "random": torch.get_rng_state()}, out / "checkpoint.part")
    (out / "checkpoint.part").replace(out / "checkpoint.pt")


def _resume(parts: dict, out: Path) -> int:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    torch.set_rng_state(state["random"])
    return int(state["step"])


def make(vocabulary: int, layers: int) -> Tagger:
    """A tagger with a head for each scheme."""
    return Tagger({head: len(tags) for head, tags in TAGS.items()}, pieces.FEATURES, vocabulary, layers)


def main() -> None:
    """Prepare, and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("news_hedges", type=Path, help="what label_news.py wrote")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--hedge-epochs", type=int, default=3)
    parser.add_argument(
        "--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5], help="the encoder's layers to keep"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="folder of a tagger to go on from, with lower rates")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)  # a tenth faster
    cut, kept = prepare(given.gold, given.encoder, given.out)
    data = Data(given.gold, given.news_hedges, cut)
    model = make(len(kept), len(given.layers))
    pretrained(model, given.encoder, kept, given.layers)
    if given.start:
        model.load_state_dict(torch.load(given.start / "checkpoint.pt", weights_only=True)["model"])
    train(model, data, given.out, (given.epochs, given.hedge_epochs), RATES_AFTER if given.start else RATES)


if __name__ == "__main__":
    main()
