"""The labels that the model learns from, and the tool that makes them."""

import gzip
import json
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from shared import SHARED, needs_shared

from aktenlage.types import EntityKind

TRAINING = Path(__file__).parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from labelling import (  # noqa: E402
    NAME_KINDS,
    LabelError,
    find_places,
    get_sentences,
    read_texts,
    resolve_article,
    resolve_names,
    resolve_span,
)

TEXT = "Berta Holm kam an. „Wir bleiben. Wir gehen nicht.“ So sagte es Holm, sagte Holm."
SENTENCES = [[0, 18], [19, 32], [33, 50], [51, 80]]
FILES = ("wikinews-de.jsonl", "wikinews-de-second.jsonl", "wikinews-en.jsonl")
NAME_FILES = {
    "names-wikinews-de.jsonl": "data/quotation-wikinews-de/train.jsonl.gz",
    "names-wikinews-en.jsonl": "data/text-wikinews-en/all.jsonl.gz",
    "names-wikinews-free-de.jsonl": "data/quotation-wikinews-free-de/train.jsonl",
}
"""Labels of names, and the data that hold their texts."""


def read_rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TRAINING / "labels" / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ({"s": 0, "t": "Berta Holm"}, "Berta Holm"),
        ({"s": 1, "from": "„Wir", "s2": 2, "to": "nicht.“"}, "„Wir bleiben. Wir gehen nicht.“"),
        ({"s": 3, "t": "Holm", "k": 2}, "Holm"),
    ],
)
def test_words_become_offsets(label: dict[str, Any], words: str) -> None:
    start, end = resolve_span(TEXT, SENTENCES, label)
    assert TEXT[start:end] == words


@pytest.mark.parametrize(
    "label", [{"s": 0, "t": "Bertha"}, {"s": 9, "t": "Berta"}, {"s": 3, "t": "Holm", "k": 3}, {"s": 0}]
)
def test_words_that_are_not_there_are_named(label: dict[str, Any]) -> None:
    with pytest.raises(LabelError):
        resolve_span(TEXT, SENTENCES, label)


def test_one_wrong_label_leaves_the_others() -> None:
    right = {"type": "Direct", "medium": "Speech", "quote": [{"s": 1, "from": "„Wir", "s2": 2, "to": "nicht.“"}]}
    row, complaints = resolve_article({"id": 7, "text": TEXT, "sentences": SENTENCES}, [right, {"type": "Loud"}])
    assert len(row["annotations"]) == 1
    assert len(complaints) == 1
    assert "'Loud'" in complaints[0]


def test_a_closing_mark_that_the_sheet_cut_off_is_taken_back() -> None:
    text = '"We stay." He left.'
    article = {"id": 1, "text": text, "sentences": [[0, 9], [11, 19]]}
    quote = {"type": "Direct", "medium": "Speech", "quote": [{"s": 0, "t": '"We stay.'}]}
    row, _ = resolve_article(article, [quote])
    assert row["annotations"][0]["quote"] == [[0, 10]]


def test_sentences_are_found_where_none_are_given() -> None:
    assert len(get_sentences({"text": "One came. Two left.\nThree stayed."})) == 3


@pytest.mark.parametrize("name", FILES)
def test_labels_are_spans_in_order(name: str) -> None:
    for row in read_rows(name):
        for label in row["annotations"]:
            assert label["quote"]
            for role in ("quote", "speaker", "cue", "frame", "addressee"):
                assert label[role] == sorted(label[role])
                assert all(0 <= start < end for start, end in label[role])


def test_the_second_pass_is_a_tenth_of_the_first() -> None:
    first, second = ({row["id"] for row in read_rows(name)} for name in FILES[:2])
    assert second < first
    assert len(second) == pytest.approx(len(first) / 10, abs=1)


