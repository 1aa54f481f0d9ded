"""Files of labelled texts: each row beside what is read from its text."""

import gzip
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from aktenlage.batch import read_captures
from aktenlage.errors import InputError
from aktenlage.evaluation.quotes import Score
from aktenlage.sources.bulk import Line, make_capture
from aktenlage.types import Capture, Problem, Reading

BLANK = b"\xef\xbb\xbf \t\r\n"
PARTS = ("dev", "train", "test", "all")


class Row(msgspec.Struct, frozen=True):
    """What every labelled text has; the labels are fields of the kinds of rows."""

    text: str
    id: str | int | None = None
    language: str | None = None

    def make_line(self, language: str | None) -> Line:
        """The text as an input; ``language``: that of rows that do not say theirs."""
        return Line(id=self.id, text=self.text, language=self.language or language)


class Measures(msgspec.Struct, frozen=True):
    """What came of one file: scores and single numbers by their names, and what could not be read."""

    documents: int
    labels: int
    scores: dict[str, Score]
    problems: tuple[str, ...]
    numbers: dict[str, float] = {}


Labelled = TypeVar("Labelled", bound=Row)


def find_file(place: str) -> Path:
    """The file that a DATA argument means: of a folder its dev part, else its train part; InputError where there is none."""
    path = Path(place)
    if not path.is_dir():
        found = path
    else:
        names = [f"{part}.jsonl{packed}" for part in PARTS for packed in ("", ".gz")]
        found = next((path / name for name in names if (path / name).is_file()), path / names[0])
    if not found.is_file():
        raise InputError(f"{found}: no such file")
    return found


def read_rows(
    path: Path,
    kind: type[Labelled],
    language: str | None,
    workers: int,
    is_wanted: Callable[[Labelled], bool] = lambda row: True,
) -> Iterator[tuple[Labelled, Reading] | Problem]:
    """The wanted rows of a file with their readings; one that cannot be read is a Problem."""
    waiting: deque[Labelled | None] = deque()
    captures = find_captures(path, kind, language, waiting, is_wanted)
    for outcome in read_captures(captures, workers):
        row = waiting.popleft()
        if isinstance(outcome, Problem):
            yield outcome
        elif row is not None:
            yield row, outcome


def find_captures(
    path: Path,
    kind: type[Labelled],
    language: str | None,
    waiting: deque[Labelled | None],
    is_wanted: Callable[[Labelled], bool],
) -> Iterator[Capture | Problem]:
    """A capture for each wanted row, which goes into the queue; one that cannot be read is a Problem, in the queue None."""
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip(BLANK):
            continue
        where = f"{path}: line {number}"
        try:
            row = msgspec.json.decode(line.strip(BLANK), type=kind)
            if not is_wanted(row):
                continue
            found = make_capture(where, row.make_line(language))
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
