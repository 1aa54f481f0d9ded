"""The types that pass a door between two rooms.

The record of one document is ``Reading``; what ``msgspec.json.encode`` makes of it is the wire format, field for field.
Every span is ``[start, end)`` in Unicode code points of ``Document.text``.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A stretch of a text, ``[start, end)`` in code points; written ``[start, end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Part(msgspec.Struct, frozen=True):
    """Words that play a role in a record, and the entity that they name, if it can be identified."""

    span: Span
    entity: str | None = None


class Capture(msgspec.Struct, frozen=True):
    """What came in from outside, before anything was understood of it.

    ``place`` says where it came from, for messages ("news.jsonl: line 17"). What the input itself states beside the body
    (``title``, ``published`` …) goes before what the body is found to say.
    """

    id: str
    place: str
    body: bytes
    media_type: Literal["text/plain", "text/html"]
    charset: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    fetched: datetime | None = None


class Problem(msgspec.Struct, frozen=True):
    """An input, or a line of one, that could not be read; the message is one line and names the place."""

    message: str


class Document(msgspec.Struct, frozen=True):
    """A text that no longer changes, with what is known about it.

    ``published`` is an ISO 8601 date or date and time, ``language`` an ISO 639-1 code, ``skipped`` the stretches from which
    nothing is taken on record (teasers, bylines, captions …).
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    skipped: tuple[Span, ...] = ()

    def words(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]


class Segments(msgspec.Struct, frozen=True):
    """The parts of a text: spans of paragraphs, sentences and words, each in the order of the text."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]


class Mode(StrEnum):
    """How words are given: the five types of speech, thought and writing representation (Brunner et al. 2020)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    REPORTED = "reported"
    FREE_INDIRECT = "free-indirect"
    INDIRECT_FREE_INDIRECT = "indirect-free-indirect"


class Medium(StrEnum):
    SPEECH = "speech"
    THOUGHT = "thought"
    WRITING = "writing"


class Mention(msgspec.Struct, frozen=True):
    span: Span
    form: Literal["name", "noun", "pronoun"]


EntityKind = Literal["person", "organisation", "state", "place", "weapon-system", "treaty", "law", "group", "other"]


class Entity(msgspec.Struct, frozen=True):
    id: str
    name: str
    kind: EntityKind
    refs: dict[str, str]
    mentions: tuple[Mention, ...]


class Time(msgspec.Struct, frozen=True):
    """A temporal expression with its TIMEX3 type and value, and the first and last day that it can mean.

    ``rule`` and ``anchor`` (the day or time from which the value was counted, None where none was needed) say how it was
    worked out; they are only set, and only written, where an explanation was asked for.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    begin: str | None
    end: str | None
    rule: str | msgspec.UnsetType = msgspec.UNSET
    anchor: str | msgspec.UnsetType | None = msgspec.UNSET


class Place(msgspec.Struct, frozen=True):
    span: Span
    entity: str | None
    name: str
    geonames: int | None
    country: str | None
    latitude: float | None
    longitude: float | None


class Statement(msgspec.Struct, frozen=True):
    """Who said what to whom: ``content`` may have several parts; ``time`` and ``place`` are indexes into the reading's lists.

    ``confidence`` is the calibrated probability that the statement is right (``docs/statements.md``).
    """

    id: str
    mode: Mode
    medium: Medium | None
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    frame: tuple[Span, ...]
    speaker: Part | None
    addressee: tuple[Part, ...]
    time: int | None
    place: int | None
    confidence: float


class TimePart(msgspec.Struct, frozen=True):
    span: Span
    time: int


class Event(msgspec.Struct, frozen=True):
    id: str
    type: str
    trigger: Span
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    instruments: tuple[Part, ...]
    places: tuple[Part, ...]
    times: tuple[TimePart, ...]
    status: Literal["happened", "ongoing", "planned", "possible", "denied"]
    source: Part | None
    statement: str | None
    confidence: float


class Deadline(msgspec.Struct, frozen=True):
    span: Span
    value: str
    begin: str | None
    end: str | None


class Commitment(msgspec.Struct, frozen=True):
    id: str
    event: str | None
    party: Part | None
    force: Literal["will", "will-not", "must", "must-not", "may"]
    action: Span
    beneficiary: Part | None
    deadline: Deadline | None
    condition: Span | None
    basis: Part | None
    source: Part | None
    statement: str | None
    confidence: float


class Note(msgspec.Struct, frozen=True):
    """A doubt about the text, or something left out of the record, with the places it is about."""

    kind: str
    spans: tuple[Span, ...]
    text: str


class Reading(msgspec.Struct, frozen=True):
    """The record of one document, as the contract gives it; every list is in the order of the text."""

    document: Document
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    notes: tuple[Note, ...] = ()
