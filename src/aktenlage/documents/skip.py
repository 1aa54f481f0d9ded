"""The stretches of a text that are no part of the article: teasers, bylines, captions, cookie lines.

The rules are data, ``languages/<code>/boilerplate.yml``. Precision goes first: what is skipped in error is lost.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

import msgspec

from aktenlage.languages.load import Boilerplate, find_languages, load_boilerplate
from aktenlage.types import Note, Segments, Span

# No word of any language is this long; what is, is encoded data.
RUN = re.compile(r"\S{2001,}")
LEAD = re.compile(r"[\s>▶►▸→•·*+|#\[–—-]{0,8}")
# The shortest that a rule leaves out ("dpa"); a text may have a million paragraphs that are shorter.
SHORTEST = 3
HEADLINE = re.compile(r"[^\r\n]{1,150}(?<![.!?:“”\"«»…])")
MOST_HEADLINES = 5


class Tried(msgspec.Struct, frozen=True):
    """A rule that is ready to be tried."""

    rule: Boilerplate
    pattern: re.Pattern[str]
    longest: int
    marks: bool


class Found(msgspec.Struct, frozen=True):
    """A stretch that a rule leaves out."""

    rule: Boilerplate
    span: Span


def find_skipped(text: str, segments: Segments, language: str | None) -> tuple[Note, ...]:
    """A note for each stretch to be skipped: ``boilerplate`` by a rule, ``no-text`` for data without white space."""
    notes = [
        Note("boilerplate", (found.span,), f"{found.rule.kind} ({found.rule.name})")
        for found in find_boilerplate(text, segments, language)
    ]
    notes.extend(
        Note("no-text", (Span(*run.span()),), f"{len(run.group()):,} characters without white space")
        for run in RUN.finditer(text)
    )
    return tuple(sorted(notes, key=lambda note: note.spans))


def find_boilerplate(text: str, segments: Segments, language: str | None) -> Iterator[Found]:
    """What the rules leave out, in the order of the text: paragraphs, headlines after them, single sentences."""
    rules = load_rules(language)
    sentences = find_inner(segments)
    last = -1
    for place, paragraph in enumerate(segments.paragraphs):
        if paragraph.start < last:
            continue
        for found in find_in_paragraph(text, paragraph, sentences.get(paragraph, ()), rules):
            yield found
            for headline in find_following(
                text, segments.paragraphs[place + 1 : place + 1 + MOST_HEADLINES], found.rule
            ):
                yield Found(found.rule, headline)
                last = headline.end


def find_inner(segments: Segments) -> dict[Span, list[Span]]:
    """The sentences of each paragraph that has more than one."""
    inner: dict[Span, list[Span]] = {}
    sentences = iter(segments.sentences)
    for paragraph in segments.paragraphs:
        first = next(sentences)
        while first.end < paragraph.end:
            inner.setdefault(paragraph, []).append(first)
            first = next(sentences)
        if paragraph in inner:
            inner[paragraph].append(first)
    return inner


def find_in_paragraph(text: str, paragraph: Span, sentences: Sequence[Span], rules: Sequence[Tried]) -> Iterator[Found]:
    found = find_in_part(text, paragraph, rules)
    yield from found
    if paragraph not in (one.span for one in found):
        few = [tried for tried in rules if tried.rule.sentence] if sentences else []
        for sentence in sentences:
            yield from find_in_part(text, sentence, few)


def find_in_part(text: str, part: Span, rules: Sequence[Tried]) -> list[Found]:
    """What the first rule that holds leaves out of a paragraph or sentence; a mark at its head may have one at its end."""
    found: list[Found] = []
    length = len(part)
    if length < SHORTEST:
        return found
    words = text[part.start : part.end]
    lead = LEAD.match(words)
    begin = lead.end() if lead else 0
    for tried in rules:
        if length <= tried.longest and (match := tried.pattern.match(words, begin)) is not None:
            start, end = match.span("mark") if tried.marks else (0, length)
            end -= len(words[start:end]) - len(words[start:end].rstrip())
            if not found or (tried.marks and found[-1].span.end <= part.start + start):
                found.append(Found(tried.rule, Span(part.start + start, part.start + end)))
            if not tried.marks:
                break
    return found


def find_following(text: str, paragraphs: Sequence[Span], rule: Boilerplate) -> Iterator[Span]:
    """The headlines that a lone "Mehr zum Thema" announces."""
    if rule.following:
        yield from takewhile(lambda line: HEADLINE.fullmatch(text, line.start, line.end), paragraphs)


@cache
def load_rules(language: str | None) -> tuple[Tried, ...]:
    """The rules of the language and the English ones, which pages of all languages have; all where it is not known."""
    known = dict.fromkeys((language, "en")) if language in find_languages() else find_languages()
    return tuple(make_tried(rule) for code in known if code is not None for rule in load_boilerplate(code))


def make_tried(rule: Boilerplate) -> Tried:
    pattern = re.compile(rule.pattern, re.DOTALL)
    return Tried(rule, pattern, rule.longest, "mark" in pattern.groupindex)
