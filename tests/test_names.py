"""Names from the scores of words; the scores are made by hand, as no model is needed to ask what is made of them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.annotations.names import Floats, Name, cut_genitive, find_names
from aktenlage.documents.segment import find_words
from aktenlage.models.layout import NAME_TAGS
from aktenlage.types import Span

Tags = dict[str, float]


def score(*rows: Tags) -> Floats:
    """Log probabilities from the probabilities of some tags, the rest of each row is "O"."""
    table = np.full((len(rows), len(NAME_TAGS)), 1e-9, dtype=np.float32)
    for place, row in enumerate(rows):
        table[place, 0] = max(1 - sum(row.values()), 1e-9)
        for tag, probability in row.items():
            table[place, NAME_TAGS.index(tag)] = probability
    return np.log(table)


def read(text: str, *rows: Tags, breaks: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    """The names of a text of as many words as rows, with their kinds."""
    found = find_names(text, tuple(find_words(text)), score(*rows), breaks)
    return [(text[name.span.start : name.span.end], name.kind) for name in found]


NONE: Tags = {}
FIRST: Tags = {"B-person": 0.9}
NEXT: Tags = {"I-person": 0.9}


def test_words_that_go_on_make_one_name() -> None:
    assert read("Gestern kam Anna Sommer an", NONE, NONE, FIRST, NEXT, NONE) == [("Anna Sommer", "person")]


def test_a_word_that_begins_a_name_ends_the_one_before() -> None:
    assert read("Mit Anna Bernd", NONE, FIRST, FIRST) == [("Anna", "person"), ("Bernd", "person")]


def test_a_name_may_begin_with_a_word_that_goes_on() -> None:
    assert read("Anna Sommer kam", NEXT, NEXT, NONE) == [("Anna Sommer", "person")]


def test_kinds_that_are_easily_taken_for_each_other_count_together() -> None:
    torn = {"B-person": 0.4, "B-state": 0.25, "B-place": 0.3}
    assert read("Norden schweigt", torn, NONE) == [("Norden", "place")]


def test_a_word_that_may_be_anything_is_no_name() -> None:
    assert read("Norden schweigt", {"B-person": 0.2, "B-place": 0.2, "B-organisation": 0.15}, NONE) == []


def test_rare_kinds_must_be_surer_than_people() -> None:
    assert read("Norden schweigt", {"B-person": 0.6}, NONE) == [("Norden", "person")]
    assert read("Norden schweigt", {"B-law": 0.6}, NONE) == []


def test_all_words_of_a_name_choose_its_kind() -> None:
    rows = [{"B-person": 0.5, "B-organisation": 0.45}, {"I-person": 0.05, "I-organisation": 0.95}]
    assert read("Sommer Werke", *rows) == [("Sommer Werke", "organisation")]


def test_the_beginning_and_the_rest_of_a_kind_count_together() -> None:
    assert read("Holm", {"B-person": 0.35, "I-person": 0.3, "B-place": 0.34}) == [("Holm", "person")]


def test_no_name_runs_over_a_break() -> None:
    rows = [FIRST, NEXT, NEXT]
    assert read("Anna Sommer Holm", *rows) == [("Anna Sommer Holm", "person")]
    parts = [("Anna", "person"), ("Sommer Holm", "person")]
    assert read("Anna Sommer Holm", *rows, breaks=frozenset({1})) == parts


def test_the_confidence_is_the_mean_over_the_words() -> None:
    text = "Anna Sommer"
    found = find_names(text, tuple(find_words(text)), score({"B-person": 0.9}, {"I-person": 0.6, "I-place": 0.2}))
    assert found == (Name(Span(0, 11), "person", 0.75),)


def test_a_text_without_words_has_no_names() -> None:
    assert find_names("", (), np.empty((0, len(NAME_TAGS)), dtype=np.float32)) == ()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Holm's", "Holm"),
        ("Holm’s", "Holm"),
        ("HOLM'S", "HOLM"),
        ("Paris'", "Paris"),
        ("Paris’", "Paris"),
        ("O’Brien", "O’Brien"),
        ("Holms", "Holms"),
        ("'", "'"),
        ("'s", "'s"),
    ],
)
def test_marks_of_a_genitive_are_no_part_of_a_name(words: str, left: str) -> None:
    text = f"Bei {words} Rede"
    span = cut_genitive(text, Span(4, 4 + len(words)))
    assert text[span.start : span.end] == left


WORDS = st.sampled_from(["Anna", "Sommer", "Holm's", "Paris’", "in", "O’Brien", "ß", "Nord-Süd", "1998"])
ROWS = st.lists(st.floats(0.001, 1), min_size=len(NAME_TAGS), max_size=len(NAME_TAGS))


@st.composite
def scored(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], Floats, frozenset[int]]:
    """A text with any scores for its words; the tag of no name is made likely enough to be met."""
    words = draw(st.lists(WORDS, max_size=12))
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    spans = tuple(Span(start, start + len(word)) for start, word in zip(starts, words, strict=True))
    table = np.array([draw(ROWS) for _ in words], dtype=np.float32).reshape(len(words), len(NAME_TAGS))
    table[:, 0] *= len(NAME_TAGS) * 0.8
    scores = np.log(table / table.sum(1, keepdims=True))
    return text, spans, scores, draw(st.frozensets(st.integers(0, 12)))


@given(scored())
def test_names_lie_in_the_text_in_order_and_never_overlap(
    case: tuple[str, tuple[Span, ...], Floats, frozenset[int]],
) -> None:
    text, words, scores, breaks = case
    names = find_names(text, words, scores, breaks)
    spans = [name.span for name in names]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    assert all(0 < name.confidence <= 1 for name in names)


@given(scored())
def test_no_word_that_is_likely_outside_is_in_a_name_and_none_in_two(
    case: tuple[str, tuple[Span, ...], Floats, frozenset[int]],
) -> None:
    text, words, scores, breaks = case
    names = find_names(text, words, scores, breaks)
    likely = np.exp(scores)[:, 0] < 0.5
    for place, word in enumerate(words):
        assert sum(name.span.overlaps(word) for name in names) <= likely[place]
        if place in breaks and place > 0:
            assert not any(name.span.overlaps(words[place - 1]) and name.span.overlaps(word) for name in names)
