"""What holds for every text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aktenlage.documents import find_quotation_marks, find_skipped, segment
from aktenlage.types import Span

PIECES = [
    "„",
    "“",
    "”",
    '"',
    "»",
    "«",
    "'",
    "’",
    ".",
    "!",
    "?",
    "…",
    ",",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u200b",
    "\u00ad",
    "\u0308",
]
WORDS = [
    "z. B.",
    "Der",
    "am 6.",
    "Mio.",
    "usw.",
    "sagte",
    "(dpa)",
    "LESEN",
    "Lesen Sie auch:",
    "Foto: dpa",
    "A-B",
    "3.500",
    "\ufeff",
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES + WORDS), max_size=60).map("".join))


def is_in_order(spans: tuple[Span, ...], text: str) -> bool:
    inside = all(0 <= span.start < span.end <= len(text) for span in spans)
    return inside and all(left.end <= right.start for left, right in pairwise(spans))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_are_inside_the_text_and_in_order(text: str) -> None:
    segments = segment(text, None)
    assert is_in_order(segments.paragraphs, text)
    assert is_in_order(segments.sentences, text)
    assert is_in_order(segments.words, text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_words_cover_every_character_but_white_space(text: str) -> None:
    covered = {place for word in segment(text, None).words for place in range(word.start, word.end)}
    left = [character for place, character in enumerate(text) if place not in covered]
    assert all(character.isspace() or character == "\u200b" for character in left)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_each_sentence_lies_in_one_paragraph_and_together_they_fill_it(text: str) -> None:
    segments = segment(text, "de")
    for paragraph in segments.paragraphs:
        inner = [one for one in segments.sentences if paragraph.overlaps(one)]
        assert inner[0].start == paragraph.start
        assert inner[-1].end == paragraph.end
        assert all(paragraph.contains(one) for one in inner)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_quotation_marks_are_in_the_text_and_in_order(text: str) -> None:
    pairs = find_quotation_marks(text)
    assert [pair.opening for pair in pairs] == sorted(pair.opening for pair in pairs)
    for opening, closing in pairs:
        assert 0 <= opening.start < opening.end <= len(text)
        assert closing is None or opening.end <= closing.start < closing.end <= len(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_is_skipped_lies_in_the_text(text: str) -> None:
    for note in find_skipped(text, segment(text, None), None):
        assert all(0 <= span.start < span.end <= len(text) for span in note.spans)
