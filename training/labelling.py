"""Labelling by the guide: articles out as numbered sentences, labels back as offsets.

    python training/labelling.py sheet TEXTS.jsonl[.gz] --ids IDS --out SHEET.txt
    python training/labelling.py resolve TEXTS.jsonl[.gz] LABELLED.jsonl --out OFFSETS.jsonl
    python training/labelling.py names TEXTS.jsonl[.gz] LABELLED.jsonl --out OFFSETS.jsonl

A sheet shows the sentences of each article with their numbers and nothing else: whoever labels from it cannot see
labels that exist already. ``resolve`` turns the words of a label (form: ``labels/guide.md``) into ``[start, end)`` offsets and
names every label whose words are not where it says. ``names`` does so for the names of an article (form: ``labels/names.md``),
which are given once and stand for every place where the words occur.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = ("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported")
MEDIA = ("Speech", "Writing", "Thought", "SW", "ST", "TW")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“’'»«)\]]*\s+(?=[\"“„»«(]?[A-ZÄÖÜ0-9])|\n+")

CLOSING = {"„": "“”", "“": "”", '"': '"', "»": "«", "«": "»"}

NAME_KINDS = ("person", "organisation", "state", "place", "weapon-system", "treaty", "law", "group", "other")

Span = list[int]


class LabelError(ValueError):
    """A label that cannot be found in its article; the message names the place."""


def read_texts(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSON lines file, gzip or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def get_sentences(article: dict[str, Any]) -> list[Span]:
    """The sentences that the data give, else a plain split: only numbers for the labeller hang on them."""
    if "sentences" in article:
        sentences: list[Span] = article["sentences"]
        return sentences
    spans, start = [], 0
    for match in SENTENCE_END.finditer(article["text"]):
        spans.append([start, match.start()])
        start = match.end()
    spans.append([start, len(article["text"])])
    return [span for span in spans if article["text"][span[0] : span[1]].strip()]


def make_sheet(article: dict[str, Any]) -> str:
    text = article["text"]
    lines = [f"=== {article['id']} ({article.get('date')}) {article.get('title', '')}"]
    last = 0
    for number, (start, end) in enumerate(get_sentences(article)):
        if "\n\n" in text[last:start]:
            lines.append("")
        lines.append(f"[{number}] " + text[start:end].replace("\n", " "))
        last = end
    return "\n".join(lines) + "\n"


def find_words(text: str, words: str, start: int, end: int, nth: int = 1) -> int:
    """Where the nth occurrence of the words begins between start and end; a sheet shows line ends as spaces."""
    flat = text[start:end].replace("\n", " ")
    at = -1
    for _ in range(nth):
        at = flat.find(words, at + 1)
        if at < 0:
            raise LabelError(f"not found: {words!r} (occurrence {nth})")
    return start + at


def resolve_span(text: str, sentences: list[Span], label: dict[str, Any]) -> Span:
    first = label["s"]
    last = label.get("s2", first)
    if not 0 <= first <= last < len(sentences):
        raise LabelError(f"no sentence {first} to {last}")
    opening = label.get("t", label.get("from"))
    if not opening:
        raise LabelError(f"neither t nor from: {label}")
    start = find_words(text, opening, sentences[first][0], sentences[first][1], label.get("k", 1))
    end = start + len(opening)
    closing = label.get("to")
    if closing is not None:
        low = sentences[last][0] if last > first else start
        end = find_words(text, closing, low, sentences[last][1]) + len(closing)
    return [start, end]


def resolve_quote(text: str, sentences: list[Span], quote: dict[str, Any]) -> dict[str, Any]:
    if quote.get("type") not in TYPES:
        raise LabelError(f"type {quote.get('type')!r}, expected one of {', '.join(TYPES)}")
    if quote.get("medium") not in MEDIA:
        raise LabelError(f"medium {quote.get('medium')!r}, expected one of {', '.join(MEDIA)}")
    roles = {}
    for role in ("quote", "speaker", "cue", "frame", "addressee"):
        labels = quote.get(role) or []
        if isinstance(labels, dict):
            labels = [labels]
        roles[role] = sorted(resolve_span(text, sentences, label) for label in labels)
    if not roles["quote"]:
        raise LabelError("no quote span")
    close_quote(text, roles["quote"])
    return {"type": quote["type"], "medium": quote["medium"], "nested": bool(quote.get("nested")), **roles}


def close_quote(text: str, parts: list[Span]) -> None:
    """A quotation that opens with a mark ends with it, though the sheet may have cut it off its sentence."""
    start, end = parts[-1]
    closing = CLOSING.get(text[start], "")
    closed = any(mark in text[start + 1 : end] for mark in closing)
    if not closed and end < len(text) and text[end] in closing:
        parts[-1][1] += 1


def resolve_article(article: dict[str, Any], quotes: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """One line of offsets, and a complaint for each label that was left out."""
    annotations, complaints = [], []
    sentences = get_sentences(article)
    for number, quote in enumerate(quotes):
        try:
            annotations.append(resolve_quote(article["text"], sentences, quote))
        except (LabelError, KeyError, TypeError) as error:
            complaints.append(f"article {article['id']}, quote {number}: {error}")
    annotations.sort(key=lambda annotation: annotation["quote"][0])
    digest = hashlib.sha256(article["text"].encode()).hexdigest()[:16]
    return {"id": str(article["id"]), "text_sha256": digest, "annotations": annotations}, complaints


def resolve_names(article: dict[str, Any], names: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """One line of ``[start, end, kind]``, the longest names first, and a complaint for each that is not in the text.

    A name with ``only`` stands for the one place inside these words, and goes before those that stand for all.
    """
    text = article["text"]
    taken: list[tuple[int, int, str]] = []
    complaints = []
    for name in sorted(names, key=lambda name: ("only" not in name, -len(name["t"]))):
        if name["k"] not in NAME_KINDS:
            complaints.append(f"article {article['id']}: kind {name['k']!r}, expected one of {', '.join(NAME_KINDS)}")
            continue
        places = list(find_places(text, name["t"], name.get("only")))
        if not places:
            complaints.append(f"article {article['id']}: not found: {name['t']!r}")
        taken += [
            (start, end, name["k"])
            for start, end in places
            if not any(start < other_end and other_start < end for other_start, other_end, _ in taken)
        ]
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"id": str(article["id"]), "text_sha256": digest, "names": sorted(taken)}, complaints


def find_places(text: str, words: str, only: str | None) -> Iterator[tuple[int, int]]:
    """Where the words stand as whole words and as no part of a compound; a sheet shows line ends as spaces."""
    pattern = rf"(?<!\w)(?<!\w[-‐‑]){make_pattern(words)}(?![-‐‑]?\w)"
    if only is None:
        yield from (match.span() for match in re.finditer(pattern, text))
        return
    for around in re.finditer(make_pattern(only), text):
        yield from (match.span() for match in re.compile(pattern).finditer(text, *around.span()))


def make_pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def write_sheet(arguments: argparse.Namespace) -> int:
    wanted = set(arguments.ids.read_text().split())
    articles = [article for article in read_texts(arguments.texts) if str(article["id"]) in wanted]
    arguments.out.write_text("\n".join(make_sheet(article) for article in articles), encoding="utf-8")
    return 0


def write_offsets(arguments: argparse.Namespace) -> int:
    articles = {str(article["id"]): article for article in read_texts(arguments.texts)}
    rows, complaints = [], []
    for number, line in enumerate(arguments.labelled.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            labelled = json.loads(line)
            row, wrong = arguments.resolve(articles[str(labelled["doc"])], labelled[arguments.field])
        except (ValueError, KeyError) as error:
            complaints.append(f"line {number}: {type(error).__name__} {error}")
            continue
        rows.append(row)
        complaints += wrong
    arguments.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    total = sum(len(row["annotations" if arguments.field == "quotes" else "names"]) for row in rows)
    print("\n".join([*complaints, f"{len(rows)} articles, {total} {arguments.field}, {len(complaints)} complaints"]))
    return 1 if complaints else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("texts", type=Path)
    sheet.add_argument("--ids", type=Path, required=True)
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=write_sheet)
    for command, field, function in (("resolve", "quotes", resolve_article), ("names", "names", resolve_names)):
        resolve = commands.add_parser(command)
        resolve.add_argument("texts", type=Path)
        resolve.add_argument("labelled", type=Path)
        resolve.add_argument("--out", type=Path, required=True)
        resolve.set_defaults(run=write_offsets, resolve=function, field=field)
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
