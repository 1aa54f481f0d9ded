import json
import subprocess
import sys

from calls import call

from aktenlage.types import Mode

CHECK = """
import sys
from aktenlage.cli.main import main
try:
    main(["demo", "--to", "jsonl"])
except SystemExit as end:
    assert not end.code
assert not {"rich", "trafilatura", "lxml", "httpx", "warcio"} & set(sys.modules), "loaded without need"
"""


def test_six_examples_in_two_languages_are_read() -> None:
    records = [json.loads(line) for line in call("demo", "--to", "jsonl").stdout.splitlines()]
    assert [record["document"]["language"] for record in records] == ["de"] * 4 + ["en"] * 2
    assert all(record["document"]["published"] for record in records)
    assert all(".example/" in record["document"]["url"] for record in records)
    assert all(record["statements"] for record in records)


def test_the_kinds_of_quotation_that_news_are_full_of_are_found() -> None:
    records = [json.loads(line) for line in call("demo", "--to", "jsonl").stdout.splitlines()]
    found = {one["mode"] for record in records for one in record["statements"]}
    assert found >= {Mode.DIRECT, Mode.INDIRECT, Mode.REPORTED, Mode.INDIRECT_FREE_INDIRECT}


def test_the_examples_are_marked_as_such() -> None:
    shown = call("demo", "--to", "pretty").stdout
    assert shown.count("Beispiel: ") == 4
    assert shown.count("Example: ") == 2


def test_a_teaser_is_shown_as_skipped() -> None:
    assert "⟨skipped: teaser⟩ LESEN SIE AUCH" in call("demo", "--to", "pretty").stdout


def test_the_lines_fit_eighty_columns() -> None:
    shown = call("demo", "--to", "pretty").stdout
    assert max(map(len, shown.splitlines())) <= 80


def test_json_lines_load_nothing_that_is_for_people_or_pages() -> None:
    subprocess.run([sys.executable, "-c", CHECK], check=True, stdout=subprocess.DEVNULL)
