import json
import os
import shlex
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from calls import PROGRAM, call, get_complaint, start

from aktenlage import batch
from aktenlage.cli import options, read
from aktenlage.types import Capture, Problem, Reading

ARTICLE = "Die Ministerin sprach am Montag in Kiel.\n\n„Wir bauen die Brücke neu“, sagte Anna Sommer in Kiel.\n"
LINE = json.dumps({"id": "one", "text": ARTICLE})


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "artikel.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_a_file_becomes_one_line_of_json(article: str) -> None:
    result = call("read", article, "--published", "2024-12-07")
    record = json.loads(result.stdout)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert record["document"]["text"] == ARTICLE
    assert record["document"]["published"] == "2024-12-07"
    assert list(record) == list(Reading.__struct_fields__)


def test_every_span_reads_back_words(article: str) -> None:
    record = json.loads(call("read", article).stdout)
    for statement in record["statements"]:
        for start_, end in statement["content"]:
            assert ARTICLE[start_:end].strip() == ARTICLE[start_:end] != ""


def test_standard_input_is_read_where_no_input_is_named() -> None:
    assert json.loads(call("read", given=ARTICLE).stdout)["document"]["text"] == ARTICLE
    assert json.loads(call("read", "-", given=ARTICLE).stdout)["document"]["text"] == ARTICLE


def test_without_input_at_a_terminal_the_usage_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_piped", lambda: False)
    result = call("read")
    assert result.exit_code == 2
    assert "--help" in get_complaint(result)


def test_json_of_one_document_is_one_object(article: str) -> None:
    result = call("read", article, "--to", "json")
    assert json.loads(result.stdout)["document"]["text"] == ARTICLE
    assert result.stdout.startswith("{\n  ")


def test_json_of_several_documents_is_a_list(article: str) -> None:
    records = json.loads(call("read", article, article, article, "--to", "json").stdout)
    assert [record["document"]["text"] for record in records] == [ARTICLE] * 3


def test_records_keep_the_order_of_the_input() -> None:
    lines = [json.dumps({"id": str(number), "text": ARTICLE * (1 + number % 3)}) for number in range(40)]
    result = call("read", "--workers", "3", given="\n".join(lines))
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == [str(n) for n in range(40)]


def test_one_worker_reads_the_same_as_several(article: str) -> None:
    assert call("read", article, "--workers", "1").stdout == call("read", article, "--workers", "4").stdout


