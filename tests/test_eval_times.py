"""The measure of times, and the files that it is taken on."""

import json
from pathlib import Path

import pytest
from calls import call
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.cli.measure_times import measure_times
from aktenlage.evaluation.times import Counts, Found, count, measure

DAY = Found(0, 10, "DATE", "2024-12-06")
TEXT = "Am Freitag kam Anna Sommer an."
ROW = {
    "id": "1",
    "language": "de",
    "text": TEXT,
    "dct": "2024-12-06",
    "timexes": [{"start": 3, "end": 10, "type": "DATE", "value": "2024-12-06"}],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("system", "hits"),
    [
        (DAY, {"strict", "relaxed", "value", "type", "strict_value"}),
        (Found(0, 10, "TIME", "2024-12-06"), {"strict", "relaxed", "value", "strict_value"}),
        (Found(0, 10, "DATE", "2024-12"), {"strict", "relaxed", "type"}),
        (Found(5, 12, "DATE", "2024-12-06"), {"relaxed", "value", "type"}),
        (Found(10, 12, "DATE", "2024-12-06"), set()),
    ],
)
def test_each_measure_asks_for_its_own_agreement(system: Found, hits: set[str]) -> None:
    counts = count([DAY], [system])
    assert {name for name in ("strict", "relaxed", "value", "type", "strict_value") if getattr(counts, name)} == hits


def test_equal_words_are_matched_before_those_that_overlap() -> None:
    wide, narrow = Found(0, 20, "DATE", "2024"), Found(5, 10, "DATE", "2024-12")
    assert count([narrow], [wide, narrow]) == Counts(1, 2, 1, 1, 1, 1, 1)
    assert count([wide, narrow], [narrow]) == Counts(2, 1, 1, 1, 1, 1, 1)


def test_an_expression_is_matched_once() -> None:
    whole = Found(0, 20, "DATE", "2024")
    halves = [Found(0, 9, "DATE", "2024"), Found(11, 20, "DATE", "2024")]
    assert count(halves, [whole]).relaxed == count([whole], halves).relaxed == 1


def test_a_label_without_a_value_has_none_to_meet() -> None:
    without = Found(0, 10, "DATE", None)
    assert count([without], [without]).value == 0


def test_f1_is_over_all_documents_together() -> None:
    counts = count([DAY], [DAY]) + count([DAY, DAY], []) + count([], [DAY])
    assert counts.gold == 3
    assert measure(counts)["strict"] == pytest.approx(2 / 5)
    assert set(measure(Counts()).values()) == {0.0}


@st.composite
def expressions(draw: st.DrawFn) -> list[Found]:
    """Expressions that do not overlap, as both sides have them."""
    ends = sorted(draw(st.sets(st.integers(0, 30), max_size=8)))
    found = []
    for start, end in zip(ends[::2], ends[1::2], strict=False):
        kind, value = draw(st.sampled_from(["DATE", "TIME"])), draw(st.sampled_from(["2024", "2025"]))
        found.append(Found(start, end, kind, value))
    return found


@given(expressions(), expressions())
def test_no_measure_counts_more_than_there_is(gold: list[Found], system: list[Found]) -> None:
    counts = count(gold, system)
    assert counts.relaxed <= min(counts.gold, counts.system)
    assert counts.strict <= counts.relaxed
    assert max(counts.value, counts.type) <= counts.relaxed
    assert counts.strict_value <= min(counts.strict, counts.value)
    assert counts.strict == len({(one.start, one.end) for one in gold} & {(one.start, one.end) for one in system})


@given(expressions())
def test_labels_agree_with_themselves(gold: list[Found]) -> None:
    assert set(measure(count(gold, gold)).values()) == {1.0 if gold else 0.0}


def test_times_are_counted_from_the_day_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path / "dev.jsonl", ROW)
    measured = measure_times(path, None, 1, narrative=False)
    assert (measured.documents, measured.labels) == (1, 1)
    assert measured.numbers == dict.fromkeys(("strict", "relaxed", "value", "type", "strict value"), 1.0)


def test_a_history_is_not_counted_from_the_day_on_which_it_was_written(tmp_path: Path) -> None:
    measured = measure_times(write(tmp_path / "dev.jsonl", ROW), None, 1, narrative=True)
    assert measured.numbers["relaxed"] == 1.0
    assert measured.numbers["value"] == 0.0


def test_times_that_are_only_implied_do_not_count(tmp_path: Path) -> None:
    implied = {"start": 0, "end": 0, "type": "DATE", "value": "2024", "empty": True}
    path = write(tmp_path / "dev.jsonl", {**ROW, "timexes": [implied, *ROW["timexes"]]})
    measured = measure_times(path, None, 1, narrative=False)
    assert measured.labels == 1
    assert measured.numbers["strict"] == 1.0


def test_a_bad_row_is_named_and_the_others_measured(tmp_path: Path) -> None:
    place = str(write(tmp_path / "dev.jsonl", {**ROW, "timexes": [{"start": 3}]}, {**ROW, "dct": "neulich"}, ROW))
    result = call("eval", "times", place, "--json")
    assert result.exit_code == 3
    assert ["line 1" in line or "line 2" in line for line in result.stderr.splitlines()] == [True, True]
    record = json.loads(result.stdout)
    assert (record["data"], record["documents"], record["labels"], record["value"]) == (place, 1, 1, 1.0)


def test_the_table_names_all_measures(tmp_path: Path) -> None:
    shown = call("eval", "times", "--narrative", str(write(tmp_path / "dev.jsonl", ROW))).stdout
    for name in measure(Counts()):
        assert f"\n{name} " in shown
