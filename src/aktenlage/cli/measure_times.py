"""Times of a labelled file, compared with what is read from its texts."""

from pathlib import Path

import msgspec

from aktenlage.cli.rows import Measures, Row, read_rows
from aktenlage.evaluation.times import Counts, Found, count, measure
from aktenlage.sources.bulk import Line
from aktenlage.types import Problem, Reading


class TimeLabel(msgspec.Struct, frozen=True):
    """``empty``: a time that is only implied by the text and marks no words."""

    start: int
    end: int
    type: str | None = None
    value: str | None = None
    empty: bool = False


class TimeRow(Row, frozen=True):
    """``dct``: when the text was made, the day that its times are counted from."""

    dct: str | None = None
    timexes: tuple[TimeLabel, ...] = ()

    def make_line(self, language: str | None) -> Line:
        return msgspec.structs.replace(super().make_line(language), published=self.dct)


class StoryRow(TimeRow, frozen=True):
    """A text whose times are counted from each other."""

    def make_line(self, language: str | None) -> Line:
        return Row.make_line(self, language)


def measure_times(path: Path, language: str | None, workers: int, narrative: bool) -> Measures:
    """``narrative``: the creation times of the texts say nothing of what they tell."""
    counts = Counts()
    documents = 0
    problems = []
    for outcome in read_rows(path, StoryRow if narrative else TimeRow, language, workers):
        if isinstance(outcome, Problem):
            problems.append(outcome.message)
            continue
        row, reading = outcome
        documents += 1
        gold = [Found(one.start, one.end, one.type, one.value) for one in row.timexes if not one.empty]
        counts += count(gold, find_ours(reading))
    return Measures(documents, counts.gold, {}, tuple(problems), measure(counts))


def find_ours(reading: Reading) -> list[Found]:
    return [Found(one.span.start, one.span.end, one.type, one.value) for one in reading.times]
