"""Files of labelled texts: which file is meant, and each row beside what is read from it."""

import gzip
import json
from pathlib import Path

import pytest

from aktenlage.cli.rows import Row, find_file, read_rows
from aktenlage.errors import InputError
from aktenlage.types import Problem, Reading


class Marked(Row, frozen=True):
    mark: int = 0


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_folder_stands_for_its_dev_part_else_for_its_train_part(tmp_path: Path) -> None:
    for name in ("all.jsonl", "test.jsonl", "train.jsonl.gz", "train.jsonl", "dev.jsonl.gz", "dev.jsonl"):
        (tmp_path / name).touch()
        assert find_file(str(tmp_path)) == tmp_path / name


def test_a_file_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").touch()
    (tmp_path / "other.jsonl").touch()
    assert find_file(str(tmp_path / "other.jsonl")) == tmp_path / "other.jsonl"


@pytest.mark.parametrize("name", ["", "other.jsonl"])
def test_what_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"{name or 'dev.jsonl'}: no such file"):
        find_file(str(tmp_path / name))


@pytest.mark.parametrize("workers", [1, 3])
def test_each_row_stands_beside_its_own_reading(tmp_path: Path, workers: int) -> None:
    good = [{"text": f"Satz Nummer {number}.", "mark": number} for number in range(12)]
    rows: list[object] = []
    for number, row in enumerate(good):
        rows += [row, {"mark": number}] if number % 3 else [{"text": ""}, row, "none"]
    path = write(tmp_path / "a.jsonl", *rows)
    outcomes = list(read_rows(path, Marked, "de", workers))
    assert len(outcomes) == len(rows)
    met = []
    for outcome in outcomes:
        if not isinstance(outcome, Problem):
            labelled, reading = outcome
            assert reading.document.text == labelled.text
            met.append(labelled.mark)
    assert [mark for mark in met if mark] == list(range(1, 12))


def test_a_row_that_cannot_be_read_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf\r\n{"text": "Eins."}\r\n \n{"mark": "x", "text": "Zwei."}\n{"text": "Drei."}')
    first, second, third = read_rows(path, Marked, "de", 1)
    assert not isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert second.message.startswith(f"{path}: line 4: ")
    assert "$.mark" in second.message
    assert not isinstance(third, Problem)
    assert third[1].document.text == "Drei."


def test_packed_files_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "Eins.", "id": 7}\n'))
    ((row, reading),) = [outcome for outcome in read_rows(path, Row, None, 1) if not isinstance(outcome, Problem)]
    assert row.id == 7
    assert isinstance(reading, Reading)
    assert reading.document.id == "7"


def test_a_row_that_says_its_language_keeps_it() -> None:
    assert Row(text="One.", language="en").make_line("de").language == "en"
    assert Row(text="Eins.").make_line("de").language == "de"
    assert Row(text="Eins.").make_line(None).language is None
