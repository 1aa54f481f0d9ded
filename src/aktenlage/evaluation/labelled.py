"""Statements and labels of data sets as sets of tokens, so that ``quotes`` can compare them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from aktenlage.evaluation.quotes import PARTS, Labelled, Score, Tokens
from aktenlage.types import Mode, Part, Span, Statement

TYPES = {
    Mode.DIRECT: "Direct",
    Mode.INDIRECT: "Indirect",
    Mode.REPORTED: "Reported",
    Mode.FREE_INDIRECT: "FreeIndirect",
    Mode.INDIRECT_FREE_INDIRECT: "IndirectFreeIndirect",
}
"""The modes as the data name them."""

OPEN = "open"
"""The medium of a record that has none, and of a label that leaves it open between two (SW, ST, TW)."""

MEDIA = {"Speech": "speech", "Thought": "thought", "Writing": "writing"}


class Label(msgspec.Struct, frozen=True):
    """A quotation as the data give it; data without types or media leave those fields out."""

    quote: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    type: str | None = None
    medium: str | None = None


Documents = Sequence[tuple[Sequence[Labelled], Sequence[Labelled]]]


class TokenIndex:
    """Finds the tokens that spans touch; the tokens are in the order of the text and do not overlap."""

    def __init__(self, tokens: Sequence[Span]) -> None:
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def find(self, spans: Iterable[Span]) -> Tokens:
        return frozenset(
            number
            for span in spans
            for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
        )


def label_statement(statement: Statement, index: TokenIndex) -> Labelled:
    """A statement of ours in the words of the data."""
    spans = {
        "quote": statement.content,
        "addressee": get_spans(statement.addressee),
        "cue": statement.cue,
        "frame": statement.frame,
        "speaker": get_spans([statement.speaker] if statement.speaker else []),
    }
    medium = OPEN if statement.medium is None else statement.medium.value
    return Labelled(TYPES[statement.mode], medium, {part: index.find(spans[part]) for part in PARTS})


def label_gold(label: Label, index: TokenIndex) -> Labelled:
    medium = None if label.medium is None else MEDIA.get(label.medium, OPEN)
    return Labelled(label.type, medium, {part: index.find(getattr(label, part)) for part in PARTS})


def get_spans(parts: Iterable[Part]) -> tuple[Span, ...]:
    return tuple(part.span for part in parts)


def leave_out_unlabelled(documents: Documents) -> Documents:
    """The same without the parts that the data never label: what we find of them is neither right nor wrong."""
    known = {part for _, gold in documents for one in gold for part, tokens in one.parts.items() if tokens}
    if known.issuperset(PARTS):
        return documents
    return [([keep_parts(one, known) for one in system], gold) for system, gold in documents]


def keep_parts(labelled: Labelled, known: set[str]) -> Labelled:
    parts = {part: tokens if part in known else frozenset() for part, tokens in labelled.parts.items()}
    return Labelled(labelled.type, labelled.medium, parts)


def score_modes(documents: Documents) -> dict[str, Score]:
    """For each type of the data: quotations of that type whose tokens are exactly those of the labels."""
    return {name: score_exact(documents, name) for name in TYPES.values()}


def score_exact(documents: Documents, name: str) -> Score:
    right = given = wanted = 0
    for system, gold in documents:
        ours = {one.parts["quote"] for one in system if one.type == name}
        theirs = {one.parts["quote"] for one in gold if one.type == name}
        right += len(ours & theirs)
        given += len(ours)
        wanted += len(theirs)
    return Score(right / given if given else 0.0, right / wanted if wanted else 0.0)
