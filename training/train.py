"""Trains the network on quotations and names.

    python training/train.py --data ../shared/data --encoder ../shared/models/encoder --out training/runs/six --layers 6

A step takes a few whole articles: their windows go through the encoder as one batch, the vectors of the words are
put together again as they are in use, and the tags and the readings of all quotations are learnt from them. Weights are kept
in 32 bits, the computation runs in bfloat16; a moving average of the weights is what is saved. The state is written after
each epoch, and a run that was cut off goes on from there.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from data import Article, Quote, load_articles
from evaluate import TorchNetworks, score_articles, score_sentences
from names import add_own_labels, load_named
from network import Network, Shape, load_encoder
from torch import Tensor
from torch.nn import functional as F

from aktenlage.models.layout import NAME_TAGS, ROLES, WORD_FEATURES
from aktenlage.models.tagger import make_reader_input, make_window_input
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.windows import OVERLAP, make_windows

STEP_PIECES = 1500
SEEN = (240, 440)
SORTED_TOGETHER = 40
CONTEXT = (60, 32)
"""Words that the reader sees before and after a quotation while it learns; in use fewer do as well."""
NAMES = ("ner-germeval2014-de/dev.jsonl.gz", "ner-uner-pud-de/train.jsonl")
"""Data of which a part is held out and scored after each epoch."""
WEIGHT_DECAY = 0.01
WARM_UP = 0.08
AVERAGE = 0.995
ROLE_WEIGHT = 1 / 32
NAME_WEIGHT = 1.0


@dataclass(frozen=True)
class Recipe:
    layers: int = 8
    epochs: int = 10
    encoder_rate: float = 3e-4
    layer_decay: float = 0.94
    head_rate: float = 1e-3
    reader_rate: float = 3e-4
    dropout: float = 0.1
    seed: int = 1
    start: str = ""
    """Run whose weights are the start instead of the pretrained ones; layers that it lacks are new."""


@dataclass
class Batch:
    pieces: Tensor
    firsts: Tensor
    outer: Tensor
    inner: Tensor
    role_tags: Tensor
    quoted: Tensor
    names: Tensor
    named: Tensor
    features: Tensor
    context: Tensor
    states: Tensor
    starts: Tensor
    ends: Tensor
    roles: Tensor
    modes: Tensor
    media: Tensor


def group_articles(articles: Sequence[Article], rng: random.Random) -> Iterator[list[Article]]:
    """Articles in a new order, as many together as make up a step; those of like length meet, so that little is padded."""
    order = rng.sample(articles, len(articles))
    groups = []
    for start in range(0, len(order), SORTED_TOGETHER):
        group: list[Article] = []
        for article in sorted(order[start : start + SORTED_TOGETHER], key=get_length):
            group.append(article)
            if sum(map(get_length, group)) >= STEP_PIECES:
                groups.append(group)
                group = []
        if group:
            groups.append(group)
    rng.shuffle(groups)
    yield from groups


def get_length(article: Article) -> int:
    return sum(map(len, article.pieces))


def make_rows(article: Article, size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    windows = make_windows([len(word) for word in article.pieces], size, OVERLAP)
    return [make_window_input(article.pieces, window) for window in windows]


def shift_parts(quote: Quote, total: int, rng: random.Random) -> list[tuple[int, int]]:
    """The parts of a quotation, one time in four with one edge a word or two off, as they are when found."""
    parts = list(quote.parts)
    if rng.random() < 0.25:
        place = rng.randrange(len(parts))
        start, end = parts[place]
        if rng.random() < 0.5:
            start = max(0 if place == 0 else parts[place - 1][1], min(end - 1, start + rng.choice((-2, -1, 1, 2))))
        else:
            limit = total if place == len(parts) - 1 else parts[place + 1][0]
            end = min(limit, max(start + 1, end + rng.choice((-2, -1, 1, 2))))
        parts[place] = (start, end)
    return parts


def make_role_targets(quotes: Sequence[Quote], contexts: Sequence[tuple[int, int]], width: int) -> np.ndarray:
    targets = np.zeros((len(quotes), width, len(ROLES)), dtype=np.float32)
    for row, (quote, (first, last)) in enumerate(zip(quotes, contexts, strict=True)):
        for column, role in enumerate(ROLES):
            for start, end in quote.roles[role]:
                targets[row, max(0, start - first) : max(0, min(last, end) - first), column] = 1
    return targets


def make_batch(articles: Sequence[Article], rng: random.Random) -> Batch:
    size = rng.randint(*SEEN)
    rows = [row for article in articles for row in make_rows(article, size)]
    length = -(-max(pieces.shape[1] for pieces, _ in rows) // 32) * 32
    pieces = np.ones((len(rows), length), dtype=np.int64)
    for number, (row, _) in enumerate(rows):
        pieces[number, : row.shape[1]] = row[0]
    firsts = np.concatenate([firsts + number * length for number, (_, firsts) in enumerate(rows)])
    readings = []
    offset = 0
    for article in articles:
        if article.quotes:
            parts = [shift_parts(quote, len(article.words), rng) for quote in article.quotes]
            contexts, states, starts, ends = make_reader_input(parts, len(article.words), *CONTEXT)
            words = np.zeros(states.shape, dtype=np.int64)
            for number, (first, last) in enumerate(contexts):
                words[number, : last - first] = np.arange(first, last) + offset
            readings.append((words, states, starts, ends, make_role_targets(article.quotes, contexts, states.shape[1])))
        offset += len(article.words)
    tags = [article.make_tags() for article in articles]
    quotes = [quote for article in articles for quote in article.quotes]
    return Batch(
        torch.from_numpy(pieces),
        torch.from_numpy(firsts),
        torch.from_numpy(np.concatenate([outer for outer, _ in tags])),
        torch.from_numpy(np.concatenate([inner for _, inner in tags])),
        torch.from_numpy(np.concatenate([article.make_role_tags() for article in articles])),
        torch.from_numpy(np.concatenate([np.full(len(article.words), article.quoted) for article in articles])),
        torch.from_numpy(np.concatenate([get_names(article) for article in articles])),
        torch.from_numpy(
            np.concatenate([np.full(len(article.words), article.names is not None) for article in articles])
        ),
        torch.from_numpy(np.concatenate([get_features(article) for article in articles])),
        *(torch.from_numpy(part) for part in pad_readings(readings)),
        torch.tensor([quote.mode for quote in quotes]),
        torch.tensor([quote.medium for quote in quotes]),
    )


def get_names(article: Article) -> np.ndarray:
    """Which tags of names each word may have; all where names are not labelled."""
    return np.ones((len(article.words), len(NAME_TAGS)), dtype=bool) if article.names is None else article.names


def get_features(article: Article) -> np.ndarray:
    """The features of the words; none are worked out where names are not labelled."""
    if article.features is None:
        return np.zeros((len(article.words), len(WORD_FEATURES)), dtype=np.float32)
    return article.features


def pad_readings(readings: Sequence[tuple[np.ndarray, ...]]) -> list[np.ndarray]:
    """The reader's inputs and targets of several articles, one under the other."""
    if not readings:
        empty = np.zeros((0, 1), dtype=np.int64)
        return [empty, empty, empty, empty, np.zeros((0, 1, len(ROLES)), dtype=np.float32)]
    width = max(reading[0].shape[1] for reading in readings)
    padded = []
    for parts in zip(*readings, strict=True):
        widened = [np.pad(part, ((0, 0), (0, width - part.shape[1])) + ((0, 0),) * (part.ndim - 2)) for part in parts]
        padded.append(np.concatenate(widened))
    return padded


