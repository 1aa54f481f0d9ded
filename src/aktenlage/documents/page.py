"""HTML to text, title, author and date; nothing is ever fetched for it."""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import lxml.html
import msgspec
from lxml import etree

from aktenlage.documents.authors import find_author
from aktenlage.documents.dates import CHANGED, find_labelled, find_stated, is_other, parse_stamp, parse_url
from aktenlage.documents.lines import Line, Lines, read_lines
from aktenlage.documents.markup import check_markup
from aktenlage.documents.metadata import Metadata, read_metadata
from aktenlage.documents.title import find_title
from aktenlage.errors import InputError

BLOCK_TAGS = """p head item list quote table row cell ab code fw div body h1 h2 h3 h4 h5 h6 ul ol li dl dt dd tr td th
section article main blockquote figcaption caption pre"""
BLOCKS = frozenset(BLOCK_TAGS.split())
# What is never read on a page of which nothing else is known.
UNREAD_TAGS = "script style noscript template nav header footer aside form iframe svg button"
UNREAD = UNREAD_TAGS.split()
# lxml refuses a decoded text that declares an encoding.
DECLARATION = re.compile(r"^\s*<\?xml[^<>]{0,200}\?>")
# How far from its headline a page says who wrote it and when, in characters that can be seen.
BEFORE = 250
AFTER = 700
DATED = re.compile(r"date|datum|publish|meta|time|byline|info", re.IGNORECASE)
# The year of a copyright line is not when a page was published: without this htmldate takes it for that.
DATE_OPTIONS = {"extensive_search": False, "original_date": True}


class Page(msgspec.Struct, frozen=True):
    """What a page says; what it does not say is None."""

    text: str
    title: str | None
    author: str | None
    published: str | None


def read_page(place: str, html: str, url: str | None) -> Page:
    """The article of a page, its paragraphs with blank lines between them; InputError where there is none."""
    check_markup(place, html)
    found = extract(place, html, url)
    text = "\n\n".join(find_blocks(found.body)) if found is not None else ""
    text = text or read_all(html)
    if not any(map(str.isalpha, text)):
        raise InputError(f"{place}: HTML that holds no text")
    title = find_title(html, clean(found.title) if found is not None else None)
    tree = parse(html)
    if tree is None:
        return Page(text, title, None, None)
    lines, metadata = read_lines(tree, title), read_metadata(tree)
    author = find_author(lines.find_near(BEFORE, AFTER), metadata.authors, metadata.owners, metadata.sites, url)
    return Page(text, title, author, find_published(lines, metadata, url))


def extract(place: str, html: str, url: str | None) -> Any:
    try:
        return load_extractor()(
            html, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATE_OPTIONS
        )
    except Exception as error:  # broken pages make lxml and htmldate raise what neither of them names
        raise InputError(f"{place}: HTML that cannot be read ({type(error).__name__})") from error


@cache
def load_extractor() -> Any:
    """trafilatura, silent: what it complains about becomes our own message or nothing."""
    import trafilatura  # noqa: PLC0415

    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura.bare_extraction


def read_all(html: str) -> str:
    """Every visible word of a page that is too short to have an article in it."""
    tree = parse(html)
    if tree is None:
        return ""
    etree.strip_elements(tree, etree.Comment, *UNREAD, with_tail=False)
    body = tree.find("body")
    return "" if body is None else "\n\n".join(find_blocks(body))


def parse(html: str) -> Any:
    """The tree of a page without its comments; None for what is none."""
    try:
        tree = lxml.html.document_fromstring(DECLARATION.sub("", html, count=1))
    except (etree.LxmlError, ValueError):
        return None
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    return tree


def find_blocks(body: Any) -> Iterator[str]:
    """The paragraphs, headings, list items and cells; line ends within one are kept."""
    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCKS:
            yield from make_block(words)
            words = []
        elif element.tag in ("lb", "br") and event == "start":
            words.append("\n")
        words.append((element.text if event == "start" else element.tail) or "")
    yield from make_block(words)


def make_block(words: list[str]) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    block = "\n".join(line for line in lines if line)
    if block:
        yield block


def find_published(lines: Lines, metadata: Metadata, url: str | None) -> str | None:
    """The day of publication that the page states for its article, by the surest sign; None where it states none."""
    near = list(lines.find_near(BEFORE, AFTER))
    labelled = set(find_all_labelled(lines.all))
    alone = labelled if len(labelled) == 1 else set()
    seen = (*find_all_labelled(near), *find_stamps(near), *find_dated(near, lines.headline or 0), *alone)
    surest = (*seen, *metadata.published) if metadata.late else (*metadata.published, *seen)
    return next(iter((*surest, *metadata.dated, *filter(None, [parse_url(url)]))), None)


def find_all_labelled(lines: Iterable[Line]) -> Iterator[str]:
    return (day for line in lines if (day := find_labelled(f"{line.label} {line.text}".strip())) is not None)


def find_stamps(near: Iterable[Line]) -> list[str]:
    """The days of ``<time>``, the earliest first; that of a change is left out."""
    stamps = (line for line in near if line.stamp and not CHANGED.search(line.hint) and not is_other(line.label))
    return sorted(day for line in stamps if (day := parse_stamp(line.stamp)) is not None)


def find_dated(near: Iterable[Line], headline: int) -> Iterator[str]:
    """The days of lines that are nothing but a date; before the headline only where the markup says so."""
    for line in near:
        stated = not line.stamp and (line.place >= headline or DATED.search(line.hint) is not None)
        if stated and not CHANGED.search(line.hint) and not is_other(line.label):
            day = find_stated(line.text)
            if day is not None:
                yield day


def clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value is not None else None
