"""A BERT encoder of plain layers, so that what is exported is no more than what is drawn here."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, FEED_FORWARD, DROPOUT = 384, 12, 1536, 0.1  # as all-MiniLM-L6-v2 has them
ARC = 160  # width in which a word looks for its anchor


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each normalised after it is added."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """The states of the next layer."""
        texts, length, _ = states.shape
        split = self.query_key_value(states).view(texts, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = self.output(attended.transpose(1, 2).reshape(texts, length, WIDTH))
        states = self.attention_norm(states + functional.dropout(attended, DROPOUT, self.training))
        forward = self.down(functional.gelu(self.up(states)))
        return self.norm(states + functional.dropout(forward, DROPOUT, self.training))


class Tagger(nn.Module):
    """One reading of a text, and what each head makes of it: scores of tags per piece, and of anchors per pair."""

    def __init__(self, heads: dict[str, int], features: int, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.features = nn.Embedding(features, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, tags) for name, tags in heads.items()})
        self.dependent = nn.Linear(WIDTH, ARC)
        self.anchor = nn.Linear(WIDTH, ARC)
        self.bilinear = nn.Linear(ARC, ARC, bias=False)
        self.prior = nn.Linear(ARC, 1)

    def read(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """The encoder's last states."""
        states = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.features(features)
        states = functional.dropout(self.norm(states), DROPOUT, self.training)
        for layer in self.layers:
            states = layer(states, mask)
        return functional.dropout(states, DROPOUT, self.training)

    def arcs(self, states: Tensor) -> Tensor:
        """Score of each piece (last axis) as the anchor of each piece."""
        dependents = functional.gelu(self.dependent(states))
        anchors = functional.gelu(self.anchor(states))
        return self.bilinear(dependents) @ anchors.transpose(1, 2) / ARC**0.5 + self.prior(anchors).transpose(1, 2)


class HedgeLayers(nn.Module):
    """Layers of hedges' own, on top of the encoder's lower ones, and what each head makes of their last states."""

    def __init__(self, heads: dict[str, int], layers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, tags) for name, tags in heads.items()})

    def forward(self, states: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        """Scores of tags per piece, by head."""
        states = functional.dropout(states, DROPOUT, self.training)
        for layer in self.layers:
            states = layer(states, mask)
        states = functional.dropout(states, DROPOUT, self.training)
        return {name: head(states) for name, head in self.heads.items()}


def pretrained(tagger: Tagger, folder: Path, kept: list[int], chosen: list[int]) -> None:
    """Fill the encoder from all-MiniLM-L6-v2: the rows of its vocabulary and the layers that are kept."""
    theirs = load_file(folder / "model.safetensors")
    segment = theirs["embeddings.token_type_embeddings.weight"][0]
    ours = {
        "words.weight": theirs["embeddings.word_embeddings.weight"][kept],
        "positions.weight": theirs["embeddings.position_embeddings.weight"] + segment,
        "features.weight": torch.zeros_like(tagger.features.weight),
        "norm.weight": theirs["embeddings.LayerNorm.weight"],
        "norm.bias": theirs["embeddings.LayerNorm.bias"],
    }
    names = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    for layer, source in enumerate(chosen):
        prefix = f"encoder.layer.{source}."
        for kind in ("weight", "bias"):
            parts = [theirs[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            ours[f"layers.{layer}.query_key_value.{kind}"] = torch.cat(parts)
            for name, their_name in names.items():
                ours[f"layers.{layer}.{name}.{kind}"] = theirs[f"{prefix}{their_name}.{kind}"]
    tagger.load_state_dict({**tagger.state_dict(), **ours})
