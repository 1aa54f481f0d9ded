"""``aktenlage demo``: reads the example articles of the package."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

import click

from aktenlage.cli.options import color_option, to_option
from aktenlage.cli.output import make_writer, write_all

if TYPE_CHECKING:
    from aktenlage.cli.output import Writer
    from aktenlage.types import Reading

EXAMPLE = {"de": "Beispiel", "en": "Example"}
"""What stands before an outlet that does not exist."""


@click.command()
@to_option
@color_option
def demo(to: str | None, no_color: bool) -> int:
    """Reads six short example articles, German and English, and shows what was read.

    The outlets are invented and marked as examples; what the articles tell is public.
    """
    from aktenlage.batch import read_captures  # noqa: PLC0415  loads the networks' engine; --help must not wait for it
    from aktenlage.sources.bulk import read_line  # noqa: PLC0415

    lines = list(find_examples())
    captures = (read_line(f"example {number}", line) for number, line in enumerate(lines, 1))
    writer = NamedWriter(make_writer(to, not no_color), dict(map(get_outlet, lines)))
    return write_all(read_captures(captures, 1), writer)


def find_examples() -> Iterator[bytes]:
    """The examples as JSON lines, with the name of the outlet beside the fields that ``read`` knows."""
    for line in files("aktenlage.cli").joinpath("demo", "demo.jsonl").read_bytes().splitlines():
        if line.strip():
            yield line


def get_outlet(line: bytes) -> tuple[str, str]:
    """The id of an example, and its outlet as it is shown."""
    import msgspec  # noqa: PLC0415  not needed for --help

    row: dict[str, str] = msgspec.json.decode(line)
    return row["id"], f"{EXAMPLE[row['language']]}: {row['outlet']}"


class NamedWriter:
    """Hands a writer the outlets of the examples with their readings."""

    def __init__(self, writer: Writer, outlets: dict[str, str]) -> None:
        self._writer = writer
        self._outlets = outlets

    def write(self, reading: Reading, origin: str | None = None) -> None:
        self._writer.write(reading, origin or self._outlets[reading.document.id])

    def close(self) -> None:
        self._writer.close()
