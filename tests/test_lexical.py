"""What the tagger of names is told of each word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktenlage.annotations.lexical import find_features
from aktenlage.documents.segment import find_words
from aktenlage.models.layout import WORD_FEATURES
from aktenlage.types import Span


def read(text: str) -> dict[str, set[str]]:
    """The features of each word of a text in which no word stands twice."""
    words = tuple(find_words(text))
    rows = find_features(text, words)
    return {
        text[word.start : word.end]: {WORD_FEATURES[column] for column in np.flatnonzero(row)}
        for word, row in zip(words, rows, strict=True)
    }


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("zwölf", set()),
        ("Zwölf", {"capital"}),
        ("ZWÖLF", {"capital", "capitals"}),
        ("zWölf", {"mixed"}),
        ("X", {"capital"}),
        ("zw12", {"digit"}),
        ("Zwölf-fach", {"capital", "compound"}),
        (",", set()),
    ],
)
def test_the_shape_of_a_word_is_told(word: str, shape: set[str]) -> None:
    shapes = {"capital", "capitals", "mixed", "digit", "compound"}
    assert read(word)[word] & shapes == shape


@pytest.mark.parametrize(
    ("word", "feature"),
    [
        ("NATO", "alone organisation"),
        ("Frankreich", "alone state"),
        ("Frankreichs", "alone state"),
        ("Angela", "first name"),
        ("Karl-Heinz", "first name"),
        ("Hamburg", "city"),
        ("Georgia", "unsure"),
    ],
)
def test_a_known_name_is_told_with_its_kind(word: str, feature: str) -> None:
    assert feature in read(f"gestern bei {word} gewesen")[word]


def test_a_name_of_several_words_is_told_of_all_of_them() -> None:
    known = read("Die Lage in Frankfurt am Main und bei den Vereinten Nationen")
    assert all("long place" in known[word] for word in ("Frankfurt", "am", "Main"))
    assert all("together organisation" in known[word] for word in ("Vereinten", "Nationen"))
    assert all(not known[word] for word in ("in", "und", "bei", "den"))


def test_names_of_several_words_do_not_run_over_marks() -> None:
    assert "long place" in read("New York")["York"]
    assert "long place" not in read("New, York")["York"]


def test_a_word_with_a_small_letter_is_in_no_list() -> None:
    assert "city" in read("Bremen")["Bremen"]
    assert read("bremen")["bremen"] == set()


def test_no_words_have_no_rows() -> None:
    assert find_features("", ()).shape == (0, len(WORD_FEATURES))


PIECES = [
    "Angela",
    "Sommer",
    "New",
    "York",
    "Frankfurt",
    "am",
    "Main",
    "der",
    "von",
    "NATO",
    "F-16",
    ",",
    ".",
    "\n",
    "2",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_there_is_a_row_a_word_of_zeros_and_ones(text: str) -> None:
    words = tuple(find_words(text))
    rows = find_features(text, words)
    assert rows.shape == (len(words), len(WORD_FEATURES))
    assert rows.dtype == np.float32
    assert set(np.unique(rows)) <= {0.0, 1.0}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_what_is_known_of_a_word_alone_is_known_of_it_everywhere(text: str) -> None:
    words = tuple(find_words(text))
    for word, row in zip(words, find_features(text, words), strict=True):
        spelled = text[word.start : word.end]
        alone = find_features(spelled, (Span(0, len(spelled)),))[0]
        beside = {WORD_FEATURES[column] for column in np.flatnonzero(row != alone)}
        assert (row >= alone).all()
        assert all(name == "long place" or name.startswith("together ") for name in beside)
