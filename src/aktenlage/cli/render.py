"""Readings for people: the article with its highlights, then who said what."""

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from aktenlage.cli.marks import CUE, SKIPPED, SPEAKER, STYLES, make_text
from aktenlage.cli.plain import make_line, shorten
from aktenlage.cli.words import (
    DOUBTS,
    MODES,
    NOBODY,
    describe_confidence,
    describe_kind,
    describe_skipped,
    describe_source,
)
from aktenlage.documents.segment import find_paragraphs
from aktenlage.types import Commitment, Document, Event, Note, Part, Reading, Span, Statement

WIDEST = 100
"""Lines longer than this are hard to read."""
LONGEST_WORDS = 240
LONGEST_TITLE = 300


def make_console(color: bool) -> Console:
    """Standard output for rich, which never takes text for markup here; letters that it cannot show become ``?``."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(markup=False, emoji=False, highlight=False, no_color=None if color else True)
    console.width = min(console.width, WIDEST)
    return console


class Pretty:
    """Writes readings one below the other."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def write(self, reading: Reading, origin: str | None = None) -> None:
        """``origin``: what stands in the head in the place of the address."""
        colored = self._console.color_system is not None and not self._console.no_color
        for part in render(reading, origin, colored):
            self._console.print(part)
        self._console.file.flush()

    def close(self) -> None:
        pass


def render(reading: Reading, origin: str | None = None, colored: bool = True) -> Iterator[RenderableType]:
    """The parts of the view from top to bottom."""
    yield from render_head(reading, origin)
    yield from make_text(reading, colored).split("\n", allow_blank=True)
    yield Text()
    yield from render_statements(reading, colored)
    if reading.events:
        yield from render_list("What happened", [render_event(reading, event) for event in reading.events])
    if reading.commitments:
        yield from render_list("What was promised", [render_commitment(reading, one) for one in reading.commitments])
    if reading.notes:
        yield from render_list("Notes", [render_note(reading.document, note) for note in reading.notes])


def render_head(reading: Reading, origin: str | None) -> Iterator[RenderableType]:
    title = shorten(reading.document.title or "", LONGEST_TITLE) or "(no title)"
    yield Rule(style="dim")
    yield Text(title, "bold")
    yield Text(" · ".join(describe_source(reading, origin)), "dim")
    yield Text()


def render_statements(reading: Reading, colored: bool) -> Iterator[RenderableType]:
    if not reading.statements:
        yield from render_list("Who said what", [Text("Nobody is quoted in this text.")])
        return
    yield Rule(Text("Who said what", "bold"), align="left", style="dim")
    yield make_legend(reading.statements, colored)
    paragraphs = tuple(find_paragraphs(reading.document.text))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for number, statement in enumerate(reading.statements, 1):
        table.add_row(f"[{number}]", render_statement(reading.document, statement, paragraphs))
    yield table


def make_legend(statements: Sequence[Statement], colored: bool) -> Text:
    """What the colours or signs in the text mean; only those that occur."""
    if not colored:
        return Text("in the text: [1: words] *speaker* _cue_\n", "dim")
    legend = Text("in the text: ")
    for mode in (mode for mode in MODES if any(one.mode == mode for one in statements)):
        legend.append(MODES[mode], STYLES[mode]).append(" · ")
    return legend.append("speaker", SPEAKER).append(" · ").append("cue", CUE).append("\n")


def render_statement(document: Document, statement: Statement, paragraphs: Sequence[Span]) -> Text:
    speaker = show(document, statement.speaker.span) if statement.speaker else NOBODY
    text = Text(speaker, SPEAKER if statement.speaker else "")
    text.append(f"   {describe_kind(statement)}, {describe_confidence(statement.confidence)}\n", STYLES[statement.mode])
    words = " … ".join(document.words(span) for span in statement.content)
    text.append(shorten(words, LONGEST_WORDS) + "\n")
    return text.append(describe_place(document, statement, paragraphs) + "\n", "dim")


def describe_place(document: Document, statement: Statement, paragraphs: Sequence[Span]) -> str:
    """Cue and addressee, if there are any, and where the words stand."""
    parts = []
    if statement.cue:
        parts.append("cue: " + " … ".join(show(document, span) for span in statement.cue))
    if statement.addressee:
        parts.append("to: " + show_parts(document, statement.addressee))
    start, end = statement.content[0].start, statement.content[-1].end
    number = sum(paragraph.start <= start for paragraph in paragraphs)
    parts.append(f"paragraph {number}, characters {start}–{end}")
    return " · ".join(parts)


def render_list(title: str, rows: Sequence[Text]) -> Iterator[RenderableType]:
    yield Rule(Text(title, "bold"), align="left", style="dim")
    yield from (Padding(row, (0, 0, 0, 2)) for row in rows)
    yield Text()


def render_event(reading: Reading, event: Event) -> Text:
    document = reading.document
    text = Text(f"{event.type.capitalize()}: {show(document, event.trigger)}").append(f" ({event.status})", "dim")
    for name, parts in (("by", event.actors), ("towards", event.recipients), ("with", event.instruments)):
        text.append(f" · {name} {show_parts(document, parts)}" if parts else "")
    text.append("".join(f" · {show(document, part.span)}" for part in (*event.places, *event.times)))
    return text.append(f" · says {show(document, event.source.span)}" if event.source else "")


def render_commitment(reading: Reading, commitment: Commitment) -> Text:
    document = reading.document
    party = show(document, commitment.party.span) if commitment.party else NOBODY
    text = Text(party, "bold").append(f" {commitment.force.replace('-', ' ')}: {show(document, commitment.action)}")
    if commitment.deadline:
        text.append(f" · until {show(document, commitment.deadline.span)} ({make_line(commitment.deadline.value)})")
    if commitment.condition:
        text.append(f" · if {show(document, commitment.condition)}")
    return text.append(f" · says {show(document, commitment.source.span)}" if commitment.source else "")


def render_note(document: Document, note: Note) -> Text:
    """What kind of doubt it is, then the words it is about or what the note says."""
    kind = DOUBTS.get(note.kind, make_line(note.kind.replace("-", " ")))
    if note.kind == "boilerplate":
        words = " … ".join(document.words(span) for span in note.spans)
        return Text(f"{kind}: {describe_skipped(note)} “{shorten(words, 90)}”", SKIPPED)
    return Text(f"{kind}: {make_line(note.text)}", SKIPPED)


def show(document: Document, span: Span) -> str:
    return shorten(document.words(span), LONGEST_WORDS)


def show_parts(document: Document, parts: Sequence[Part]) -> str:
    return ", ".join(show(document, part.span) for part in parts)
