"""The best sequence of BIO tags, with quotations that go on after a gap."""

from collections.abc import Iterator
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from aktenlage.models.layout import MODES, TAGS

Floats = NDArray[np.float32]

OUT = 0
STATES = 1 + 3 * len(MODES)
"""Outside, and for each mode: begin, inside, gap (outside words between two parts of one quotation)."""


class Costs(msgspec.Struct, frozen=True):
    """What a change of state costs, in nats.

    ``out`` is added to the score of every word outside (below 0: more is found), ``modes`` to the score of every word
    inside a quotation of a mode, in the order of MODES.
    """

    enter: float = 0.0
    leave: float = 2.0
    gap: float = 4.0
    go_on: float = 2.0
    out: float = 0.0
    modes: tuple[float, ...] = ()


class Tagged(msgspec.Struct, frozen=True):
    """A tagged stretch: mode (index into MODES), parts as word ranges, mean log probability of its tags."""

    mode: int
    parts: tuple[tuple[int, int], ...]
    score: float


def begin(mode: int) -> int:
    return 1 + 3 * mode


@cache
def make_transitions(costs: Costs) -> Floats:
    """Scores of going from one state (row) to the next (column)."""
    table = np.full((STATES, STATES), -1e9, dtype=np.float32)
    table[OUT, OUT] = 0
    for mode in range(len(MODES)):
        start, inside, gap = begin(mode), begin(mode) + 1, begin(mode) + 2
        table[OUT, start] = -costs.enter
        table[[start, inside], inside] = 0
        table[[start, inside], OUT] = -costs.leave
        table[[start, inside], gap] = -costs.gap
        table[gap, gap] = 0
        table[gap, inside] = -costs.go_on
        for other in range(len(MODES)):
            table[[start, inside], begin(other)] = -costs.leave - costs.enter
    return table


def make_emissions(scores: Floats, costs: Costs) -> Floats:
    """Log probabilities of tags (words, TAGS) as scores of states (words, STATES)."""
    emissions = np.empty((len(scores), STATES), dtype=np.float32)
    outside = scores[:, 0] + costs.out
    emissions[:, OUT] = outside
    emissions[:, 3::3] = outside[:, None]
    emissions[:, 1::3] = scores[:, 1::2]
    emissions[:, 2::3] = scores[:, 2::2]
    if costs.modes:
        bias = np.array(costs.modes, dtype=np.float32)
        emissions[:, 1::3] += bias
        emissions[:, 2::3] += bias
    return emissions


def find_path(emissions: Floats, transitions: Floats) -> list[int]:
    """The states of the best path, one a word; it begins outside or at a begin and ends in no gap."""
    pointers = np.empty(emissions.shape, dtype=np.int64)
    score = np.full(STATES, -1e9, dtype=np.float32)
    score[OUT] = 0
    columns = np.arange(STATES)
    for place, emission in enumerate(emissions):
        candidates = score[:, None] + transitions
        best = candidates.argmax(0)
        pointers[place] = best
        score = candidates[best, columns] + emission
    score[3::3] = -1e9
    path = [int(score.argmax())]
    for row in pointers[:0:-1].tolist():
        path.append(row[path[-1]])
    return path[::-1]


def find_tagged(scores: Floats, costs: Costs) -> Iterator[Tagged]:
    """The tagged stretches of one layer, in the order of their first words.

    ``scores``: log probabilities, one row a word, one column a tag of ``TAGS``.
    """
    emissions = make_emissions(scores, costs)
    # Changes of state only cost: where no word is better inside than outside, nothing can be found.
    if not (np.maximum(emissions[:, 1::3], emissions[:, 2::3]) > emissions[:, :1]).any():
        return
    path = find_path(emissions, make_transitions(costs))
    mode = 0
    parts: list[tuple[int, int]] = []
    for place, state in enumerate([*path, OUT]):
        kind = (state - 1) % 3 if state != OUT else None
        if kind in {0, None} and parts:
            yield _make_tagged(mode, parts, scores)
            parts = []
        if kind == 0:
            mode = (state - 1) // 3
            parts.append((place, place + 1))
        elif kind == 1 and parts[-1][1] == place:
            parts[-1] = (parts[-1][0], place + 1)
        elif kind == 1:
            parts.append((place, place + 1))


def _make_tagged(mode: int, parts: list[tuple[int, int]], scores: Floats) -> Tagged:
    inside = TAGS.index(f"I-{MODES[mode]}")
    logs = np.concatenate([scores[start:end, inside - 1 : inside + 1].max(1) for start, end in parts])
    return Tagged(mode, tuple(parts), float(logs.mean()))
