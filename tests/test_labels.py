"""The labels that the model learns from, and the tool that makes them."""

import gzip
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from shared import SHARED, needs_shared

TRAINING = Path(__file__).parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from labelling import LabelError, get_sentences, resolve_article, resolve_span  # noqa: E402

TEXT = "Berta Holm kam an. „Wir bleiben. Wir gehen nicht.“ So sagte es Holm, sagte Holm."
SENTENCES = [[0, 18], [19, 32], [33, 50], [51, 80]]
FILES = ("wikinews-de.jsonl", "wikinews-de-second.jsonl", "wikinews-en.jsonl")


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
