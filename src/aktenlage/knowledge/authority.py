"""The authority file: people, states, organisations and things of the news, checked and found by their names."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Literal, NoReturn, get_args

import msgspec

from aktenlage.errors import DataError
from aktenlage.knowledge.states import load_states
from aktenlage.settings import get_settings
from aktenlage.types import EntityKind

FOLDER = files("aktenlage.knowledge") / "authority"

FILES: dict[str, EntityKind] = {
    "persons.csv": "person",
    "organisations.csv": "organisation",
    "groups.csv": "group",
    "treaties.csv": "treaty",
    "laws.csv": "law",
    "weapon-systems.csv": "weapon-system",
    "others.csv": "other",
}
"""The files of the package and the kind of what stands in them; the states have a file and a loader of their own."""

OFFICES = (
    "president|vice-president|monarch|crown-prince|supreme-leader|prime-minister|foreign-minister|defence-minister|"
    "interior-minister|finance-minister|speaker-of-parliament|governor|party-leader|general-secretary|commander|"
    "spokesperson|ambassador|minister"
)
COLUMNS = ("id", "wikidata", "name", "names")
OPTIONAL = ("kind", "gender", "born", "died", "offices", "state", "class", "signed")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
QID = re.compile(r"Q[1-9]\d*")
DAY = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")
PERIOD = re.compile(rf"(?P<owner>\S+) (?P<office>{OFFICES}) (?P<begin>[\d-]*)\.\.(?P<end>[\d-]*)")
UNSURE = "~"
"""Stands before a name that many bear: without context it names nobody."""

MARKS = {"‐": "-", "‑": "-", "–": "-", "’": "'", "`": "'", "´": "'", "\u00a0": " ", "\u00ad": ""}
OTHER_MARKS = re.compile("[" + "".join(MARKS) + "]")
ACCENT = re.compile("[\u0300-\u036f]+")
ENDING = re.compile(r"(?<=\w{3})(?:e[nrsm]?|s)$")


class Term(msgspec.Struct, frozen=True):
    """An office that somebody held: whose (a state's ISO code or an organisation's id), which, and when.

    The days are as precise as they are known; ``begin`` may be empty.
    """

    owner: str
    office: str
    begin: str
    end: str

    def covers(self, day: str | None) -> bool:
        """Whether it was held that day; what is known to a year or month only counts as a whole. No day: always."""
        if day is None:
            return True
        return self.begin <= day[: len(self.begin)] and day[: len(self.end)] <= self.end


class Thing(msgspec.Struct, frozen=True):
    """A row: somebody or something that the news name. ``unsure`` are names that need context; ``group`` is its class."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    wikidata: str | None = None
    gender: Literal["m", "f"] | None = None
    born: str | None = None
    died: str | None = None
    terms: tuple[Term, ...] = ()
    state: str | None = None
    group: str | None = None
    signed: str | None = None


class Row(msgspec.Struct, frozen=True):
    """A line of a file that nobody has asked for yet; ``names`` and ``unsure`` are folded."""

    kind: EntityKind | None
    header: tuple[str, ...]
    cells: tuple[str, ...]
    place: str
    names: tuple[str, ...]
    unsure: tuple[str, ...]


