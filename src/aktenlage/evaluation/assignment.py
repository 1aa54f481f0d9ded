"""The best one-to-one assignment (Hungarian method), so that no scientific library is needed to run an evaluation."""

from collections.abc import Sequence


def find_assignment(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) with the highest sum of likeness, as many as the shorter side has.

    Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
    Computing 38, 1987; here with potentials, O(rows² · columns).
    """
    if not likeness or not likeness[0]:
        return []
    if len(likeness) > len(likeness[0]):
        turned = find_assignment(list(zip(*likeness, strict=True)))
        return sorted((row, column) for column, row in turned)
    columns = len(likeness[0])
    owner = [-1] * (columns + 1)
    row_potential = [0.0] * len(likeness)
    column_potential = [0.0] * (columns + 1)
    for row in range(len(likeness)):
        _augment(likeness, row, owner, row_potential, column_potential)
    return sorted((owner[column], column) for column in range(columns) if owner[column] >= 0)


def _augment(
    likeness: Sequence[Sequence[float]], row: int, owner: list[int], rows: list[float], columns: list[float]
) -> None:
    """Gives ``row`` a column, moving other rows along the cheapest path; the last column stands for the row itself."""
    count = len(columns) - 1
    owner[count] = row
    distance, previous = [float("inf")] * count, [count] * count
    used = [False] * (count + 1)
    at = count
    while owner[at] >= 0:
        used[at] = True
        current = owner[at]
        for column in range(count):
            if used[column]:
                continue
            cost = -likeness[current][column] - rows[current] - columns[column]
            if cost < distance[column]:
                distance[column], previous[column] = cost, at
        best = min((column for column in range(count) if not used[column]), key=distance.__getitem__)
        step = distance[best]
        for column in range(count + 1):
            if used[column]:
                rows[owner[column]] += step
                columns[column] -= step
            elif column < count:
                distance[column] -= step
        at = best
    while at != count:
        owner[at] = owner[previous[at]]
        at = previous[at]
    owner[count] = -1
