"""The measure of names, and the files that it is taken on."""

import json
from pathlib import Path
from typing import get_args

import pytest
from calls import call
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.cli.measure_names import NameLabel, NameRow, find_ours, find_theirs, measure_names
from aktenlage.evaluation.names import CLASSES, is_held_out, score_classes, score_names
from aktenlage.evaluation.names import Entity as Labelled
from aktenlage.types import Document, Entity, EntityKind, Mention, Reading, Span

ANNA: Labelled = (Span(0, 4), "PER")
KIEL: Labelled = (Span(8, 12), "LOC")
WERFT: Labelled = (Span(20, 25), "ORG")
HELD_OUT, LEARNT = "doc-3", "doc-0"


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_kind_has_a_class() -> None:
    assert set(CLASSES) == set(get_args(EntityKind))


def test_only_the_same_words_with_the_same_class_are_right() -> None:
    wrong_class, wrong_words = (Span(8, 12), "PER"), (Span(0, 11), "PER")
    scores = score_names(
        [(frozenset({ANNA, wrong_class}), frozenset({ANNA, KIEL})), (frozenset({wrong_words}), frozenset())]
    )
    assert (scores["all"].precision, scores["all"].recall) == pytest.approx((1 / 3, 0.5))
    assert (scores["PER"].precision, scores["PER"].recall) == pytest.approx((1 / 3, 1.0))
    assert scores["LOC"].f1 == 0.0


def test_the_same_words_of_another_text_are_not_right() -> None:
    assert score_names([(frozenset({ANNA}), frozenset()), (frozenset(), frozenset({ANNA}))])["all"].f1 == 0.0


def test_a_class_that_the_data_never_label_is_left_out() -> None:
    scores = score_names([(frozenset({ANNA, WERFT}), frozenset({ANNA})), (frozenset({WERFT}), frozenset({KIEL}))])
    assert scores["all"].precision == 1.0
    assert set(scores) == {"all", "PER", "LOC"}


entities = st.frozensets(
    st.tuples(st.sampled_from([Span(0, 4), Span(5, 9), Span(5, 12)]), st.sampled_from(sorted(set(CLASSES.values())))),
    max_size=6,
)
documents = st.lists(st.tuples(entities, entities), max_size=4)


@given(documents)
def test_labels_agree_with_themselves(pairs: list[tuple[frozenset[Labelled], frozenset[Labelled]]]) -> None:
    scores = score_names([(gold, gold) for _, gold in pairs])
    assert all(score.f1 == 1.0 for name, score in scores.items() if name != "all")
    assert scores["all"].f1 == (1.0 if any(gold for _, gold in pairs) else 0.0)


@given(documents)
def test_changing_sides_changes_precision_and_recall(
    pairs: list[tuple[frozenset[Labelled], frozenset[Labelled]]],
) -> None:
    one = score_classes(pairs, CLASSES.values())
    other = score_classes([(right, left) for left, right in pairs], CLASSES.values())
    assert (one.precision, one.recall) == (other.recall, other.precision)


def test_only_mentions_by_name_are_compared() -> None:
    mentions = (Mention(Span(0, 4), "name"), Mention(Span(10, 22), "noun"), Mention(Span(30, 33), "pronoun"))
    vessel = Entity("e2", "Seestern", "weapon-system", {}, (Mention(Span(40, 48), "name"),))
    reading = Reading(Document("d", "x" * 50), (Entity("e1", "Anna", "person", {}, mentions), vessel))
    assert find_ours(reading) == {ANNA, (Span(40, 48), "OTH")}


def test_labels_of_unknown_classes_are_left_out() -> None:
    row = NameRow(
        text="x" * 30, entities=(NameLabel(0, 4, "PER"), NameLabel(8, 12, "LOCderiv"), NameLabel(5, 7, "DATE"))
    )
    assert find_theirs(row) == {ANNA}


def test_about_a_quarter_of_all_texts_is_held_out() -> None:
    assert sum(is_held_out(f"text-{number}") for number in range(4000)) == pytest.approx(1000, abs=100)


def test_which_texts_are_held_out_never_changes() -> None:
    assert [number for number in range(20) if is_held_out(f"doc-{number}")] == [3, 4, 5, 6, 13, 14, 17]


def test_sentences_of_one_text_are_held_out_together(tmp_path: Path) -> None:
    label = {"start": 0, "end": 4, "type": "PER"}
    ids = [(LEARNT, HELD_OUT), ("x", HELD_OUT), (HELD_OUT, LEARNT), (HELD_OUT, None), (LEARNT, None)]
    rows = [{"id": id, "doc": doc, "text": "Anna ging heim.", "language": "de", "entities": [label]} for id, doc in ids]
    path = write(tmp_path / "dev.jsonl", *rows)
    assert measure_names(path, None, 1, held_out=False).documents == 5
    held_out = measure_names(path, None, 1, held_out=True)
    assert (held_out.documents, held_out.labels) == (3, 3)


def test_the_measure_of_a_file_names_all_its_classes(tmp_path: Path) -> None:
    labels = [{"start": 0, "end": 11, "type": "PER"}, {"start": 15, "end": 19, "type": "LOC"}]
    row = {"id": "1", "language": "de", "text": "Anna Sommer in Kiel.", "entities": labels}
    place = str(write(tmp_path / "dev.jsonl", row, {"id": "2"}))
    result = call("eval", "names", place, "--json")
    assert result.exit_code == 3
    record = json.loads(result.stdout)
    assert (record["documents"], record["labels"]) == (1, 2)
    assert set(record) == {"data", "documents", "labels", "all", "LOC", "PER"}
    assert set(record["all"]) == {"precision", "recall", "f1"}
    assert "line 2" in result.stderr
    shown = call("eval", "names", place).stdout
    assert "1 document, 2 labels" in shown
    assert [line.split()[0] for line in shown.splitlines()[2:6]] == ["precision", "all", "LOC", "PER"]
