"""JSON lines and WARC, streamed; a bad line or record is reported, the rest goes on."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, Literal

import msgspec

from aktenlage.errors import InputError
from aktenlage.settings import get_settings
from aktenlage.sources.capture import check_language, check_published, get_id
from aktenlage.types import Capture, Problem

WRONG = re.compile(r"(?P<what>.*?)(?: - at `\$\.(?P<field>\w+)`)?", re.DOTALL)
MEDIA_TYPES: dict[str, Literal["text/plain", "text/html"]] = {
    "text/plain": "text/plain",
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
}
MOST_LEFT = 100
"""A line that is so many times as long as allowed has no end: a device, a packed bomb."""
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)


class Line(msgspec.Struct, frozen=True):
    """One line of JSON lines; fields that are not named here are left alone, and an empty one says nothing."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


LINE_DECODER = msgspec.json.Decoder(Line)


def read_json_lines(place: str, stream: BinaryIO) -> Iterator[Capture | Problem]:
    """A capture a line; empty lines are passed over. A line without an end in sight ends the reading."""
    limit = get_settings().max_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{place}: line {number}"
        if len(line) > limit:
            ended = leave_line(stream, line, limit)
            rest = "" if ended else "; its end is not in sight, nothing after it was read"
            yield Problem(f"{where}: longer than {limit:,} bytes (AKTENLAGE_MAX_BYTES){rest}")
            if not ended:
                return
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield read_line(where, line.removeprefix(b"\xef\xbb\xbf"))


def leave_line(stream: BinaryIO, line: bytes, limit: int) -> bool:
    """Reads on to the end of a line that is too long, in pieces; False where it is longer than any line may be."""
    left = len(line)
    while line and not line.endswith(b"\n"):
        if left > limit * MOST_LEFT:
            return False
        line = stream.readline(65536)
        left += len(line)
    return True


def read_line(where: str, line: bytes) -> Capture | Problem:
    try:
        return make_capture(where, LINE_DECODER.decode(line))
    except msgspec.ValidationError as error:
        return Problem(f"{where}: {explain(str(error))}")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Problem(f"{where}: no JSON ({' '.join(str(error).split())})")
    except InputError as error:
        return Problem(f"{where}: {error}")


def explain(message: str) -> str:
    """The message of the JSON reader with the name of the field first, if it is about one."""
    found = WRONG.fullmatch(message)
    what, field = (found["what"], found["field"]) if found else (message, None)
    what = (what[:1].lower() + what[1:]).replace("`", "")
    return what if field is None else f'"{field}": {what}'


def make_capture(where: str, line: Line) -> Capture:
    if line.text is not None and line.html is not None:
        raise InputError('both "text" and "html"')
    words = line.text if line.html is None else line.html
    if words is None:
        raise InputError('neither "text" nor "html"')
    # A mark at the head of the text would be taken for a byte order mark, and the text is to stay as it is.
    body = words.encode("utf-8-sig" if words.startswith("\ufeff") else "utf-8")
    return Capture(
        id=get_id(body) if line.id in (None, "") else str(line.id),
        place=where,
        body=body,
        media_type="text/plain" if line.html is None else "text/html",
        charset="utf-8",
        url=line.url or None,
        title=line.title or None,
        published=check_published(line.published) if line.published else None,
        language=check_language(line.language) if line.language else None,
    )


def read_warc(place: str, stream: BinaryIO) -> Iterator[Capture | Problem]:
    """A capture for each answer that is a page or a plain text; other records are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  only WARC input needs it

    logging.getLogger("warcio").addHandler(logging.NullHandler())
    archive = ArchiveIterator(stream)
    archive.INC_RECORD = ""  # what it would print on standard error, in several lines
    records = iter(archive)
    number = 0
    while True:
        number += 1
        where = f"{place}: record {number}"
        try:
            record = next(records, None)
            found = None if record is None else read_record(where, record)
        except Exception as error:  # whatever warcio stumbles over, beside its own errors
            yield Problem(f"{where}: {explain_record(error)}; nothing after it was read")
            return
        if record is None:
            return
        if found is not None:
            yield found


def explain_record(error: Exception) -> str:
    """What is wrong with a record, without the bytes that the reader of archives adds."""
    if isinstance(error, AttributeError | TypeError):
        return "broken record"
    return " ".join(str(error).partition(", first line")[0].split()) or "broken record"


def read_record(where: str, record: Any) -> Capture | Problem | None:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    content_type = headers.get_header("Content-Type") or ""
    media_type = MEDIA_TYPES.get(content_type.partition(";")[0].strip().lower())
    if media_type is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    limit = get_settings().max_bytes
    body = record.content_stream().read(limit + 1)
    if len(body) > limit:
        return Problem(f"{where}: {url}: longer than {limit:,} bytes (AKTENLAGE_MAX_BYTES)")
    if is_cut_off(record.raw_stream):
        return Problem(f"{where}: {url}: cut off")
    charset = CHARSET.search(content_type)
    return Capture(
        id=get_id(body),
        place=where,
        body=body,
        media_type=media_type,
        charset=charset.group(1) if charset else None,
        url=url,
        fetched=parse_time(record.rec_headers.get_header("WARC-Date")),
    )


def is_cut_off(stream: Any) -> bool:
    """Whether a record ends before the length that it states."""
    while stream.read(65536):
        pass
    return getattr(stream, "limit", 0) > 0


def parse_time(value: str | None) -> datetime | None:
    try:
        return None if value is None else datetime.fromisoformat(value)
    except ValueError:
        return None