def get_loss(network: Network, batch: Batch) -> Tensor:
    words, levels = network.words(batch.pieces, batch.firsts)
    loss = get_name_loss(network.names(levels, batch.features.to(words.dtype)).float(), batch)
    if not batch.quoted.any():
        return loss
    loss = loss + F.cross_entropy(network.outer(words).float(), batch.outer, ignore_index=-1)
    loss = loss + F.cross_entropy(network.inner(words).float(), batch.inner, ignore_index=-1)
    by_word = F.binary_cross_entropy_with_logits(network.role_tags(words).float(), batch.role_tags, reduction="none")
    loss = loss + by_word[batch.quoted].mean()
    if not len(batch.states):
        return loss
    vectors = words.index_select(0, batch.context.flatten()).view(*batch.context.shape, -1)
    roles, modes, media = network.reader(vectors, batch.states, batch.starts, batch.ends)
    real = (batch.states != 0).float()[:, :, None]
    by_word = F.binary_cross_entropy_with_logits(roles.float(), batch.roles, reduction="none") * real
    loss = loss + ROLE_WEIGHT * by_word.sum() / len(batch.states)
    loss = loss + 0.2 * F.cross_entropy(modes.float(), batch.modes)
    if (batch.media >= 0).any():
        loss = loss + 0.2 * F.cross_entropy(media.float(), batch.media, ignore_index=-1)
    return loss


def get_name_loss(scores: Tensor, batch: Batch) -> Tensor:
    """How unlikely the allowed tags together are, averaged over the words whose names are labelled."""
    allowed = scores.masked_fill(~batch.names, -1e4).logsumexp(-1) - scores.logsumexp(-1)
    return -NAME_WEIGHT * allowed.sum() / batch.named.sum().clamp(min=1)


