"""States and what newspapers call them: names, adjectives, inhabitants, capitals, seats of government.

``authority/states.csv`` has one row for a state or a territory that acts like one, past ones too. A name that is more
often something else (Georgia, Jordan) stands there with "~" before it: it needs context.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from aktenlage.errors import DataError

PLACE = "authority/states.csv"
ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
INHABITANT_ENDINGS = ("", "n", "s", "en", "r", "es", "nen", "m")


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row; ``names`` are all further names, ``uncertain`` those that need context, ``iso`` is empty for past states."""

    id: str
    iso: str | None
    wikidata: str | None
    geonames: int | None
    name: str
    names: tuple[str, ...]
    uncertain: tuple[str, ...]
    adjectives: tuple[str, ...]
    inhabitants: tuple[str, ...]
    capital: str | None
    capital_geonames: int | None
    metonyms: tuple[str, ...]
    latitude: float | None
    longitude: float | None


@cache
def load_states() -> tuple[State, ...]:
    """All states, in the order of the file."""
    text = files("aktenlage.knowledge").joinpath(PLACE).read_text(encoding="utf-8")
    return tuple(read_states(text.splitlines()))


def read_states(lines: Iterable[str]) -> Iterator[State]:
    """The rows of a file of states; a wrong one is a DataError with its line."""
    for row in (reader := csv.DictReader(lines)):
        try:
            yield msgspec.convert(read_row(row), State, strict=False)
        except (KeyError, msgspec.ValidationError) as error:
            raise DataError(f"{PLACE}: line {reader.line_num}: {error}") from error


def read_row(row: dict[str, str]) -> dict[str, Any]:
    names = split(row["names"])
    lists = {name: split(row[name]) for name in ("adjectives", "inhabitants", "metonyms")}
    certain = tuple(name for name in names if not name.startswith("~"))
    uncertain = tuple(name[1:] for name in names if name.startswith("~"))
    return {name: value or None for name, value in row.items()} | lists | {"names": certain, "uncertain": uncertain}


def split(field: str) -> tuple[str, ...]:
    return tuple(one for one in field.split("|") if one)


def find_by_iso(iso: str) -> State | None:
    """The state of an ISO 3166-1 alpha-2 code."""
    return index_codes().get(iso)


def find_by_name(name: str) -> State | None:
    """The state of a name that means it without context, as it stands or in the German genitive."""
    index = index_names()
    return index.get(name) or index.get(strip_genitive(name))


def find_by_adjective(word: str) -> State | None:
    """The state of an adjective: "belarussische", "Belarusian"; German ones in all their forms."""
    index = index_adjectives()
    folded = word.casefold()
    found = index.get(word)
    if found is not None:
        return found
    stems = (folded.removesuffix(ending) for ending in ADJECTIVE_ENDINGS if folded.endswith(ending))
    return next((index[stem] for stem in stems if stem in index and not stem[0].isupper()), None)


def find_by_inhabitant(word: str) -> State | None:
    """The state of "Belarusse", "Belarussin", "Belarussen", "Belarusians"; the word must begin in upper case."""
    index = index_inhabitants()
    bare = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    stems = (bare.removesuffix(ending) for ending in INHABITANT_ENDINGS if bare.endswith(ending))
    return next((index[stem] for stem in stems if stem in index), None)


def find_by_metonym(name: str) -> State | None:
    """The state whose government a capital or a building may stand for; whether it does, only the sentence tells."""
    index = index_metonyms()
    return index.get(name) or index.get(strip_genitive(name))


def strip_genitive(name: str) -> str:
    return name.replace("’", "'").removesuffix("'s").removesuffix("'").removesuffix("s")


@cache
def index_codes() -> dict[str, State]:
    return {state.iso: state for state in load_states() if state.iso is not None}


@cache
def index_names() -> dict[str, State]:
    return {name: state for state in load_states() for name in (state.name, *state.names)}


@cache
def index_adjectives() -> dict[str, State]:
    """German stems (lower case, but "US-amerikanisch" too) folded, English words and "Schweizer" as they stand."""
    return {
        key: state
        for state in load_states()
        for word in state.adjectives
        for key in ([word.casefold()] if is_german_stem(word) else [word])
    }


def is_german_stem(word: str) -> bool:
    return word.endswith(("isch", "deutsch"))


@cache
def index_inhabitants() -> dict[str, State]:
    return {name: state for state in load_states() for name in state.inhabitants}


@cache
def index_metonyms() -> dict[str, State]:
    return {name: state for state in load_states() for name in state.metonyms}
