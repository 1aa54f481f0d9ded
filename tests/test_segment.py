"""Sentences as text with a mark at each boundary; paragraphs and words as lists of strings."""

import time

import pytest

from aktenlage.documents.quotation_marks import find_quotation_marks
from aktenlage.documents.segment import segment
from aktenlage.documents.skip import find_skipped
from aktenlage.types import Span

GERMAN = [
    "Das kostet 5 Mio. Euro.| Er zahlt.",
    "Am 6. Dezember kam er.| Dann ging er.",
    "Siehe Abs. 2 und Nr. 1.| Das gilt auch hier.",
    "Äpfel, Birnen usw. sind da.| Sie sind gut.",
    "Er kaufte Äpfel usw.| Der Markt war voll.",
    "„Wir kommen.| Wir bleiben.“| Das sagte der Minister.",
    "„Wir kommen.| Wir bleiben.“, sagte er.| Dann ging er.",
    "»Ist das wahr?«, fragte sie.| »Nein.«| Er ging.",
    "„Kommst du?“ fragte er.| „Ja!“| Sie lachte.",
    "Er wohnt z. B. in Kiel.| Sie auch.",
    "Er wohnt z.B. Die Linke zufolge in Kiel.| Sie auch.",
    "J. Schmidt kam.| Er ging.",
    "Dr. h. c. Müller kam.| Er blieb.",
    "Das war Plan B.| Das reicht.",
    "Der 70-Jährige siegte.| Er jubelt …| Nein.",
    "Die Zahl stieg auf 15.| Präsident Muster sprach.",
    "Er landete auf Platz 19.| Trainer Muster freute sich.",
    "Der 1. FC Musterstadt siegt.| Alle jubeln.",
    "Er sagte (leise!) etwas.| Ende.",
    "Kaiser Wilhelm II. kam.| Er ging.",
    "Das war im Jahr 2005.| Präsident Muster kam.",
    "Im 3. Quartal stieg es.| Im 4. Quartal nicht.",
    "Der Vertrag gilt u. a. für Polen.| Er gilt auch für u. a. Spanien.",
    "Sie kommt vom 5. bis 7. Mai.| Am 12. 3. 2024 auch.",
    "Die ca. 3.500 Leute gingen um 14.30 Uhr.| Ende.",
    "Hptm. Muster kam.| Er grüßte.",
    "Das ist das Ende[1].| Neues beginnt.",
    "Das Schiff sank.Die Leute schwammen.",
    "Wir haben […] Probleme.| […] Die Lage ist ernst.",
    "Er sagte: „Es ist z. B. so.“| Sie nickte.",
    "Die Schau (s. S. 12) war voll.| Gut.",
]
ENGLISH = [
    "The U.S. Senate met.| It voted.",
    "He came at 5 p.m.| The door was open.",
    "Mr. J. Smith of Acme Inc. said no.| He left.",
    "“We come.| We stay,” he said.| “Good.”",
    '"Is it true?" she asked.| "No."',
    "He was born on Jan. 5 in St. Louis.| He died there.",
    "See No. 5.| No.| That is all.",
    "The figure rose to 15.| President Doe spoke.",
]


@pytest.mark.parametrize("marked", GERMAN)
def test_german_sentences_end_at_the_marks(marked: str) -> None:
    assert mark(marked.replace("|", ""), "de") == spread(marked)


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_at_the_marks(marked: str) -> None:
    assert mark(marked.replace("|", ""), "en") == spread(marked)


def spread(marked: str) -> str:
    """A case of the list; where white space is missing between two sentences the mark is, too."""
    return marked.replace("sank.Die", "sank.|Die")


def mark(text: str, language: str) -> str:
    ends = [sentence.end for sentence in segment(text, language).sentences[:-1]]
    for end in reversed(ends):
        text = f"{text[:end]}|{text[end:]}"
    return text


def get_words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in segment(text, "de").words]


def get_paragraphs(text: str) -> list[str]:
    return [text[part.start : part.end] for part in segment(text, "de").paragraphs]


def test_blank_lines_part_paragraphs() -> None:
    assert get_paragraphs("Eins.\n\nZwei.\r\n\r\nDrei.\n \t\nVier.") == ["Eins.", "Zwei.", "Drei.", "Vier."]


