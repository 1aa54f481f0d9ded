import gzip
import json
from pathlib import Path

import pytest
from calls import call, get_complaint
from shared import SHARED, needs_shared

from aktenlage.evaluation.labelled import Label, TokenIndex, label_gold, label_statement, leave_out_unlabelled
from aktenlage.evaluation.quotes import PARTS, Labelled, score_quotations
from aktenlage.evaluation.spans import find_broken, find_spans
from aktenlage.types import Document, Medium, Mode, Note, Part, Reading, Span, Statement

WORDS = "„ Wir kommen “ , sagte sie ihm ."
TOKENS = tuple(Span(match, match + len(word)) for match, word in ((WORDS.index(word), word) for word in WORDS.split()))
STATEMENT = Statement(
    "s1",
    Mode.DIRECT,
    None,
    (Span(0, 14),),
    (Span(17, 22),),
    (Span(17, 30),),
    Part(Span(23, 26)),
    (Part(Span(27, 30)),),
    None,
    None,
    0.9,
)
ROW = {
    "id": "1",
    "text": "„Wir kommen“, sagte Anna Sommer. „Wann?“, fragte Bernd.",
    "language": "de",
    "annotations": [
        {
            "quote": [[0, 12]],
            "speaker": [[20, 31]],
            "cue": [[14, 19]],
            "frame": [],
            "type": "Direct",
            "medium": "Speech",
        }
    ],
}


def write(path: Path, *rows: object) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_statement_becomes_tokens() -> None:
    ours = label_statement(STATEMENT, TokenIndex(TOKENS))
    assert ours.type == "Direct"
    assert {part: sorted(tokens) for part, tokens in ours.parts.items()} == {
        "quote": [0, 1, 2, 3],
        "addressee": [7],
        "cue": [5],
        "frame": [5, 6, 7],
        "speaker": [6],
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "right"),
    [
        (Medium.SPEECH, "Speech", True),
        (Medium.SPEECH, "Writing", False),
        (Medium.SPEECH, "SW", False),
        (None, "SW", True),
        (None, "TW", True),
        (None, "Speech", False),
    ],
)
def test_an_open_medium_is_right_where_the_data_leave_it_open(ours: Medium | None, theirs: str, right: bool) -> None:
    index = TokenIndex(TOKENS)
    statement = Statement("s1", Mode.DIRECT, ours, (Span(0, 14),), (), (), None, (), None, None, 0.9)
    gold = label_gold(Label(quote=(Span(0, 14),), type="Direct", medium=theirs), index)
    assert (score_quotations([([label_statement(statement, index)], [gold])])["medium"].f1 == 1.0) is right


def test_a_quotation_that_is_missed_and_one_too_many_count_in_full() -> None:
    one = Labelled("Direct", "speech", {part: frozenset({1, 2}) if part == "quote" else frozenset() for part in PARTS})
    other = Labelled(
        "Direct", "speech", {part: frozenset({8, 9}) if part == "quote" else frozenset() for part in PARTS}
    )
    scores = score_quotations([([one, other], [one])])
    assert (scores["messages"].precision, scores["messages"].recall) == (0.5, 1.0)
    scores = score_quotations([([one], [one, other])])
    assert (scores["messages"].precision, scores["messages"].recall) == (1.0, 0.5)


def test_parts_that_the_data_never_label_do_not_count() -> None:
    index = TokenIndex(TOKENS)
    gold = [label_gold(Label(quote=(Span(0, 14),), speaker=(Span(23, 26),)), index)]
    documents = leave_out_unlabelled([([label_statement(STATEMENT, index)], gold)])
    assert score_quotations(documents)["joint"].f1 == 1.0


def test_broken_spans_are_found_wherever_they_stand() -> None:
    document = Document("d", "Ein Satz.", skipped=(Span(4, 4),))
    reading = Reading(document, notes=(Note("x", (Span(0, 3), Span(3, 8), Span(4, 99)), ""),))
    assert len(list(find_spans(reading))) == 4
    assert list(find_broken(reading)) == [Span(4, 4), Span(3, 8), Span(4, 99)]


def test_the_table_names_all_measures(tmp_path: Path) -> None:
    shown = call("eval", "quotes", write(tmp_path / "dev.jsonl", ROW)).stdout
    for name in ("messages", "roles", "joint", *PARTS[1:], "form", "medium", "IndirectFreeIndirect"):
        assert name in shown


def test_a_folder_stands_for_its_dev_part(tmp_path: Path) -> None:
    write(tmp_path / "dev.jsonl", ROW)
    record = json.loads(call("eval", "quotes", str(tmp_path), "--json").stdout)
    assert record["documents"] == 1
    assert set(record["joint"]) == {"precision", "recall", "f1"}


def test_without_types_form_and_medium_are_left_out(tmp_path: Path) -> None:
    labels = [{key: value for key, value in ROW["annotations"][0].items() if key not in ("type", "medium")}]  # type: ignore[attr-defined]
    place = write(tmp_path / "dev.jsonl", {**ROW, "annotations": labels})
    record = json.loads(call("eval", "quotes", place, "--json").stdout)
    assert not {"form", "medium"} & set(record)
    assert record["modes"] == {}


def test_spans_are_checked_without_labels(tmp_path: Path) -> None:
    place = tmp_path / "texts.jsonl.gz"
    place.write_bytes(gzip.compress(json.dumps({"text": ROW["text"]}).encode()))
    result = call("eval", "quotes", str(place), "--check-spans")
    assert result.exit_code == 0
    assert "0 broken" in result.stdout


def test_bad_rows_are_named_and_the_others_measured(tmp_path: Path) -> None:
    place = write(tmp_path / "dev.jsonl", ROW, {"id": "2"}, {"text": "", "annotations": []}, ROW)
    result = call("eval", "quotes", place, "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["documents"] == 2
    assert ["line 2" in line or "line 3" in line for line in result.stderr.splitlines()] == [True, True]


@pytest.mark.parametrize(
    "line", [b'{"text": "Br\xfccke"}', b'{"text": "a\\ud800b"}', b'{"other": ' + b"[" * 100_000, b"\x00\xff", b"[]"]
)
def test_a_row_that_is_no_row_is_named_by_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\n\n" + line + b"\n")
    result = call("eval", "quotes", str(path))
    assert result.exit_code == 3
    assert get_complaint(result).startswith(f"{path}: line 3: ")


def test_broken_packed_data_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = bytearray(gzip.compress(b"".join(json.dumps({"text": str(n)}).encode() + b"\n" for n in range(1000))))
    packed[20:60] = bytes(range(40))
    path.write_bytes(packed)
    result = call("eval", "quotes", str(path))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(f"aktenlage: {path}: ")


def test_a_missing_file_is_one_line() -> None:
    result = call("eval", "quotes", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl: no such file" in get_complaint(result)


@needs_shared("data/quotation-wikinews-de")
def test_all_spans_of_real_articles_hold(tmp_path: Path) -> None:
    lines = (SHARED / "data" / "quotation-wikinews-de" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:25]
    place = write(tmp_path / "part.jsonl", *map(json.loads, lines))
    result = call("eval", "quotes", place, "--check-spans", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["spans"]["broken"] == 0
