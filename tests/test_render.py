import io
import re
from typing import Literal

import pytest
from rich.console import Console

from aktenlage.cli.plain import clean, make_line, shorten
from aktenlage.cli.render import Pretty
from aktenlage.types import (
    Commitment,
    Deadline,
    Document,
    Event,
    Medium,
    Mode,
    Note,
    Part,
    Reading,
    Span,
    Statement,
)

TEXT = (
    "„Wir kommen“, sagte Bürgermeisterin Özil zu Ray.\n\nMehr dazu: Neues vom Deich\n\nSie habe gehört, dass er gehe."
)


def find(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_statement(number: int, mode: Mode, content: str, text: str = TEXT, **more: object) -> Statement:
    fields: dict[str, object] = {
        "id": f"s{number}",
        "mode": mode,
        "medium": Medium.SPEECH,
        "content": (find(content, text),),
        "cue": (),
        "frame": (),
        "speaker": None,
        "addressee": (),
        "time": None,
        "place": None,
        "confidence": 0.93,
    }
    return Statement(**{**fields, **more})  # type: ignore[arg-type]


READING = Reading(
    Document(
        "d",
        TEXT,
        "https://blatt.example/a",
        "Am Deich",
        "Ute Falk",
        "2024-12-06",
        "de",
        (find("Mehr dazu: Neues vom Deich"),),
    ),
    statements=(
        make_statement(
            1,
            Mode.DIRECT,
            "„Wir kommen“",
            cue=(find("sagte"),),
            speaker=Part(find("Bürgermeisterin Özil")),
            addressee=(Part(find("Ray")),),
        ),
        make_statement(2, Mode.INDIRECT_FREE_INDIRECT, "Sie habe gehört, dass er gehe.", medium=None, confidence=0.6),
        make_statement(3, Mode.INDIRECT, "dass er gehe", confidence=0.31),
    ),
    notes=(Note("boilerplate", (find("Mehr dazu: Neues vom Deich"),), "teaser (more-on-this)"),),
)


def show(reading: Reading, color: Literal["standard"] | None = None, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color is not None,
        color_system=color,
        markup=False,
        emoji=False,
        highlight=False,
    )
    Pretty(console).write(reading)
    return out.getvalue()


def show_text(text: str) -> str:
    return show(Reading(Document("d", text, title=text, author=text, url=text)))


def test_the_head_names_title_date_outlet_author_and_language() -> None:
    assert "Am Deich\n2024-12-06 · blatt.example · by Ute Falk · German\n" in show(READING)


def test_without_colours_signs_mark_words_speaker_and_cue() -> None:
    assert "[1: „Wir kommen“], _sagte_ *Bürgermeisterin Özil* zu Ray." in show(READING)


def test_a_statement_inside_another_is_marked_inside_it() -> None:
    assert "[2: Sie habe gehört, [3: dass er gehe].]" in show(READING)


def test_what_was_skipped_is_marked_and_named() -> None:
    shown = show(READING)
    assert "⟨skipped: teaser⟩ Mehr dazu: Neues vom Deich" in shown
    assert "left out: teaser “Mehr dazu: Neues vom Deich”" in shown


def test_the_list_names_speaker_kind_confidence_cue_addressee_and_place() -> None:
    shown = show(READING)
    assert "[1] Bürgermeisterin Özil   direct speech, sure (0.93)\n    „Wir kommen“\n" in shown
    assert "    cue: sagte · to: Ray · paragraph 1, characters 0–12\n" in shown
    assert "[2] — nobody named   running indirect words, likely (0.60)\n" in shown
    assert "unsure (0.31)" in shown


def test_colours_take_the_place_of_the_signs() -> None:
    shown = show(READING, "standard")
    assert "\x1b[32m„Wir kommen“\x1b[0m" in shown
    assert "\x1b[4msagte\x1b[0m" in shown
    assert "\x1b[1mBürgermeisterin Özil\x1b[0m" in shown
    assert "[1:" not in shown


def test_no_color_in_the_environment_brings_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = show(READING, "standard")
    assert "[1: „Wir kommen“]" in re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert "\x1b[32m" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "Rot \x1b[31mrot",
        "\x9b31m C1",
        "\x1b]0;title\x07",
        "\x1b]8;;http://x.example\x1b\\link",
        "a\rb",
        "a\bb",
        "\u202eumgekehrt",
    ],
)
def test_nothing_in_a_text_commands_the_terminal(text: str) -> None:
    shown = show_text(text)
    assert not set(shown) & set("\x1b\x9b\x07\x08\r\u202e")


@pytest.mark.parametrize(
    "text", ["[bold red]x[/bold red]", "[/]", "[link=http://x.example]y[/link]", ":smile: [1]", "\\[x]"]
)
def test_a_text_is_never_taken_for_markup(text: str) -> None:
    shown = show_text(text)
    assert shown.count(text) >= 3


def test_all_line_ends_are_line_ends() -> None:
    assert "a\nb\nc\nd\ne\n" in show_text("a\nb\r\nc\rd\u2028e")


def test_wide_characters_keep_the_width() -> None:
    text = "会議は金曜日に開かれた。" * 20
    lines = show(Reading(Document("d", text)), width=40).splitlines()
    assert max(len(line) for line in lines if "会" in line) <= 20
    assert sum(line.count("会") for line in lines) == 20


def test_no_line_ends_in_spaces() -> None:
    assert all(line == line.rstrip() for line in show(READING).splitlines())


def test_a_text_without_statements_says_so() -> None:
    assert "Nobody is quoted in this text." in show(Reading(Document("d", "Es regnet.")))


def test_events_and_promises_have_sections_only_where_there_are_any() -> None:
    text = "Moskau verlegt Raketen, teilte Minsk mit. Bis Juni soll alles stehen."
    moscow = Part(find("Moskau", text))
    event = Event("v1", "MOBILIZE", find("verlegt", text), (moscow,), (), (), (), (), "planned", None, None, 0.8)
    june = Deadline(find("Bis Juni", text), "2025-06", "2025-06-01", "2025-06-30")
    promise = Commitment(
        "c1", "v1", moscow, "will", find("alles stehen", text), None, june, None, None, None, None, 0.7
    )
    shown = show(Reading(Document("d", text), events=(event,), commitments=(promise,)))
    assert "Mobilize: verlegt (planned) · by Moskau" in shown
    assert "Moskau will: alles stehen · until Bis Juni (2025-06)" in shown
    assert "What happened" not in show(READING)


def test_long_words_are_shortened_between_words() -> None:
    assert shorten("eins zwei drei vier fünf sechs sieben acht", 30) == "eins zwei drei … acht"
    assert shorten("kurz", 30) == "kurz"
    assert len(shorten("x" * 1000, 50)) <= 50


def test_cleaning_leaves_umlauts_and_quotation_marks_alone() -> None:
    assert clean("„Größe“ – ‚x‘ é e\u0301 日本") == "„Größe“ – ‚x‘ é e\u0301 日本"
    assert make_line("a\n\tb \x00 c") == "a b � c"


@pytest.mark.parametrize(
    ("url", "shown"),
    [("https://blatt.example/a", "blatt.example"), ("blatt.example", "blatt.example"), ("https://[a", "https://[a")],
)
def test_an_address_is_shown_by_its_host_if_it_has_one(url: str, shown: str) -> None:
    assert shown in show(Reading(Document("d", "Nichts.", url=url))).split()
