"""What the markup of a page states about its article: schema.org, Open Graph, Dublin Core, plain ``<meta>``."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from aktenlage.documents.dates import is_late, parse_stamp
from aktenlage.documents.lines import get_text, squeeze

ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|\w*Report|LiveBlogPosting|PodcastEpisode)$")
PAGE = re.compile(r"(?:\w*WebPage|AboutPage|FAQPage|QAPage|Recipe|HowTo|CreativeWork|Webpage)$")
# Where an article lies inside of what is not itself one; reviews, comments and teasers lie elsewhere.
INNER = ("@graph", "mainEntity", "mainEntityOfPage")
PUBLISHED_NAMES = """article:published_time og:article:published_time article:published article:publication_date
og:published_time datepublished date_published publish_date publishdate publish-date publication_date publication-date pubdate
dc.date.issued dcterms.issued dc.issued dc.date.created dcterms.created dc.date.published parsely-pub-date
cxenseparse:recs:publishtime vr:published_time citation_publication_date rnews:datepublished"""
PUBLISHED = frozenset(PUBLISHED_NAMES.split())
# As often the day of the last change.
DATED = frozenset(["date", "dc.date", "dcterms.date", "created", "sailthru.date"])
AUTHOR_NAMES = """author article:author og:article:author dc.creator dcterms.creator dc.creator.name citation_author
parsely-author cxenseparse:author sailthru.author article:author_name shareaholic:article_author_name"""
AUTHORS = frozenset(AUTHOR_NAMES.split())


SITES = frozenset(["og:site_name", "application-name", "publisher", "dc.publisher"])
SITE = re.compile(r"WebSite|\w*Organization")


class Metadata(msgspec.Struct, frozen=True):
    """Days and names in the order of how surely they are the article's; ``sites`` are names of the publisher.

    ``owners`` are authors by ``<meta>``, which on some sites is the same person on every page.

    ``late``: the first day is one of world time, at which in Europe the next day may have begun.
    """

    published: tuple[str, ...]
    late: bool
    dated: tuple[str, ...]
    authors: tuple[str, ...]
    owners: tuple[str, ...]
    sites: tuple[str, ...]


def read_metadata(tree: Any) -> Metadata:
    things = list(read_things(tree))
    articles = [thing for thing in things if has_type(thing, ARTICLE)]
    pages = [thing for thing in things if has_type(thing, PAGE)]
    people = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and "name" in thing}
    metas = list(read_metas(tree))
    stamps = [*get_days(articles), *get_metas(metas, PUBLISHED), *read_items(tree, ARTICLE)]
    return Metadata(
        published=tuple(find_days(stamps)),
        late=any(map(is_late, stamps[:1])),
        dated=tuple(find_days([*get_days(pages), *read_items(tree, PAGE), *get_metas(metas, DATED)])),
        authors=tuple(name for thing in get_one(articles) for name in get_names(thing.get("author"), people)),
        owners=tuple(get_metas(metas, AUTHORS)),
        sites=(*get_metas(metas, SITES), *find_sites(things, people)),
    )


def find_sites(things: list[dict[str, Any]], people: dict[str, dict[str, Any]]) -> Iterator[str]:
    """What the site and its publisher are called."""
    for thing in things:
        yield from get_names(thing.get("publisher"), people)
        if has_type(thing, SITE):
            yield from get_names(thing, {})


def find_days(values: Iterable[str]) -> Iterator[str]:
    return (day for value in values if (day := parse_stamp(value)) is not None)


def read_things(tree: Any) -> Iterator[dict[str, Any]]:
    """The things that the scripts of schema.org describe, each once."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield from unfold(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue


def unfold(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from unfold(item)
    elif isinstance(value, dict):
        yield value
        for name in INNER:
            yield from unfold(value.get(name))


def has_type(thing: dict[str, Any], wanted: re.Pattern[str]) -> bool:
    types = thing.get("@type")
    return any(isinstance(name, str) and wanted.match(name) for name in (types if isinstance(types, list) else [types]))


def get_one(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The descriptions of the one article of a page; none where it describes several, as their headlines show."""
    return things if len({str(thing.get("headline")) for thing in things}) == 1 else []


def get_days(things: list[dict[str, Any]]) -> list[str]:
    """When things were published; nothing where a page describes several of different days."""
    days = [day for thing in things if isinstance(day := thing.get("datePublished"), str)]
    return days if len({day[:10] for day in days}) == 1 else []


def get_names(value: Any, people: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of those who are named, or only referred to; organisations are left out by those who ask."""
    if isinstance(value, list):
        for item in value:
            yield from get_names(item, people)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        named = value if "name" in value else people.get(str(value.get("@id")), {})
        names = named.get("name")
        yield from (name for name in (names if isinstance(names, list) else [names]) if isinstance(name, str))


def read_metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop")
        if name and meta.get("content") and get_kind(meta) is None:
            yield name.strip().lower(), meta.get("content")


def get_metas(metas: Iterable[tuple[str, str]], names: frozenset[str]) -> list[str]:
    return [content for name, content in metas if name in names]


def read_items(tree: Any, wanted: re.Pattern[str]) -> Iterator[str]:
    """The days of microdata that belong to a thing of a wanted type, not to a review or a comment in it."""
    for item in tree.iterfind(".//*[@itemprop]"):
        if "datePublished" in item.get("itemprop").split() and (kind := get_kind(item)) and wanted.match(kind):
            yield item.get("datetime") or item.get("content") or get_text(item)


def get_kind(item: Any) -> str | None:
    """The type of the thing around an element, as microdata have it."""
    scope = item if item.get("itemscope") is not None and not item.get("itemprop") else item.getparent()
    while scope is not None and scope.get("itemscope") is None:
        scope = scope.getparent()
    return None if scope is None else (scope.get("itemtype") or "thing").rstrip("/").rsplit("/", 1)[-1]


def is_site(name: str, sites: Iterable[str], url: str | None) -> bool:
    """Whether a name is that of the site itself, by what the page calls it or by its address."""
    host = re.sub(r"^\w+://(?:www\.)?([^/:]*).*", r"\1", url or "", flags=re.DOTALL)
    return squeeze(name) in {*(squeeze(site) for site in sites), squeeze(host), squeeze(host.rpartition(".")[0])}
