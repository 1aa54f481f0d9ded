"""What holds for the view whatever the text is."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from aktenlage.cli.marks import draw, find_marks
from aktenlage.cli.plain import OBEYED, clean, shorten
from aktenlage.cli.render import Pretty
from aktenlage.types import Document, Mode, Part, Reading, Span, Statement

CONTROLS = {chr(code) for first, last in OBEYED for code in range(first, last)} - {"\n"}
texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\x1b[]\r\n\t\x9b\u202e„“ "), min_size=1, max_size=200)


@st.composite
def readings(draw_value: st.DrawFn) -> Reading:
    text = draw_value(texts)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
    )
    statements = st.builds(
        Statement,
        id=st.just("s"),
        mode=st.sampled_from(Mode),
        content=st.lists(spans, min_size=1, max_size=2).map(tuple),
        cue=st.lists(spans, max_size=2).map(tuple),
        frame=st.just(()),
        speaker=st.none() | st.builds(Part, spans),
        addressee=st.just(()),
        time=st.none(),
        place=st.none(),
        confidence=st.floats(0, 1),
    )
    return Reading(Document("d", text), statements=tuple(draw_value(st.lists(statements, max_size=4))))


@given(texts)
def test_a_clean_text_commands_nothing_and_cleaning_twice_changes_nothing(text: str) -> None:
    assert not CONTROLS & set(clean(text))
    assert clean(clean(text)) == clean(text)
    assert "\n" not in shorten(text, 50)


@given(readings(), st.booleans())
def test_marks_leave_the_text_whole(reading: Reading, colored: bool) -> None:
    text = reading.document.text.replace("\r", " ")
    marks = sorted(find_marks(reading, colored), key=lambda mark: (mark.span.start, -mark.span.end))
    bare = [mark._replace(before="", after="") for mark in marks]
    assert "".join(piece for piece, _ in draw(text, bare)) == clean(text)
    added = sum(len(mark.before) + len(mark.after) for mark in marks)
    assert len("".join(piece for piece, _ in draw(text, marks))) == len(clean(text)) + added


@given(readings())
def test_the_view_commands_nothing(reading: Reading) -> None:
    out = io.StringIO()
    Pretty(Console(file=out, width=40, markup=False, emoji=False, highlight=False)).write(reading)
    assert not CONTROLS & set(out.getvalue())
