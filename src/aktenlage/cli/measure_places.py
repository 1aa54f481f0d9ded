"""Toponyms of a labelled file, compared with the places that are read from its texts."""

from pathlib import Path

import msgspec

from aktenlage.cli.rows import Measures, Row, read_rows
from aktenlage.evaluation.places import Pair, score_places, score_spans
from aktenlage.evaluation.quotes import Score
from aktenlage.sources.bulk import Line
from aktenlage.types import Problem, Reading, Span


class Toponym(msgspec.Struct, frozen=True):
    """A labelled place; only those with coordinates can be measured."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


class PlaceRow(Row, frozen=True):
    toponyms: tuple[Toponym, ...] = ()
    url: str | None = None

    def make_line(self, language: str | None) -> Line:
        return msgspec.structs.replace(super().make_line(language), url=self.url)


def measure_places(path: Path, language: str | None, workers: int) -> Measures:
    """Accuracy and errors over all toponyms with coordinates, those that were missed counted as wrong."""
    pairs: list[Pair] = []
    spans = []
    documents = 0
    problems = []
    for outcome in read_rows(path, PlaceRow, language, workers):
        if isinstance(outcome, Problem):
            problems.append(outcome.message)
            continue
        row, reading = outcome
        documents += 1
        pairs += [
            ((one.lat, one.lon), find_answer(reading, Span(one.start, one.end)))
            for one in row.toponyms
            if one.lat is not None and one.lon is not None
        ]
        spans.append(
            (
                [one.span for one in reading.places],
                [Span(one.start, one.end) for one in row.toponyms if one.lat is not None],
            )
        )
    score = score_places(pairs)
    precision, recall, _ = score_spans(spans)
    numbers = {
        "accuracy within 161 km": score.accuracy,
        "missed": score.missed / score.toponyms if score.toponyms else 0.0,
        "mean error in km": score.mean,
        "median error in km": score.median,
        "area under log error": score.area,
    }
    return Measures(documents, score.toponyms, {"spans": Score(precision, recall)}, tuple(problems), numbers)


def find_answer(reading: Reading, span: Span) -> tuple[float, float] | None:
    """The coordinates of the place read at a span: that with the same one, else one that overlaps it."""
    near = sorted(
        (place for place in reading.places if place.span.overlaps(span) and place.latitude is not None),
        key=lambda place: place.span != span,
    )
    if not near or near[0].latitude is None or near[0].longitude is None:
        return None
    return near[0].latitude, near[0].longitude
