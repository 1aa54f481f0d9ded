"""What the networks are given: pieces, windows, states and distances."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.documents.segment import segment
from aktenlage.models.catalog import get_folder
from aktenlage.models.layout import POSITION_BUCKETS, READER_WORDS, STATES
from aktenlage.models.reading import get_context, make_distances, make_states
from aktenlage.models.tagger import make_window_input
from aktenlage.models.tokenizer import BREAK, START, WordTokenizer
from aktenlage.models.windows import Window

TOKENIZER = WordTokenizer(get_folder("quotes") / "tokenizer.json")


def get_pieces(text: str) -> list[tuple[int, ...]]:
    segments = segment(text, "de")
    return TOKENIZER.get_pieces(text, segments.words, segments.paragraphs)


def test_a_word_has_the_same_pieces_composed_and_decomposed() -> None:
    assert get_pieces("Die Gespräche") == get_pieces("Die Gespra\u0308che")


def test_a_full_memory_of_words_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aktenlage.models.tokenizer.CACHE_WORDS", 5)
    tokenizer = WordTokenizer(get_folder("quotes") / "tokenizer.json")
    for text in ("Eins zwei drei", "drei vier fünf sechs", "eins zwei drei vier fünf sechs sieben"):
        words = segment(text, "de").words
        assert len(tokenizer.get_pieces(text, words)) == len(words)


def test_nothing_is_written_or_reported_by_the_run_time(tmp_path: Path) -> None:
    program = "from aktenlage import Document, read; read(Document(id='1', text='„Nein“, sagte Holm.', language='de'))"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    assert list(tmp_path.rglob("*")) == []


def test_a_soft_hyphen_changes_nothing() -> None:
    assert get_pieces("Die Bundes\u00adregierung") == get_pieces("Die Bundesregierung")


def test_a_new_paragraph_begins_with_a_break() -> None:
    pieces = get_pieces("Eins zwei.\n\nDrei vier.")
    assert [word[0] == BREAK for word in pieces] == [False, False, False, True, False, False]


def test_the_first_piece_of_a_word_is_found_behind_a_break() -> None:
    pieces = [(10, 11), (BREAK, 12, 13), (14,)]
    row, firsts = make_window_input(pieces, Window(0, 3, 0, 3))
    assert row.tolist() == [[START, 10, 11, BREAK, 12, 13, 14, BREAK]]
    assert firsts.tolist() == [1, 4, 6]


def test_only_kept_words_have_a_place() -> None:
    _, firsts = make_window_input([(10, 11), (12,), (13,)], Window(0, 3, 1, 2))
    assert firsts.tolist() == [3]


def test_states_say_where_a_word_stands_to_the_quotation() -> None:
    states = make_states([(2, 4), (6, 7)], (0, 9))
    assert [STATES[state] for state in states] == [
        *("before", "before", "begin", "inside", "gap", "gap", "begin", "after", "after")
    ]


@given(st.integers(0, 900), st.integers(1, 400), st.integers(0, 500))
def test_the_reader_sees_the_begin_of_every_quotation(start: int, length: int, rest: int) -> None:
    total = start + length + rest
    first, last = get_context([(start, start + length)], total)
    assert 0 <= first <= start < last <= total
    assert last - first <= READER_WORDS
    states = make_states([(start, start + length)], (first, last))
    assert STATES[int(states[start - first])] == "begin"


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_distances_have_a_bucket_each(place: int, first: int) -> None:
    distances = make_distances(place, (first, first + 200))
    assert distances.min() >= 0
    assert distances.max() < POSITION_BUCKETS
    assert np.all((np.arange(first, first + 200) < place) == (distances >= POSITION_BUCKETS // 2))
