"""The rules of a language made ready, and what one of them has found in a text."""

from functools import cache

import msgspec

from aktenlage.annotations.matching import Grammar, Match
from aktenlage.annotations.patterns import find_literals, make_pattern
from aktenlage.annotations.times.direction import Verbs, make_verbs
from aktenlage.annotations.tokens import Tokens, make_lexicon
from aktenlage.languages.times import TimeRule, TimeWords, load_times
from aktenlage.types import Span


class Rules(msgspec.Struct, frozen=True):
    """The words and rules of a language, made ready."""

    words: TimeWords
    grammar: Grammar
    verbs: Verbs


@cache
def load_rules(language: str) -> Rules:
    """The rules of a language, once a process."""
    words = load_times(language)
    written = [(order, rule.name, text) for order, rule in enumerate(words.rules) for text in rule.patterns]
    texts = [*words.macros.values(), *(text for _, _, text in written)]
    lexicon = make_lexicon(words.words, words.endings, {word for text in texts for word in find_literals(text)})
    patterns = [(order, make_pattern(name, text, words.macros)) for order, name, text in written]
    return Rules(words, Grammar(lexicon, patterns), make_verbs(words.tense))


class Found(msgspec.Struct, frozen=True):
    """Where a rule fits, and what it gives and caught there."""

    match: Match
    rule: TimeRule
    fields: dict[str, str]
    span: Span


def make_found(words: TimeWords, match: Match, tokens: Tokens) -> Found:
    rule = words.rules[match.order]
    span = Span(tokens.spans[match.first].start, tokens.spans[match.last - 1].end)
    return Found(match, rule, get_fields(rule, match), span)


def get_fields(rule: TimeRule, match: Match) -> dict[str, str]:
    """What a rule gives and what it caught; a value like ``unit=D,shift=-1`` gives several fields."""
    fields = dict(rule.fields)
    for label, value in match.caught:
        if "=" in value:
            fields.update(part.partition("=")[::2] for part in value.split(","))
        else:
            fields[label] = value
    return fields


def is_repeating(found: Found) -> bool:
    """Whether an expression speaks of what comes on many days: "täglich", "montags", "geöffnet"."""
    fields = found.fields
    if found.rule.make != "set":
        return "repeats" in fields
    return bool({"weekday", "daypart"} & set(fields)) or fields.get("unit", fields.get("value")) in {"D", "P1D"}


def is_daily(fields: dict[str, str]) -> bool:
    """Whether an expression shows that a text counts days from its own: "gestern", "am Freitag"."""
    return "weekday" in fields or (
        fields.get("unit") == "D" and fields.get("from") == "published" and fields.get("shift") != "0"
    )
