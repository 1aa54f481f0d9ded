"""A text as the pattern engine sees it: letters, digits and marks, each with its classes from the words of a language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from aktenlage.errors import DataError
from aktenlage.types import Span

Classes = Mapping[str, str]
NOTHING: Classes = MappingProxyType({})
CAPITAL: Classes = MappingProxyType({"capital": ""})
TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u00ad\u0300-\u036f])*|\d+|[^\s\u200b]")
MARKS = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "–": "-", "—": "-", "−": "-"})
CLOSED = re.compile(r"[^\W_]|[)%»”“'’,;-]")
BREAK = "\n"


class Lexicon(msgspec.Struct, frozen=True):
    """The words of a language: classes of single words, and phrases by their first word."""

    words: dict[str, dict[str, str]]
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]]


class Tokens(msgspec.Struct, frozen=True):
    """A text as the patterns see it: parallel lists, one item a letter run, digit run or mark."""

    words: list[str]
    spans: list[Span]
    glued: list[bool]
    classes: list[Classes]
    longer: dict[int, list[tuple[str, str, int]]]


def make_lexicon(
    words: Mapping[str, Mapping[str | int | float, str]], endings: Mapping[str, str], literals: Iterable[str]
) -> Lexicon:
    """The words of all classes, looked up by how they are written."""
    lexicon = Lexicon({}, {})
    for name, values in words.items():
        for value, forms in values.items():
            first = str(value)
            for index, form in enumerate(expand(forms, endings)):
                add_form(lexicon, form, name, str(int(first[:-2]) + index) if first.endswith("..") else first)
    for word in literals:
        lexicon.words.setdefault(word, {})[f"={word}"] = ""
    return lexicon


def expand(forms: str, endings: Mapping[str, str]) -> Iterator[str]:
    """The forms of a list, with their endings (``-`` stands for none)."""
    for form in forms.split():
        stem, slash, name = form.partition("/")
        if not slash:
            yield form
        elif name not in endings:
            raise DataError(f"{form}: no endings of the name {name!r}")
        else:
            yield from (stem + ending.removeprefix("-") for ending in endings[name].split())


def add_form(lexicon: Lexicon, form: str, name: str, value: str) -> None:
    first, *rest = TOKEN.findall(form.replace("_", " "))
    if rest:
        lexicon.phrases.setdefault(first, []).append((tuple(rest), name, value))
    else:
        lexicon.words.setdefault(first, {})[name] = value


def make_tokens(text: str, paragraphs: Iterable[Span], lexicon: Lexicon, decimal: str) -> Tokens:
    """The letters, digits and marks of a text with their classes; between paragraphs stands a break."""
    tokens = Tokens([], [], [], [], {})
    last = 0
    composed = unicodedata.is_normalized("NFC", text) and "\u00ad" not in text
    starts = True
    for paragraph in paragraphs:
        for found in TOKEN.finditer(text, paragraph.start, paragraph.end):
            word = found[0] if composed else unicodedata.normalize("NFC", found[0].replace("\u00ad", "")) or found[0]
            if len(word) == 1:
                word = word.translate(MARKS)
            start, end = found.span()
            tokens.words.append(word)
            tokens.spans.append(Span(start, end))
            tokens.glued.append(start == last)
            tokens.classes.append(get_classes(lexicon, word, starts))
            starts = CLOSED.match(word) is None
            last = end
        tokens.words.append(BREAK)
        tokens.spans.append(Span(paragraph.end, paragraph.end))
        tokens.glued.append(False)
        tokens.classes.append({"newline": ""})
        starts, last = True, -1
    add_phrases(tokens, lexicon)
    add_decimals(tokens, decimal)
    return tokens


def get_classes(lexicon: Lexicon, word: str, starts: bool) -> Classes:
    """The classes of one word; ``starts``: its capital may only be that of a beginning."""
    if word.isdigit() and word.isascii():
        return get_digit_classes(word, lexicon.words.get(word, NOTHING).get(f"={word}"))
    found: Classes | None = lexicon.words.get(word)
    if word[0].isupper() and (starts or word.isupper()):
        for spelling in find_spellings(word, starts):
            more = lexicon.words.get(spelling)
            if more:
                found = {**more, **(found or NOTHING)}
    if found is not None:
        return found
    return CAPITAL if word[0].isupper() else NOTHING


def find_spellings(word: str, starts: bool) -> Iterator[str]:
    """How a word with a capital that need not mean anything may stand in a list."""
    if starts:
        yield word[0].lower() + word[1:]
    if len(word) > 2 and word.isupper():
        yield word.lower()
        yield word.capitalize()


@lru_cache(maxsize=4096)
def get_digit_classes(word: str, literal: str | None) -> Classes:
    value = int(word[:9])
    tests = {
        "day": len(word) <= 2 and 1 <= value <= 31,
        "late_day": len(word) <= 2 and 13 <= value <= 31,
        "month_digits": len(word) <= 2 and 1 <= value <= 12,
        "hour": len(word) <= 2 and value <= 24,
        "minute": len(word) == 2 and value <= 59,
        "year": len(word) == 4 and 1000 <= value < 2200,
        "round": len(word) == 4 and (word.endswith("00") or (word.endswith("0") and value < 1800)),
        "tens": len(word) == 4 and 1000 <= value < 2200 and value % 10 == 0,
        "hour_minute": len(word) == 4 and value // 100 < 24 and value % 100 < 60,
        "two": len(word) == 2,
        "number": len(word) <= 9,
        "digits": True,
        f"={word}": literal is not None,
    }
    written = {"number": str(value), "hour_minute": f"hour={word[:2]},minute={word[2:]}"}
    return {name: written.get(name, word) for name, holds in tests.items() if holds}


def add_phrases(tokens: Tokens, lexicon: Lexicon) -> None:
    """Adds what is a phrase of the lexicon; further words count without regard to a capital that begins a sentence."""
    for at, word in enumerate(tokens.words):
        phrases = lexicon.phrases.get(word, [])
        if word[0].isupper():
            starts = at == 0 or CLOSED.match(tokens.words[at - 1]) is None
            phrases = [
                *phrases,
                *(one for other in find_spellings(word, starts) for one in lexicon.phrases.get(other, ())),
            ]
        for rest, name, value in phrases:
            following = tokens.words[at + 1 : at + 1 + len(rest)]
            if tuple(following) == rest or (word.isupper() and [*map(str.lower, following)] == [*map(str.lower, rest)]):
                tokens.longer.setdefault(at, []).append((name, value, 1 + len(rest)))


def add_decimals(tokens: Tokens, decimal: str) -> None:
    """Adds numbers with a decimal mark, or with marks between thousands."""
    words, glued = tokens.words, tokens.glued
    for at in range(len(words) - 2):
        if words[at + 1] in {".", ","} and words[at].isdigit() and words[at + 2].isdigit():
            whole, fraction = words[at], words[at + 2]
            if not (glued[at + 1] and glued[at + 2] and whole.isascii() and fraction.isascii()):
                continue
            if words[at + 1] == decimal:
                tokens.longer.setdefault(at, []).append(("number", f"{whole}.{fraction}", 3))
            elif len(fraction) == 3 and len(whole) <= 3:
                tokens.longer.setdefault(at, []).append(("number", f"{int(whole)}{fraction}", 3))
