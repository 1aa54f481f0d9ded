"""The measures of toponym resolution: accuracy within 161 km, mean and median error, area under the log error curve.

Source: Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation", Language Resources and Evaluation
2019, after Jurgens et al., ICWSM 2015. The area is over ln(1 + km), divided by the ln of the longest distance that two
points on earth can have, 20,039 km; 0 is perfect, 1 the worst. A toponym without an answer counts as if it were as far
away as anything can be, in every measure; the mean and the median of those that have one are given too.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median

import msgspec

from aktenlage.types import Span

LONGEST = 20_039.0
NEAR = 161.0
EARTH = 6371.0

Point = tuple[float, float]
Pair = tuple[Point, Point | None]


class PlaceScore(msgspec.Struct, frozen=True):
    """``accuracy`` and ``area`` are over all toponyms, ``mean`` and ``median`` over those with an answer, in km."""

    toponyms: int
    missed: int
    accuracy: float
    mean: float
    median: float
    area: float


def score_places(pairs: Sequence[Pair]) -> PlaceScore:
    """Each gold point (latitude, longitude) with the answer, None where there is none."""
    if not pairs:
        return PlaceScore(0, 0, 0.0, 0.0, 0.0, 0.0)
    errors = [LONGEST if answer is None else measure_distance(gold, answer) for gold, answer in pairs]
    answered = [error for error, (_, answer) in zip(errors, pairs, strict=True) if answer is not None] or [LONGEST]
    return PlaceScore(
        toponyms=len(pairs),
        missed=sum(answer is None for _, answer in pairs),
        accuracy=sum(error <= NEAR for error in errors) / len(errors),
        mean=fmean(answered),
        median=median(answered),
        area=measure_area(errors),
    )


def measure_distance(left: Point, right: Point) -> float:
    """Kilometres along the great circle."""
    phi, psi = math.radians(left[0]), math.radians(right[0])
    half_width = math.radians(right[1] - left[1]) / 2
    chord = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(half_width) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))


def measure_area(errors: Sequence[float]) -> float:
    """The area under the sorted log errors by the trapezoidal rule, of the whole."""
    curve = sorted(math.log1p(error) for error in errors)
    if len(curve) == 1:
        return curve[0] / math.log(LONGEST)
    area = sum((left + right) / 2 for left, right in pairwise(curve))
    return area / (math.log(LONGEST) * (len(curve) - 1))


def score_spans(documents: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of found spans that are exactly gold spans, over (found, gold) of each document."""
    right = sum(len(set(found) & set(gold)) for found, gold in documents)
    given = sum(len(set(found)) for found, _ in documents)
    wanted = sum(len(set(gold)) for _, gold in documents)
    precision = right / given if given else 0.0
    recall = right / wanted if wanted else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
