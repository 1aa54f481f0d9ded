"""Names of a labelled file, compared with what is read from its texts."""

from pathlib import Path

import msgspec

from aktenlage.cli.rows import Measures, Row, read_rows
from aktenlage.evaluation.names import CLASSES, Entity, is_held_out, score_names
from aktenlage.types import Problem, Reading, Span


class NameLabel(msgspec.Struct, frozen=True):
    start: int
    end: int
    type: str


class NameRow(Row, frozen=True):
    """``doc``: the text that the sentence comes from."""

    entities: tuple[NameLabel, ...] = ()
    doc: str | None = None


def measure_names(path: Path, language: str | None, workers: int, held_out: bool) -> Measures:
    """``held_out``: only the texts that no model of ours learnt from."""
    documents = []
    problems = []
    for outcome in read_rows(path, NameRow, language, workers, is_unseen if held_out else is_any):
        if isinstance(outcome, Problem):
            problems.append(outcome.message)
            continue
        row, reading = outcome
        documents.append((find_ours(reading), find_theirs(row)))
    return Measures(
        documents=len(documents),
        labels=sum(len(gold) for _, gold in documents),
        scores=score_names(documents),
        problems=tuple(problems),
    )


def is_any(row: NameRow) -> bool:
    return True


def is_unseen(row: NameRow) -> bool:
    return is_held_out(str(row.doc or row.id))


def find_ours(reading: Reading) -> frozenset[Entity]:
    """The names of a reading with the classes that data sets give them."""
    return frozenset(
        (mention.span, CLASSES[entity.kind])
        for entity in reading.entities
        for mention in entity.mentions
        if mention.form == "name"
    )


def find_theirs(row: NameRow) -> frozenset[Entity]:
    return frozenset((Span(one.start, one.end), one.type) for one in row.entities if one.type in CLASSES.values())
