"""Bytes to text: which encoding they are in, and whether they are text at all."""

import re
from typing import NamedTuple

from aktenlage.errors import InputError
from aktenlage.types import Capture

# Longest first: the mark of UTF-32 begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What files of other kinds begin with, for a message that helps.
OTHER_FORMATS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "compressed data"),
)
# Encodings that a page may name; Python knows others that are none (zip, rot13) or slow (idna).
CHARSETS = re.compile(
    r"utf[-_]?(?:8|16|32)(?:[-_]?[lb]e)?|(?:us-)?ascii|iso[-_]?8859[-_]\d{1,2}|latin[-_]?\d|(?:windows|cp)[-_]?125\d|koi8-[ru]"
    r"|mac(?:intosh|roman|-roman)|gb(?:k|2312|18030)|big5|euc[-_](?:jp|kr)|shift[-_]jis|iso-2022-jp"
)
META_CHARSET = re.compile(rb"<meta[^<>]{1,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE)
# As the HTML standard has it: who says Latin-1 means Windows-1252.
SUPERSETS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
# German in Windows-1252 has 1 to 5 in 100 characters beyond ASCII, Polish in a wrong table up to 15.
MOST_FOREIGN = 0.3
MOST_CONTROL = 0.01


class Decoded(NamedTuple):
    """The text, and a doubt about how it was read if there is one."""

    text: str
    doubt: str | None = None


def decode(capture: Capture) -> Decoded:
    """The text of a capture without a byte order mark; InputError where the bytes are no text."""
    check_format(capture)
    mark = next((codec for start, codec in BYTE_ORDER_MARKS if capture.body.startswith(start)), None)
    declared = find_charset(capture)
    first = declared if declared is not None and declared.startswith(("utf-16", "utf-32", "iso-2022")) else None
    for codec in (mark, first, "utf-8", declared):
        if codec is not None and (text := try_codec(capture.body, codec)) is not None:
            return check_text(capture.place, Decoded(text))
    return check_text(capture.place, guess(capture))


def check_format(capture: Capture) -> None:
    for start, name in OTHER_FORMATS:
        if capture.body.startswith(start):
            raise InputError(f"{capture.place}: {name}, not text")


def find_charset(capture: Capture) -> str | None:
    """What the sender, or else the page itself, says its encoding is."""
    name = capture.charset
    if name is None and capture.media_type == "text/html":
        found = META_CHARSET.search(capture.body, 0, 4096)
        name = found.group(1).decode("ascii", "replace") if found else None
    name = (name or "").strip().lower()
    return SUPERSETS.get(name, name) if CHARSETS.fullmatch(name) else None


def try_codec(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeError, LookupError):
        return None


def guess(capture: Capture) -> Decoded:
    """Windows-1252, which is wrong only in bytes that it leaves free; too many foreign letters are refused."""
    text = capture.body.decode("cp1252", "replace")
    if sum(byte > 0x7F for byte in capture.body[:100_000]) > MOST_FOREIGN * min(len(text), 100_000):
        raise InputError(f"{capture.place}: encoding unknown, neither UTF-8 nor Windows-1252")
    return Decoded(text, "encoding not stated and not UTF-8; read as Windows-1252")


def check_text(place: str, decoded: Decoded) -> Decoded:
    """Refuses what decodes but is no text."""
    text = decoded.text
    if "\x00" in text or len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise InputError(f"{place}: binary data, not text")
    if text.strip("\ufeff\u200b \t\r\n\f\v\u00a0") == "":
        raise InputError(f"{place}: empty")
    if not any(map(str.isalpha, text)):
        raise InputError(f"{place}: holds no letters")
    return decoded
