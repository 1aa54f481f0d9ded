"""Pairs of quotation marks of every kind, across sentences."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aktenlage.types import Span

# What closes each opening mark, the usual one first; typists mix them.
CLOSES = {
    "„": '“”"',
    ",,": "“”\"''",
    "“": '”"“',
    "”": "”",
    "»": "«»",
    "«": "»",
    "›": "‹›",
    "‹": "›",
    "‚": "‘’'",
    "‘": "’'",
    '"': '"”“',
    "'": "'",
    "``": "''",
}
# Marks that are as often an apostrophe; without a partner they are one.
APOSTROPHES = frozenset("'‘’‚")
MARK = re.compile(r"[„“”»«‹›\"]|``|''|,,(?=\w)|[‚‘’'](?!')|(?P<blank>(?:\r\n|[\n\r])[ \t\u00a0]*+(?:\r\n|[\n\r])\s*+)")
# As deep as quotations are looked for in one another; more is a broken text.
DEEPEST = 8


class QuotationMarks(NamedTuple):
    """The marks of one quotation; ``closing`` is None where the text does not close it."""

    opening: Span
    closing: Span | None


def find_quotation_marks(text: str) -> tuple[QuotationMarks, ...]:
    """All quotations of a text by their marks, in the order of the opening ones; inner ones too.

    A quotation ends at a blank line unless the next paragraph begins with the same mark.
    """
    found: list[QuotationMarks] = []
    stack: list[re.Match[str]] = []
    reopened = -1
    for match in MARK.finditer(text):
        if match["blank"] is not None:
            kept = find_reopened(text, match, stack)
            found.extend(give_up(mark for mark in stack if mark not in kept))
            stack, reopened = kept, match.end() if kept else -1
        elif match.start() != reopened:
            found.extend(take(text, match, stack))
    found.extend(give_up(stack))
    return tuple(sorted(found, key=lambda pair: pair.opening))


def take(text: str, match: re.Match[str], stack: list[re.Match[str]]) -> list[QuotationMarks]:
    """Closes a quotation, or opens one, or does nothing with an apostrophe or an inch."""
    mark, (start, end) = match.group(), match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    depth = find_opening(mark, before, after, stack)
    if depth is not None:
        pair = QuotationMarks(get_span(stack[depth]), Span(start, end))
        inner = stack[depth + 1 :]
        del stack[depth:]
        return [*give_up(inner), pair] if inner else [pair]
    if is_opening(mark, before, after):
        stack.append(match)
        if len(stack) > DEEPEST:
            return list(give_up([stack.pop(0)]))
    return []


def find_opening(mark: str, before: str, after: str, stack: list[re.Match[str]]) -> int | None:
    """The place in the stack of the opening mark that this one closes."""
    if not stack or is_inside_word(mark, before, after):
        return None
    opens = looks_opening(before, after)
    if opens and mark not in "“«»‹›":
        return None
    for depth in reversed(range(len(stack))):
        opening = stack[depth].group()
        if mark in CLOSES[opening] and not (opens and mark == opening):
            return depth
    return None


def is_opening(mark: str, before: str, after: str) -> bool:
    if mark in ("„", ",,", "``"):
        return True
    if mark in ("''", "’") or after == "" or (after.isspace() and mark not in "«»"):
        return False
    if mark in "»«›‹":
        return not before.strip() or not before.isalnum()
    return looks_opening(before, after)


def looks_opening(before: str, after: str) -> bool:
    """White space or an opening mark on the left, a word or another mark on the right."""
    return (before == "" or before.isspace() or before in "([{„“»«‚‘›‹\"'–—-/\u200b") and after.strip() != ""


def is_inside_word(mark: str, before: str, after: str) -> bool:
    return mark in APOSTROPHES and before.isalnum() and after.isalnum()


def find_reopened(text: str, blank: re.Match[str], stack: list[re.Match[str]]) -> list[re.Match[str]]:
    """The open quotations that the next paragraph takes up with the same mark."""
    first = text[blank.end() : blank.end() + 1]
    depth = next((depth for depth, mark in enumerate(stack) if mark.group() == first), None)
    return [] if depth is None else stack[: depth + 1]


def give_up(marks: Iterable[re.Match[str]]) -> Iterator[QuotationMarks]:
    """Quotations without an end; a lone apostrophe is none."""
    return (QuotationMarks(get_span(mark), None) for mark in marks if mark.group() not in APOSTROPHES)


def get_span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
