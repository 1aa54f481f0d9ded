"""What of an article is skipped; the rules themselves are tested by their examples in test_languages.py."""

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
