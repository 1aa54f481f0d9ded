"""Quotations of a labelled file, compared with what is read from its texts."""

from pathlib import Path

import msgspec

from aktenlage.cli.rows import Row, read_rows
from aktenlage.documents.segment import find_words
from aktenlage.evaluation.labelled import (
    Documents,
    Label,
    TokenIndex,
    label_gold,
    label_statement,
    leave_out_unlabelled,
    score_modes,
)
from aktenlage.evaluation.quotes import Labelled, Score, score_quotations
from aktenlage.evaluation.spans import find_broken, find_spans
from aktenlage.types import Problem, Reading, Span


class QuoteRow(Row, frozen=True):
    """Without ``tokens`` the words are cut here, without ``annotations`` nothing is compared."""

    tokens: tuple[Span, ...] | None = None
    annotations: tuple[Label, ...] | None = None


class Measured(msgspec.Struct, frozen=True):
    """What came of one file: how much was read and how well, and which spans do not hold."""

    documents: int
    quotations: int
    measures: dict[str, Score]
    modes: dict[str, Score]
    checked: int
    broken: tuple[str, ...]
    problems: tuple[str, ...]


class Tally:
    """Sums up readings with their rows."""

    def __init__(self) -> None:
        self.count = self.checked = 0
        self.broken: list[str] = []
        self.compared: list[tuple[list[Labelled], list[Labelled]]] = []
        self.problems: list[str] = []

    def add(self, row: QuoteRow, reading: Reading) -> None:
        self.count += 1
        self.checked += sum(1 for _ in find_spans(reading))
        broken = (
            f"{reading.document.id}: [{one.start}, {one.end}] does not read back words" for one in find_broken(reading)
        )
        self.broken += broken
        if row.annotations is not None:
            tokens = row.tokens if row.tokens is not None else tuple(find_words(row.text))
            index = TokenIndex(tokens)
            system = [label_statement(one, index) for one in reading.statements]
            self.compared.append((system, [label_gold(one, index) for one in row.annotations]))


def measure_quotes(path: Path, language: str | None, workers: int) -> Measured:
    tally = Tally()
    for outcome in read_rows(path, QuoteRow, language, workers):
        if isinstance(outcome, Problem):
            tally.problems.append(outcome.message)
        else:
            tally.add(*outcome)
    documents = leave_out_unlabelled(tally.compared)
    typed = any(one.type is not None for _, gold in documents for one in gold)
    return Measured(
        documents=tally.count,
        quotations=sum(len(gold) for _, gold in documents),
        measures=get_measures(documents, typed),
        modes=score_modes(documents) if typed else {},
        checked=tally.checked,
        broken=tuple(tally.broken),
        problems=tuple(tally.problems),
    )


def get_measures(documents: Documents, typed: bool) -> dict[str, Score]:
    """The measures that the labels allow."""
    if not any(gold for _, gold in documents):
        return {}
    left_out = set() if typed else {"form", "medium"}
    return {name: score for name, score in score_quotations(documents).items() if name not in left_out}
