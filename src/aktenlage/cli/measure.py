"""Reads the texts of a labelled file as plain text and compares."""

import gzip
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from aktenlage.batch import read_captures
from aktenlage.documents.segment import find_words
from aktenlage.errors import InputError
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
from aktenlage.sources.bulk import Line, make_capture
from aktenlage.types import Capture, Problem, Reading, Span

BLANK = b"\xef\xbb\xbf \t\r\n"


class Row(msgspec.Struct, frozen=True):
    """One labelled text; without ``tokens`` the words are cut here, without ``annotations`` nothing is compared."""

    text: str
    id: str | int | None = None
    language: str | None = None
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

    def add(self, row: Row, reading: Reading) -> None:
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


def find_file(place: str) -> Path:
    """The file that a DATA argument means; InputError where there is none."""
    path = Path(place)
    found = path / "dev.jsonl" if path.is_dir() else path
    if not found.is_file():
        raise InputError(f"{found}: no such file")
    return found


def measure(path: Path, language: str | None, workers: int) -> Measured:
    tally = Tally()
    waiting: deque[Row | None] = deque()
    captures = find_captures(path, language, waiting)
    for outcome in read_captures(captures, workers):
        row = waiting.popleft()
        if isinstance(outcome, Problem):
            tally.problems.append(outcome.message)
        elif row is not None:
            tally.add(row, outcome)
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


def find_captures(path: Path, language: str | None, waiting: deque[Row | None]) -> Iterator[Capture | Problem]:
    """A capture for each row, which goes into the queue; one that cannot be read is a Problem, in the queue None."""
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip(BLANK):
            continue
        where = f"{path}: line {number}"
        try:
            row = msgspec.json.decode(line.strip(BLANK), type=Row)
            found = make_capture(where, Line(id=row.id, text=row.text, language=row.language or language))
        except (msgspec.MsgspecError, UnicodeError, RecursionError, InputError) as error:
            waiting.append(None)
            yield Problem(f"{where}: {error}")
            continue
        waiting.append(row)
        yield found


def read_lines(path: Path) -> Iterable[bytes]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {error}") from error
