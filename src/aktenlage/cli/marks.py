"""The article's text with everything marked in it that is on record, for rich."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from aktenlage.cli.plain import clean, shorten
from aktenlage.cli.words import describe_skipped
from aktenlage.types import Mode, Note, Reading, Span, Statement

STYLES = {
    Mode.DIRECT: "green",
    Mode.INDIRECT: "cyan",
    Mode.REPORTED: "yellow",
    Mode.FREE_INDIRECT: "magenta",
    Mode.INDIRECT_FREE_INDIRECT: "blue",
}
SPEAKER, CUE, SKIPPED = "bold", "underline", "dim"
LONGEST_SKIPPED = 160


class Mark(NamedTuple):
    """A span with its style, and what is printed before and after its words."""

    span: Span
    style: str
    before: str = ""
    after: str = ""
    is_skipped: bool = False


def make_text(reading: Reading, colored: bool) -> Text:
    """The whole text with marks; without colours the marks are brackets, stars and underscores."""
    marks = sorted(find_marks(reading, colored), key=lambda mark: (mark.span.start, -mark.span.end))
    text = Text()
    for piece, style in draw(reading.document.text, marks):
        text.append(piece, style)
    return text


def find_marks(reading: Reading, colored: bool) -> Iterator[Mark]:
    yield from find_skipped_marks(reading.document.skipped, reading.notes)
    for number, statement in enumerate(reading.statements, 1):
        yield from find_content_marks(number, statement, colored)
    speakers = [one.speaker.span for one in reading.statements if one.speaker]
    yield from (mark_word(span, SPEAKER, "*", colored) for span in find_widest(speakers))
    cues = [span for one in reading.statements for span in one.cue]
    yield from (mark_word(span, CUE, "_", colored) for span in find_widest(cues))


def find_widest(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that lie in no other one, each once."""
    end = -1
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if span.end > end:
            yield span
            end = span.end


def find_content_marks(number: int, statement: Statement, colored: bool) -> Iterator[Mark]:
    style = STYLES[statement.mode]
    before, after = (f"[{number}] ", "") if colored else (f"[{number}: ", "]")
    yield from (Mark(span, style, before, after) for span in statement.content)


def mark_word(span: Span, style: str, sign: str, colored: bool) -> Mark:
    return Mark(span, style) if colored else Mark(span, style, sign, sign)


def find_skipped_marks(skipped: Iterable[Span], notes: Sequence[Note]) -> Iterator[Mark]:
    for span in skipped:
        kinds = (describe_skipped(note) for note in notes if any(span.contains(one) for one in note.spans))
        yield Mark(span, SKIPPED, f"⟨skipped: {next(kinds, 'no part of the article')}⟩ ", "", True)


def draw(text: str, marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """The text in pieces with their styles, marks in the order of their starts."""
    place = 0
    opened: list[Mark] = []
    for mark in marks:
        for done in find_ended(opened, mark.span.start):
            yield from draw_piece(text[place : done.span.end], opened)
            place = done.span.end
            opened.remove(done)
            yield done.after, done.style
        yield from draw_piece(text[place : mark.span.start], opened)
        place = mark.span.start
        yield mark.before, f"{mark.style} dim" if mark.before.startswith("[") else mark.style
        opened.append(mark)
    for done in find_ended(opened, len(text)):
        yield from draw_piece(text[place : done.span.end], opened)
        place = done.span.end
        opened.remove(done)
        yield done.after, done.style
    yield from draw_piece(text[place:], opened)


def find_ended(opened: Sequence[Mark], place: int) -> list[Mark]:
    """The marks that end here at the latest, in the order of their ends, inner ones first."""
    return sorted((mark for mark in reversed(opened) if mark.span.end <= place), key=lambda mark: mark.span.end)


def draw_piece(piece: str, opened: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    words = shorten(piece, LONGEST_SKIPPED) if any(mark.is_skipped for mark in opened) else clean(piece)
    if words:
        yield words, " ".join(dict.fromkeys(mark.style for mark in opened))
