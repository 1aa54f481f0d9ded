"""HTML to text, title, author and date; nothing is ever fetched for it."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import lxml.html
import msgspec
from lxml import etree

from aktenlage.documents.markup import check_markup
from aktenlage.documents.title import find_title
from aktenlage.errors import InputError

BLOCK_TAGS = """p head item list quote table row cell ab code fw div body h1 h2 h3 h4 h5 h6 ul ol li dl dt dd tr td th
section article main blockquote figcaption caption pre"""
BLOCKS = frozenset(BLOCK_TAGS.split())
# What is never read on a page of which nothing else is known.
UNREAD_TAGS = "script style noscript template nav header footer aside form iframe svg button"
UNREAD = UNREAD_TAGS.split()
NAME = r"[A-ZÄÖÜ][\w.'’-]+(?: (?:von|van|de|der|zu|[A-ZÄÖÜ][\w.'’-]+)){0,3} [A-ZÄÖÜ][\w'’-]+"
DATE = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)"
# A line of its own, as readers see it: "Von Erika Mustermann, 6.12.2024". Extractors know only authors in markup.
BYLINE = re.compile(
    rf">\s*(?:Von|VON|By|BY|Text:)\s{{1,9}}(?:<a\b[^<>]{{0,300}}>\s{{0,9}})?"
    rf"(?P<author>{NAME})\s{{0,9}}(?:</a>\s{{0,9}})?"
    rf"(?:[,|–-]\s{{0,9}}(?:[A-ZÄÖÜ]\w+,?\s{{1,9}})?(?:(?:am|vom)\s)?{DATE}[^<>]{{0,40}})?<"
)
MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
# A date counts as that of publication only where the page says so; htmldate reads these lines in digits only.
STATED = re.compile(
    r"(?:Veröffentlicht|Erschienen|Publiziert|Erstellt|Online seit)(?: am| vom|:)?\s{1,9}(?:\w{2,12},? (?:den )?)?"
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2}\.|[A-Z][a-zä]{2,8}\.?)\s?(?P<year>(?:19|20)\d\d)"
)
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
    author, published = find_byline(html)
    if found is None:
        return Page(text, find_title(html, None), author, published)
    return Page(text, find_title(html, clean(found.title)), clean(found.author) or author, found.date or published)


def extract(place: str, html: str, url: str | None) -> Any:
    try:
        return load_extractor()(
            html, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATE_OPTIONS
        )
    except (etree.LxmlError, ValueError, RecursionError) as error:
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
    try:
        tree = lxml.html.document_fromstring(html)
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(tree, etree.Comment, *UNREAD, with_tail=False)
    body = tree.find("body")
    return "" if body is None else "\n\n".join(find_blocks(body))


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


def find_byline(html: str) -> tuple[str | None, str | None]:
    """Author and date from visible lines, where no markup gives them."""
    line, stated = BYLINE.search(html), STATED.search(html)
    dates = (make_date(found) for found in (stated, line) if found is not None)
    return line["author"] if line else None, next((day for day in dates if day), None)


def make_date(found: re.Match[str]) -> str | None:
    """An ISO date from day, month (digits or a name) and year; None for what is in no calendar."""
    if found["year"] is None:
        return None
    month = found["month"].strip(".").lower()[:3]
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0
    try:
        return date(int(found["year"]), number, int(found["day"])).isoformat()
    except ValueError:
        return None


def clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value is not None else None