@needs_shared("data/quotation-wikinews-de")
def test_labels_lie_over_the_texts_they_were_made_for() -> None:
    with gzip.open(SHARED / "data" / "quotation-wikinews-de" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for row in read_rows("wikinews-de.jsonl"):
        text = texts[row["id"]]
        assert sha256(text.encode()).hexdigest()[:16] == row["text_sha256"]
        spans = [span for label in row["annotations"] for role in ("quote", "speaker", "cue") for span in label[role]]
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


@needs_shared("data/quotation-wikinews-de")
def test_no_labelled_article_is_among_those_measured_on() -> None:
    dev = {
        json.loads(line)["id"]
        for line in (SHARED / "data" / "quotation-wikinews-de" / "dev.jsonl").read_text().splitlines()
    }
    assert not dev & {row["id"] for row in read_rows("wikinews-de.jsonl")}


def name(text: str, *names: dict[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The words and kinds that the labels of a text become, and the complaints about them."""
    row, complaints = resolve_names({"id": 7, "text": text}, list(names))
    assert row["text_sha256"] == sha256(text.encode()).hexdigest()[:16]
    return [(text[start:end], kind) for start, end, kind in row["names"]], complaints


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Holm traf Holm.", "Holm", 2),
        ("„Holm“, (Holm)", "Holm", 2),
        ("Holms Holmer Stockholm", "Holm", 0),
        ("Holm-Sprecher und Anti-Holm und Nord‑Holm", "Holm", 0),
        ("Berlin – Holm - Kiel", "Holm", 1),
        ("Anna\nHolm und Anna  Holm", "Anna Holm", 2),
        ("Anna. Holm", "Anna Holm", 0),
        ("A.B. und AxBx", "A.B.", 1),
    ],
)
def test_a_name_stands_for_all_places_where_its_words_are_whole(text: str, words: str, found: int) -> None:
    places = list(find_places(text, words, None))
    assert len(places) == found
    assert all(text[start:end].split() == words.split() for start, end in places)


def test_a_name_with_only_stands_inside_these_words() -> None:
    text = "Kiel wuchs. Der Pilot Jan Kiel kam nach Kiel."
    assert list(find_places(text, "Kiel", "Jan Kiel")) == [(26, 30)]
    assert list(find_places(text, "Kiel", "Jan Kie")) == []


def test_the_longest_names_go_first_and_none_overlap() -> None:
    labels = ({"t": "Holm", "k": "person"}, {"t": "Holm Werft", "k": "organisation"}, {"t": "Anna Holm", "k": "person"})
    found, complaints = name("Anna Holm leitet die Holm Werft. Holm geht.", *labels)
    assert found == [("Anna Holm", "person"), ("Holm Werft", "organisation"), ("Holm", "person")]
    assert not complaints


def test_a_name_for_one_place_goes_before_those_for_all() -> None:
    labels = ({"t": "Jan Kiel", "k": "person"}, {"t": "Kiel", "k": "place", "only": "nach Jan Kiel"})
    found, _ = name("Jan Kiel fuhr nach Jan Kiel.", *labels)
    assert found == [("Jan Kiel", "person"), ("Kiel", "place")]


def test_names_that_are_wrong_are_named_and_the_others_stay() -> None:
    labels = ({"t": "Bernd", "k": "person"}, {"t": "Anna", "k": "ship"}, {"t": "Kiel", "k": "place"})
    found, complaints = name("Anna kam nach Kiel.", *labels)
    assert found == [("Kiel", "place")]
    assert len(complaints) == 2
    assert any("'Bernd'" in complaint for complaint in complaints)
    assert any("'ship'" in complaint for complaint in complaints)


def test_the_kinds_of_the_labels_are_those_of_the_record() -> None:
    assert set(NAME_KINDS) == set(get_args(EntityKind))


@pytest.mark.parametrize("file", NAME_FILES)
def test_labels_of_names_are_spans_in_order_with_known_kinds(file: str) -> None:
    rows = read_rows(file)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        spans = [(start, end) for start, end, _ in row["names"]]
        assert all(0 <= start < end for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
        assert {kind for _, _, kind in row["names"]} <= set(NAME_KINDS)


@pytest.mark.parametrize(
    ("file", "texts"), [pytest.param(file, texts, marks=needs_shared(texts)) for file, texts in NAME_FILES.items()]
)
def test_labels_of_names_lie_over_the_texts_they_were_made_for(file: str, texts: str) -> None:
    rows = {row["id"]: row for row in read_rows(file)}
    met = set()
    for article in read_texts(SHARED / texts):
        row, text = rows.get(str(article["id"])), article["text"]
        if row is None:
            continue
        met.add(row["id"])
        assert sha256(text.encode()).hexdigest()[:16] == row["text_sha256"]
        for start, end, _ in row["names"]:
            words = text[start:end]
            assert words.strip() == words != ""
            assert not text[start - 1 : start + 1].isalnum() or start == 0
            assert not text[end - 1 : end + 1].isalnum() or end == len(text)
    assert met == set(rows)
