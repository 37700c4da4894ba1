"""Fine-tune a whole encoder on sentences coded for hedges, to teach a smaller one: `teach_hedges.py GOLD ENCODER OUT`.

ENCODER is the folder of all-MiniLM-L6-v2; OUT gets the weights and the vocabulary, which is the encoder's own. Some
ten minutes on one core. Teachers with another seed, and another share of the sentences, err differently: their mean is
what `learn_hedge_layers.py` learns from.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import examples
import torch
from encoder import Tagger, pretrained
from examples import Example
from learn_tagger import encoder_and_new, learn, loss, make, optimised
from tokenizers import Tokenizer

from analysis.attributing import pieces

BATCH = 1100  # pieces a step, padding included
NEW_RATE = 1e-3  # of the heads


def vocabulary(encoder: Path, out: Path) -> tuple[Tokenizer, list[int]]:
    """All pieces of the encoder, the special ones first, and their rows in its embedding."""
    original = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    names = sorted(original.get_vocab(), key=original.token_to_id)
    rest = [name for name in names if name not in pieces.SPECIAL and not name.startswith("[unused")]
    path = out / "vocabulary.txt"
    path.write_text("\n".join([*pieces.SPECIAL, *rest]) + "\n", encoding="utf-8")
    return pieces.tokenizer(path), [original.token_to_id(name) for name in [*pieces.SPECIAL, *rest]]


def epoch(
    rows: list[dict[str, Any]],
    weasels: dict[str, Any],
    cut: Tokenizer,
    shuffle: random.Random,
    shares: tuple[float, float],
) -> list[list[Example]]:
    """Batches of sentences: of those without a cue a share, and a share of all read with up to three others."""
    certain, together = shares
    kept = [row for row in rows if row["cues"] or weasels.get(row["text"]) or shuffle.random() < certain]
    shuffle.shuffle(kept)
    made: list[Example] = []
    while kept:
        size = 1 if shuffle.random() > together else shuffle.randint(2, 4)
        made.extend(examples.examples(examples.hedged(kept[-size:], weasels, cut, apart=False)))
        del kept[-size:]
    return examples.batches(made, BATCH, shuffle)


def train(model: Tagger, batches: list[list[Example]], rate: float) -> None:
    """One pass over the batches; the rate rises for a tenth of it, then falls."""
    optimizer, schedule = optimised(encoder_and_new(model), (rate, NEW_RATE), len(batches) + 1)
    model.train()
    for step, batch in enumerate(batches):
        value = loss(model, batch)
        learn(value, optimizer, schedule)
        if step % 100 == 0:
            print(f"step {step}/{len(batches)} loss {value.item():.3f}", flush=True)


def main() -> None:
    """Prepare, train, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="highest, of the encoder")
    parser.add_argument("--certain", type=float, default=0.55, help="share of the sentences without a cue, each epoch")
    parser.add_argument("--together", type=float, default=0.3, help="share of the readings with several sentences")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)
    shuffle = random.Random(given.seed)
    cut, rows_kept = vocabulary(given.encoder, given.out)
    model = make(len(rows_kept), 6)
    pretrained(model, given.encoder, rows_kept, list(range(6)))
    rows, weasels = examples.hedge_corpora(given.gold)
    epochs = [epoch(rows, weasels, cut, shuffle, (given.certain, given.together)) for _ in range(int(given.epochs) + 2)]
    batches = [batch for one in epochs for batch in one][: int(len(epochs[0]) * given.epochs)]
    train(model, batches, given.rate)
    torch.save(model.state_dict(), given.out / "teacher.pt")


if __name__ == "__main__":
    main()
