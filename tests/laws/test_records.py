"""Decoding undoes encoding."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.types import Document, Mention, Note, Part, Reading, Span, Statement, TimePart

numbers = st.integers(0, 10_000)
spans = st.builds(Span, numbers, numbers)
parts = st.builds(Part, span=spans, entity=st.none() | st.text())


def tuples(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3).map(tuple)


statements = st.builds(
    Statement,
    content=tuples(spans),
    cue=tuples(spans),
    frame=tuples(spans),
    speaker=st.none() | parts,
    addressee=tuples(parts),
    time=st.none() | numbers,
    place=st.none() | numbers,
    confidence=st.floats(0, 1),
)
readings = st.builds(
    Reading,
    document=st.builds(Document, skipped=tuples(spans)),
    entities=st.just(()),
    times=st.just(()),
    places=st.just(()),
    statements=tuples(statements),
    events=st.just(()),
    commitments=st.just(()),
    notes=tuples(st.builds(Note, spans=tuples(spans))),
)


@given(readings)
def test_a_record_comes_back_as_it_went(reading: Reading) -> None:
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@given(st.builds(Mention, span=spans) | st.builds(TimePart, span=spans, time=numbers))
def test_the_small_types_come_back_as_they_went(value: Mention | TimePart) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value


@given(spans)
def test_a_span_is_written_as_two_numbers(span: Span) -> None:
    assert msgspec.json.decode(msgspec.json.encode(span)) == [span.start, span.end]
