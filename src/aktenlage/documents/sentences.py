"""Where one sentence ends and the next begins: rules of a few lines, asked in turn.

A rule answers True (the sentence ends here), False (it goes on) or None (ask the next). What no rule knows ends.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from aktenlage.languages.load import find_languages, load_abbreviations
from aktenlage.types import Span

CLOSERS = "\"'”“»«‹›‘’)\\]"
OPENERS = "„“”\"'»«‹›‚‘’([{–—-…‐"
QUOTED = re.compile(r"[\"'”“»«‹›‘’]")
# The look-behind starts a match only at the first mark of a run, so that a million full stops take one pass.
# White space may be missing between a word in small letters and one with a capital ("gemeldet.Der Zug").
END = re.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<closers>[{CLOSERS}]{{0,4}}+(?:\[\d{{1,3}}\]){{0,3}}+)"
    r"(?:[\s\u200b]++(?=(?P<right>\S))|(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]{1,30}[ ,]))"
)
LAST_WORD = re.compile(r"[^\s(\[„“”\"»«‚‘›‹/:–—]+$")
# "z. B", "u. v. a": letters with full stops between them, as they stand before the last full stop.
CHAIN = re.compile(r"(?<![\w.])(?:[^\W\d_]{1,4}\.[ \u00a0\u2009\u202f]?){1,4}[^\W\d_]{1,4}$")
LONGEST_CHAIN = 29
LONGEST_LINK = 6
FIRST_WORD = re.compile(r"[\w'’]+")
ROMAN = re.compile(r"[IVX]{1,6}$")
CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz][b-df-hj-np-tv-xzß]{1,4}$")
BRAND = re.compile(r"[a-z]{1,2}[A-Z]")


class Words(msgspec.Struct, frozen=True):
    """The abbreviations of a language, written without white space and without their last full stop."""

    never: frozenset[str]
    before_number: frozenset[str]
    sometimes: frozenset[str]
    usually: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    ordinals: bool
    counts: frozenset[str]
    leaders: frozenset[str]


class Gap(msgspec.Struct, frozen=True):
    """A place where a sentence may end: what stands left and right of it."""

    left: str
    chain: str
    before: str
    mark: str
    closers: str
    right: str
    word: str

    def is_left(self, known: frozenset[str]) -> bool:
        """Whether one of the list stands before the full stop, as written or with a small first letter."""
        return any(name in known or name[:1].lower() + name[1:] in known for name in (self.chain, self.left) if name)


Rule = Callable[[Gap, Words], bool | None]


def goes_on_in_small_letters(gap: Gap, words: Words) -> bool | None:
    return False if gap.word[:1].islower() and not BRAND.match(gap.word) else None


def goes_on_with_a_mark(gap: Gap, words: Words) -> bool | None:
    return False if gap.right in ".,;:!?)]}/*&+=%" else None


def left_out_words(gap: Gap, words: Words) -> bool | None:
    """``[…]`` and ``(…)`` stand for words; so do three dots before a word that likes no beginning."""
    if "…" not in gap.mark and "..." not in gap.mark:
        return None
    if gap.closers[:1] in ("]", ")") and gap.left == "":
        return False
    return None if QUOTED.search(gap.closers) else gap.word in words.starters


def doubt_in_brackets(gap: Gap, words: Words) -> bool | None:
    """``(!)`` and ``(?)`` comment on the word before them."""
    return False if gap.left == "" and gap.closers[:1] in (")", "]") else None


def loud_mark(gap: Gap, words: Words) -> bool | None:
    return True if gap.mark != "." else None


def end_of_quotation(gap: Gap, words: Words) -> bool | None:
    return True if QUOTED.search(gap.closers) else None


def date_in_numbers(gap: Gap, words: Words) -> bool | None:
    """6. 12. 2024"""
    return False if words.ordinals and is_small_number(gap.left) and gap.right.isdigit() else None


def ordinal(gap: Gap, words: Words) -> bool | None:
    """The 6. of December and Wilhelm II., but not "auf Rang 3. Trainer Wolf"."""
    is_number = is_small_number(gap.left)
    if not words.ordinals or not (is_number or ROMAN.match(gap.left)):
        return None
    if gap.before == "" or gap.word in words.months:
        return False
    if gap.word in words.starters:
        return True
    return is_number and (gap.before in words.counts or (gap.before[0].isupper() and gap.before not in words.leaders))


def abbreviation(gap: Gap, words: Words) -> bool | None:
    if gap.is_left(words.never):
        return False
    if gap.is_left(words.before_number) and (gap.right.isdigit() or ROMAN.match(gap.word)):
        return False
    if gap.is_left(words.usually):
        return True
    return gap.word in words.starters if gap.is_left(words.sometimes) else None


def initial(gap: Gap, words: Words) -> bool | None:
    """J. Smith, but "Plan B. Das …"; letters with full stops between them likewise."""
    if (len(gap.left) == 1 and gap.left.isalpha()) or gap.chain:
        return gap.word in words.starters
    return None


def unknown_abbreviation(gap: Gap, words: Words) -> bool | None:
    """A short word without a vowel is no German or English word."""
    return gap.word in words.starters if CONSONANTS.match(gap.left) else None


RULES: tuple[Rule, ...] = (
    goes_on_in_small_letters,
    goes_on_with_a_mark,
    left_out_words,
    doubt_in_brackets,
    loud_mark,
    end_of_quotation,
    date_in_numbers,
    ordinal,
    abbreviation,
    initial,
    unknown_abbreviation,
)


def is_small_number(word: str) -> bool:
    return len(word) <= 3 and word.isdecimal()


def find_sentences(text: str, paragraph: Span, language: str | None) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space between them."""
    words = load_rules(language)
    start = paragraph.start
    for match in END.finditer(text, paragraph.start, paragraph.end):
        if is_end(make_gap(text, start, match), words):
            yield Span(start, match.end("closers"))
            start = match.end()
    yield Span(start, paragraph.end)


