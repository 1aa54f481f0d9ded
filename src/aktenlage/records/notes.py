"""Doubts about the text that a reader of the record should know."""

from collections.abc import Iterator

from aktenlage.documents.segment import find_quotation_marks
from aktenlage.types import Document, Note

MOST = 20
"""So many unclosed marks have a note each; the others, of a broken text, share one."""


def find_notes(document: Document) -> Iterator[Note]:
    """Quotation marks that open and are never closed, unless nothing is read where they stand."""
    unclosed = [
        pair.opening
        for pair in find_quotation_marks(document.text)
        if pair.closing is None and not any(skipped.contains(pair.opening) for skipped in document.skipped)
    ]
    for mark in unclosed[:MOST]:
        yield Note("quotation-unclosed", (mark,), f"The quotation mark at {mark.start} is never closed")
    if len(unclosed) > MOST:
        rest = unclosed[MOST:]
        yield Note("quotation-unclosed", (rest[0],), f"{len(rest):,} more quotation marks are never closed")
