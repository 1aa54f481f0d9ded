"""Files, folders, standard input and addresses to captures, one after the other."""

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Literal, cast

import msgspec

from aktenlage.errors import InputError
from aktenlage.settings import get_settings
from aktenlage.sources.bulk import read_json_lines, read_warc
from aktenlage.sources.capture import get_id
from aktenlage.types import Capture, Problem

Form = Literal["auto", "text", "html", "jsonl", "warc"]

SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
}
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
GZIP = b"\x1f\x8b"
# What is looked at to tell the form of an input whose name does not say it.
HEAD = 2048
ARCHIVES = (b"WARC/", b"filedesc:")
HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<p>", b"<div")


class Known(msgspec.Struct, frozen=True):
    """What the caller knows of all inputs; it holds for those that do not say it themselves beside their text."""

    published: str | None = None
    language: str | None = None


def find_captures(
    inputs: Iterable[str], form: Form = "auto", known: Known | None = None
) -> Iterator[Capture | Problem]:
    """Captures in the order of the inputs, with a Problem in the place of each that cannot be read; streamed."""
    for place in inputs:
        for found in read_input(place, form):
            yield found if isinstance(found, Problem) or known is None else add_known(found, known)


def add_known(capture: Capture, known: Known) -> Capture:
    return msgspec.structs.replace(
        capture, published=capture.published or known.published, language=capture.language or known.language
    )


def read_input(place: str, form: Form) -> Iterator[Capture | Problem]:
    if place == "-":
        return read_standard_input(form)
    if ADDRESS.match(place):
        return read_address(place)
    return read_path(place, form)


def read_standard_input(form: Form) -> Iterator[Capture | Problem]:
    if sys.stdin is None:
        yield Problem("standard input: closed")
    else:
        yield from read_stream("standard input", "", cast(BinaryIO, sys.stdin.buffer), form)


def read_address(url: str) -> Iterator[Capture | Problem]:
    from aktenlage.sources.web import fetch  # noqa: PLC0415  httpx takes 0.1 s to load; files need none of it

    try:
        yield fetch(url)
    except InputError as error:
        yield Problem(str(error))


def read_path(place: str, form: Form) -> Iterator[Capture | Problem]:
    """A file, or the files of a folder in the order of their names."""
    path = Path(place)
    try:
        if not place.strip():
            yield Problem(f"{place!r}: no name of a file, a folder or an address")
        elif path.is_dir():
            yield from read_folder(path, form)
        else:
            with path.open("rb") as stream:
                yield from read_stream(str(path), path.name, stream, form)
    except OSError as error:
        yield Problem(f"{path}: {explain(error)}")
    except ValueError as error:
        yield Problem(f"{str(path)!r}: {error}")


def read_folder(folder: Path, form: Form) -> Iterator[Capture | Problem]:
    """The files of a folder and of those in it, by their names; what may not be looked into is complained about."""
    refused: list[OSError] = []
    found = [Path(inner, name) for inner, _, names in os.walk(folder, onerror=refused.append) for name in names]
    paths = sorted(path for path in found if guess_by_name(path.name) is not None and not is_special(path))
    yield from (Problem(f"{error.filename}: {explain(error)}") for error in refused)
    if not paths and not refused:
        yield Problem(f"{folder}: no {', '.join(SUFFIXES)} file in this folder")
    for path in paths:
        yield from read_path(str(path), form)


def is_special(path: Path) -> bool:
    """Whether a path is a pipe or a device, which may never end; what cannot be looked at is for the reader to refuse."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def explain(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "no such file",
        PermissionError: "no permission to read",
        gzip.BadGzipFile: "broken gzip data",
    }
    return reasons.get(type(error)) or str(error.strerror or error)


def read_stream(place: str, name: str, stream: BinaryIO, form: Form) -> Iterator[Capture | Problem]:
    """What a stream holds in the form given, or told from its name and its first bytes."""
    try:
        reader = unpack(stream)
        if form == "auto":
            form = guess_by_name(name) or guess_by_content(peek(reader))
        if form == "jsonl":
            check_lines(place, peek(reader))
            yield from find_some(place, read_json_lines(place, reader))
        elif form == "warc":
            check_archive(place, peek(reader))
            yield from find_some(place, read_warc(place, reader))
        else:
            yield read_single(place, reader, form)
    except (EOFError, zlib.error):
        yield Problem(f"{place}: broken gzip data")
    except InputError as error:
        yield Problem(str(error))
    except OSError as error:
        yield Problem(f"{place}: {explain(error)}")


def check_lines(place: str, head: bytes) -> None:
    """Refuses as a whole what would be a complaint for every line."""
    if b"\0" in head:
        raise InputError(f"{place}: binary data or UTF-16, expected JSON lines in UTF-8")


def check_archive(place: str, head: bytes) -> None:
    """Refuses what is no WARC; its reader would look for the end of the first line to the end of the file."""
    if head and not head.startswith(ARCHIVES):
        raise InputError(f"{place}: no WARC file, expected one that begins with WARC/")


def find_some(place: str, found: Iterator[Capture | Problem]) -> Iterator[Capture | Problem]:
    """The same, with a problem in the place of nothing."""
    first = next(found, None)
    if first is None:
        yield Problem(f"{place}: nothing to read: no document in it")
    else:
        yield first
        yield from found


def unpack(stream: BinaryIO) -> io.BufferedReader:
    """The stream, or what is in it where it is packed."""
    reader = cast(
        io.BufferedReader, stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    if not reader.peek(2).startswith(GZIP):
        return reader
    return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=reader)))


def peek(reader: io.BufferedReader) -> bytes:
    return reader.peek(HEAD)[:HEAD]


def guess_by_name(name: str) -> Form | None:
    """The form that a file name promises, packed or not."""
    return SUFFIXES.get(Path(name.lower().removesuffix(".gz")).suffix)


def guess_by_content(head: bytes) -> Form:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(ARCHIVES[0]):
        return "warc"
    if start.startswith(b"{") and (b'"text"' in head or b'"html"' in head or b'"id"' in head):
        return "jsonl"
    return "html" if any(mark in head.lower() for mark in HTML_MARKS) else "text"


def read_single(place: str, stream: BinaryIO, form: Form) -> Capture:
    """One document; of a longer one than the limit no more is read than shows that it is longer."""
    limit = get_settings().max_bytes
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise InputError(f"{place}: longer than {limit:,} bytes (AKTENLAGE_MAX_BYTES)")
    return Capture(get_id(body), place, body, "text/html" if form == "html" else "text/plain")