def test_pretty_shows_the_words(article: str) -> None:
    result = call("read", article, "--to", "pretty")
    assert "Wir bauen die Brücke neu" in result.stdout
    assert "Who said what" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_language_that_is_given_is_kept(article: str) -> None:
    assert json.loads(call("read", article, "--language", "de-AT").stdout)["document"]["language"] == "de"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["read", "--published", "6.12.2024", "x"], "--published: '6.12.2024' is no ISO 8601 date"),
        (["read", "--published", "2024-13-01", "x"], "--published: '2024-13-01' is no ISO 8601 date"),
        (["read", "--language", "Deutsch!", "x"], "--language: 'Deutsch!' is no ISO 639-1 code"),
        (["read", "--to", "prety", "x"], "did you mean pretty?"),
        (["read", "--from", "jsnl", "x"], "did you mean jsonl?"),
        (["read", "--pubished", "x"], "--published"),
        (["reed", "x"], "did you mean read?"),
        (["eval", "quote"], "did you mean quotes?"),
        (["read", "--workers", "0", "x"], "--workers: '0' is no number from 1 to"),
        (["read", "--workers", "-1", "x"], "--workers: '-1' is no number from 1 to"),
        (["read", "--workers", "viele", "x"], "--workers: 'viele' is no number from 1 to"),
        (["frobnicate"], "known are demo, eval, read"),
    ],
)
def test_a_wrong_call_is_one_line_with_the_nearest_name(arguments: list[str], expected: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert expected in get_complaint(result)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("leer.txt", b"", "empty"),
        ("leer.jsonl", b"", "nothing to read"),
        ("blank.txt", b" \n\n \t", "empty"),
        ("binary.txt", bytes(range(256)) * 50, "binary"),
        ("zero.txt", b"Text\x00 und mehr Text", "binary"),
        ("bild.html", b"\x89PNG\r\n\x1a\n" + bytes(2000), "picture"),
        ("invalid.txt", b"\xfd\xfc\xfb\xfa" * 999, "encoding unknown"),
        ("numbers.txt", b"1 2 3 4 5", "no letters"),
        ("wrong.jsonl", b'{"id": 1}\n', 'line 1: neither "text" nor "html"'),
        ("types.jsonl", b'{"text": 17}\n', 'line 1: "text"'),
        ("both.jsonl", b'{"text": "a", "html": "b"}\n', 'both "text" and "html"'),
        ("broken.jsonl", b'{"text": "a\n', "line 1: no JSON"),
        ("date.jsonl", b'{"text": "Ein Satz.", "published": "gestern"}\n', "'gestern' is no ISO 8601 date"),
        ("deep.html", b"<div>" * 10_000 + b"Ein Satz.", "nested"),
        ("huge.html", b"<p title='" + b"x" * 6_000_000 + b"'>Ein Satz.</p>", "longer than"),
        ("packed.jsonl.gz", b"\x1f\x8b\x08\x00 no gzip at all", "gzip"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, body: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    result = call("read", str(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    complaint = get_complaint(result)
    assert expected in complaint
    assert name in complaint


def test_fifty_megabytes_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Wort um Wort. " * 3_600_000)
    result = call("read", str(path))
    assert result.exit_code == 2
    assert "longer than 5,000,000 bytes" in get_complaint(result)


def test_a_million_characters_without_a_space_say_nothing() -> None:
    result = call("read", given="x" * 1_000_000)
    record = json.loads(result.stdout)
    assert result.exit_code == 0
    assert record["statements"] == []
    assert [note["kind"] for note in record["notes"]] == ["no-text"]


def test_a_missing_path_is_named() -> None:
    result = call("read", "nowhere/at/all.txt")
    assert result.exit_code == 2
    assert "nowhere/at/all.txt: no such file" in get_complaint(result)


def test_a_file_that_is_used_as_a_folder_is_named(article: str) -> None:
    result = call("read", f"{article}/inner.txt")
    assert result.exit_code == 2
    assert "inner.txt" in get_complaint(result)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_named(article: str) -> None:
    Path(article).chmod(0)
    result = call("read", article)
    assert result.exit_code == 2
    assert "no permission to read" in get_complaint(result)


def test_bad_lines_are_named_and_the_others_are_read() -> None:
    lines = ["[]", LINE, '{"text": null}', "{", LINE, '{"text": "Ein Satz.", "language": 5}']
    result = call("read", "--from", "jsonl", given="\n".join(lines))
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 2
    places = [line.split(": ")[1:3] for line in result.stderr.splitlines()]
    assert places == [["standard input", f"line {number}"] for number in (1, 3, 4, 6)]


def test_a_missing_file_among_others_is_status_three(article: str) -> None:
    result = call("read", article, "missing.txt", article)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 2
    assert "missing.txt" in get_complaint(result)


def test_complaints_hold_no_control_characters() -> None:
    result = call("read", "a\x1b[31mred\nline.txt")
    assert result.exit_code == 2
    assert "\x1b" not in get_complaint(result)


def test_output_is_there_before_the_input_ends() -> None:
    process = start("read", "--workers", "1", "--from", "jsonl")
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(LINE.encode() + b"\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["document"]["id"] == "one"
    process.communicate()
    assert process.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_control_c_ends_at_once_and_quietly(workers: str) -> None:
    process = start("read", "--workers", workers, "--from", "jsonl")
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(LINE.encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=10)
    assert (process.returncode, complaints) == (-signal.SIGINT, b"")


def test_control_c_does_not_wait_for_a_long_document(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Die Ministerin sagte es. " * 20_000)
    process = start("read", "--workers", "2", "-", str(path))
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(ARTICLE.encode())
    process.stdin.close()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == -signal.SIGINT


@pytest.mark.parametrize("form", ["jsonl", "json", "pretty"])
def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path, form: str) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(f"{LINE}\n" * 500)
    process = start("read", str(path), "--to", form)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["read", "{article}"], ["read", "{article}", "--to", "pretty"], ["--help"]])
def test_output_without_room_is_one_line(article: str, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*PROGRAM, *(argument.format(article=article) for argument in arguments)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "aktenlage: standard output: No space left on device\n"


def test_closed_streams_are_no_accident(article: str) -> None:
    command = f"{shlex.join(PROGRAM)} read {article}"
    done = subprocess.run(f"{command} >&-", shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "aktenlage: standard output: closed\n")
    done = subprocess.run(f"{command} missing.txt 2>&-", shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1


def test_a_complaint_is_never_longer_than_some_lines() -> None:
    assert len(get_complaint(call("read", "x" * 4000))) <= 600


def test_more_workers_than_cores_can_use_are_not_started(monkeypatch: pytest.MonkeyPatch, article: str) -> None:
    given = []

    def remember(captures: Iterable[Capture | Problem], workers: int, explain: bool) -> Iterator[Reading | Problem]:
        given.append(workers)
        return batch.map_in_order(batch.read_capture, (one for one in captures if isinstance(one, Capture)), 1)

    monkeypatch.setattr(batch, "read_captures", remember)
    assert call("read", "--workers", "999999", article).exit_code == 0
    assert given == [options.count_cores() * options.WORKERS_A_CORE]


def test_the_version_is_told() -> None:
    assert call("--version").stdout.startswith("aktenlage ")


def test_without_a_command_the_help_is_shown() -> None:
    result = call()
    assert result.exit_code == 0
    assert "read" in result.stdout


def test_the_cores_are_those_that_may_be_used() -> None:
    assert options.count_cores() >= 1
