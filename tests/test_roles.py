"""Scores of words to the stretches of a role."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.annotations.quotes import find_best_run, find_runs

LOGITS = st.lists(st.floats(-6, 6, width=32), max_size=12)


def get_worth(logits: list[float], inside: list[bool], switch: float) -> float:
    edges = sum(left != right for left, right in zip([False, *inside], [*inside, False], strict=True))
    return sum(logit for logit, within in zip(logits, inside, strict=True) if within) - switch * edges


def mark(runs: list[tuple[int, int]], length: int) -> list[bool]:
    return [any(start <= place < end for start, end in runs) for place in range(length)]


@given(LOGITS, st.sampled_from([0.0, 0.5, 2.0]))
def test_no_other_stretches_are_worth_more(logits: list[float], switch: float) -> None:
    runs = find_runs(np.array(logits, dtype=np.float64), switch)
    found = get_worth(logits, mark(runs, len(logits)), switch)
    best = max(
        get_worth(logits, [bool(number >> place & 1) for place in range(len(logits))], switch)
        for number in range(2 ** len(logits))
    )
    assert found == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize(
    ("logits", "switch", "runs"),
    [
        ([-1, 2, 2, -1], 0.0, [(1, 3)]),
        ([2, -1, 2], 0.0, [(0, 1), (2, 3)]),
        ([2, -1, 2], 1.0, [(0, 3)]),
        ([0.5], 1.0, []),
        ([], 1.0, []),
    ],
)
def test_a_dear_change_closes_small_gaps(logits: list[float], switch: float, runs: list[tuple[int, int]]) -> None:
    assert find_runs(np.array(logits, dtype=np.float64), switch) == runs


@pytest.mark.parametrize(
    ("logits", "run"),
    [([-1, 3, -1, 2, -5, 1], [(1, 4)]), ([-1, -2], []), ([], []), ([1], [(0, 1)])],
)
def test_a_speaker_is_one_stretch(logits: list[float], run: list[tuple[int, int]]) -> None:
    assert find_best_run(np.array(logits, dtype=np.float64)) == run
