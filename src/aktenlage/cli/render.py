"""Readings for people: the article with its highlights, then who said what."""

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET, structs
from rich.console import Console
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
from aktenlage.types import Commitment, Document, Entity, Event, Note, Part, Place, Reading, Span, Statement, Time

WIDEST = 100
"""Lines longer than this are hard to read."""
RULE = 80
LONGEST_WORDS = 240
LONGEST_TITLE = 300
MOST_WORDS = 8


class PipedConsole(Console):
    """A console that leaves it to the command to end when its reader went away."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def make_console(color: bool) -> Console:
    """Standard output for rich, which never takes text for markup here; letters that it cannot show become ``?``."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = PipedConsole(markup=False, emoji=False, highlight=False, no_color=None if color else True)
    console.width = min(console.width, WIDEST)
    return console


class Block(NamedTuple):
    """A text that is wrapped beside a margin, which the first line shows and the others leave blank."""

    text: Text
    margin: str = ""


class Pretty:
    """Writes readings one below the other."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def write(self, reading: Reading, origin: str | None = None) -> None:
        colored = self._console.color_system is not None and not self._console.no_color
        for block in render(reading, origin, colored):
            self._write_block(block)
        self._console.file.flush()

    def close(self) -> None:
        pass

    def _write_block(self, block: Block) -> None:
        margin = Text().append(block.margin, "dim")
        for line in block.text.wrap(self._console, self._console.width - len(block.margin)):
            line.rstrip()
            self._console.print(margin + line if line else line, soft_wrap=True)
            margin = Text(" " * len(block.margin))


def render(reading: Reading, origin: str | None = None, colored: bool = True) -> Iterator[Block]:
    """The parts of the view from top to bottom."""
    yield from render_head(reading, origin)
    yield from map(Block, make_text(reading, colored).split("\n", allow_blank=True))
    yield Block(Text())
    yield from render_statements(reading, colored)
    yield from render_list("Who", [render_entity(reading.document, one) for one in reading.entities])
    yield from render_list("When", [render_time(reading.document, one) for one in reading.times])
    yield from render_list("Where", list(render_places(reading.document, reading.places)))
    yield from render_list("What happened", [render_event(reading.document, one) for one in reading.events])
    yield from render_list(
        "What was promised", [render_commitment(reading.document, one) for one in reading.commitments]
    )
    yield from render_list("Notes", [render_note(reading.document, note) for note in reading.notes])


def render_head(reading: Reading, origin: str | None) -> Iterator[Block]:
    title = shorten(reading.document.title or "", LONGEST_TITLE) or "(no title)"
    yield make_rule("")
    yield Block(Text().append(title, "bold"))
    yield Block(Text().append(" · ".join(describe_source(reading, origin)), "dim"))
    yield Block(Text())


def render_statements(reading: Reading, colored: bool) -> Iterator[Block]:
    yield make_rule("Who said what")
    if not reading.statements:
        yield Block(Text("Nobody is quoted in this text.\n"))
        return
    yield Block(make_legend(reading.statements, colored))
    starts = [paragraph.start for paragraph in find_paragraphs(reading.document.text)]
    width = len(f"[{len(reading.statements)}] ")
    for number, statement in enumerate(reading.statements, 1):
        yield Block(render_statement(reading, statement, starts), f"[{number}] ".rjust(width))


def render_list(title: str, rows: Sequence[Text]) -> Iterator[Block]:
    """A section, if there is anything in it."""
    if rows:
        yield make_rule(title)
        yield from (Block(row, "  ") for row in rows)
        yield Block(Text())


def make_rule(title: str) -> Block:
    return Block(
        Text().append(title, "bold").append((f" {'─' * RULE}" if title else "─" * RULE)[: RULE - len(title)], "dim")
    )


def make_legend(statements: Sequence[Statement], colored: bool) -> Text:
    """What the colours or signs in the text mean; only those that occur."""
    if not colored:
        return Text().append("in the text: [1: words] *speaker* _cue_\n", "dim")
    legend = Text("in the text: ")
    for mode in (mode for mode in MODES if any(one.mode == mode for one in statements)):
        legend.append(MODES[mode], STYLES[mode]).append(" · ")
    return legend.append("speaker", SPEAKER).append(" · ").append("cue", CUE).append("\n")


def render_statement(reading: Reading, statement: Statement, paragraphs: Sequence[int]) -> Text:
    document = reading.document
    speaker = show(document, statement.speaker.span) if statement.speaker else NOBODY
    text = Text().append(speaker, SPEAKER if statement.speaker else "")
    text.append(show_identity(reading, statement.speaker))
    text.append(f"   {describe_kind(statement)}, {describe_confidence(statement.confidence)}\n", STYLES[statement.mode])
    words = " … ".join(document.words(span) for span in statement.content)
    text.append(shorten(words, LONGEST_WORDS) + "\n")
    return text.append(describe_place(reading, statement, paragraphs) + "\n", "dim")


def show_identity(reading: Reading, part: Part | None) -> str:
    """The name of who is meant, where the words do not hold it."""
    name = next((one.name for one in reading.entities if part is not None and one.id == part.entity), None)
    if part is None or name is None or name in reading.document.words(part.span):
        return ""
    return f" = {shorten(name, LONGEST_WORDS)}"


def describe_place(reading: Reading, statement: Statement, paragraphs: Sequence[int]) -> str:
    """Cue, addressee, time and place, if there are any, and where the words stand."""
    document = reading.document
    parts = []
    if statement.cue:
        parts.append("cue: " + " … ".join(show(document, span) for span in statement.cue))
    if statement.addressee:
        parts.append("to: " + show_parts(document, statement.addressee))
    if statement.time is not None:
        parts.append(make_line(f"on {reading.times[statement.time].value}"))
    if statement.place is not None:
        parts.append(make_line(f"in {reading.places[statement.place].name}"))
    start, end = statement.content[0].start, statement.content[-1].end
    number = bisect_right(paragraphs, start)
    parts.append(f"paragraph {number}, characters {start}–{end}")
    return " · ".join(parts)


def render_entity(document: Document, entity: Entity) -> Text:
    """Name, kind, id, and by which other words the text speaks of it."""
    words = dict.fromkeys(show(document, mention.span) for mention in entity.mentions)
    others = [word for word in words if word != entity.name]
    ids = [make_line(id) for id in entity.refs.values()]
    text = Text().append(shorten(entity.name, LONGEST_WORDS), "bold")
    text.append(" · ".join(["", entity.kind, *ids, f"{len(entity.mentions)}×"]), "dim")
    return text.append(f" · {', '.join(others[:MOST_WORDS])}" if others else "")


def render_time(document: Document, time: Time) -> Text:
    """The words, what they mean, and how that was worked out where an explanation was asked for."""
    text = Text(f"{show(document, time.span)}: ").append(make_line(time.value), "bold")
    if time.begin is not None or time.end is not None:
        text.append(f" · {time.begin or '…'} to {time.end or '…'}" if time.begin != time.end else "")
    if time.rule is UNSET:
        return text
    return text.append(f" · rule {time.rule}" + (f", from {time.anchor}" if time.anchor else ""), "dim")


def render_places(document: Document, places: Sequence[Place]) -> Iterator[Text]:
    """Each place once, with the words for it."""
    words: dict[Place, list[str]] = {}
    for place in places:
        key = structs.replace(place, span=Span(0, 0), entity=None)
        words.setdefault(key, []).append(show(document, place.span))
    for place, several in words.items():
        text = Text().append(shorten(place.name, LONGEST_WORDS), "bold")
        if place.country is not None:
            text.append(f" · {place.country}", "dim")
        if place.latitude is not None and place.longitude is not None:
            text.append(f" · {place.latitude:.2f}, {place.longitude:.2f}", "dim")
        others = [word for word in dict.fromkeys(several) if word != place.name]
        yield text.append(f" · {', '.join(others[:MOST_WORDS])}" if others else "")


def render_event(document: Document, event: Event) -> Text:
    text = Text(f"{event.type.capitalize()}: {show(document, event.trigger)}").append(f" ({event.status})", "dim")
    for name, parts in (("by", event.actors), ("towards", event.recipients), ("with", event.instruments)):
        text.append(f" · {name} {show_parts(document, parts)}" if parts else "")
    spans = [*(part.span for part in event.places), *(part.span for part in event.times)]
    text.append("".join(f" · {show(document, span)}" for span in spans))
    return text.append(f" · says {show(document, event.source.span)}" if event.source else "")


def render_commitment(document: Document, commitment: Commitment) -> Text:
    party = show(document, commitment.party.span) if commitment.party else NOBODY
    text = (
        Text()
        .append(party, "bold")
        .append(f" {commitment.force.replace('-', ' ')}: {show(document, commitment.action)}")
    )
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
        return Text().append(f"{kind}: {describe_skipped(note)} “{shorten(words, 90)}”", SKIPPED)
    return Text().append(f"{kind}: {make_line(note.text)}", SKIPPED)


def show(document: Document, span: Span) -> str:
    return shorten(document.words(span), LONGEST_WORDS)


def show_parts(document: Document, parts: Sequence[Part]) -> str:
    return ", ".join(show(document, part.span) for part in parts)
