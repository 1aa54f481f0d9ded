"""Labelled articles as the network wants them: words, pieces, tags and quotations with their roles."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from aktenlage.documents.segment import segment
from aktenlage.evaluation.labelled import TYPES as NAMES
from aktenlage.models.layout import MEDIA, MODES, ROLES, TAGS
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.types import Span

TYPES = {name: mode for mode, name in NAMES.items()}
WordRange = tuple[int, int]


@dataclass
class Quote:
    """A quotation in words: its parts, the words of each role, mode and medium (-1: not labelled)."""

    parts: list[WordRange]
    roles: dict[str, list[WordRange]]
    mode: int
    medium: int


@dataclass
class Article:
    """A text; ``quoted``: its quotations are labelled; ``names``: the tags of names that each word may have, if known, with
    ``features`` of the words."""

    id: str
    text: str
    words: tuple[Span, ...]
    pieces: list[tuple[int, ...]]
    quoted: bool = False
    quotes: list[Quote] = field(default_factory=list)
    names: np.ndarray | None = None
    features: np.ndarray | None = None

    def make_tags(self) -> tuple[np.ndarray, np.ndarray]:
        """BIO tags of the outer and of the inner layer: a quotation that meets one already tagged goes to the inner.

        -1 for all words where quotations are not labelled.
        """
        layers = np.full((2, len(self.words)), 0 if self.quoted else -1, dtype=np.int64)
        for quote in sorted(self.quotes, key=lambda quote: -sum(end - start for start, end in quote.parts)):
            layer = next(
                (tags for tags in layers if not any(tags[start:end].any() for start, end in quote.parts)), None
            )
            if layer is None:
                continue
            begin = TAGS.index(f"B-{MODES[quote.mode]}")
            for start, end in quote.parts:
                layer[start:end] = begin + 1
            layer[quote.parts[0][0]] = begin
        return layers[0], layers[1]

    def make_role_tags(self) -> np.ndarray:
        """Which words are speaker, cue, frame, addressee of any quotation."""
        tags = np.zeros((len(self.words), len(ROLES)), dtype=np.float32)
        for quote in self.quotes:
            for place, role in enumerate(ROLES):
                for start, end in quote.roles[role]:
                    tags[start:end, place] = 1
        return tags


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def find_words(words: tuple[Span, ...], starts: np.ndarray, spans: Iterable[list[int]]) -> list[WordRange]:
    """The words that the spans touch, as ranges; spans that touch no word are left out."""
    ranges = []
    for start, end in spans:
        first = int(np.searchsorted(starts, start, side="right")) - 1
        if first < 0 or words[first].end <= start:
            first += 1
        last = int(np.searchsorted(starts, end, side="left"))
        if first < last:
            ranges.append((first, last))
    return sorted(ranges)


def make_plain_article(row: dict[str, Any], tokenizer: WordTokenizer) -> Article:
    """The words and pieces of a text, without any labels."""
    text = row["text"]
    segments = segment(text, row.get("language") or "de")
    return Article(
        str(row["id"]), text, segments.words, tokenizer.get_pieces(text, segments.words, segments.paragraphs)
    )


def make_article(row: dict[str, Any], tokenizer: WordTokenizer) -> Article:
    """A text with its labelled quotations."""
    article = make_plain_article(row, tokenizer)
    article.quoted = True
    starts = np.array([word.start for word in article.words])
    for label in row.get("annotations", ()):
        parts = find_words(article.words, starts, label["quote"])
        if not parts or label.get("type") not in TYPES:
            continue
        roles = {role: find_words(article.words, starts, label[role]) for role in ROLES}
        medium = MEDIA.index(label["medium"]) if label.get("medium") in MEDIA else -1
        article.quotes.append(Quote(parts, roles, MODES.index(TYPES[label["type"]]), medium))
    return article


def join_labels(texts: Iterable[dict[str, Any]], labels: Path, field: str = "annotations") -> Iterator[dict[str, Any]]:
    """The articles for which the file has offsets, with them in ``field``; a text that has changed since is an error."""
    rows = {row["id"]: row for row in read_lines(labels)}
    for text in texts:
        row = rows.get(str(text["id"]))
        if row is None:
            continue
        if hashlib.sha256(text["text"].encode()).hexdigest()[:16] != row["text_sha256"]:
            raise ValueError(f"{labels}: article {row['id']}: the text is not the one that was labelled")
        yield {**text, field: row[field]}


def leave_out_withdrawn(rows: Iterable[dict[str, Any]], labels: Path) -> Iterator[dict[str, Any]]:
    """The free labels without those that the sharper lines of the guide took back."""
    withdrawn = {row["id"]: row["quotes"] for row in read_lines(labels / "withdrawn-de.jsonl")}
    for row in rows:
        wrong = withdrawn.get(row["id"], ())
        yield {**row, "annotations": [label for label in row["annotations"] if label["quote"][0] not in wrong]}


def load_articles(data: Path, labels: Path, tokenizer: WordTokenizer) -> list[Article]:
    """Everything that a shipped model may learn quotations from: the free labels of the data and those kept here."""
    rows = list(leave_out_withdrawn(read_lines(data / "quotation-wikinews-free-de" / "train.jsonl"), labels))
    german = [
        {key: row[key] for key in ("id", "text", "language")}
        for row in read_lines(data / "quotation-wikinews-de" / "train.jsonl.gz")
    ]
    rows += join_labels(german, labels / "wikinews-de.jsonl")
    english = ({**row, "language": "en"} for row in read_lines(data / "text-wikinews-en" / "all.jsonl.gz"))
    rows += join_labels(english, labels / "wikinews-en.jsonl")
    return [make_article(row, tokenizer) for row in rows]
