"""Which language a text is in."""

import pytest

from aktenlage.documents import find_language

GERMAN = "Der Minister sagte am Freitag, dass die Brücke im nächsten Jahr fertig werde."
ENGLISH = "The minister said on Friday that the bridge would be ready next year."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        ("Le ministre a dit vendredi que le pont serait prêt l'année prochaine.", "fr"),
        ("Міністр сказав у п'ятницю, що міст буде готовий наступного року.", "uk"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert find_language(text) == language


def test_the_language_of_most_of_a_mixed_text_counts() -> None:
    assert find_language(f"{ENGLISH}\n\n" + f"{GERMAN}\n\n" * 12) == "de"
    assert find_language(f"{GERMAN}\n\n" + f"{ENGLISH}\n\n" * 12) == "en"


@pytest.mark.parametrize("text", ["", "123 456 789", "...", "https://example.org/a/b/c", "ab"])
def test_no_language_is_told_from_what_has_none(text: str) -> None:
    assert find_language(text) is None
