"""Inputs from disk and standard input, told apart by name and content."""

import gzip
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aktenlage.sources import Form, Known, find_captures
from aktenlage.sources.files import explain
from aktenlage.types import Capture, Problem

PAGE = "<!doctype html><title>Brücke</title><p>Die Brücke ist fertig."


def read(*inputs: Path | str, form: Form = "auto", known: Known | None = None) -> list[Capture | Problem]:
    return list(find_captures(map(str, inputs), form, known))


def read_one(path: Path | str, form: Form = "auto", known: Known | None = None) -> Capture:
    (found,) = read(path, form=form, known=known)
    assert isinstance(found, Capture)
    return found


def get_problem(path: Path | str) -> str:
    (found,) = read(path)
    assert isinstance(found, Problem)
    return found.message


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", "Die Brücke <p> ist fertig.", "text/plain"),
        ("a.html", "Die Brücke", "text/html"),
        ("a.htm", "Die Brücke", "text/html"),
        ("a", PAGE, "text/html"),
        ("a", "Die Brücke ist fertig.", "text/plain"),
        ("a.dat", '{"text": "Die Brücke"}', "text/plain"),
        ("a.jsonl", '{"html": "<p>Die Brücke"}', "text/html"),
    ],
)
def test_the_form_is_told_from_name_and_content(tmp_path: Path, name: str, content: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert read_one(path).media_type == media_type


def test_a_form_that_is_given_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert read_one(path, form="html").media_type == "text/html"


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "1", "text": "Die Br\xc3\xbccke"}\n{"id": "2", "text": "Neu"}\n'))
    assert [found.id for found in read(path) if isinstance(found, Capture)] == ["1", "2"]


def test_broken_gzip_data_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Die Bruecke" * 100)[:-20])
    assert get_problem(path) == f"{path}: broken gzip data"


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/c.html", "a.txt", "z.txt", "picture.png"):
        (tmp_path / name).write_text("Text")
    assert [Path(found.place).name for found in read(tmp_path) if isinstance(found, Capture)] == [
        "a.txt",
        "c.html",
        "z.txt",
    ]


def test_a_folder_without_texts_is_a_problem(tmp_path: Path) -> None:
    assert get_problem(tmp_path).startswith(f"{tmp_path}: no .txt")


def test_a_missing_file_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text")
    missing, found = read(tmp_path / "b.txt", path)
    assert missing == Problem(f"{tmp_path / 'b.txt'}: no such file")
    assert isinstance(found, Capture)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_the_right_to_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text")
    path.chmod(0)
    assert get_problem(path) == f"{path}: no permission to read"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_the_right_to_look_into_it_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text")
    (tmp_path / "b").mkdir(0)
    bad, good = read(tmp_path)
    assert bad == Problem(f"{tmp_path / 'b'}: no permission to read")
    assert isinstance(good, Capture)


def test_a_pipe_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Text")
    assert read_one(tmp_path).place == str(tmp_path / "b.txt")


def test_a_link_to_nothing_in_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nowhere.txt")
    assert get_problem(tmp_path) == f"{tmp_path / 'a.txt'}: no such file"


def test_an_empty_name_does_not_mean_this_folder() -> None:
    assert get_problem("").startswith("'': no name of a file")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "http:/x"])
def test_an_address_of_another_kind_is_no_file(address: str) -> None:
    assert "only http and https addresses are read" in get_problem(address)


@pytest.mark.parametrize("name", ["a.jsonl", "a.warc"])
def test_a_file_without_a_document_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert get_problem(tmp_path / name) == f"{tmp_path / name}: nothing to read: no document in it"


@pytest.mark.parametrize("body", [b"\x7fELF\x00\n" * 1000, '{"text": "Neu"}\n'.encode("utf-16")])
def test_what_holds_no_lines_is_one_problem(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(body)
    assert get_problem(tmp_path / "a.jsonl").endswith("binary data or UTF-16, expected JSON lines in UTF-8")


def test_what_is_no_archive_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    assert get_problem(tmp_path / "a.warc.gz").endswith("no WARC file, expected one that begins with WARC/")


def test_packed_nothing_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    assert "binary data" in get_problem(tmp_path / "a.jsonl.gz")


def test_a_missing_right_is_named_as_such() -> None:
    assert explain(PermissionError(13, "Permission denied")) == "no permission to read"


def test_a_path_with_a_null_character_is_a_problem() -> None:
    assert "null" in get_problem("a\0b")


def test_a_file_beyond_the_limit_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Wort " * 1_100_000)
    assert get_problem(path) == f"{path}: longer than 5,000,000 bytes (AKTENLAGE_MAX_BYTES)"


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b'{"text": "Neu"}\n'))))
    assert read_one("-").place == "standard input: line 1"


def test_broken_gzip_data_on_standard_input_are_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"\x1f\x8b\x01 no gzip"))))
    assert get_problem("-") == "standard input: broken gzip data"


def test_a_closed_standard_input_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert get_problem("-") == "standard input: closed"


def test_lines_are_handed_out_before_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as pipe, os.fdopen(writing, "wb", 0) as end:
        monkeypatch.setattr(sys, "stdin", pipe)
        end.write(b'{"text": "Neu"}\n')
        lines: Iterator[Capture | Problem] = find_captures(["-"])
        assert isinstance(next(lines), Capture)
        end.write(b'{"text": 1}\n')
        assert isinstance(next(lines), Problem)


def test_what_is_known_holds_where_the_input_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Neu", "published": "2024-01-01"}\n{"text": "Neu"}')
    found = read(path, known=Known("2024-12-06", "de"))
    assert [(one.published, one.language) for one in found if isinstance(one, Capture)] == [
        ("2024-01-01", "de"),
        ("2024-12-06", "de"),
    ]


def test_the_same_bytes_have_the_same_id(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Text")
    first, second = read(tmp_path)
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert first.id == second.id
    assert len(first.id) == 16
