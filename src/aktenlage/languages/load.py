"""Word lists and rules from YAML to typed structs, once a process."""

from functools import cache
from importlib.resources import files
from threading import RLock
from typing import Any, TypeVar

import msgspec
import yaml

from aktenlage.errors import DataError

Kind = TypeVar("Kind")
FOLDER = files("aktenlage.languages")

LOADING = RLock()
"""msgspec works out a type when it is first asked for; two threads that ask at the same time crash the interpreter."""


class Abbreviations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a splitter of sentences must know of a language; ``abbreviations.yml`` says what each list is for."""

    never: frozenset[str]
    before_number: frozenset[str]
    sometimes: frozenset[str]
    usually: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    ordinals: bool
    counts: frozenset[str]
    leaders: frozenset[str]


class Boilerplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule for words that are no part of the article.

    ``pattern`` is tried at the beginning of each paragraph of at most ``longest`` characters, after bullets and the
    like. Where it matches, the whole paragraph is left out, or only its group ``mark`` if it has one. ``sentence``:
    each sentence is tried too. ``following``: headlines right after it go with it. In an example ``[skip …]`` is what
    is left out, if not all of it; from a ``not`` example no rule leaves anything out.
    """

    name: str
    kind: str
    pattern: str
    examples: tuple[str, ...]
    counter: tuple[str, ...] = msgspec.field(name="not")
    longest: int = 300
    sentence: bool = False
    following: bool = False


@cache
def find_languages() -> tuple[str, ...]:
    """The codes of the languages that are known in every room; of others there may be a file (``find_folders``)."""
    return find_folders("abbreviations")


@cache
def find_folders(name: str) -> tuple[str, ...]:
    """The codes of the languages that have the file ``<language>/<name>.yml``."""
    folders = (item for item in FOLDER.iterdir() if item.is_dir() and len(item.name) == 2)
    return tuple(sorted(item.name for item in folders if item.joinpath(f"{name}.yml").is_file()))


def load_words(language: str, name: str, kind: type[Kind]) -> Kind:
    """The file ``<language>/<name>.yml`` as a ``kind``; an unknown field or a wrong type is a DataError."""
    form: Any = kind
    with LOADING:
        words: Kind = read_words(language, name, form)
    return words


@cache
def read_words(language: str, name: str, kind: Any) -> Any:
    place = f"{language}/{name}.yml"
    try:
        return msgspec.yaml.decode(FOLDER.joinpath(language, f"{name}.yml").read_bytes(), type=kind)
    except FileNotFoundError as error:
        raise DataError(f"{place}: no such file; the languages are {', '.join(find_languages())}") from error
    except (msgspec.MsgspecError, yaml.YAMLError) as error:
        raise DataError(f"{place}: {' '.join(str(error).split())}") from error


def load_abbreviations(language: str) -> Abbreviations:
    return load_words(language, "abbreviations", Abbreviations)


def load_boilerplate(language: str) -> tuple[Boilerplate, ...]:
    return load_words(language, "boilerplate", tuple[Boilerplate, ...])