def test_lines_are_paragraphs_where_they_are_no_wrapped_words() -> None:
    assert get_paragraphs("Minsk und Moskau feiern\nBeide Staaten trafen sich.\nEnde.") == [
        "Minsk und Moskau feiern",
        "Beide Staaten trafen sich.",
        "Ende.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "Er sagte am Freitag, dass es gut sei,\nweil alle mitmachten. Er dankte allen, die\ndabei waren.\n\nEnde."
    assert len(get_paragraphs(text)) == 2


def test_a_wrapped_paragraph_ends_with_a_short_last_line() -> None:
    text = (
        "Er sagte am Freitag, dass es gut sei,\nweil alle da waren.\nSie sagte danach, sie sehe es anders,\nund ging."
    )
    assert len(get_paragraphs(text)) == 2


def test_compounds_and_numbers_are_one_word() -> None:
    assert get_words("Das Oreshnik-Raketensystem: 3.500 Teile, 14:30 Uhr, 6,5 %.") == [
        *("Das", "Oreshnik-Raketensystem", ":", "3.500", "Teile", ",", "14:30", "Uhr", ",", "6,5", "%", ".")
    ]


def test_combining_marks_and_soft_hyphens_stay_in_their_word() -> None:
    assert get_words("fu\u0308r Donau\u00addampf\u200b\u00a0neu") == ["fu\u0308r", "Donau\u00addampf", "neu"]


def test_apostrophes_in_words_part_nothing() -> None:
    assert get_words("Wie geht's? O’Neill's!") == ["Wie", "geht's", "?", "O’Neill's", "!"]


def test_a_run_without_white_space_is_cut_into_words() -> None:
    words = segment("a" * 1050, None).words
    assert max(map(len, words)) == 100
    assert words[-1] == Span(1000, 1050)


@pytest.mark.parametrize(
    "piece", ["a", ".", '"', "„", "»", "\n", ". ", "z. B. ", "a'", "1.", "\r\n", "(", "\u0300", "-", "„“", ". (", " "]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    begin = time.process_time()
    segment(text, None)
    find_quotation_marks(text)
    assert time.process_time() - begin < 10


def find_quotations(text: str) -> list[str]:
    return [
        text[pair.opening.start : pair.closing.end if pair.closing else None] for pair in find_quotation_marks(text)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "„Ja“",
        "„Ja”",
        '„Ja"',
        "»Ja«",
        "«Ja»",
        "« Ja »",
        "“Ja”",
        '"Ja"',
        "‚Ja‘",
        "‘Ja’",
        "›Ja‹",
        "‹Ja›",
        "'Ja'",
        "``Ja''",
    ],
)
def test_every_kind_of_quotation_mark_is_paired(words: str) -> None:
    assert find_quotations(f"Er sagte {words}, und Peters' Auto fuhr los. Wie geht's?") == [words]


def test_quotations_go_across_sentences() -> None:
    assert find_quotations("Er sagte: „Wir kommen. Wir bleiben.“ Dann ging er.") == ["„Wir kommen. Wir bleiben.“"]


def test_a_quotation_in_a_quotation_is_found_too() -> None:
    assert find_quotations("»Er rief ›Halt!‹, dann lief er«, sagte sie.") == [
        "»Er rief ›Halt!‹, dann lief er«",
        "›Halt!‹",
    ]
    assert find_quotations("„Er rief „Halt“ und lief“") == ["„Er rief „Halt“ und lief“", "„Halt“"]


def test_an_unclosed_quotation_has_no_closing_mark() -> None:
    (pair,) = find_quotation_marks("Er sagte: „Wir kommen. \n\nNeuer Absatz.")
    assert pair == (Span(10, 11), None)


def test_a_blank_line_ends_a_quotation_unless_the_next_paragraph_takes_it_up() -> None:
    assert find_quotations("“One.\n\n“Two,” he said.") == ["“One.\n\n“Two,”"]
    assert find_quotations("„Eins.\n\nZwei“, sagte er.")[0].startswith("„Eins.")


def test_an_inch_is_no_quotation() -> None:
    assert find_quotations('Ein 15" Monitor') == []


@pytest.mark.parametrize(
    "piece",
    [
        "Ja.\n\n",
        "a\n\n",
        "Ja. Nein.\n",
        "ab.",
        '"',
        "„",
        "„»",
        "„»‚›“«",
        ' "a',
        "„a\n\n",
        "z. B. ",
        ".“ ",
        "Lesen Sie auch: ",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short, long = (measure(piece * (size // len(piece))) for size in (40_000, 160_000))
    assert long < 9 * short + 0.1


def measure(text: str) -> float:
    """The best of three: a busy machine only ever makes a run slower. A quadratic step would take 16 times as long."""
    return min(measure_once(text) for _ in range(3))


def measure_once(text: str) -> float:
    begin = time.process_time()
    find_skipped(text, segment(text, "de"), "de")
    find_quotation_marks(text)
    return time.process_time() - begin
