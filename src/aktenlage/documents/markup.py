"""What must be known of HTML before a parser sees it: that it is no bomb."""

import re

from aktenlage.errors import InputError
from aktenlage.settings import get_settings

# Each part is bounded and stops at the next "<", so that one pass is enough whatever the page holds.
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s<>/]{0,40})(?:[^<>]{0,4000}?(?P<empty>/)?>)?|<!--|-->")
# Tags that end by themselves; in the wild nobody closes them.
LOOSE_TAGS = """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option optgroup
tbody thead tfoot colgroup html head body path rect circle line polygon polyline ellipse use stop image g svg"""
LOOSE = frozenset(LOOSE_TAGS.split())
RAW = frozenset(["script", "style", "textarea", "title", "noscript", "template", "iframe"])

# A parser compares each attribute of an element with all others: 100,000 of them keep it busy for minutes.
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
MOST_ATTRIBUTES = 1000


def check_attributes(place: str, html: str) -> None:
    for tag in LONG_TAG.finditer(html):
        count = len(re.split(r"[\s=]+", QUOTED.sub(" ", tag.group())))
        if count > MOST_ATTRIBUTES:
            raise InputError(f"{place}: an HTML tag with {count:,} attributes, more than {MOST_ATTRIBUTES:,}")


def check_markup(place: str, html: str) -> None:
    """InputError for a page that is nested deeper, or has more elements or attributes, than any article."""
    check_attributes(place, html)
    settings = get_settings()
    depth = deepest = count = 0
    raw = ""
    for match in TAG.finditer(html):
        name = (match["name"] or match.group()).lower()
        if raw:
            raw = "" if name == raw and (match["end"] or raw == "-->") else raw
            continue
        count += 1
        if name == "<!--":
            raw = "-->"
        elif name in RAW and not match["end"]:
            raw = name
        elif name not in LOOSE and not match["empty"]:
            depth = max(0, depth + (-1 if match["end"] else 1))
            deepest = max(deepest, depth)
    if deepest > settings.max_depth:
        raise InputError(
            f"{place}: HTML nested {deepest:,} deep, more than {settings.max_depth:,} (AKTENLAGE_MAX_DEPTH)"
        )
    if count > settings.max_tags:
        raise InputError(f"{place}: HTML with {count:,} tags, more than {settings.max_tags:,} (AKTENLAGE_MAX_TAGS)")