def make_optimizer(network: Network, recipe: Recipe) -> torch.optim.AdamW:
    """Lower layers learn more slowly; the vectors of the pieces stay as they are."""
    network.encoder.words.weight.requires_grad_(False)
    groups = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = recipe.reader_rate if name.startswith("reader.layers.") else recipe.head_rate
        if name.startswith("encoder."):
            depth = int(name.split(".")[2]) + 1 if name.startswith("encoder.layers.") else 0
            rate = recipe.encoder_rate * recipe.layer_decay ** (recipe.layers - depth)
        decay = WEIGHT_DECAY if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)


def load_start(network: Network, run: Path) -> None:
    """The averaged weights of another run."""
    network.load_state_dict(torch.load(run / "state.pt", weights_only=True)["average"])


class Trainer:
    def __init__(self, recipe: Recipe, encoder: Path, articles: Sequence[Article], out: Path) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.articles, self.out = recipe, articles, out
        self.network = Network(Shape(layers=recipe.layers), recipe.dropout)
        if recipe.start:
            load_start(self.network, Path(recipe.start))
        else:
            load_encoder(self.network, encoder)
        self.optimizer = make_optimizer(self.network, recipe)
        self.average = copy.deepcopy(self.network)
        self.fast = copy.deepcopy(self.network).bfloat16()
        self.steps = recipe.epochs * len(list(group_articles(articles, random.Random(recipe.seed))))
        self.step = self.epoch = 0

    def run_epoch(self) -> float:
        """One pass over the articles; the mean loss."""
        rng = random.Random(f"{self.recipe.seed} {self.epoch}")
        self.fast.train()
        losses = [self.take_step(make_batch(group, rng)) for group in group_articles(self.articles, rng)]
        self.epoch += 1
        self.save()
        return sum(losses) / len(losses)

    def take_step(self, batch: Batch) -> float:
        loss = get_loss(self.fast, batch)
        loss.backward()
        pairs = list(zip(self.network.parameters(), self.fast.parameters(), strict=True))
        for slow, fast in pairs:
            slow.grad = None if fast.grad is None else fast.grad.float()
            fast.grad = None
        torch.nn.utils.clip_grad_norm_([slow for slow, _ in pairs if slow.grad is not None], 1.0)
        done = self.step / self.steps
        factor = min(1.0, done / WARM_UP) * max(0.02, min(1.0, (1 - done) / (1 - WARM_UP)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        self.optimizer.step()
        self.step += 1
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            learnt = [(s, f, a) for (s, f), a in zip(pairs, self.average.parameters(), strict=True) if s.requires_grad]
            torch._foreach_copy_([f for _, f, _ in learnt], [s for s, _, _ in learnt])
            torch._foreach_lerp_([a for *_, a in learnt], [s for s, _, _ in learnt], 1 - keep)
        return loss.item()

    def save(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        state = {
            "recipe": asdict(self.recipe),
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
        }
        torch.save(state, self.out / "new.pt")
        (self.out / "new.pt").replace(self.out / "state.pt")

    def load(self) -> None:
        state = torch.load(self.out / "state.pt", weights_only=True)
        if state["recipe"] != asdict(self.recipe):
            raise ValueError(f"{self.out}/state.pt was made with another recipe: {state['recipe']}")
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.fast.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.epoch = state["step"], state["epoch"]


def load_all(data: Path, tokenizer: WordTokenizer) -> list[Article]:
    """Articles with their quotations and, where labelled, their names; then texts that only names are learnt from."""
    labels = Path(__file__).parent / "labels"
    articles = load_articles(data, labels, tokenizer)
    articles += list(add_own_labels(articles, data, labels, tokenizer))
    return articles + load_named(data, tokenizer)


def train(arguments: argparse.Namespace, recipe: Recipe) -> None:
    tokenizer = WordTokenizer(arguments.encoder / "tokenizer.json")
    articles = load_all(arguments.data, tokenizer)
    quotes = sum(len(article.quotes) for article in articles)
    print(f"{len(articles)} texts, {sum(map(get_length, articles))} pieces, {quotes} quotations", flush=True)
    trainer = Trainer(recipe, arguments.encoder, articles, arguments.out)
    if (arguments.out / "state.pt").exists():
        trainer.load()
    dev = arguments.data / "quotation-wikinews-de" / "dev.jsonl"
    while trainer.epoch < recipe.epochs:
        start = time.time()
        loss = trainer.run_epoch()
        line = {"epoch": trainer.epoch, "loss": round(loss, 4), "seconds": round(time.time() - start)}
        networks = TorchNetworks(trainer.average)
        line |= score_articles(networks, dev, tokenizer)
        line |= {path: score_sentences(networks, arguments.data / path, tokenizer) for path in NAMES}
        print(json.dumps(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    train(arguments, Recipe(**{name: getattr(arguments, name) for name in asdict(Recipe())}))


if __name__ == "__main__":
    main()
