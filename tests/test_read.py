"""Documents to records, with the models of the package."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktenlage.models.catalog import find_changed_files, load_entry
from aktenlage.records.read import leave_out, read
from aktenlage.types import Document, Mode, Reading, Span, Statement

ARTICLE = (
    "Die Außenministerin von Norland, Berta Holm, kündigte am Montag in Oststadt neue Gespräche an. "
    "„Wir werden im Mai wieder verhandeln“, sagte sie vor Journalisten. Ihr Land sei zu Zugeständnissen bereit.\n\n"
    "Laut Polizei kamen 300 Menschen zu einer Kundgebung. Das Wetter war gut."
)


def read_text(text: str, language: str = "de") -> Reading:
    return read(Document(id="d", text=text, language=language))


def find_statement(reading: Reading, words: str) -> Statement:
    text = reading.document
    return next(one for one in reading.statements if any(words in text.words(span) for span in one.content))


def test_a_direct_quotation_has_its_words_cue_and_speaker() -> None:
    reading = read_text(ARTICLE)
    statement = find_statement(reading, "im Mai")
    assert statement.mode is Mode.DIRECT
    assert reading.document.words(statement.content[0]).startswith("„Wir werden im Mai wieder verhandeln“")
    assert [reading.document.words(span) for span in statement.cue] == ["sagte"]
    assert statement.speaker is not None
    assert reading.document.words(statement.speaker.span) == "sie"


def test_laut_names_the_speaker() -> None:
    reading = read_text(ARTICLE)
    statement = find_statement(reading, "300 Menschen")
    assert statement.mode is Mode.INDIRECT
    assert statement.speaker is not None
    assert reading.document.words(statement.speaker.span) == "Polizei"


def test_a_sentence_in_the_subjunctive_goes_on_with_the_speech() -> None:
    statement = find_statement(read_text(ARTICLE), "zu Zugeständnissen")
    assert statement.mode is Mode.INDIRECT_FREE_INDIRECT


def test_a_plain_fact_is_no_statement() -> None:
    reading = read_text(ARTICLE)
    assert not any("Wetter" in reading.document.words(span) for one in reading.statements for span in one.content)


def test_english_is_read_by_the_same_model() -> None:
    reading = read_text('"We will not sign," said Foreign Minister Jane Marsh on Monday. She left the room.', "en")
    (statement,) = reading.statements
    assert statement.mode is Mode.DIRECT
    assert statement.speaker is not None
    assert reading.document.words(statement.speaker.span).endswith("Jane Marsh")


def test_nothing_is_taken_from_a_skipped_stretch() -> None:
    start = ARTICLE.index("Laut Polizei")
    skipped = Span(start, ARTICLE.index("Das Wetter"))
    reading = read(Document(id="d", text=ARTICLE, language="de", skipped=(skipped,)))
    spans = [span for one in reading.statements for span in (*one.content, *one.frame, *one.cue)]
    assert spans
    assert not any(span.overlaps(skipped) for span in spans)


def test_words_are_left_out_and_the_gap_is_known() -> None:
    words = [Span(0, 2), Span(3, 5), Span(6, 8)]
    kept, breaks = leave_out(words, [Span(3, 5)])
    assert list(kept) == [words[0], words[2]]
    assert breaks == {1}


def test_an_unclosed_quotation_mark_is_noted() -> None:
    reading = read_text("„Das ist nicht zu Ende, sagte Holm. Alle gingen nach Hause.")
    assert [note.kind for note in reading.notes] == ["quotation-unclosed"]


def test_records_come_in_the_order_of_the_text() -> None:
    starts = [statement.content[0].start for statement in read_text(ARTICLE).statements]
    assert starts == sorted(starts)


def test_a_confidence_is_a_probability() -> None:
    assert all(0 <= statement.confidence <= 1 for statement in read_text(ARTICLE).statements)


def test_the_model_files_are_those_of_the_catalog() -> None:
    assert load_entry("quotes").files.keys() >= {"encoder.onnx", "reader.onnx", "tokenizer.json"}
    assert find_changed_files("quotes") == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "„“", "sagte"])
def test_little_or_no_text_gives_an_empty_record(text: str) -> None:
    assert read_text(text).statements == ()


WORDS = st.sampled_from(
    ["sagte", "Holm", "„", "“", "dass", "laut", "sei", ".", ",", "\n\n", "die", "Polizei", "\u0308", "\u00ad"]
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_every_span_of_a_record_lies_in_the_text(text: str) -> None:
    reading = read_text(text)
    for statement in reading.statements:
        parts = [part for part in (statement.speaker, *statement.addressee) if part is not None]
        for span in (*statement.content, *statement.cue, *statement.frame, *(part.span for part in parts)):
            assert 0 <= span.start < span.end <= len(text)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
