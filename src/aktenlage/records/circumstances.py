"""When and where a statement was made, and the entities that its parts name."""

from collections.abc import Iterable, Sequence

import msgspec

from aktenlage.records.entities import Identified
from aktenlage.types import Part, Place, Span, Statement, Time

DATED = {"DATE", "TIME"}


def add_circumstances(
    statements: Iterable[Statement], identified: Identified, times: Sequence[Time], places: Sequence[Place]
) -> tuple[Statement, ...]:
    """The statements with the entities of their parts, and the time and place of saying.

    A time or place belongs to the saying where it stands in the frame, outside of what is said and outside of the parts:
    "sagte Holm am Freitag in Kiel". Of several the one nearest to the cue is taken. A place
    must be named as one: "der russische Präsident" does not speak in Russia.
    """
    dated = [(number, time.span) for number, time in enumerate(times) if time.type in DATED]
    placed = [(number, place.span) for number, place in enumerate(places) if place.span in identified.by_mention]
    return tuple(
        msgspec.structs.replace(
            statement,
            speaker=identify_part(statement.speaker, identified) if statement.speaker else None,
            addressee=tuple(identify_part(part, identified) for part in statement.addressee),
            time=get_nearest(statement, dated),
            place=get_nearest(statement, placed),
        )
        for statement in statements
    )


def identify_part(part: Part, identified: Identified) -> Part:
    return Part(part.span, identified.find(part.span))


def get_nearest(statement: Statement, numbered: Iterable[tuple[int, Span]]) -> int | None:
    """The number of the span of the frame that is nearest to the cue."""
    parts = [part.span for part in (*statement.addressee, *([statement.speaker] if statement.speaker else []))]
    inside = [
        (get_distance(span, statement.cue), number)
        for number, span in numbered
        if any(frame.contains(span) for frame in statement.frame)
        and not any(content.overlaps(span) for content in statement.content)
        and not any(part.overlaps(span) for part in parts)
    ]
    return min(inside)[1] if inside else None


def get_distance(span: Span, others: Sequence[Span]) -> int:
    """Characters between a span and the nearest of others; 0 where there is none."""
    return min((max(span.start - other.end, other.start - span.end, 0) for other in others), default=0)
