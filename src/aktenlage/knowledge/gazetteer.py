"""Names of places to what they are, where they are and how large; offline, in files that are mapped, not read.

The files under ``gazetteer/`` are made by ``gather/gazetteer.py``; ``docs/places.md`` says from what. A place is a row
in arrays of one length. A name is not kept as a string: the index is one sorted array of 64 bits for each pair of name
and place, 44 bits of the folded name's hash, one bit that is set for a name that is not the place's main one, 19 bits of
the row. Two names of different places meet by accident once in 10 million.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from aktenlage.errors import DataError

PlaceKind = Literal[
    "state", "region", "city", "capital", "sea", "river", "strait", "lake", "mountain", "island", "continent", "area"
]
KINDS: tuple[PlaceKind, ...] = (
    "state",
    "region",
    "region",
    "city",
    "capital",
    "sea",
    "river",
    "strait",
    "lake",
    "mountain",
    "island",
    "continent",
    "area",
)
"""What the numbers of the array ``kind`` mean: 1 is a first-level region (Land, state, oblast), 2 a smaller one (county)."""

STATE, REGION, COUNTY, CITY, CAPITAL = range(5)

ROW_BITS = 19
ALTERNATE = 1 << ROW_BITS
HASH_SHIFT = ROW_BITS + 1
SHORTEST_GENITIVE = 4

UNMARKED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ə": "a"}
)
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
APOSTROPHES = re.compile(r"['’‘ʼʻ`´′\"]")
SEPARATORS = re.compile(r"[\s\-‐‑–—_.,/()]+")
HOLY = re.compile(r"^(?:saint|sankt|st) (?=.)")
MOUNT = re.compile(r"^(?:mount|mt) (?=.)")
FORT = re.compile(r"^(?:fort|ft) (?=.)")
GENITIVES = (re.compile(r"(?:['’]s?|s)$"), re.compile(r"es$"))

Rows = npt.NDArray[np.int64]


class Toponym(msgspec.Struct, frozen=True):
    """A place: ``name`` is German where that is known; ``population`` is 0 where nobody lives or nothing is known."""

    geonames: int | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: PlaceKind


def fold(name: str) -> str:
    """A name without case, marks, hyphens, apostrophes and dots; "Sankt" and "Saint" are "st".

    "Zürich" and "Zurich" become the same; "Zuerich" meets them in the index, where names with umlauts stand twice
    (``fold_written_out``): to turn every "ue" into "u" would make Neuenburg a Neunburg.
    """
    folded = name.casefold()
    if not folded.isascii():
        signs = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", folded).casefold())
        folded = "".join(sign for sign in signs if not unicodedata.combining(sign)).translate(UNMARKED)
    folded = SEPARATORS.sub(" ", APOSTROPHES.sub("", folded)).strip()
    return FORT.sub("ft ", MOUNT.sub("mt ", HOLY.sub("st ", folded)))


def fold_written_out(name: str) -> str:
    """The same with "ae", "oe", "ue" for umlauts."""
    return fold(name.casefold().translate(WRITTEN_OUT))


def hash_name(folded: str) -> int:
    """The upper 44 bits of an entry of the index."""
    digest = blake2b(folded.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> HASH_SHIFT << HASH_SHIFT


class Gazetteer:
    """Finds places by name. ``rows_of`` and the arrays are for who weighs many candidates at once."""

    def __init__(self, folder: Path) -> None:
        self.latitude = open_array(folder, "latitude")
        self.longitude = open_array(folder, "longitude")
        self.population = open_array(folder, "population")
        self.kind = open_array(folder, "kind")
        self.group = open_array(folder, "group")
        self._geonames = open_array(folder, "geonames")
        self._index = open_array(folder, "index")
        self._offsets = open_array(folder, "offsets")
        self._names = open_array(folder, "names")
        self.groups: tuple[str, ...] = tuple((folder / "groups.txt").read_text(encoding="utf-8").split("\n"))
        countries = [group.partition(".")[0] for group in self.groups]
        numbers = {country: number for number, country in enumerate(dict.fromkeys(countries))} | {"": -1}
        self.country_numbers = np.array([numbers[country] for country in countries])
        self.has_region = np.array(["." in group for group in self.groups])
        self._numbers = numbers
        self._groups = {code: number for number, code in enumerate(self.groups)}

    def find(self, name: str) -> tuple[Toponym, ...]:
        """All places of that name, the likeliest first if nothing else is known; nothing for an unknown name."""
        rows, alternate = self.find_rows(name)
        order = np.argsort(-self.get_priors(rows, alternate), kind="stable")
        return tuple(self.get(int(row)) for row in rows[order])

    def find_rows(self, name: str) -> tuple[Rows, npt.NDArray[np.bool_]]:
        """The rows of a name, and for each whether the name is not the place's main one; genitives if need be."""
        for spelling in spell(name):
            rows, alternate = self.rows_of(fold(spelling))
            if len(rows):
                return rows, alternate
        return rows, alternate

    def rows_of(self, folded: str) -> tuple[Rows, npt.NDArray[np.bool_]]:
        """The rows of a name that is folded already."""
        first = hash_name(folded)
        start, end = np.searchsorted(self._index, np.array([first, first + (1 << HASH_SHIFT)], dtype=np.uint64))
        entries = self._index[start:end].astype(np.uint64)
        rows = (entries & np.uint64(ALTERNATE - 1)).astype(np.int64)
        return rows, (entries & np.uint64(ALTERNATE)) != 0

    def get_priors(self, rows: Rows, alternate: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """How likely each row is meant before the text is looked at; one more is ten times as likely."""
        people = np.log10(self.population[rows].astype(np.float64) + 10)
        priors: npt.NDArray[np.float64] = (
            people + KIND_PRIORS[self.kind[rows]] - ALTERNATE_PENALTIES[self.kind[rows]] * alternate
        )
        return priors

    def is_word(self, name: str) -> bool:
        """Whether a name is also an ordinary word or a person's name: "Essen", "Nancy"; it then needs context."""
        return name in load_words()

    def is_country(self, countries: frozenset[str]) -> npt.NDArray[np.bool_]:
        """For each group whether it belongs to one of some countries."""
        return np.isin(self.country_numbers, [self._numbers[one] for one in countries if one in self._numbers])

    def get_region(self, code: str) -> int | None:
        """The row of a first-level region by its code, "US.TX"."""
        number = self._groups.get(code)
        if number is None:
            return None
        start, end = np.searchsorted(self.group, [number, number + 1])
        found = np.flatnonzero(self.kind[start:end] == REGION)
        return int(start + found[0]) if len(found) else None

    def get(self, row: int) -> Toponym:
        """One row as a Toponym."""
        country, _, admin1 = self.groups[self.group[row]].partition(".")
        geonames = int(self._geonames[row])
        latitude, longitude = int(self.latitude[row]), int(self.longitude[row])
        known = latitude != NOWHERE
        return Toponym(
            geonames=geonames or None,
            name=bytes(self._names[self._offsets[row] : self._offsets[row + 1]]).decode(),
            country=country or None,
            admin1=admin1 or None,
            latitude=latitude / 100 if known else None,
            longitude=longitude / 100 if known else None,
            population=int(self.population[row]),
            kind=KINDS[self.kind[row]],
        )


# People who would have to live there for a city to be as likely: a state goes before everything, a capital counts
# three times, a region half, a county a twentieth of its people; an ocean as a large city.
KIND_PRIORS = np.array([3.0, 0.3, -0.5, 0.0, 0.5, 5.0, 3.8, 5.0, 4.5, 4.5, 4.5, 5.5, 4.5])
# A name of a state that needs context ("Georgia") is no likelier than a region of that name; what a region shares with its
# chief city is the city's.
ALTERNATE_PENALTIES = np.array([2.5, 2.2] + [1.5] * 11)
NOWHERE = 32767


def spell(name: str) -> Iterator[str]:
    """The name, then what is left of it if its end is a genitive."""
    yield name
    for ending in GENITIVES:
        bare = ending.sub("", name)
        if bare != name and len(bare) >= SHORTEST_GENITIVE:
            yield bare


def open_array(folder: Path, name: str) -> npt.NDArray[Any]:
    """An array that the operating system reads page by page when it is used."""
    path = folder / f"{name}.npy"
    try:
        # Without the subclass memmap, which makes every slice slow; the file stays mapped.
        array: npt.NDArray[Any] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name}: not a file of the gazetteer: {error}") from error
    return array


@cache
def load_words() -> frozenset[str]:
    """The names in ``words.csv``, as they are written with a capital."""
    text = files("aktenlage.knowledge").joinpath("gazetteer", "words.csv").read_text(encoding="utf-8")
    return frozenset(line.partition(",")[0] for line in text.splitlines()[1:])


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package, opened once a process."""
    with as_file(files("aktenlage.knowledge").joinpath("gazetteer")) as folder:
        return Gazetteer(folder)
