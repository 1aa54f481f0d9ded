"""From a document to its record: the only place where the order of the steps stands."""

from collections.abc import Sequence
from functools import cache
from threading import Lock

from aktenlage.annotations.quotes import Decoding, find_quotations
from aktenlage.documents.segment import segment
from aktenlage.models.catalog import Costing, Entry, get_folder, load_entry
from aktenlage.models.layout import MODES, ROLES
from aktenlage.models.tagger import OnnxNetworks
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.viterbi import Costs
from aktenlage.records.notes import find_notes
from aktenlage.records.statements import make_statements
from aktenlage.types import Document, Note, Reading, Span

MODEL = "quotes"


class Reader:
    """Reads documents; holds the models, which are loaded once. Several threads may use one reader."""

    def __init__(self) -> None:
        folder = get_folder(MODEL)
        self._entry = load_entry(MODEL)
        self._decoding = make_decoding(self._entry)
        self._tokenizer = WordTokenizer(folder / "tokenizer.json")
        self._networks = OnnxNetworks(folder)

    def read(self, document: Document, notes: Sequence[Note] = ()) -> Reading:
        """The record of a document; ``notes`` are those that were made when the document was."""
        entry = self._entry
        segments = segment(document.text, document.language)
        words, breaks = leave_out(segments.words, document.skipped)
        pieces = self._tokenizer.get_pieces(document.text, words, segments.paragraphs)
        found = find_quotations(self._networks, words, pieces, self._decoding)
        return Reading(
            document=document,
            statements=make_statements(found, words, breaks, entry.calibration, entry.least_confidence),
            notes=tuple(sorted((*notes, *find_notes(document)), key=get_place)),
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
