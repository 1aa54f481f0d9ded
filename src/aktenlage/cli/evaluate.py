"""``aktenlage eval``: what is read, measured against data that people labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aktenlage.cli.options import Group, language_option, workers_option
from aktenlage.cli.output import complain, get_status

if TYPE_CHECKING:
    from aktenlage.cli.measure_quotes import Measured
    from aktenlage.cli.rows import Measures
    from aktenlage.evaluation.quotes import Score

HEAD = f"{'':<24}{'precision':>10}{'recall':>10}{'F1':>10}"
BROKEN = 1
"""Exit status when a span does not read back words of its text."""


@click.group("eval", cls=Group, no_args_is_help=False)
def evaluate() -> None:
    """Measures what is read against labelled data."""


data_argument = click.argument("data", nargs=-1, required=True)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line for each DATA instead of tables."
)


@evaluate.command()
@data_argument
@json_option
@click.option(
    "--check-spans", is_flag=True, help="Checks that every span reads back words of its text; DATA needs no labels."
)
@language_option
@workers_option
def quotes(data: tuple[str, ...], as_json: bool, check_spans: bool, language: str | None, workers: int) -> int:
    """Who said what: precision, recall and F1 of messages, roles and all together, form and medium.

    DATA: files of JSON lines with "text" and "annotations", packed or not, or folders that hold a dev.jsonl.
    """
    from aktenlage.cli.measure_quotes import measure_quotes  # noqa: PLC0415  loads the networks' engine
    from aktenlage.cli.rows import find_file  # noqa: PLC0415

    measured = []
    for place in data:
        measured.append(measure_quotes(find_file(place), language, workers))
        click.echo(to_json(place, measured[-1]) if as_json else to_table(place, measured[-1], check_spans))
        for complaint in (*measured[-1].problems, *(measured[-1].broken if check_spans else ())):
            complain(complaint)
    if check_spans and any(one.broken for one in measured):
        return BROKEN
    return get_status(sum(one.documents for one in measured), sum(len(one.problems) for one in measured))


@evaluate.command()
@data_argument
@json_option
@click.option(
    "--narrative", is_flag=True, help="Histories: their times are counted from each other, not from their creation."
)
@language_option
@workers_option
def times(data: tuple[str, ...], as_json: bool, narrative: bool, language: str | None, workers: int) -> int:
    """When: F1 of temporal expressions, of their values and types, as in TempEval-3.

    DATA: files of JSON lines with "text", "dct" and "timexes", packed or not, or folders that hold a dev.jsonl or
    train.jsonl.
    """
    from aktenlage.cli.measure_times import measure_times  # noqa: PLC0415  loads the networks' engine
    from aktenlage.cli.rows import find_file  # noqa: PLC0415

    return show_all(data, as_json, lambda place: measure_times(find_file(place), language, workers, narrative))


@evaluate.command()
@data_argument
@json_option
@language_option
@workers_option
def places(data: tuple[str, ...], as_json: bool, language: str | None, workers: int) -> int:
    """Where: accuracy within 161 km and errors over all toponyms, those that were missed counted as wrong.

    DATA: files of JSON lines with "text" and "toponyms", packed or not, or folders that hold a dev.jsonl or train.jsonl.
    """
    from aktenlage.cli.measure_places import measure_places  # noqa: PLC0415  loads the networks' engine
    from aktenlage.cli.rows import find_file  # noqa: PLC0415

    return show_all(data, as_json, lambda place: measure_places(find_file(place), language, workers))


@evaluate.command()
@data_argument
@json_option
@click.option(
    "--sample", required=True, type=click.Path(exists=True, path_type=Path), help="Labelled speakers, as JSON lines."
)
@language_option
@workers_option
def speakers(data: tuple[str, ...], as_json: bool, sample: Path, language: str | None, workers: int) -> int:
    """Who is meant: the share of statements whose speaker is the right entity, on a labelled sample.

    DATA: files of JSON lines with "id" and "text", packed or not, or folders that hold a dev.jsonl or train.jsonl.
    """
    from aktenlage.cli.measure_speakers import measure_speakers  # noqa: PLC0415  loads the networks' engine
    from aktenlage.cli.rows import find_file  # noqa: PLC0415

    return show_all(data, as_json, lambda place: measure_speakers(find_file(place), sample, language, workers))


@evaluate.command()
@data_argument
@json_option
@click.option("--held-out", is_flag=True, help="Only the quarter of the texts that the model of the package never saw.")
@language_option
@workers_option
def names(data: tuple[str, ...], as_json: bool, held_out: bool, language: str | None, workers: int) -> int:
    """Named entities: precision, recall and F1 of exact spans with their class.

    DATA: files of JSON lines with "text" and "entities", packed or not, or folders that hold a dev.jsonl or train.jsonl.
    """
    from aktenlage.cli.measure_names import measure_names  # noqa: PLC0415  loads the networks' engine
    from aktenlage.cli.rows import find_file  # noqa: PLC0415

    return show_all(data, as_json, lambda place: measure_names(find_file(place), language, workers, held_out))


def show_all(data: Sequence[str], as_json: bool, measure: Callable[[str], Measures]) -> int:
    """Prints the measures of each DATA; the exit status."""
    documents = problems = 0
    for place in data:
        measured = measure(place)
        click.echo(make_json(place, measured) if as_json else make_table(place, measured))
        for complaint in measured.problems:
            complain(complaint)
        documents += measured.documents
        problems += len(measured.problems)
    return get_status(documents, problems)


def to_json(place: str, measured: Measured) -> str:
    """The measures by their names beside each other; those of single types under ``modes``."""
    import msgspec  # noqa: PLC0415

    head = {"data": place, "documents": measured.documents, "quotations": measured.quotations}
    spans = {"checked": measured.checked, "broken": len(measured.broken)}
    tail = {"modes": make_scores(measured.modes), "spans": spans}
    return msgspec.json.encode(head | make_scores(measured.measures) | tail).decode()


def make_json(place: str, measured: Measures) -> str:
    import msgspec  # noqa: PLC0415

    head = {"data": place, "documents": measured.documents, "labels": measured.labels}
    return msgspec.json.encode(head | make_scores(measured.scores) | measured.numbers).decode()


def make_table(place: str, measured: Measures) -> str:
    lines = [f"{place}: {count(measured.documents, 'document')}, {count(measured.labels, 'label')}", ""]
    if measured.scores:
        lines.append(HEAD)
    lines += [make_row(name, (one.precision, one.recall, one.f1)) for name, one in measured.scores.items()]
    lines += [make_row(name, (value,)) for name, value in measured.numbers.items()]
    return "\n".join([*lines, ""])


def make_scores(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        name: {"precision": round(one.precision, 4), "recall": round(one.recall, 4), "f1": round(one.f1, 4)}
        for name, one in scores.items()
    }


def to_table(place: str, measured: Measured, check_spans: bool) -> str:
    """The measures as lines of text; nothing in them needs colours."""
    lines = [f"{place}: {count(measured.documents, 'document')}, {count(measured.quotations, 'labelled quotation')}"]
    if measured.measures:
        lines += ["", HEAD]
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
