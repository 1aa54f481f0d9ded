"""Which models the package holds, and what is known of each."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from aktenlage.errors import DataError
from aktenlage.models.layout import LAYOUT

FOLDER = Path(__file__).parent


class Costing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the scores of one tag layer become quotations (``viterbi.Costs``)."""

    enter: float
    leave: float
    gap: float
    go_on: float
    out: float
    modes: dict[str, float] = {}


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logistic regression from the features of a quotation to the probability that it is right."""

    weights: dict[str, float]
    intercept: float


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model: its files with their SHA-256, the layout of its outputs, licence, data, scores, decoding."""

    version: str
    layout: int
    licence: str
    data: tuple[str, ...]
    files: dict[str, str]
    scores: dict[str, float]
    outer: Costing
    inner: Costing
    role_bias: dict[str, float]
    role_switch: dict[str, float]
    calibration: Calibration
    least_confidence: float


@cache
def load_entry(name: str) -> Entry:
    """What the catalog says of a model; raises DataError where the entry is not as it must be."""
    path = FOLDER / "catalog.yml"
    try:
        entry = msgspec.yaml.decode(path.read_bytes(), type=dict[str, Entry])[name]
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise DataError(f"{path.name}: entry {name!r}: {error}") from error
    if entry.layout != LAYOUT:
        raise DataError(f"{path.name}: {name}: layout {entry.layout}, expected {LAYOUT}: train the model anew")
    return entry


def get_folder(name: str) -> Path:
    """Where the files of a model lie; raises DataError for one that is missing."""
    folder = FOLDER / name
    for file in load_entry(name).files:
        if not (folder / file).is_file():
            raise DataError(f"{name}/{file}: missing; the package is not installed whole")
    return folder


def find_changed_files(name: str) -> list[str]:
    """Files of a model that are not those of the catalog, by their checksums."""
    folder = get_folder(name)
    return [
        file
        for file, digest in load_entry(name).files.items()
        if sha256((folder / file).read_bytes()).hexdigest() != digest
    ]
