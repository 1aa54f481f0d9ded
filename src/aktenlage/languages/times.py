"""What a language's ``times.yml`` holds: words, tenses and rules for temporal expressions."""

from functools import cache
from typing import Literal

import msgspec

from aktenlage.languages.load import find_folders, load_words

Maker = Literal["calendar", "relative", "offset", "duration", "set", "fixed", "years", "nothing"]


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule for temporal expressions.

    ``pattern`` (or several) is in the language of ``annotations/patterns.py``; ``make`` names the maker in
    ``annotations/times`` that works out the value from what the pattern caught and from ``fields``, which stand where
    nothing was caught. In an example ``[words = value]`` is what the rule finds, in a text published on Friday, 2024-12-06;
    in a ``not`` example this rule finds nothing. A rule that makes nothing leaves its examples without any time.
    """

    name: str
    pattern: str | tuple[str, ...]
    make: Maker
    examples: tuple[str, ...]
    counter: tuple[str, ...] = msgspec.field(name="not")
    fields: dict[str, str] = {}

    @property
    def patterns(self) -> tuple[str, ...]:
        return (self.pattern,) if isinstance(self.pattern, str) else self.pattern


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cheap look at the verbs of a clause: does it speak of what was, or of what is to come? Words with spaces between.

    ``past``, ``present`` and ``future`` are words that decide (``lasting``: of the present, and of what lasts: "is",
    "can"); so do the endings of words in small letters that are not in ``never`` and do not follow one of ``articles``
    (there they are adjectives). One of ``perfect`` makes the clause past where also a participle (a regular expression)
    stands in it. A word in small letters right before one of ``pronouns`` is a verb of the present if nothing else is known
    of it. A word right behind the expression that fits ``attributes`` (a regular expression) is a participle that makes it
    past. At ``joints`` a clause begins, as it does at a comma. ``reported`` are words of the future that tell of the past
    where a participle stands right before one of ``infinitives`` ("soll gestanden haben"). ``prefixes`` is what may stand
    before a word of the ``past`` (a regular expression: "betrat"); ``decided`` are words of the past that no other word
    outdoes ("konnte gelöscht werden"). With one of ``pluperfect`` a clause tells what lies behind
    the story; no hour of a later sentence belongs to its day. With one of ``have`` a participle
    at the end of the clause makes it past even if it is in ``never`` ("hat den Preis erhalten").
    """

    past: str = ""
    prefixes: str = "(?!)"
    decided: str = ""
    present: str = ""
    lasting: str = ""
    future: str = ""
    reported: str = ""
    infinitives: str = ""
    pluperfect: str = ""
    have: str = ""
    perfect: str = ""
    participles: str = "(?!)"
    past_endings: str = ""
    present_endings: str = ""
    future_endings: str = ""
    never: str = ""
    articles: str = ""
    attributes: str = "(?!)"
    pronouns: str = ""
    joints: str = ""
    nearest: bool = False


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is known of a language's temporal expressions.

    ``words``: for each class its values, and for each value its forms; ``endings``: what ``form/name`` stands for.
    ``decimal`` is the mark before a fraction.
    """

    endings: dict[str, str]
    words: dict[str, dict[str | int | float, str]]
    macros: dict[str, str]
    tense: Tense
    rules: tuple[TimeRule, ...]
    decimal: str = "."


def load_times(language: str) -> TimeWords:
    return load_words(language, "times", TimeWords)


@cache
def has_times(language: str | None) -> bool:
    """Whether temporal expressions of a language can be read."""
    return language in find_folders("times")