class Authority:
    """Finds things by their names; of rows with one id the last counts.

    A row becomes a thing, and is checked, only when it is asked for.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {row.cells[0]: row for row in rows}
        self._things: dict[str, Thing] = {}
        self._sure: dict[str, list[str]] = {}
        self._unsure: dict[str, list[str]] = {}
        for key, row in self._rows.items():
            for name in row.names:
                self._sure.setdefault(name, []).append(key)
            for name in row.unsure:
                self._unsure.setdefault(name, []).append(key)

    def __iter__(self) -> Iterator[Thing]:
        """All things, in the order of their files."""
        return map(self.get, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> Thing:
        """The thing of this id."""
        if key not in self._things:
            self._things[key] = parse_row(self._rows[key])
        return self._things[key]

    def find(self, name: str) -> tuple[Thing, ...]:
        """Those that this name means without context; several only if they are of different kinds."""
        return tuple(map(self.get, dict.fromkeys(self._sure.get(fold(name), ()))))

    def find_unsure(self, name: str) -> tuple[Thing, ...]:
        """Those that this name may mean if the context says so."""
        return tuple(map(self.get, dict.fromkeys(self._unsure.get(fold(name), ()))))

    def find_inflected(self, name: str) -> tuple[Thing, ...]:
        """Those with a name of several words that differs only in endings: "Auswärtigen Amtes", "Vereinten Nationen"."""
        folded = fold(name)
        wanted = stem(folded)
        alike = (known for known in self._begun.get(begin(folded), ()) if stem(known) == wanted)
        keys = dict.fromkeys(key for known in alike for key in self._sure[known])
        return tuple(thing for thing in map(self.get, keys) if thing.kind != "person")

    def find_holders(self, owner: str, office: str, day: str) -> tuple[Thing, ...]:
        """Those who held the office that day."""
        words = f"{owner} {office} "
        keys = self._holders.get(words)
        if keys is None:
            keys = [key for key, row in self._rows.items() if words in get_offices(row)]
            self._holders[words] = keys
        return tuple(one for one in map(self.get, keys) if any(held(term, owner, office, day) for term in one.terms))

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _begun(self) -> dict[tuple[str, int], list[str]]:
        """Names of several words by how they begin, so that few must be compared in all their endings."""
        begun: dict[tuple[str, int], list[str]] = {}
        for name in self._sure:
            if " " in name:
                begun.setdefault(begin(name), []).append(name)
        return begun


def get_offices(row: Row) -> str:
    return row.cells[row.header.index("offices")] if "offices" in row.header else ""


def held(term: Term, owner: str, office: str, day: str) -> bool:
    return term.owner == owner and term.office == office and term.covers(day)


def begin(folded: str) -> tuple[str, int]:
    return folded[:4], folded.count(" ")


def fold(name: str) -> str:
    """A name without what spellings differ in: case, hyphens, accents ("Erdoğan" and "Erdogan", "Zürich" and "Zurich")."""
    if not name.isascii():
        name = ACCENT.sub("", unicodedata.normalize("NFKD", OTHER_MARKS.sub(replace_mark, name)))
    return name.casefold().replace("-", " ")


def replace_mark(match: re.Match[str]) -> str:
    return MARKS[match.group()]


@lru_cache(maxsize=4096)
def stem(folded: str) -> str:
    """A folded name whose words have lost their endings of case and number."""
    return " ".join(ENDING.sub("", word) for word in folded.split())


@cache
def load_authority() -> Authority:
    """The authority file of the package, with the rows of the user's own file if the settings name one."""
    own = get_settings().authority
    return Authority((*load_package(), *make_states(), *(load_own(Path(own)) if own else ())))


def load_package() -> Iterator[Row]:
    for name, kind in FILES.items():
        yield from read_rows(read_text(FOLDER / name, name), name, kind)


def load_own(path: Path) -> Iterator[Row]:
    """The user's rows, whose kind stands in a column of its own; all are checked at once."""
    rows = list(read_rows(read_text(path, str(path)), str(path), None))
    for row in rows:
        parse_row(row)
    yield from rows


def make_states() -> Iterator[Row]:
    """The states of the gazetteer; the owner of an office is named by the ISO code, so ``state`` is the state's own."""
    header = ("id", "wikidata", "name", "names", "state")
    for state in load_states():
        names = (*state.names, *(f"{UNSURE}{name}" for name in state.uncertain))
        cells = (state.id, state.wikidata or "", state.name, "|".join(names), state.iso or state.id)
        sure = tuple(fold(name) for name in (state.name, *state.names))
        yield Row("state", header, cells, f"states: {state.id}", sure, tuple(map(fold, state.uncertain)))


