"""The names of modes, languages, kinds and doubts in plain English."""

from urllib.parse import urlsplit

from aktenlage.cli.plain import make_line
from aktenlage.types import Medium, Mode, Note, Reading, Statement

MODES = {
    Mode.DIRECT: "direct",
    Mode.INDIRECT: "indirect",
    Mode.REPORTED: "reported",
    Mode.FREE_INDIRECT: "free indirect",
    Mode.INDIRECT_FREE_INDIRECT: "running indirect",
}
MEDIA = {Medium.SPEECH: "speech", Medium.THOUGHT: "thought", Medium.WRITING: "writing", None: "words"}
LANGUAGES = {"de": "German", "en": "English", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch"}
DOUBTS = {
    "boilerplate": "left out",
    "no-text": "left out",
    "encoding": "encoding",
    "date-missing": "no date",
    "date-unresolved": "date open",
    "description-differs": "differing description",
    "quotation-unclosed": "quotation not closed",
}
SURE, LIKELY = 0.8, 0.5
NOBODY = "— nobody named"


def describe_kind(statement: Statement) -> str:
    """Such as "direct speech"; "direct words" where it is open whether they were said, thought or written."""
    return f"{MODES[statement.mode]} {MEDIA[statement.medium]}"


def describe_confidence(confidence: float) -> str:
    word = "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"
    return f"{word} ({confidence:.2f})"


def describe_language(code: str | None) -> str:
    return "language unknown" if code is None else LANGUAGES.get(code, make_line(code))


def describe_source(reading: Reading, origin: str | None) -> list[str]:
    """When, where and by whom it was published, as far as that is known."""
    document = reading.document
    host = get_host(document.url) if document.url else None
    author = f"by {make_line(document.author)}" if document.author else None
    date = document.published or "date unknown"
    return [make_line(part) for part in (date, origin or host, author, describe_language(document.language)) if part]


def get_host(url: str) -> str:
    """The name of the site; the whole address where it has none or is none."""
    try:
        return urlsplit(url).netloc or url
    except ValueError:
        return url


def describe_skipped(note: Note) -> str:
    """What kind of thing was left out: a note's text names it before the rule in brackets."""
    return make_line(note.text.partition(" (")[0]) if note.kind == "boilerplate" else "no text"
