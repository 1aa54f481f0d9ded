"""Trains the tagger of names anew on an encoder that stays as it is.

    python training/fit_names.py RUN --data ../shared/data --encoder ../shared/models/encoder --out OUT

With the vectors worked out once, an epoch takes seconds; the quotations, which hang on the same encoder, stay what they
were. The part of the data that is held out is scored at the end.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from data import Article
from evaluate import TorchNetworks, score_sentences
from network import NameTagger, Network, Shape
from torch import Tensor
from train import NAMES, load_all

from aktenlage.models.tagger import make_window_input
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.windows import make_windows

EPOCHS = 8
RATE = 1e-3
WEIGHT_DECAY = 0.01
TEXTS = 6
"""Texts in a step."""
KEEP = 0.99

Example = tuple[Tensor, Tensor, Tensor]


@torch.no_grad()
def get_levels(network: Network, article: Article) -> Tensor:
    """What the tagger sees of each word of a text, window by window as in use."""
    parts = []
    for window in make_windows([len(word) for word in article.pieces]):
        pieces, firsts = make_window_input(article.pieces, window)
        _, levels = network.words(torch.from_numpy(pieces), torch.from_numpy(firsts), padded=False)
        parts.append(levels.bfloat16())
    return torch.cat(parts)


def make_examples(network: Network, articles: Sequence[Article]) -> list[Example]:
    network.eval()
    examples = []
    for article in articles:
        if article.names is not None and article.features is not None and article.words:
            allowed, features = torch.from_numpy(article.names), torch.from_numpy(article.features)
            examples.append((get_levels(network, article), features, allowed))
    return examples


def get_loss(tagger: NameTagger, examples: Sequence[Example]) -> Tensor:
    levels, features, allowed = (torch.cat(parts) for parts in zip(*examples, strict=True))
    scores = tagger(levels.float(), features)
    return (scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e4).logsumexp(-1)).mean()


def fit(shape: Shape, examples: Sequence[Example]) -> NameTagger:
    """A new tagger; the mean of its weights over the last hundred steps or so."""
    torch.manual_seed(1)
    rng = random.Random(1)
    tagger, mean = NameTagger(shape), NameTagger(shape)
    mean.load_state_dict(tagger.state_dict())
    optimizer = torch.optim.AdamW(tagger.parameters(), RATE, weight_decay=WEIGHT_DECAY)
    groups = len(examples) // TEXTS
    for epoch in range(EPOCHS):
        order = rng.sample(range(len(examples)), len(examples))
        losses = []
        for group in range(groups):
            loss = get_loss(tagger, [examples[place] for place in order[group * TEXTS : (group + 1) * TEXTS]])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            done = (epoch * groups + group + 1) / (EPOCHS * groups)
            for options in optimizer.param_groups:
                options["lr"] = RATE * max(0.02, 1 - done)
            with torch.no_grad():
                for slow, fast in zip(mean.parameters(), tagger.parameters(), strict=True):
                    slow.lerp_(fast, 1 - KEEP)
            losses.append(loss.item())
        print(json.dumps({"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4)}), flush=True)
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    tokenizer = WordTokenizer(arguments.encoder / "tokenizer.json")
    state = torch.load(arguments.run / "state.pt", weights_only=True)
    network = Network(Shape(layers=state["recipe"]["layers"]))
    others = {name: weight for name, weight in state["average"].items() if not name.startswith("names.")}
    network.load_state_dict(others, strict=False)
    network.names = fit(network.shape, make_examples(network, load_all(arguments.data, tokenizer)))
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.save({"recipe": state["recipe"], "average": network.state_dict()}, arguments.out / "state.pt")
    networks = TorchNetworks(network)
    print(json.dumps({path: score_sentences(networks, arguments.data / path, tokenizer) for path in NAMES}))


if __name__ == "__main__":
    main()
