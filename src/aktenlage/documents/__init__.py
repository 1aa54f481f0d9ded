"""Capture to Document; from here on the text never changes."""

from aktenlage.documents.extract import make_document
from aktenlage.documents.language import find_language
from aktenlage.documents.segment import QuotationMarks, find_quotation_marks, segment
from aktenlage.documents.skip import find_skipped

__all__ = ["QuotationMarks", "find_language", "find_quotation_marks", "find_skipped", "make_document", "segment"]
