"""``aktenlage read``: inputs to records."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click

from aktenlage.cli.options import check_with, choose, color_option, language_option, to_option, workers_option
from aktenlage.cli.output import make_writer, write_all

if TYPE_CHECKING:
    from aktenlage.sources import Form


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@choose("--from", "auto", "text", "html", "jsonl", "warc", default="auto", help="Form of the inputs; told by itself.")
@to_option
@click.option(
    "--published",
    metavar="DATE",
    callback=check_with("published"),
    help="Day of publication of inputs that do not say theirs, such as 2024-12-06.",
)
@language_option
@workers_option
@click.option("--explain", is_flag=True, help="Says of each date by which rule and from what it was worked out.")
@color_option
def read(
    inputs: tuple[str, ...], to: str | None, workers: int, explain: bool, no_color: bool, **given: str | None
) -> int:
    """Who said what in articles, about whom, when and where.

    INPUT: files, folders, http(s) addresses, or - for standard input, which is read too where no INPUT is given and
    something is piped in.
    """
    if not inputs and not is_piped():
        raise click.UsageError("no INPUT; aktenlage read --help explains")
    from aktenlage.batch import read_captures  # noqa: PLC0415  loads the networks' engine; --help must not wait for it
    from aktenlage.sources import Known, find_captures  # noqa: PLC0415

    form = cast("Form", given["from"])
    captures = find_captures(inputs or ("-",), form, Known(given["published"], given["language"]))
    return write_all(read_captures(captures, workers, explain), make_writer(to, not no_color))


def is_piped() -> bool:
    """Whether somebody else than a person at a terminal speaks on standard input."""
    return sys.stdin is not None and not sys.stdin.isatty()
