import random

import pytest
from scipy.optimize import linear_sum_assignment

from aktenlage.evaluation.assignment import find_assignment


def get_sum(likeness: list[list[float]]) -> float:
    return sum(likeness[row][column] for row, column in find_assignment(likeness))


@pytest.mark.parametrize("seed", range(20))
def test_the_sum_is_that_of_scipy(seed: int) -> None:
    numbers = random.Random(seed)
    rows, columns = numbers.randint(1, 30), numbers.randint(1, 30)
    likeness = [[numbers.choice([0.0, numbers.random()]) for _ in range(columns)] for _ in range(rows)]
    best = linear_sum_assignment(likeness, maximize=True)
    assert get_sum(likeness) == pytest.approx(sum(likeness[row][column] for row, column in zip(*best, strict=True)))


def test_the_greedy_choice_is_not_taken() -> None:
    assert find_assignment([[0.9, 0.8], [0.8, 0.0]]) == [(0, 1), (1, 0)]


def test_nothing_is_assigned_to_nothing() -> None:
    assert find_assignment([]) == []
    assert find_assignment([[], []]) == []
