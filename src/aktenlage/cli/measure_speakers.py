"""The entities of speakers, compared with a labelled sample of statements."""

from hashlib import sha256
from pathlib import Path

import msgspec

from aktenlage.cli.rows import Measures, Row, read_lines, read_rows
from aktenlage.errors import InputError
from aktenlage.evaluation.speakers import LabelledSpeaker, score_speakers
from aktenlage.sources.bulk import Line
from aktenlage.types import Problem


class DatedRow(Row, frozen=True):
    """``date``: when the text was published; who held which office depends on it."""

    date: str | None = None

    def make_line(self, language: str | None) -> Line:
        return msgspec.structs.replace(super().make_line(language), published=self.date)


def load_sample(path: Path) -> list[LabelledSpeaker]:
    """The labels of a sample; InputError with the line of one that is none."""
    labels = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            labels.append(msgspec.json.decode(line, type=LabelledSpeaker))
        except msgspec.MsgspecError as error:
            raise InputError(f"{path}: line {number}: {error}") from error
    return labels


def measure_speakers(path: Path, sample: Path, language: str | None, workers: int) -> Measures:
    """``path``: the file with the texts; those that the sample does not name are not read."""
    labels = load_sample(sample)
    digests = {label.doc: label.text_sha256 for label in labels}
    readings = {}
    problems = []
    for outcome in read_rows(path, DatedRow, language, workers, lambda row: str(row.id) in digests):
        if isinstance(outcome, Problem):
            problems.append(outcome.message)
            continue
        row, reading = outcome
        if sha256(row.text.encode()).hexdigest()[: len(digests[str(row.id)])] == digests[str(row.id)]:
            readings[str(row.id)] = reading
        else:
            problems.append(f"{path}: {row.id}: the text is not the one that was labelled")
    score = score_speakers(labels, readings)
    numbers = {
        "right": score.accuracy,
        "wrong": score.wrong / score.found if score.found else 0.0,
        "nobody though named": score.not_found / score.found if score.found else 0.0,
        "statements found": score.found / len(labels) if labels else 0.0,
    }
    return Measures(len({one.doc for one in labels}), len(labels), {}, tuple(problems), numbers)
