"""How far labels agree: the two passes with each other, and each set with the people's labels of the same articles.

    python training/agreement.py --data ../shared/data

By the measures of ``aktenlage.evaluation.quotes``; the second of each pair counts as gold. The people's labels are read
here only, to be compared with; nothing is trained on them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data import join_labels, leave_out_withdrawn, read_lines
from evaluate import make_gold

from aktenlage.evaluation.quotes import score_quotations

SHOWN = ("messages", "roles", "joint", "form", "medium", "speaker", "cue", "frame", "addressee")

Rows = dict[str, dict[str, Any]]


def compare(ours: Iterable[dict[str, Any]], gold: Rows) -> str:
    """One line of F1 values over the articles that both sides have."""
    pairs = [
        (make_gold({**gold[row["id"]], "annotations": row["annotations"]}), make_gold(gold[row["id"]]))
        for row in ours
        if row["id"] in gold
    ]
    scores = score_quotations(pairs)
    return f"{len(pairs):>8}  " + "  ".join(f"{scores[name].f1:.3f}".rjust(len(name)) for name in SHOWN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    labels = Path(__file__).parent / "labels"
    people = {row["id"]: row for row in read_lines(data / "quotation-wikinews-de" / "train.jsonl.gz")}
    first = list(join_labels(people.values(), labels / "wikinews-de.jsonl"))
    second = {row["id"]: row for row in join_labels(people.values(), labels / "wikinews-de-second.jsonl")}
    free = list(read_lines(data / "quotation-wikinews-free-de" / "train.jsonl"))
    print("                                 articles  " + "  ".join(SHOWN))
    print("first pass, second pass         ", compare(first, second))
    print("first pass, people              ", compare(first, people))
    print("free labels, people             ", compare(free, people))
    print("free labels less withdrawn, people", compare(leave_out_withdrawn(free, labels), people)[2:])


if __name__ == "__main__":
    main()
