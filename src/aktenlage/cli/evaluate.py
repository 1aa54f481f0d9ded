"""``aktenlage eval``: what is read, measured against data that people labelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from aktenlage.cli.options import Group, language_option, workers_option
from aktenlage.cli.output import complain, get_status

if TYPE_CHECKING:
    from aktenlage.cli.measure import Measured
    from aktenlage.evaluation.quotes import Score

BROKEN = 1
"""Exit status when a span does not read back words of its text."""


@click.group("eval", cls=Group, no_args_is_help=False)
def evaluate() -> None:
    """Measures what is read against labelled data."""


@evaluate.command()
@click.argument("data", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each DATA instead of tables.")
@click.option(
    "--check-spans", is_flag=True, help="Checks that every span reads back words of its text; DATA needs no labels."
)
@language_option
@workers_option
def quotes(data: tuple[str, ...], as_json: bool, check_spans: bool, language: str | None, workers: int) -> int:
    """Who said what: precision, recall and F1 of messages, roles and all together, form and medium.

    DATA: files of JSON lines with "text" and "annotations", packed or not, or folders that hold a dev.jsonl.
    """
    from aktenlage.cli.measure import find_file, measure  # noqa: PLC0415  loads the networks' engine

    measured = []
    for place in data:
        measured.append(measure(find_file(place), language, workers))
        click.echo(to_json(place, measured[-1]) if as_json else to_table(place, measured[-1], check_spans))
        for complaint in (*measured[-1].problems, *(measured[-1].broken if check_spans else ())):
            complain(complaint)
    if check_spans and any(one.broken for one in measured):
        return BROKEN
    return get_status(sum(one.documents for one in measured), sum(len(one.problems) for one in measured))


def to_json(place: str, measured: Measured) -> str:
    """The measures by their names beside each other; those of single types under ``modes``."""
    import msgspec  # noqa: PLC0415

    head = {"data": place, "documents": measured.documents, "quotations": measured.quotations}
    spans = {"checked": measured.checked, "broken": len(measured.broken)}
    tail = {"modes": make_scores(measured.modes), "spans": spans}
    return msgspec.json.encode(head | make_scores(measured.measures) | tail).decode()


def make_scores(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        name: {"precision": round(one.precision, 4), "recall": round(one.recall, 4), "f1": round(one.f1, 4)}
        for name, one in scores.items()
    }


def to_table(place: str, measured: Measured, check_spans: bool) -> str:
    """The measures as lines of text; nothing in them needs colours."""
    lines = [f"{place}: {count(measured.documents, 'document')}, {count(measured.quotations, 'labelled quotation')}"]
    if measured.measures:
        lines += ["", f"{'':<24}{'precision':>10}{'recall':>10}{'F1':>10}"]
        lines += [make_row(name, (one.precision, one.recall, one.f1)) for name, one in measured.measures.items()]
    if measured.modes:
        lines += ["", "exactly the same words, by type"]
        lines += [make_row(name, (one.precision, one.recall, one.f1)) for name, one in measured.modes.items()]
    if check_spans:
        lines += ["", f"spans: {measured.checked:,} checked, {len(measured.broken):,} broken"]
    return "\n".join([*lines, ""])


def make_row(name: str, values: Iterable[float]) -> str:
    return f"{name:<24}" + "".join(f"{value:>10.3f}" for value in values)


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
