"""Temporal expressions: each rule does what its examples say, the tables come out, and the laws hold for any text."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktenlage.annotations.patterns import make_pattern
from aktenlage.annotations.times import Timex, find_times
from aktenlage.annotations.times.holidays import find_feast
from aktenlage.annotations.times.rules import load_rules
from aktenlage.annotations.tokens import make_tokens
from aktenlage.documents.segment import segment
from aktenlage.errors import DataError
from aktenlage.languages.load import find_folders
from aktenlage.languages.times import TimeRule, load_times
from aktenlage.types import Span

PUBLISHED = "2024-12-06"
TABLES = Path(__file__).parent / "times"
LANGUAGES = find_folders("times")
RULES = [(code, rule) for code in LANGUAGES for rule in load_times(code).rules]
EXAMPLES = [
    pytest.param(code, rule, example, id=f"{code}-{rule.name}-{number}")
    for code, rule in RULES
    for number, example in enumerate(rule.examples)
]
COUNTER_EXAMPLES = [
    pytest.param(code, rule, example, id=f"{code}-{rule.name}-{number}")
    for code, rule in RULES
    for number, example in enumerate(rule.counter)
]
MARKED = re.compile(r"\[(.+?) = (\S+?)\]")


def read(text: str, language: str, published: str | None = PUBLISHED) -> tuple[Timex, ...]:
    return find_times(text, segment(text, language), language, published)


def get_words(text: str, one: Timex) -> str:
    return text[one.span.start : one.span.end]


def find_rules(text: str, language: str) -> set[str]:
    """The names of the rules that win somewhere in a text, those that make nothing too."""
    rules = load_rules(language)
    tokens = make_tokens(text, segment(text, language).paragraphs, rules.grammar.lexicon, rules.words.decimal)
    return {rules.words.rules[match.order].name for match in rules.grammar.find_matches(tokens)}


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of expressions; a line that begins with # is a remark."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")


ROWS = [
    pytest.param(path.stem, row, id=f"{path.stem}-{row['text']}-{row['words']}")
    for path in sorted(TABLES.glob("*.tsv"))
    for row in read_table(path)
]


def test_german_is_there() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}-{rule.name}" for code, rule in RULES])
def test_every_rule_has_examples_of_both_kinds(code: str, rule: TimeRule) -> None:
    assert rule.examples
    assert rule.counter


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_of_rules_are_unique(code: str) -> None:
    names = [rule.name for rule in load_times(code).rules]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("code", "rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_example_marks(code: str, rule: TimeRule, example: str) -> None:
    text = MARKED.sub(r"\1", example)
    found = find_times(text, segment(text, code), code, PUBLISHED, narrative=False)
    assert [(get_words(text, one), one.value) for one in found if one.rule == rule.name] == MARKED.findall(example)
    assert rule.name in find_rules(text, code)


@pytest.mark.parametrize(("code", "rule", "example"), COUNTER_EXAMPLES)
def test_a_rule_finds_nothing_in_its_counter_example(code: str, rule: TimeRule, example: str) -> None:
    if rule.make == "nothing":
        assert rule.name not in find_rules(example, code)
    found = find_times(example, segment(example, code), code, PUBLISHED, narrative=False)
    assert [one for one in found if one.rule == rule.name] == []


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_the_table_comes_out(code: str, row: dict[str, str]) -> None:
    found = read(row["text"], code, row["published"] or None)
    if row["words"] == "-":
        assert found == ()
        return
    (one,) = (one for one in found if get_words(row["text"], one) == row["words"])
    assert [one.type, one.value, one.begin or "", one.end or ""] == [
        row[name] for name in ("type", "value", "begin", "end")
    ]


def test_a_time_says_by_which_rule_and_from_where_it_was_counted() -> None:
    (one,) = read("Das geschah am Donnerstag.", "de")
    assert (one.rule, one.anchor) == ("weekday", PUBLISHED)


def test_a_time_with_its_year_is_counted_from_nowhere() -> None:
    (one,) = read("Das geschah am 3. Mai 2020.", "de")
    assert one.anchor is None


def test_in_a_narrative_dates_hang_on_those_before() -> None:
    text = "Am 31. August 1939 wurde es still. Am 1. September begann der Angriff, im Januar fror der Fluss zu."
    found = find_times(text, segment(text, "de"), "de", "2011-02-16", narrative=True)
    assert [one.value for one in found] == ["1939-08-31", "1939-09-01", "1940-01"]


def test_under_a_heading_a_narrative_begins_anew() -> None:
    text = "1862\n\nIm Mai fiel die Stadt. Im Jahr darauf, im Juni 1863, kam die Flotte.\n\nIm Juli ruhten die Waffen."
    found = find_times(text, segment(text, "de"), "de", None, narrative=True)
    assert found[-1].value == "1862-07"


def test_a_text_about_long_ago_is_a_narrative() -> None:
    told = (
        "1801 kam er. 1803 ging er. 1804 starb sie. 1805, 1806, 1807, 1808 und 1809 war Ruhe. Im Mai 1810 zog er um. "
    )
    found = read(told + "Im Juni kehrte er heim.", "de")
    assert found[-1].value == "1810-06"


def test_a_paper_that_remembers_is_no_narrative() -> None:
    told = (
        "1801 kam er. 1803 ging er. 1804 starb sie. 1805, 1806, 1807, 1808 und 1809 war Ruhe. Das stand gestern fest. "
    )
    found = read(told + "Im Juni wird gefeiert.", "de")
    assert found[-1].value == "2025-06"


def test_skipped_words_are_no_times() -> None:
    text = "Lesen Sie auch: Was am 3. Mai 2020 geschah\n\nEs geschah am Tag darauf."
    found = find_times(text, segment(text, "de"), "de", PUBLISHED, [Span(0, 42)])
    assert [one.value for one in found] == ["XXXX-XX-XX"]


def test_a_time_of_day_in_the_publication_changes_nothing() -> None:
    assert [one.value for one in read("Das war gestern.", "de", "2024-12-06T23:10:00+01:00")] == ["2024-12-05"]


@pytest.mark.parametrize("language", [None, "xx", "tlh"])
def test_of_an_unknown_language_no_times_are_read(language: str | None) -> None:
    assert read("Am Freitag, 6. Dezember 2024.", language or "xx") == ()


def test_decomposed_letters_and_soft_hyphens_are_the_same_words() -> None:
    text = "Im Ma\u0308rz 2020 und im Sep\u00adtember 2021."
    assert [one.value for one in read(text, "de")] == ["2020-03", "2021-09"]


@pytest.mark.parametrize("pattern", ["(a | b", "a )", "{", "<nobody>", "a ?", "x?", "[ ]"])
def test_a_pattern_that_cannot_be_read_is_a_data_error(pattern: str) -> None:
    with pytest.raises(DataError, match=r"^rule example: "):
        make_pattern("example", pattern, {})


@pytest.mark.parametrize(
    ("formula", "year", "first", "last"),
    [
        ("easter", 2024, "2024-03-31", "2024-03-31"),
        ("easter", 2038, "2038-04-25", "2038-04-25"),
        ("orthodox", 2024, "2024-05-05", "2024-05-05"),
        ("orthodox", 2025, "2025-04-20", "2025-04-20"),
        ("advent", 2024, "2024-12-01", "2024-12-01"),
        ("advent", 2023, "2023-12-03", "2023-12-03"),
        ("passover", 2024, "2024-04-23", "2024-04-23"),
        ("passover+172", 2025, "2025-10-02", "2025-10-02"),
        ("11-4-4", 2024, "2024-11-28", "2024-11-28"),
        ("5-1-9", 2024, "2024-05-27", "2024-05-27"),
        ("easter-2..easter+1", 2025, "2025-04-18", "2025-04-21"),
        ("islamic-9", 2024, "2024-03-10", "2024-04-10"),
    ],
)
def test_feasts_fall_on_their_days(formula: str, year: int, first: str, last: str) -> None:
    (feast,) = find_feast(formula, year)
    assert (feast.begin.isoformat(), feast.end.isoformat()) == (first, last)


def test_ramadan_can_fall_twice_into_a_year() -> None:
    assert len(list(find_feast("islamic-9", 2030))) == 2


WORDS = (
    "am im vom bis seit vor in und Freitag 3. 31. 6. Mai Februar 2024 1998 99 24 zwei drei Tagen Jahre Jahren Jahrhundert "
    "Ende Anfang Wochen später zuvor Uhr 14.30 25: . , ( ) - / 0000 9999 12.13.2024 Ostern Ramadan letzten nächsten "
    "übernächste Woche halb Nacht zum des 99999999999 jeden Quartal 7. wurde wird v. Chr. –"
)
PIECES = st.sampled_from([*WORDS.split(), "\n\n"])
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)
DAYS = st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12))


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, st.sampled_from(LANGUAGES), st.sampled_from([None, True, False]))
def test_the_laws_of_times_hold_for_any_text(
    text: str, published: str | None, language: str, told: bool | None
) -> None:
    found = find_times(text, segment(text, language), language, published, narrative=told)
    for one in found:
        assert get_words(text, one) == get_words(text, one).strip() != ""
        assert (one.begin is None) == (one.end is None)
        assert one.begin is None or one.end is None or date.fromisoformat(one.begin) <= date.fromisoformat(one.end)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
