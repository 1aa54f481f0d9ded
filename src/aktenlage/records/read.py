"""From a document to its record: the only place where the order of the steps stands."""

from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock

import msgspec

from aktenlage.annotations.lexical import find_features
from aktenlage.annotations.names import find_names
from aktenlage.annotations.quotes import Decoding, find_quotations
from aktenlage.annotations.times import find_times
from aktenlage.documents.segment import segment
from aktenlage.models.catalog import Costing, Entry, get_folder, load_entry
from aktenlage.models.layout import MODES, ROLES
from aktenlage.models.tagger import OnnxNetworks, encode
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.viterbi import Costs
from aktenlage.records.circumstances import add_circumstances
from aktenlage.records.descriptions import find_contradictions
from aktenlage.records.entities import identify
from aktenlage.records.locations import find_locations
from aktenlage.records.notes import find_notes
from aktenlage.records.statements import make_statements, says_something
from aktenlage.types import Document, Note, Reading, Segments, Span, Time

MODEL = "quotes"


class Reader:
    """Reads documents; holds the models, which are loaded once. Several threads may use one reader."""

    def __init__(self) -> None:
        folder = get_folder(MODEL)
        self._entry = load_entry(MODEL)
        self._decoding = make_decoding(self._entry)
        self._tokenizer = WordTokenizer(folder / "tokenizer.json")
        self._networks = OnnxNetworks(folder)
        self._begun: set[str | None] = set()
        self._beginning = Lock()

    def read(self, document: Document, notes: Sequence[Note] = (), explain: bool = False) -> Reading:
        """The record of a document; ``notes`` are those that were made when the document was.

        ``explain``: each time says which rule found it and what it was counted from.
        """
        if document.language in self._begun:
            return self._read(document, notes, explain)
        # What a language needs is loaded by its first text, and not made to be loaded by two threads at once.
        with self._beginning:
            reading = self._read(document, notes, explain)
            self._begun.add(document.language)
            return reading

    def _read(self, document: Document, notes: Sequence[Note], explain: bool) -> Reading:
        entry = self._entry
        segments = segment(document.text, document.language)
        words, breaks = leave_out(segments.words, document.skipped)
        pieces = self._tokenizer.get_pieces(document.text, words, segments.paragraphs)
        encoded = encode(self._networks, pieces, find_features(document.text, words))
        names = find_names(document.text, words, encoded.names, breaks)
        found = [
            quotation
            for quotation in find_quotations(self._networks, encoded, self._decoding)
            if says_something(document.text, quotation, words)
        ]
        statements = make_statements(found, words, breaks, entry.calibration, entry.least_confidence)
        identified = identify(document, segments, names, statements)
        times = tuple(find_dates(document, segments, explain))
        places = tuple(find_locations(document, words, names, identified))
        doubts = (*notes, *find_notes(document), *find_contradictions(document, segments, identified))
        return Reading(
            document=document,
            entities=identified.entities,
            times=times,
            places=places,
            statements=add_circumstances(statements, identified, times, places),
            notes=tuple(sorted(doubts, key=get_place)),
        )


LOADING = Lock()


def get_reader() -> Reader:
    """The one reader of this process; threads that come at the same time wait for it."""
    with LOADING:
        return load_reader()


@cache
def load_reader() -> Reader:
    return Reader()


def read(document: Document, notes: Sequence[Note] = ()) -> Reading:
    """The record of a document, with the models of the package."""
    return get_reader().read(document, notes)


def find_dates(document: Document, segments: Segments, explain: bool) -> Iterator[Time]:
    """The times of a document, with or without what explains them."""
    for one in find_times(document.text, segments, document.language, document.published, document.skipped):
        time = Time(one.span, one.type, one.value, one.begin, one.end)
        yield msgspec.structs.replace(time, rule=one.rule, anchor=one.anchor) if explain else time


def leave_out(words: Sequence[Span], skipped: Sequence[Span]) -> tuple[Sequence[Span], frozenset[int]]:
    """The words outside skipped stretches, and the indexes of those before which something was left out."""
    if not skipped:
        return words, frozenset()
    kept: list[Span] = []
    breaks = set()
    stretches = iter(sorted(skipped))
    stretch = next(stretches, None)
    for word in words:
        while stretch is not None and stretch.end <= word.start:
            breaks.add(len(kept))
            stretch = next(stretches, None)
        if stretch is None or not stretch.overlaps(word):
            kept.append(word)
    return kept, frozenset(breaks)


def get_place(note: Note) -> int:
    return note.spans[0].start if note.spans else -1


def make_decoding(entry: Entry) -> Decoding:
    return Decoding(
        outer=make_costs(entry.outer),
        inner=make_costs(entry.inner),
        role_bias=tuple(entry.role_bias.get(role, 0.0) for role in ROLES),
        role_switch=tuple(entry.role_switch.get(role, 0.0) for role in ROLES),
    )


def make_costs(costing: Costing) -> Costs:
    modes = tuple(costing.modes.get(mode, 0.0) for mode in MODES)
    return Costs(costing.enter, costing.leave, costing.gap, costing.go_on, costing.out, modes)
