"""What the reader is given of one quotation: which words it sees, and where each stands to the quotation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aktenlage.models.layout import POSITION_BUCKETS, READER_AFTER, READER_BEFORE, READER_WORDS, STATES

BEFORE, GAP, AFTER, BEGIN, INSIDE = (STATES.index(state) for state in ("before", "gap", "after", "begin", "inside"))

WordRange = tuple[int, int]
Integers = NDArray[np.int64]


def get_context(
    parts: Sequence[WordRange], total: int, before: int = READER_BEFORE, after: int = READER_AFTER
) -> WordRange:
    """First and last word (exclusive) that the reader sees for a quotation with these parts, in a text of ``total`` words."""
    first = max(0, parts[0][0] - before)
    last = min(total, parts[-1][1] + after, first + READER_WORDS)
    return first, last


def make_states(parts: Sequence[WordRange], context: WordRange) -> Integers:
    """The state of each word of the context."""
    first, last = context
    states = np.full(last - first, BEFORE, dtype=np.int64)
    states[parts[0][0] - first :] = GAP
    states[max(0, parts[-1][1] - first) :] = AFTER
    for start, end in parts:
        states[start - first : end - first] = INSIDE
        if start < last:
            states[start - first] = BEGIN
    return states


def make_distances(place: int, context: WordRange) -> Integers:
    """Bucketed distance of each word of the context to the word ``place``: exact when near, then logarithmic."""
    distance = np.arange(context[0], context[1]) - place
    near = POSITION_BUCKETS // 4
    size = np.abs(distance)
    far = near + (np.log2(np.maximum(size, near) / near) * 2).astype(np.int64)
    bucket = np.minimum(np.where(size < near, size, far), POSITION_BUCKETS // 2 - 1)
    return np.where(distance < 0, POSITION_BUCKETS // 2 + bucket, bucket)
