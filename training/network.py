"""The network: a BERT encoder, token heads that find quotations and names, and a reader that finds the roles of each.

The encoder sees a window of pieces once. On the vectors of the words (first piece of each) stand

- the *tagger*: two stacked layers of BIO tags over the five modes (the second for quotations inside quotations) and
  binary role tags that only serve as a further loss;
- the *name tagger*: a small network that sees of each word its vectors and what the lists of the package know of it
  (``annotations/lexical.py``), and gives BIO tags over the kinds of entities;
- the *reader*: two small transformer layers over the words around one quotation, which are told by an embedding where the
  quotation is. It says of every word whether it belongs to the speaker, the cue, the frame or the addressee of this
  quotation, and of the quotation its mode and medium.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from aktenlage.models.layout import MEDIA, MODES, NAME_TAGS, POSITION_BUCKETS, ROLES, STATES, TAGS, WORD_FEATURES

LEVELS = (2, 4, 6, 8)
"""The layers whose vectors the tagger of names sees, counted from 1; the last is the top."""
VECTOR_DROPOUT = 0.3
FEATURE_DROPOUT = 0.2


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; the encoder's own are those of its ``config.json``."""

    layers: int = 12
    hidden: int = 384
    heads: int = 12
    feed_forward: int = 1536
    vocabulary: int = 70607
    positions: int = 512
    reader_layers: int = 2
    reader_hidden: int = 256
    reader_heads: int = 4
    name_hidden: int = 256


class SharedDropout(nn.Module):
    """Dropout with one mask for all rows of a batch: drawing one for each took a sixth of the training time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        mask = torch.rand(1, *x.shape[1:]) >= self.rate
        return x * mask.to(x.dtype).div_(1 - self.rate)


class Layer(nn.Module):
    """One post-norm transformer layer; ``mask`` is additive, for all heads and queries, None where all is real."""

    def __init__(self, hidden: int, heads: int, feed_forward: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, feed_forward)
        self.down = nn.Linear(feed_forward, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = SharedDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on the CPU this is faster than the fused kernel when training in bfloat16.
        scores = (qkv[0] * (hidden // self.heads) ** -0.5) @ qkv[1].transpose(-1, -2)
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        attended = scores.softmax(-1) @ qkv[2]
        attended = attended.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + self.dropout(self.out(attended)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


def make_mask(real: Tensor) -> Tensor:
    """Additive attention mask from a boolean one (batch, length)."""
    return torch.zeros(real.shape).masked_fill(~real, -1e4)[:, None, None, :]


class Encoder(nn.Module):
    """Pieces (batch, length) to vectors (batch, length, hidden) of every layer; piece 1 is padding."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = SharedDropout(dropout)
        self.layers = nn.ModuleList(
            Layer(shape.hidden, shape.heads, shape.feed_forward, dropout) for _ in range(shape.layers)
        )

    def forward(self, pieces: Tensor, padded: bool = True) -> list[Tensor]:
        """The vectors after each layer."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.words(pieces) + self.positions(places)))
        mask = make_mask(pieces != 1) if padded else None
        levels = []
        for layer in self.layers:
            x = layer(x, mask)
            levels.append(x)
        return levels


class Reader(nn.Module):
    """Word vectors around one quotation to the roles of the words, its mode and its medium."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        hidden = shape.reader_hidden
        self.project = nn.Linear(shape.hidden, hidden)
        self.states = nn.Embedding(len(STATES), hidden)
        self.from_start = nn.Embedding(POSITION_BUCKETS, hidden)
        self.from_end = nn.Embedding(POSITION_BUCKETS, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = SharedDropout(dropout)
        self.layers = nn.ModuleList(
            Layer(hidden, shape.reader_heads, 4 * hidden, dropout) for _ in range(shape.reader_layers)
        )
        self.roles = nn.Linear(hidden, len(ROLES))
        self.mode = nn.Linear(hidden, len(MODES))
        self.medium = nn.Linear(hidden, len(MEDIA))

    def forward(self, vectors: Tensor, states: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``states``: 0 padding, else what ``STATES`` says; ``starts``, ``ends``: bucketed distances."""
        x = self.project(vectors) + self.states(states) + self.from_start(starts) + self.from_end(ends)
        x = self.dropout(self.norm(x))
        mask = make_mask(states != 0)
        for layer in self.layers:
            x = layer(x, mask)
        inside = (states >= STATES.index("begin")).to(x.dtype)[:, :, None]
        pooled = (x * inside).sum(1) / inside.sum(1).clamp(min=1)
        return self.roles(x), self.mode(pooled), self.medium(pooled)


class NameTagger(nn.Module):
    """Word vectors of several layers and features to scores of the name tags.

    The lower layers still know what a word is, the upper ones what it does in its sentence. Vectors and features are dropped
    while training: not every name will stand in a list.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.vector_dropout = nn.Dropout(VECTOR_DROPOUT)
        self.feature_dropout = nn.Dropout(FEATURE_DROPOUT)
        self.up = nn.Linear(shape.hidden * len(LEVELS) + len(WORD_FEATURES), shape.name_hidden)
        self.tags = nn.Linear(shape.name_hidden, len(NAME_TAGS))

    def forward(self, levels: Tensor, features: Tensor) -> Tensor:
        seen = torch.cat((self.vector_dropout(levels), self.feature_dropout(features)), -1)
        return self.tags(self.vector_dropout(F.gelu(self.up(seen))))


class Network(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.outer = nn.Linear(shape.hidden, len(TAGS))
        self.inner = nn.Linear(shape.hidden, len(TAGS))
        self.names = NameTagger(shape)
        self.role_tags = nn.Linear(shape.hidden, len(ROLES))
        self.reader = Reader(shape, dropout)

    def words(self, pieces: Tensor, firsts: Tensor, padded: bool = True) -> tuple[Tensor, Tensor]:
        """Of the words whose first pieces are at ``firsts``, counted through the batch: the vectors of the top
        (words, hidden) and those of all ``LEVELS`` side by side."""
        levels = self.encoder(pieces, padded)
        seen = [levels[level - 1].flatten(0, 1).index_select(0, firsts) for level in LEVELS]
        return seen[-1], torch.cat(seen, -1)


def load_encoder(network: Network, folder: Path) -> None:
    """Puts the pretrained weights (names as in Hugging Face's BertModel) into the encoder.

    With fewer layers than the pretrained encoder has, every n-th layer is taken, the last one included.
    """
    config = json.loads((folder / "config.json").read_text())
    weights = {name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()}
    encoder = network.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        token_types = weights["embeddings.token_type_embeddings.weight"][0]
        encoder.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + token_types)
        copy_linear(encoder.norm, weights, "embeddings.LayerNorm")
        total, wanted = config["num_hidden_layers"], len(encoder.layers)
        for place, layer in enumerate(encoder.layers):
            copy_layer(layer, weights, f"encoder.layer.{(place + 1) * total // wanted - 1}")


def copy_linear(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])


def copy_layer(layer: Layer, weights: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        parts = [weights[f"{name}.attention.self.{key}.{part}"] for key in ("query", "key", "value")]
        getattr(layer.qkv, part).copy_(torch.cat(parts))
    copy_linear(layer.out, weights, f"{name}.attention.output.dense")
    copy_linear(layer.norm1, weights, f"{name}.attention.output.LayerNorm")
    copy_linear(layer.up, weights, f"{name}.intermediate.dense")
    copy_linear(layer.down, weights, f"{name}.output.dense")
    copy_linear(layer.norm2, weights, f"{name}.output.LayerNorm")