def is_end(gap: Gap, words: Words) -> bool:
    return next((answer for rule in RULES if (answer := rule(gap, words)) is not None), True)


def find_rule(gap: Gap, words: Words) -> str:
    """The name of the rule that decides; for looking into a doubtful place."""
    return next((rule.__name__ for rule in RULES if rule(gap, words) is not None), "none")


def make_gap(text: str, start: int, match: re.Match[str]) -> Gap:
    head = text[max(start, match.start() - 40) : match.start()]
    found = LAST_WORD.search(head)
    chain = CHAIN.search(head[-LONGEST_CHAIN:]) if "." in head[-LONGEST_LINK:] else None
    left = found.group() if found else ""
    tail = text[match.end() : match.end() + 40].lstrip(OPENERS + " \u00a0")
    word = FIRST_WORD.match(tail)
    return Gap(
        left=left,
        chain=re.sub(r"\s", "", chain.group()) if chain else "",
        before=(head[: len(head) - len(left)].split() or [""])[-1],
        mark=match["mark"],
        closers=match["closers"],
        right=match["right"] or text[match.end()],
        word=word.group() if word else "",
    )


@cache
def load_rules(language: str | None) -> Words:
    """The words of a language; of all languages together where it is not known or has no list."""
    known = [language] if language in find_languages() else find_languages()
    lists = [load_abbreviations(code) for code in known]

    def join(field: str) -> frozenset[str]:
        return frozenset(strip_abbreviation(word) for one in lists for word in getattr(one, field))

    return Words(
        never=join("never"),
        before_number=join("before_number"),
        sometimes=join("sometimes"),
        usually=join("usually"),
        starters=join("starters"),
        months=join("months"),
        ordinals=any(one.ordinals for one in lists),
        counts=join("counts"),
        leaders=join("leaders"),
    )


def strip_abbreviation(word: str) -> str:
    return re.sub(r"\s", "", word).removesuffix(".")
