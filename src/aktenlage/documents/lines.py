"""The visible lines of a page around its headline, without menus, comments, teasers and footers."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from lxml import etree

BLOCK_TAGS = """p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th section article main header figure figcaption
blockquote pre body address hgroup br"""
BLOCKS = frozenset(BLOCK_TAGS.split())
HIDDEN_TAGS = """script style noscript template iframe svg button select form aside nav footer figure figcaption table
blockquote head"""
HIDDEN = frozenset(HIDDEN_TAGS.split())
# What sites call the parts of a page in which other articles, readers and the publisher have their word.
FOREIGN = re.compile(
    r"comment|kommentar|sidebar|related|widget|footer|menu|(?:^|[\s_-])nav|ticker|recommend|empfehl|copyright|cookie|banner|promo|"
    r"newsletter|most-?read|slider|carousel|review|rating|similar|crumb",
    re.IGNORECASE,
)
# These are parts of the article as often: its introduction, its date. With a heading in them they are another article.
DOUBTFUL = re.compile(r"teaser|event|termin|latest|listing|card", re.IGNORECASE)
LONGEST_LABEL = 60
HEADINGS = ("h2", "h3", "h4", "h5")
# Between these sites forget the white space.
PARTS = frozenset(["a", "span", "time", "strong"])
DATED = re.compile(r"date|datum|publish|posted|time", re.IGNORECASE)
HEADLINES = ("h1", "h2", "h3")


class Line(msgspec.Struct, frozen=True):
    """Words that stand in one line; ``place`` counts the characters before it, ``hint`` is what its markup is called.

    ``label`` are the words before it, up to the last number: those of its own block, or of a line that ends in a colon.
    """

    text: str
    place: int
    hint: str
    stamp: str = ""
    label: str = ""


class Lines(msgspec.Struct, frozen=True):
    """The lines of a page and the place of its headline; None where it has none."""

    all: tuple[Line, ...]
    headline: int | None

    def find_near(self, before: int, after: int) -> Iterator[Line]:
        """The lines at most so many characters before and after the headline."""
        if self.headline is not None:
            first, last = self.headline - before, self.headline + after
            yield from (line for line in self.all if first <= line.place <= last)


def read_lines(tree: Any, title: str | None) -> Lines:
    headline = find_headline(tree, title)
    above = frozenset() if headline is None else frozenset([headline, *headline.iterancestors()])
    articles = [item for item in tree.iter("article") if item not in above]
    inside = any(item.tag == "article" for item in above)
    foreign = articles if inside or len(articles) > 1 else []
    found = list(walk(tree, above, frozenset(foreign)))
    place = next((line.place for element, line in found if headline is not None and element is headline), None)
    return Lines(tuple(line for element, line in found if element is not headline), place)


def find_headline(tree: Any, title: str | None) -> Any:
    """The heading that says what the title says, or most of it, else the only ``<h1>``."""
    headings = [(squeeze(get_text(item)), item) for item in tree.iter(*HEADLINES)]
    wanted = squeeze(title or "")
    named = [item for words, item in headings if words and words == wanted]
    close = [
        item for words, item in headings if 0.6 * len(wanted) < len(words) and (words in wanted or wanted in words)
    ]
    first = [item for _, item in headings if item.tag == "h1"]
    return next(iter([*named, *(close if wanted else []), *(first if len(first) == 1 else [])]), None)


def get_text(element: Any) -> str:
    """The words of an element that should have few; of one that has many, some of the first."""
    return " ".join("".join(piece[:1000] for piece in islice(element.itertext(), 100)).split())[:1000].rstrip()


def squeeze(text: str) -> str:
    """Letters and digits only, for comparing."""
    return re.sub(r"[\W_]+", "", text).lower()


def walk(tree: Any, above: frozenset[Any], foreign: frozenset[Any]) -> Iterator[tuple[Any, Line]]:
    """Each line with the element that it ends in; a ``<time>`` is a line too, with its stamp."""
    words: list[str] = []
    headline = next((item for item in above if item.tag in HEADLINES), None)
    place = hidden = 0
    label = ""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        begins, block = event == "start", element.tag in BLOCKS
        if block and (line := " ".join("".join(words).split())) and not hidden:
            owner = get_block(element, begins)
            yield owner, Line(line, place, get_hint(owner), label=label)
            place += len(line)
            label = line[-LONGEST_LABEL:] if line.endswith(":") else ""
        if block:
            words = []
        if begins and element is headline:
            yield element, Line("", place, "")
        if hidden or is_hidden(element, above, foreign):
            hidden += 1 if begins else -1
        elif begins and (is_time(element) or is_dated(element)):
            text, stamp = get_text(element), element.get("datetime") or ""
            yield element, Line(text, place, get_hint(element), stamp, get_label(words) or label)
        if not hidden:
            words.append(" " if element.tag in PARTS else "")
            words.append((element.text if begins else element.tail) or "")


def is_time(element: Any) -> bool:
    return element.tag == "time" and bool(element.get("datetime"))


def is_dated(element: Any) -> bool:
    """Whether this is a part of a line that its markup calls a date."""
    return element.tag in PARTS and len(element) == 0 and DATED.search(get_names(element)) is not None


def get_label(words: list[str]) -> str:
    return re.split(r"\d", " ".join("".join(words[-20:]).split()))[-1][-LONGEST_LABEL:]


def get_block(element: Any, begins: bool) -> Any:
    """The element that holds the words before this event."""
    if not begins and element.tag != "br":
        return element
    parent = element.getparent()
    return element if parent is None else parent


def is_hidden(element: Any, above: frozenset[Any], foreign: frozenset[Any]) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element in above:
        return False
    if element.tag in HIDDEN or element in foreign:
        return True
    names = get_names(element)
    return bool(FOREIGN.search(names)) or bool(
        DOUBTFUL.search(names) and next(element.iter(*HEADINGS), None) is not None
    )


def get_names(element: Any) -> str:
    names: Iterable[str | None] = (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))
    return " ".join(name for name in names if name)[:400]


def get_hint(element: Any) -> str:
    """The names of an element, of what it holds and of what holds it, as long as these hold little else."""
    parent = element.getparent()
    inner = (get_names(child) for child in list(element)[:4] if isinstance(child.tag, str))
    return " ".join([get_names(element), *inner, get_names(parent) if parent is not None else ""])
