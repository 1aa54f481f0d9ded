"""The two networks on ONNX: the encoder with its tags, and the reader of one quotation's roles."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from aktenlage.errors import DataError
from aktenlage.models.layout import NAME_TAGS, READER_AFTER, READER_BEFORE, TAGS
from aktenlage.models.reading import get_context, make_distances, make_states
from aktenlage.models.tokenizer import BREAK, START
from aktenlage.models.windows import Window, make_windows

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
WordRange = tuple[int, int]

AT_ONCE = 2
"""Quotations in one run of the reader: more would only be padded to the longest, and take memory in long texts."""


class Networks(Protocol):
    """The networks as functions of arrays: ONNX in use, torch while training."""

    def encode(self, pieces: Integers, firsts: Integers, features: Floats) -> tuple[Floats, ...]:
        """Pieces (1, n), places of the words' first pieces and features of the words to the fields of ``Encoded``."""
        ...

    def read(
        self, vectors: Floats, states: Integers, starts: Integers, ends: Integers
    ) -> tuple[Floats, Floats, Floats]:
        """Word vectors (quotations, words, hidden) to logits of roles, modes and media."""
        ...


def load_runtime() -> Any:
    """onnxruntime, kept from writing a device id to the user's folders and from reporting over the network.

    It does both as soon as it is imported, unless this variable stands before.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415

    return onnxruntime


class OnnxNetworks:
    """Both networks, one thread each: several threads of ours may call at the same time.

    Raises DataError where a file is no network that the run time can load.
    """

    def __init__(self, folder: Path) -> None:
        runtime = load_runtime()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._encoder, self._reader = (
                runtime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in ("encoder.onnx", "reader.onnx")
            )
        except Exception as error:  # the run time has no common error of its own
            raise DataError(f"{folder.name}: no networks that can be loaded ({type(error).__name__})") from error

    def encode(self, pieces: Integers, firsts: Integers, features: Floats) -> tuple[Floats, ...]:
        return tuple(self._encoder.run(None, {"pieces": pieces, "firsts": firsts, "features": features}))

    def read(
        self, vectors: Floats, states: Integers, starts: Integers, ends: Integers
    ) -> tuple[Floats, Floats, Floats]:
        inputs = {"vectors": vectors, "states": states, "starts": starts, "ends": ends}
        roles, modes, media = self._reader.run(None, inputs)
        return roles, modes, media


class Encoded(msgspec.Struct, frozen=True):
    """Of each word: log probabilities of the quotation tags in both layers and of the name tags, and its vector."""

    outer: Floats
    inner: Floats
    names: Floats
    vectors: Floats


NOTHING = Encoded(*(np.empty((0, size), dtype=np.float32) for size in (len(TAGS), len(TAGS), len(NAME_TAGS), 0)))
"""What the encoder says of no words."""


class RoleScores(msgspec.Struct, frozen=True):
    """What the reader says of one quotation: logits of the roles (word, role) from word ``first`` on, modes, media."""

    first: int
    roles: Floats
    modes: Floats
    media: Floats


def make_window_input(pieces: Sequence[tuple[int, ...]], window: Window) -> tuple[Integers, Integers]:
    """Pieces of a window between start and end mark, and where the first pieces of the kept words stand."""
    row: list[int] = [START]
    firsts = []
    for place in range(window.first, window.last):
        word = pieces[place]
        if window.keep_first <= place < window.keep_last:
            firsts.append(len(row) + (word[0] == BREAK and len(word) > 1))
        row.extend(word)
    row.append(BREAK)
    return np.array([row], dtype=np.int64), np.array(firsts, dtype=np.int64)


def encode(networks: Networks, pieces: Sequence[tuple[int, ...]], features: Floats) -> Encoded:
    """Runs the encoder over a whole text, window by window; ``features``: one row a word, ``WORD_FEATURES`` its columns."""
    if not pieces:
        return NOTHING
    windows = make_windows([len(word) for word in pieces])
    arrays: list[Floats] = []
    for window in windows:
        kept = features[window.keep_first : window.keep_last]
        run = networks.encode(*make_window_input(pieces, window), kept)
        if not arrays:
            # One set of arrays for the whole text: joining the windows in the end would hold everything twice.
            arrays = [np.empty((len(pieces), part.shape[1]), dtype=np.float32) for part in run]
        for array, part in zip(arrays, run, strict=True):
            array[window.keep_first : window.keep_last] = part
    return Encoded(*arrays)


def make_reader_input(
    quotations: Sequence[Sequence[WordRange]], total: int, before: int = READER_BEFORE, after: int = READER_AFTER
) -> tuple[list[WordRange], Integers, Integers, Integers]:
    """Contexts of the quotations in a text of ``total`` words, and the padded inputs of the reader for them."""
    contexts = [get_context(parts, total, before, after) for parts in quotations]
    width = max(last - first for first, last in contexts)
    states, starts, ends = (np.zeros((len(contexts), width), dtype=np.int64) for _ in range(3))
    for row, (parts, context) in enumerate(zip(quotations, contexts, strict=True)):
        size = context[1] - context[0]
        states[row, :size] = make_states(parts, context)
        starts[row, :size] = make_distances(parts[0][0], context)
        ends[row, :size] = make_distances(parts[-1][1] - 1, context)
    return contexts, states, starts, ends


def read_roles(networks: Networks, vectors: Floats, quotations: Sequence[Sequence[WordRange]]) -> list[RoleScores]:
    """Asks the reader about each quotation of a text, a few of like length at a time."""
    lengths = [last - first for first, last in (get_context(parts, len(vectors)) for parts in quotations)]
    order = sorted(range(len(quotations)), key=lengths.__getitem__)
    scores: dict[int, RoleScores] = {}
    for at in range(0, len(order), AT_ONCE):
        places = order[at : at + AT_ONCE]
        scores |= zip(places, read_group(networks, vectors, [quotations[place] for place in places]), strict=True)
    return [scores[place] for place in range(len(quotations))]


def read_group(networks: Networks, vectors: Floats, quotations: Sequence[Sequence[WordRange]]) -> list[RoleScores]:
    contexts, states, starts, ends = make_reader_input(quotations, len(vectors))
    words = np.zeros((*states.shape, vectors.shape[1]), dtype=np.float32)
    for row, (first, last) in enumerate(contexts):
        words[row, : last - first] = vectors[first:last]
    roles, modes, media = networks.read(words, states, starts, ends)
    return [
        RoleScores(first, roles[row, : last - first], modes[row], media[row])
        for row, (first, last) in enumerate(contexts)
    ]
