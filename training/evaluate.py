"""The torch networks behind the same door as the ONNX ones, and their score on labelled articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from data import Article, make_article, make_plain_article, read_lines
from network import Network

from aktenlage.annotations.lexical import find_features
from aktenlage.annotations.names import find_names
from aktenlage.annotations.quotes import Decoding, Found, find_quotations
from aktenlage.evaluation.labelled import MEDIA, OPEN, TYPES, Label, TokenIndex, label_gold
from aktenlage.evaluation.names import CLASSES, is_held_out, score_names
from aktenlage.evaluation.quotes import PARTS, Labelled, score_quotations
from aktenlage.models.layout import WORD_FEATURES
from aktenlage.models.tagger import Encoded, Networks, encode
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.types import Span


class TorchNetworks:
    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    @torch.no_grad()
    def encode(self, pieces: np.ndarray, firsts: np.ndarray, features: np.ndarray) -> tuple[np.ndarray, ...]:
        words, levels = self.network.words(torch.from_numpy(pieces), torch.from_numpy(firsts))
        names = self.network.names(levels, torch.from_numpy(features))
        scores = (self.network.outer(words), self.network.inner(words), names)
        return (*(score.log_softmax(-1).numpy() for score in scores), words.numpy())

    @torch.no_grad()
    def read(
        self, vectors: np.ndarray, states: np.ndarray, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        inputs = (torch.from_numpy(array) for array in (vectors, states, starts, ends))
        roles, modes, media = (output.numpy() for output in self.network.reader(*inputs))
        return roles, modes, media


def label_found(found: Found, words: Sequence[Span], index: TokenIndex) -> Labelled:
    ranges = {"quote": found.parts, **found.roles}
    spans = {part: [Span(words[a].start, words[b - 1].end) for a, b in ranges.get(part, ())] for part in PARTS}
    medium = MEDIA.get(found.medium, OPEN)
    return Labelled(TYPES[found.mode], medium, {part: index.find(spans[part]) for part in PARTS})


def make_index(row: dict[str, Any]) -> TokenIndex:
    return TokenIndex([Span(*token) for token in row["tokens"]])


def make_gold(row: dict[str, Any]) -> list[Labelled]:
    index = make_index(row)
    return [label_gold(msgspec.convert(label, Label), index) for label in row["annotations"]]


def encode_plain(networks: Networks, article: Article) -> Encoded:
    """What the encoder says of an article where only quotations are asked for."""
    return encode(networks, article.pieces, np.zeros((len(article.words), len(WORD_FEATURES)), dtype=np.float32))


def score_articles(networks: TorchNetworks, path: Path, tokenizer: WordTokenizer) -> dict[str, float]:
    """F1 of every measure on a file of labelled articles."""
    documents = []
    for row in read_lines(path):
        article = make_article(row, tokenizer)
        index = make_index(row)
        found = find_quotations(networks, encode_plain(networks, article), Decoding())
        documents.append(([label_found(one, article.words, index) for one in found], make_gold(row)))
    return {name: round(score.f1, 4) for name, score in score_quotations(documents).items()}


def score_sentences(networks: TorchNetworks, path: Path, tokenizer: WordTokenizer) -> float:
    """F1 of the names in the part of a file that is held out."""
    documents = []
    for row in read_lines(path):
        if not is_held_out(str(row.get("doc") or row["id"])):
            continue
        article = make_plain_article(row, tokenizer)
        encoded = encode(networks, article.pieces, find_features(row["text"], article.words))
        found = find_names(row["text"], article.words, encoded.names)
        gold = {(Span(one["start"], one["end"]), one["type"]) for one in row["entities"]}
        documents.append(
            (
                frozenset((name.span, CLASSES[name.kind]) for name in found),
                frozenset(one for one in gold if one[1] in set(CLASSES.values())),
            )
        )
    return round(score_names(documents)["all"].f1, 4)
