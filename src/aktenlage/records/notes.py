"""Doubts about the text that a reader of the record should know."""

from collections.abc import Iterator

from aktenlage.documents.segment import find_quotation_marks
from aktenlage.types import Document, Note


def find_notes(document: Document) -> Iterator[Note]:
    """Quotation marks that open and are never closed, unless nothing is read where they stand."""
    unclosed = (pair.opening for pair in find_quotation_marks(document.text) if pair.closing is None)
    for mark in unclosed:
        if not any(skipped.contains(mark) for skipped in document.skipped):
            yield Note("quotation-unclosed", (mark,), f"The quotation mark at {mark.start} is never closed")
