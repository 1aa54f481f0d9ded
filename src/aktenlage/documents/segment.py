"""Paragraphs, sentences and words of a text, all as spans of it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from aktenlage.documents.quotation_marks import QuotationMarks, find_quotation_marks
from aktenlage.documents.sentences import find_sentences
from aktenlage.types import Segments, Span

__all__ = ["QuotationMarks", "find_paragraphs", "find_quotation_marks", "find_words", "segment"]

LONGEST_WORD = 100
# Lines of a text with hard line ends are at most this long; longer lines are paragraphs.
LONGEST_LINE = 120

LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BLANK = "\u200b\ufeff"
# Combining marks of the scripts that take them, soft hyphen, the joiners of no width.
JOINED = (
    "\u00ad\u200c\u200d\u2060\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
)
PIECE = rf"(?:\d++(?:[.,:]\d++)*+|[^\W_])(?:[^\W_]|[{JOINED}])*+"
WORD = re.compile(rf"{PIECE}(?:[-‐‑'’]{PIECE})*+|[^\s\u200b]")


@lru_cache(maxsize=8)
def segment(text: str, language: str | None) -> Segments:
    """Where the parts of the text are; every character but white space lies in exactly one word.

    A word has at most 100 characters: a longer run without white space is cut into pieces. The last texts are remembered:
    what is skipped in a text and what is read in it are found one after the other.
    """
    paragraphs = tuple(find_paragraphs(text))
    sentences = chain.from_iterable(find_sentences(text, paragraph, language) for paragraph in paragraphs)
    return Segments(paragraphs, tuple(sentences), tuple(find_words(text)))


def find_words(text: str) -> Iterator[Span]:
    """Words, numbers and single marks; a compound with hyphens is one word, "3.500" and "14:30" too."""
    for match in WORD.finditer(text):
        start, end = match.span()
        if end - start <= LONGEST_WORD:
            yield Span(start, end)
        else:
            yield from (Span(at, min(at + LONGEST_WORD, end)) for at in range(start, end, LONGEST_WORD))


def find_paragraphs(text: str) -> Iterator[Span]:
    """Parts between blank lines; single lines where the lines of such a part are not wrapped words."""
    return chain.from_iterable(split_block(text, block) for block in find_blocks(text))


def find_blocks(text: str) -> Iterator[list[Span]]:
    """Lines that follow each other without a blank one, without white space at their ends."""
    block: list[Span] = []
    last = 0
    for match in LINE.finditer(text):
        line = strip(text, match.start(), match.end())
        if block and (len(line) == 0 or is_blank(text[last : match.start()])):
            yield block
            block = []
        if len(line):
            block.append(line)
        last = match.end()
    if block:
        yield block


def is_blank(between: str) -> bool:
    """Whether there is more than one line end."""
    return len(between.replace("\r\n", "\n")) > 1


def strip(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip().lstrip(BLANK).lstrip())
    right = len(line) - len(line.rstrip().rstrip(BLANK).rstrip())
    return Span(start + left, end - right) if left + right < len(line) else Span(start, start)


def split_block(text: str, block: list[Span]) -> Iterator[Span]:
    """The paragraphs of a block: its lines, or one for wrapped lines, unless one ends early after a full stop."""
    if len(block) == 1 or not is_wrapped(text, block):
        yield from block
        return
    longest = max(len(line) for line in block)
    start = block[0].start
    for line, following in pairwise(block):
        if len(line) < 0.6 * longest and text[line.end - 1] in '.!?“”"»«':
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block[-1].end)


def is_wrapped(text: str, block: list[Span]) -> bool:
    """Whether line ends are only where the room ended: short lines, of which some go on in small letters."""
    if max(len(line) for line in block) > LONGEST_LINE:
        return False
    return any(
        text[following.start].islower() and text[line.end - 1] not in ".!?:" for line, following in pairwise(block)
    )
