"""Where readings and complaints go: standard output in the form that was asked for, standard error."""

import contextlib
import sys
from collections.abc import Iterable
from typing import BinaryIO, Protocol, cast

from aktenlage.cli.plain import shorten
from aktenlage.errors import UsageError
from aktenlage.types import Problem, Reading

FORMS = ("pretty", "json", "jsonl")
ALL, NOTHING, SOME = 0, 2, 3
"""Exit statuses: all was read, nothing could be read, some of it could not."""
LONGEST_COMPLAINT = 600


class Writer(Protocol):
    """Takes readings one after the other; each is out when ``write`` returns, unless the form needs to know the next.

    ``origin`` is what people are shown in the place of the document's address.
    """

    def write(self, reading: Reading, origin: str | None = None) -> None: ...

    def close(self) -> None: ...


class JsonLines:
    """One record a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, reading: Reading, origin: str | None = None) -> None:
        write_bytes(self._stream, encode(reading) + b"\n")

    def close(self) -> None:
        pass


class Json:
    """Indented: one record as it is, several as a list; so the first is kept until there is a second or none."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._first: Reading | None = None
        self._count = 0

    def write(self, reading: Reading, origin: str | None = None) -> None:
        self._count += 1
        if self._count == 1:
            self._first = reading
            return
        if self._first is not None:
            write_bytes(self._stream, b"[\n" + indent(self._first))
            self._first = None
        write_bytes(self._stream, b",\n" + indent(reading))

    def close(self) -> None:
        if self._first is not None:
            write_bytes(self._stream, indent(self._first) + b"\n")
        elif self._count:
            write_bytes(self._stream, b"\n]\n")


def make_writer(form: str | None, color: bool) -> Writer:
    """The writer of a form; without one, for people if they sit at the other end, else for programs."""
    if sys.stdout is None:
        raise UsageError("standard output: closed")
    if form is None:
        form = "pretty" if sys.stdout.isatty() else "jsonl"
    if form == "pretty":
        from aktenlage.cli.render import Pretty, make_console  # noqa: PLC0415  rich is for people only

        return Pretty(make_console(color))
    stream = cast(BinaryIO, sys.stdout.buffer)
    return Json(stream) if form == "json" else JsonLines(stream)


def write_all(outcomes: Iterable[Reading | Problem], writer: Writer) -> int:
    """Readings to the writer, problems to standard error; returns the exit status."""
    read = failed = 0
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            failed += 1
            complain(outcome.message)
        else:
            read += 1
            writer.write(outcome)
    writer.close()
    return get_status(read, failed)


def get_status(read: int, failed: int) -> int:
    if not read:
        return NOTHING
    return SOME if failed else ALL


def complain(message: str) -> None:
    """One line on standard error, if there is anybody to read it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"aktenlage: {shorten(message, LONGEST_COMPLAINT)}", file=sys.stderr, flush=True)


def encode(reading: Reading) -> bytes:
    import msgspec  # noqa: PLC0415  not needed for --help

    return msgspec.json.encode(reading)


def indent(reading: Reading) -> bytes:
    import msgspec  # noqa: PLC0415

    return msgspec.json.format(encode(reading), indent=2)


def write_bytes(stream: BinaryIO, body: bytes) -> None:
    stream.write(body)
    stream.flush()
