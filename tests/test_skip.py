"""What of an article is skipped; the rules themselves are tested by their examples in test_languages.py."""

import pytest

from aktenlage.documents import find_skipped, segment
from aktenlage.types import Note

ARTICLE = """Neue Brücke ist fertig

Von Erika Mustermann, Musterstadt

Musterstadt (dpa) - Die Brücke ist fertig.

„Lesen Sie den Vertrag“, sagte die Bürgermeisterin. Lesen Sie auch: Was die Brücke kostet.

Mehr zum Thema

Wie die Brücke gebaut wurde

Was die Brücke kostet

Der Rat stimmte zu, wie er mitteilte.

© 2026 Musterzeitung"""


def skip(text: str, language: str | None = "de") -> tuple[Note, ...]:
    return find_skipped(text, segment(text, language), language)


def get_words(text: str, notes: tuple[Note, ...]) -> list[str]:
    return [text[span.start : span.end].strip() for note in notes for span in note.spans]


def test_parts_of_an_article_are_skipped_in_the_order_of_the_text() -> None:
    notes = skip(ARTICLE)
    assert get_words(ARTICLE, notes) == [
        "Von Erika Mustermann, Musterstadt",
        "Musterstadt (dpa) -",
        "Lesen Sie auch: Was die Brücke kostet.",
        "Mehr zum Thema",
        "Wie die Brücke gebaut wurde",
        "Was die Brücke kostet",
        "© 2026 Musterzeitung",
    ]
    assert {note.kind for note in notes} == {"boilerplate"}
    assert notes[0].text == "byline (byline)"


def test_german_pages_have_english_teasers_too() -> None:
    text = "Die Brücke ist fertig.\n\nREAD MORE: New bridge opens"
    assert get_words(text, skip(text)) == ["READ MORE: New bridge opens"]


def test_all_rules_hold_where_the_language_is_not_known() -> None:
    text = "LESEN SIE AUCH: Neue Brücke\n\nREAD MORE: New bridge"
    assert len(skip(text, None)) == 2


def test_a_run_without_white_space_is_skipped() -> None:
    text = f"Die Brücke ist fertig. {'x' * 2001} Ende."
    (note,) = skip(text)
    assert (note.kind, note.text) == ("no-text", "2,001 characters without white space")


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        ("WASHINGTON (AP) — Die Brücke ist offen.", ["WASHINGTON (AP) —"]),
        ("Frankfurt am Main (dpa) - Die Brücke ist offen.", ["Frankfurt am Main (dpa) -"]),
        ("BERLIN (dpa/bb) -- Die Brücke ist offen.", ["BERLIN (dpa/bb) --"]),
        ("(dpa) Die Brücke ist offen. dpa/AFP", ["(dpa)", "dpa/AFP"]),
        ("+++ LESEN SIE AUCH | Neue Brücke wird teurer +++", ["+++ LESEN SIE AUCH | Neue Brücke wird teurer +++"]),
        ("Der Rat stimmte zu. Lesen Sie dazu auch: „Ein Fehler“", ["Lesen Sie dazu auch: „Ein Fehler“"]),
        ("MEHR ZUM THEMA\n\nNeue Brücke wird teurer\n\nEr sagte ja.", ["MEHR ZUM THEMA", "Neue Brücke wird teurer"]),
        ("The bridge is open. (Read more: New bridge is late)", ["(Read more: New bridge is late)"]),
        ("Jetzt kostenlos anmelden!\n\nDie Brücke ist offen.", ["Jetzt kostenlos anmelden!"]),
        ("Die Brücke am Freitag. Foto: Max Muster/dpa", ["Die Brücke am Freitag. Foto: Max Muster/dpa"]),
    ],
)
def test_what_is_no_part_of_the_article_is_skipped(text: str, skipped: list[str]) -> None:
    assert get_words(text, skip(text)) == skipped


@pytest.mark.parametrize(
    "text",
    [
        "Die Agentur (dpa) – sie sitzt in Musterstadt – berichtete davon.",
        "MUSTERSTADT – Die Brücke ist offen.",
        "Bild: Die Ministerin sagte am Freitag, die Brücke sei sicher.",
        "BILD: Frau Ministerin, danke für das Gespräch.",
        "Foto und Film zeigen: Die Brücke steht.",
        "Lesen Sie hier das Interview, sagte der Sprecher.",
        "Lesen Sie mehr über den Krieg, forderte der Präsident die Bürger auf.",
        "Zum Thema: Rente",
        "Mehr dazu: nächste Woche, sagte der Sprecher.",
        "Wir nutzen keine Cookies, sagte der Minister.",
        "Jetzt anmelden müssen sich alle Betreiber.",
        "Folgen Sie uns, rief der Feuerwehrmann.",
        "Von Freitag Nacht bis Montag Früh ist die Brücke zu.",
        "Watch: the flood will come back, he warned.",
        "WATCH Inc. closed on Monday.",
    ],
)
def test_what_only_looks_like_it_is_not_skipped(text: str) -> None:
    assert skip(text) == ()
