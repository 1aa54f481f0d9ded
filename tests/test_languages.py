"""The data of every language: its files are read, and each rule does what its examples say."""

import re

import pytest

from aktenlage.documents.segment import segment
from aktenlage.documents.skip import find_boilerplate
from aktenlage.errors import DataError
from aktenlage.languages.load import (
    Boilerplate,
    find_languages,
    load_abbreviations,
    load_boilerplate,
    load_words,
)

RULES = [(code, rule) for code in find_languages() for rule in load_boilerplate(code)]
EXAMPLES = [
    pytest.param(code, rule, example, id=f"{code}-{rule.name}-{number}")
    for code, rule in RULES
    for number, example in enumerate(rule.examples)
]
COUNTER_EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{rule.name}-{number}")
    for code, rule in RULES
    for number, example in enumerate(rule.counter)
]


def skip(text: str, language: str) -> tuple[list[str], list[str]]:
    found = list(find_boilerplate(text, segment(text, language), language))
    return [one.rule.name for one in found], [text[one.span.start : one.span.end] for one in found]


def test_german_and_english_are_there() -> None:
    assert {"de", "en"} <= set(find_languages())


@pytest.mark.parametrize("code", find_languages())
def test_every_language_has_its_abbreviations(code: str) -> None:
    assert load_abbreviations(code).starters


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}-{rule.name}" for code, rule in RULES])
def test_every_rule_has_examples_of_both_kinds(code: str, rule: Boilerplate) -> None:
    assert rule.examples
    assert rule.counter


@pytest.mark.parametrize(("code", "rule", "example"), EXAMPLES)
def test_a_rule_leaves_out_what_its_example_marks(code: str, rule: Boilerplate, example: str) -> None:
    marked = re.findall(r"\[skip (.*?)\]", example)
    text = re.sub(r"\[skip (.*?)\]", r"\1", example)
    names, words = skip(text, code)
    assert rule.name in names
    assert [one.strip() for one in words] == [one.strip() for one in marked or [text]]


@pytest.mark.parametrize(("code", "example"), COUNTER_EXAMPLES)
def test_no_rule_leaves_anything_out_of_a_counter_example(code: str, example: str) -> None:
    assert skip(example, code) == ([], [])


def test_names_of_rules_are_unique() -> None:
    for code in find_languages():
        names = [rule.name for rule in load_boilerplate(code)]
        assert len(names) == len(set(names))


def test_an_unknown_file_is_a_data_error() -> None:
    with pytest.raises(DataError, match=r"^de/nothing\.yml: no such file"):
        load_words("de", "nothing", dict)


def test_a_wrong_type_is_a_data_error_with_its_place() -> None:
    with pytest.raises(DataError, match=r"^de/boilerplate\.yml: .*Expected"):
        load_words("de", "boilerplate", dict)
