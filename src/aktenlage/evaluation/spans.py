"""Whether every span of a record reads back words of its text."""

from collections.abc import Iterator
from typing import Any

import msgspec

from aktenlage.types import Reading, Span


def find_spans(value: Any) -> Iterator[Span]:
    """All spans of a record or of a part of one, wherever they stand in it."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from find_spans(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from find_spans(one)


def find_broken(reading: Reading) -> Iterator[Span]:
    """Spans that leave the text, hold nothing, or begin or end in white space."""
    text = reading.document.text
    for span in find_spans(reading):
        words = text[max(0, span.start) : span.end]
        if not (0 <= span.start < span.end <= len(text)) or words != words.strip():
            yield span
