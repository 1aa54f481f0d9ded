"""Texts with labelled names as the network wants them: for every word the tags that its label allows.

Data sets know fewer classes than the network has kinds, and some do not label all of them. So a label is a set of kinds, and
a word outside all labels may still be what its data set never labels; the loss asks only that the allowed tags together are
likely.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from data import Article, find_words, join_labels, make_plain_article, read_lines

from aktenlage.annotations.lexical import find_features
from aktenlage.evaluation.names import is_held_out
from aktenlage.models.layout import NAME_TAGS
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.types import EntityKind

Kinds = frozenset[EntityKind]
Label = tuple[int, int, Kinds]

PLACES: Kinds = frozenset({"state", "place"})
ORGANISATIONS: Kinds = frozenset({"organisation", "group"})
THINGS: Kinds = frozenset({"other", "weapon-system", "treaty", "law"})
CLASSES: dict[str, Kinds] = {
    "PER": frozenset({"person"}),
    "LOC": PLACES,
    "ORG": ORGANISATIONS,
    "OTH": THINGS,
}
LAW: dict[str, Kinds] = {
    "GS": frozenset({"law"}),
    "VT": frozenset({"treaty"}),
    "GRT": frozenset({"organisation"}),
    "INN": frozenset({"organisation"}),
    "LD": frozenset({"state"}),
    "ST": frozenset({"place"}),
}
"""Of the classes of court decisions, those that are names in the news; where another one stands nothing is asked."""
OWN = {
    "names-wikinews-free-de.jsonl": ("quotation-wikinews-free-de/train.jsonl", "de"),
    "names-wikinews-de.jsonl": ("quotation-wikinews-de/train.jsonl.gz", "de"),
    "names-wikinews-en.jsonl": ("text-wikinews-en/all.jsonl.gz", "en"),
    "names-wikiwars-de.jsonl": ("timex-wikiwars-de/train.jsonl", "de"),
    "names-gsd-de.jsonl": ("syntax-ud-gsd-de/dev.jsonl.gz", "de"),
}
"""Files of our own labels, with the data that hold their texts and the language of these."""
SMART: dict[str, Kinds] = {
    "person": frozenset({"person"}),
    "organization": ORGANISATIONS,
    "organization-company": ORGANISATIONS,
    "location-city": frozenset({"place"}),
    "location-stop": frozenset({"place"}),
    "location": PLACES,
}
"""The classes of SmartData that are names; its other places may be a street or "beide Richtungen"."""
LAW_SENTENCES = 900
LONGEST = 5_000
"""Characters of a text that is learnt from in one piece."""
JOINED = (1, 6)
"""Sentences without context are joined, so many to a text, that a step has fewer and longer rows."""


def add_names(article: Article, labels: Sequence[Label], hidden: Kinds) -> None:
    """Says which tags each word may have (words, tags); ``hidden``: kinds that the data do not label."""
    allowed = np.zeros((len(article.words), len(NAME_TAGS)), dtype=bool)
    starts = np.array([word.start for word in article.words])
    allowed[:, 0] = True
    for kind in hidden:
        allowed[:, get_tag("B", kind)] = allowed[:, get_tag("I", kind)] = True
    for start, end, kinds in labels:
        for first, last in find_words(article.words, starts, [[start, end]]):
            allowed[first:last] = False
            for kind in kinds:
                allowed[first, get_tag("B", kind)] = True
                allowed[first + 1 : last, get_tag("I", kind)] = True
    article.names, article.features = allowed, find_features(article.text, article.words)


def get_tag(place: str, kind: EntityKind) -> int:
    return NAME_TAGS.index(f"{place}-{kind}")


def join_rows(rows: Iterable[dict[str, Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """Texts of several sentences from sentences: those of one document together, single ones a few at a time."""
    for document, group in groupby(rows, key=lambda row: row.get("doc")):
        sentences = list(group)
        if document is not None:
            yield join_sentences(sentences)
            continue
        at = 0
        while at < len(sentences):
            many = rng.randint(*JOINED)
            yield join_sentences(sentences[at : at + many])
            at += many


def join_sentences(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    text, entities = "", []
    for row in rows:
        text += " " if text else ""
        entities += [
            {**entity, "start": entity["start"] + len(text), "end": entity["end"] + len(text)}
            for entity in row["entities"]
        ]
        text += row["text"]
    return {**rows[0], "text": text, "entities": entities}


def make_named(row: dict[str, Any], labels: Sequence[Label], hidden: Kinds, tokenizer: WordTokenizer) -> Article:
    article = make_plain_article(row, tokenizer)
    add_names(article, labels, hidden)
    return article


def read_learnt(path: Path) -> list[dict[str, Any]]:
    """The rows that may be learnt from: not those held out for measuring."""
    return [row for row in read_lines(path) if not is_held_out(str(row.get("doc") or row["id"]))]


def load_sentences(path: Path, hidden: Kinds, tokenizer: WordTokenizer, rng: random.Random) -> Iterator[Article]:
    for row in join_rows(read_learnt(path), rng):
        labels = [(one["start"], one["end"], CLASSES[one["type"]]) for one in row["entities"] if one["type"] in CLASSES]
        yield make_named(row, labels, hidden, tokenizer)


def load_law(path: Path, tokenizer: WordTokenizer, rng: random.Random) -> Iterator[Article]:
    """Sentences of court decisions that name laws, treaties or institutions; names of other classes may be anything."""
    rows = [row for row in read_lines(path) if any(one["type"] in LAW for one in row["entities"])]
    for row in join_rows(rng.sample(rows, LAW_SENTENCES), rng):
        labels = [(one["start"], one["end"], LAW[one["type"]]) for one in row["entities"] if one["type"] in LAW]
        article = make_named(row, labels, frozenset(), tokenizer)
        allow_anything(article, [[one["start"], one["end"]] for one in row["entities"] if one["type"] not in LAW])
        yield article


def load_smartdata(path: Path, tokenizer: WordTokenizer) -> Iterator[Article]:
    """Short news and messages; what their classes leave open between names and other words may be anything."""
    for row in read_lines(path):
        classes = [(one["start"], one["end"], find_smart_kinds(row["text"], one)) for one in row["entities"]]
        labels = [(start, end, kinds) for start, end, kinds in classes if kinds]
        article = make_plain_article(row, tokenizer)
        add_names(article, labels, THINGS | {"group"})
        open_spans = [[start, end] for start, end, kinds in classes if kinds is not None and not kinds]
        allow_anything(article, open_spans)
        yield article


def find_smart_kinds(text: str, entity: dict[str, Any]) -> Kinds | None:
    """The kinds of an entity of SmartData; none where it may be a name or not, None where it is no name at all."""
    name = entity["type"].lower().replace("_", "-")
    if name in SMART:
        return SMART[name] if text[entity["start"]].isupper() else frozenset()
    return frozenset() if name.startswith("location") else None


def allow_anything(article: Article, spans: Sequence[list[int]]) -> None:
    starts = np.array([word.start for word in article.words])
    for first, last in find_words(article.words, starts, spans):
        assert article.names is not None
        article.names[first:last] = True


def add_own_labels(
    articles: Sequence[Article], data: Path, labels: Path, tokenizer: WordTokenizer
) -> Iterator[Article]:
    """Puts our own labels on the articles that have them; gives back the labelled texts that are not among the articles."""
    known = {article.text: article for article in articles}
    for name, (source, language) in OWN.items():
        for whole in join_labels(read_lines(data / source), labels / name, "names"):
            for row in [whole] if whole["text"] in known else cut(whole):
                article = known.get(row["text"]) or make_plain_article({"language": language, **row}, tokenizer)
                spans = [(start, end, frozenset({kind})) for start, end, kind in row["names"]]
                add_names(article, spans, frozenset())
                if row["text"] not in known:
                    yield article


def cut(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A long text in parts that fit into a step, cut at line ends."""
    text, start = row["text"], 0
    while start < len(text):
        end = text.rfind("\n", start + 1, start + LONGEST) + 1 if len(text) - start > LONGEST else len(text)
        end = end or start + LONGEST
        names = [[first - start, last - start, kind] for first, last, kind in row["names"] if start <= first < end]
        yield {**row, "text": text[start:end], "names": names}
        start = end


def load_named(data: Path, tokenizer: WordTokenizer) -> list[Article]:
    """The sentences of other people's data that only names are learnt from."""
    rng = random.Random(1)
    only_three = THINGS | {"group"}
    articles = list(load_sentences(data / "ner-germeval2014-de" / "dev.jsonl.gz", frozenset(), tokenizer, rng))
    for name in ("ner-uner-pud-de/train.jsonl", "ner-uner-pud-en/train.jsonl", "ner-uner-ewt-en/dev.jsonl"):
        articles += load_sentences(data / name, only_three, tokenizer, rng)
    articles += load_law(data / "ner-ler-de" / "dev.jsonl.gz", tokenizer, rng)
    articles += load_smartdata(data / "ner-smartdata-de" / "train-v1.jsonl.gz", tokenizer)
    return articles
