"""The headline of a page, without the name of the site behind it."""

import re
from html import unescape

HEADLINE = re.compile(r"<h1\b[^<>]{0,600}>(.{1,800}?)</h1>", re.DOTALL | re.IGNORECASE)
TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,600})", re.IGNORECASE)
TAGS = re.compile(
    r"<(?:style|script|svg)\b.{0,4000}?</(?:style|script|svg)>|<[^<>]{0,1000}>|<!--.{0,1000}?-->", re.DOTALL
)
# " | Die Zeitung", " - Zeitung.de", " – News": what sites put behind their titles.
SUFFIX = re.compile(r"\s+[|–—•·»-]\s+(?P<site>[^|–—•·»]{2,40})$")
# A headline has some words; "Aktuelles" and "Pressemitteilungen" are the name of a section.
FEWEST_WORDS = 3


def find_title(html: str, found: str | None) -> str | None:
    """The ``<h1>`` that the metadata or ``<title>`` begin with, or the only one; else what these say, else None.

    An ``<h1>`` that holds more than the title has a kicker in it, and the title is better.
    """
    headlines = {strip_tags(match.group(1)) for match in HEADLINE.finditer(html)}
    titles = [title for title in (find_page_title(html), found) if title is not None]
    begun = [line for line in headlines if is_headline(line) and any(title.startswith(line) for title in titles)]
    if begun:
        return max(begun, key=len)
    alone = next(iter(headlines), "") if len(headlines) == 1 else ""
    if is_headline(alone) and not any(title in alone for title in titles):
        return alone
    stripped = [strip_site(title, html) for title in reversed(titles)]
    return next((title for title in (*stripped, *headlines) if is_headline(title)), next(iter(stripped), None))


def is_headline(line: str) -> bool:
    return len(line.split()) >= FEWEST_WORDS and not re.search(r"\{|['\"] \+ ", line)


def find_page_title(html: str) -> str | None:
    found = TITLE.search(html)
    return strip_tags(found.group(1)) or None if found else None


def strip_tags(markup: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", markup)).split())


def strip_site(title: str, html: str) -> str:
    """The title without a last part that looks like a site: an address, or a name that the page gives as its own."""
    found = SUFFIX.search(title)
    if found is None:
        return title
    site = found["site"].strip()
    named = re.search(rf'og:site_name"\s+content="{re.escape(site)}"', html, re.IGNORECASE)
    is_site = named is not None or re.fullmatch(r"[\w-]+\.\w{2,6}", site)
    return title[: found.start()] if is_site else title
