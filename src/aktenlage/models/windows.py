"""A long text in windows that the encoder can see at once."""

from collections.abc import Sequence

import msgspec

WINDOW = 320
OVERLAP = 64
"""Pieces a window holds, and pieces that two windows share (measured: ``docs/statements.md``)."""


class Window(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) are seen; the vectors of ``keep_first`` to ``keep_last`` are taken from it."""

    first: int
    last: int
    keep_first: int
    keep_last: int


def make_windows(lengths: Sequence[int], size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Windows over words with so many pieces each; every word is kept from exactly one window.

    A word in two windows is kept from the one where it is farther from the edge. The windows of a text are about equally
    long.
    """
    total = sum(lengths)
    if total > size:
        count = -(-(total - overlap) // (size - overlap))
        size = min(size, -(-(total - overlap) // count) + overlap + max(lengths))
    bounds = _find_bounds(lengths, size, overlap)
    windows = []
    keep = 0
    for place, (first, last) in enumerate(bounds):
        keep_last = last if place + 1 == len(bounds) else (bounds[place + 1][0] + last + 1) // 2
        windows.append(Window(first, last, keep, keep_last))
        keep = keep_last
    return windows


def _find_bounds(lengths: Sequence[int], size: int, overlap: int) -> list[tuple[int, int]]:
    bounds = []
    first = 0
    while True:
        last = _fill(lengths, first, size)
        bounds.append((first, last))
        if last >= len(lengths):
            return bounds
        first = max(first + 1, _go_back(lengths, last, overlap))


def _fill(lengths: Sequence[int], first: int, limit: int) -> int:
    """The end of the window that begins at ``first``; it holds one word at least."""
    last, pieces = first, 0
    while last < len(lengths) and (last == first or pieces + lengths[last] <= limit):
        pieces += lengths[last]
        last += 1
    return last


def _go_back(lengths: Sequence[int], last: int, overlap: int) -> int:
    pieces = 0
    while last > 0 and pieces + lengths[last - 1] <= overlap:
        last -= 1
        pieces += lengths[last]
    return last
