"""Capture to Document: the text, what is known about it, and what of it is no part of the article."""

from aktenlage.documents.decode import decode
from aktenlage.documents.language import find_language
from aktenlage.documents.segment import segment
from aktenlage.documents.skip import find_skipped
from aktenlage.errors import InputError
from aktenlage.settings import get_settings
from aktenlage.types import Capture, Document, Note, Span


def make_document(capture: Capture) -> tuple[Document, tuple[Note, ...]]:
    """A document and the doubts about it; InputError, in one line with the place, where there is no text to read.

    The text of text input is the input unchanged. What the input states goes before what a page is found to say.
    """
    check_size(capture)
    text, doubt = decode(capture)
    notes = [] if doubt is None else [Note("encoding", (), doubt)]
    document = Document(
        id=capture.id,
        text=text,
        url=capture.url,
        title=capture.title,
        published=capture.published,
        language=capture.language,
    )
    if capture.media_type == "text/html":
        document, more = read_html(capture, document)
        notes.extend(more)
    document, skipped = finish(document)
    return document, (*notes, *skipped)


def check_size(capture: Capture) -> None:
    limit = get_settings().max_bytes
    if len(capture.body) > limit:
        raise InputError(f"{capture.place}: {len(capture.body):,} bytes, more than {limit:,} (AKTENLAGE_MAX_BYTES)")


def read_html(capture: Capture, document: Document) -> tuple[Document, list[Note]]:
    from aktenlage.documents.page import read_page  # noqa: PLC0415  text input must not wait for trafilatura and lxml

    page = read_page(capture.place, document.text, capture.url)
    published = document.published or page.published
    found = Document(
        id=document.id,
        text=page.text,
        url=document.url,
        title=document.title or page.title,
        author=page.author,
        published=published,
        language=document.language,
    )
    return found, [] if published else [Note("date-missing", (), "the page states no date of publication")]


def finish(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """The same document with its language and with what is skipped in it."""
    language = document.language or find_language(document.text)
    notes = find_skipped(document.text, segment(document.text, language), language)
    finished = Document(
        id=document.id,
        text=document.text,
        url=document.url,
        title=document.title,
        author=document.author,
        published=document.published,
        language=language,
        skipped=join(sorted(span for note in notes for span in note.spans)),
    )
    return finished, notes


def join(spans: list[Span]) -> tuple[Span, ...]:
    """Sorted spans without overlap."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
