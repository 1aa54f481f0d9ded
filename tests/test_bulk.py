"""JSON lines and WARC: what is good is read, what is bad is reported with its place."""

import io
import subprocess
import sys
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aktenlage.sources import bulk
from aktenlage.sources.bulk import read_json_lines, read_warc
from aktenlage.types import Capture, Problem


def read(content: str | bytes) -> list[Capture | Problem]:
    body = content.encode() if isinstance(content, str) else content
    return list(read_json_lines("news.jsonl", io.BytesIO(body)))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "1"}', 'neither "text" nor "html"'),
        ('{"text": "a", "html": "b"}', 'both "text" and "html"'),
        ('{"text": 5}', '"text": expected str | null, got int'),
        ('{"text": "a", "title": ["b"]}', '"title": expected str | null, got array'),
        (
            '{"text": "a", "published": "6.12.2024"}',
            "\"published\": '6.12.2024' is no ISO 8601 date such as 2024-12-06",
        ),
        ('{"text": "a", "published": "2024"}', "\"published\": '2024' is no ISO 8601 date such as 2024-12-06"),
        (
            '{"text": "a", "published": "2024-02-30"}',
            "\"published\": '2024-02-30' is no ISO 8601 date such as 2024-12-06",
        ),
        ('{"text": "a", "language": "German"}', "\"language\": 'German' is no ISO 639-1 code such as de"),
        ('["text"]', "expected object, got array"),
        ('{"text": "a", "id": 1e400}', '"id": number out of range'),
        ('{"text": "a", "published": "2024-12-06\\u001b10:00"}', "\"published\": '2024-12-06\\x1b10:00' is no"),
        ('{"text": "a", "language": "' + "x" * 10_000 + '"}', f"\"language\": '{'x' * 60}…' is no"),
        ('{"text": "a"', "no JSON (Input data was truncated)"),
        ("Die Brücke", "no JSON"),
        ('{"other": ' + "[" * 100_000, "no JSON"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_next_is_read(line: str, message: str) -> None:
    good, bad, last = read(f'{{"text": "gut"}}\n{line}\n{{"text": "auch gut"}}\n')
    assert isinstance(good, Capture) and isinstance(last, Capture)
    assert isinstance(bad, Problem)
    assert bad.message.startswith(f"news.jsonl: line 2: {message}")
    assert "\n" not in bad.message


def test_a_line_keeps_what_it_states() -> None:
    (found,) = read(
        '{"id": 7, "text": "Neu", "title": "T", "published": "2024-12-06T10:00:00Z", "url": "https://example.org",'
        ' "language": "de-AT", "other": 1}'
    )
    assert isinstance(found, Capture)
    assert (found.id, found.title, found.published) == ("7", "T", "2024-12-06T10:00:00Z")
    assert (found.url, found.language, found.body) == ("https://example.org", "de", b"Neu")


@pytest.mark.parametrize(
    "published", ["2024-12-06", "2024-12-06T10:00", "2024-12-06 10:00:00.5+01:00", "2024-12-06t10:00z"]
)
def test_days_and_moments_stay_as_they_are_stated(published: str) -> None:
    (found,) = read(f'{{"text": "Neu", "published": "{published}"}}')
    assert isinstance(found, Capture) and found.published == published


def test_an_empty_field_says_nothing() -> None:
    (found,) = read('{"id": "", "text": "Neu", "title": "", "published": "", "url": "", "language": ""}')
    assert isinstance(found, Capture)
    assert (found.title, found.published, found.url, found.language) == (None, None, None, None)
    assert len(found.id) == 16


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert len(read(b'\xef\xbb\xbf{"text": "a"}\r\n\r\n   \n{"text": "b"}')) == 2


def test_bytes_that_are_no_utf8_are_a_bad_line() -> None:
    bad, good = read(b'{"text": "Br\xfccke"}\n{"text": "a"}\n')
    assert isinstance(bad, Problem) and isinstance(good, Capture)


def test_half_a_surrogate_is_a_bad_line() -> None:
    bad, good = read('{"text": "a\\ud800b"}\n{"text": "a"}\n')
    assert isinstance(bad, Problem) and isinstance(good, Capture)


def test_a_line_beyond_the_limit_is_reported_and_the_next_is_read() -> None:
    bad, good = read('{"text": "' + "a" * 6_000_000 + '"}\n{"text": "a"}\n')
    assert bad == Problem("news.jsonl: line 1: longer than 5,000,000 bytes (AKTENLAGE_MAX_BYTES)")
    assert isinstance(good, Capture) and good.place == "news.jsonl: line 2"


def test_a_line_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_LEFT", 2)
    (bad,) = read(b"a" * 11_000_000 + b'\n{"text": "a"}\n')
    assert isinstance(bad, Problem)
    assert bad.message.endswith("its end is not in sight, nothing after it was read")


def write_record(writer: WARCWriter, url: str, body: bytes, content_type: str, status: str = "200 OK") -> None:
    headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
    record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
    writer.write_record(record)


def make_warc(**options: Any) -> io.BytesIO:
    stream = io.BytesIO()
    writer = WARCWriter(stream, **options)
    write_record(writer, "https://example.org/a", b"<p>Eins", "text/html; charset=ISO-8859-1")
    write_record(writer, "https://example.org/b.png", b"\x89PNG", "image/png")
    write_record(writer, "https://example.org/gone", b"<p>Fehlt", "text/html", "404 Not Found")
    write_record(writer, "https://example.org/c", b"Zwei", "text/plain")
    stream.seek(0)
    return stream


@pytest.mark.parametrize("gzip", [True, False])
def test_pages_and_texts_of_a_warc_are_read(gzip: bool) -> None:
    first, second = read_warc("a.warc", make_warc(gzip=gzip))
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert (first.url, first.media_type, first.charset) == ("https://example.org/a", "text/html", "ISO-8859-1")
    assert first.fetched is not None
    assert (second.url, second.media_type, second.body) == ("https://example.org/c", "text/plain", b"Zwei")


def test_a_broken_warc_is_reported_after_its_good_records() -> None:
    stream = io.BytesIO(make_warc(gzip=False).getvalue() + b"nonsense\r\n" * 10)
    *good, bad = read_warc("a.warc", stream)
    assert len(good) == 2
    assert isinstance(bad, Problem) and bad.message.startswith("a.warc: record 5: ")


def test_a_file_that_is_no_warc_is_one_problem() -> None:
    (bad,) = read_warc("a.warc", io.BytesIO(b"Die Bruecke ist fertig.\n" * 10))
    assert isinstance(bad, Problem)
    assert "\n" not in bad.message


def test_a_record_that_is_cut_off_is_a_problem() -> None:
    stream = io.BytesIO()
    write_record(WARCWriter(stream, gzip=False), "https://example.org/a", b"<p>Eins und mehr", "text/html")
    whole = stream.getvalue().rstrip()
    (bad,) = read_warc("a.warc", io.BytesIO(whole[:-5]))
    assert bad == Problem("a.warc: record 1: https://example.org/a: cut off")
    (good,) = read_warc("a.warc", io.BytesIO(whole))
    assert isinstance(good, Capture)


def test_a_wrong_archive_prints_nothing_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    head = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\n"
    (bad,) = read_warc("a.warc", io.BytesIO(head + b"ab" + bytes(range(256)) * 20))
    assert isinstance(bad, Problem) and len(bad.message) < 200
    assert capsys.readouterr() == ("", "")


def test_a_record_without_an_address_ends_the_archive_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    body = make_warc(gzip=False).getvalue().replace(b"WARC-Target-URI: https://example.org/c", b"WARC-Nothing: a")
    *good, bad = read_warc("a.warc", io.BytesIO(body))
    assert len(good) == 1
    assert bad == Problem("a.warc: record 4: broken record; nothing after it was read")
    assert capsys.readouterr() == ("", "")


def test_spaces_in_an_address_print_nothing_by_themselves() -> None:
    body = make_warc(gzip=False).getvalue().replace(b"example.org/a", b"example.org/ ")
    script = (
        "import sys; from aktenlage.sources.bulk import read_warc; print(len(list(read_warc('a', sys.stdin.buffer))))"
    )
    done = subprocess.run([sys.executable, "-c", script], input=body, capture_output=True, check=True)
    assert (done.stdout.strip(), done.stderr) == (b"2", b"")