def read_text(path: Path | Traversable, place: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise DataError(f"{place}: {error}") from error


def read_rows(text: str, place: str, kind: EntityKind | None) -> Iterator[Row]:
    """The rows of a file, their names folded; ``kind`` None: it stands in the column of that name.

    The text is folded as a whole, and read twice: ten times as fast as folding every name.
    """
    rows, folded = csv.reader(StringIO(text)), csv.reader(StringIO(fold(text)))
    header = tuple(next(rows, ()))
    next(folded, None)
    check_header(header, place, kind)
    name, names = header.index("name"), header.index("names")
    for row, other in zip(rows, folded, strict=False):
        if not row:
            continue
        where = f"{place}: line {rows.line_num}"
        if len(row) != len(header) or len(other) != len(header):
            raise DataError(f"{where}: {len(row)} cells, expected {len(header)}")
        several = other[names].split("|") if other[names] else []
        yield Row(
            kind,
            header,
            tuple(row),
            where,
            (other[name], *(one for one in several if not one.startswith(UNSURE))),
            tuple(one[1:] for one in several if one.startswith(UNSURE)),
        )


def check_header(header: Sequence[str], place: str, kind: EntityKind | None) -> None:
    missing = [name for name in (*COLUMNS, *(() if kind else ("kind",))) if name not in header]
    unknown = [name for name in header if name not in (*COLUMNS, *OPTIONAL)]
    if missing:
        raise DataError(f"{place}: line 1: no column {missing[0]!r}; expected {', '.join(COLUMNS)} …")
    if unknown:
        raise DataError(f"{place}: line 1: unknown column {unknown[0]!r}; known: {', '.join((*COLUMNS, *OPTIONAL))}")


def parse_row(row: Row) -> Thing:
    """The row as a thing; a wrong value is a DataError that names the place, the value and what was expected."""
    cells, place = dict(zip(row.header, row.cells, strict=True)), row.place
    names = [name for name in cells["names"].split("|") if name]
    return Thing(
        id=check(cells, "id", SLUG, place, "lower-case words joined by hyphens"),
        kind=row.kind or check_kind(cells["kind"], place),
        name=cells["name"] or fail(place, "name", "", "a name"),
        names=tuple(name for name in names if not name.startswith(UNSURE)),
        unsure=tuple(name.removeprefix(UNSURE) for name in names if name.startswith(UNSURE)),
        wikidata=check(cells, "wikidata", QID, place, "Q and digits, or nothing") or None,
        gender=check_gender(cells.get("gender", ""), place),
        born=check(cells, "born", DAY, place, DATES) or None,
        died=check(cells, "died", DAY, place, DATES) or None,
        terms=tuple(parse_term(term, place) for term in cells.get("offices", "").split("|") if term),
        state=cells.get("state") or None,
        group=cells.get("class") or None,
        signed=check(cells, "signed", DAY, place, DATES) or None,
    )


DATES = "an ISO day, month or year, or nothing"


def parse_term(words: str, place: str) -> Term:
    match = PERIOD.fullmatch(words)
    if match is None or not all(is_date(match[side]) for side in ("begin", "end")):
        fail(place, "offices", words, "STATE OFFICE FROM..TO with one of the known offices")
    return Term(match["owner"], match["office"], match["begin"], match["end"] or "9999")


def is_date(value: str) -> bool:
    return not value or DAY.fullmatch(value) is not None


def check(cells: dict[str, str], column: str, pattern: re.Pattern[str], place: str, wanted: str) -> str:
    """The value of a column; an id may not be empty, any other value may."""
    value = cells.get(column, "")
    if (value or column == "id") and pattern.fullmatch(value) is None:
        fail(place, column, value, wanted)
    return value


def check_kind(value: str, place: str) -> EntityKind:
    kinds: tuple[EntityKind, ...] = get_args(EntityKind)
    try:
        return kinds[kinds.index(value)]
    except ValueError:
        fail(place, "kind", value, f"one of {', '.join(kinds)}")


def check_gender(value: str, place: str) -> Literal["m", "f"] | None:
    if value in ("m", "f"):
        return "m" if value == "m" else "f"
    if value:
        fail(place, "gender", value, "m, f or nothing")
    return None


def fail(place: str, column: str, value: str, wanted: str) -> NoReturn:
    raise DataError(f"{place}: {column} is {value!r}, expected {wanted}")
