"""Notes where an article describes one entity in ways that exclude each other, or gives an age that its dates contradict."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from aktenlage.knowledge.authority import Thing
from aktenlage.languages.descriptions import Descriptions
from aktenlage.languages.load import find_languages, load_words
from aktenlage.languages.people import Words, load_people
from aktenlage.records.entities import Identified
from aktenlage.records.phrases import is_adjective
from aktenlage.records.titles import find_ages
from aktenlage.types import Document, Entity, Note, Segments, Span

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BEFORE = 60
"""So many characters before a name an age may stand ("der 46-jährige russische Präsident Wladimir Putin")."""
TOLERANCE = 1
"""An anniversary may be celebrated a year early or late."""


class Patterns(msgspec.Struct, frozen=True):
    classes: dict[tuple[str, str], tuple[str, ...]]
    age_noun: re.Pattern[str]
    age_adjective: re.Pattern[str]
    age_after: re.Pattern[str]
    not_now: frozenset[str]
    anniversary: re.Pattern[str]
    words: Words


class Age(msgspec.Struct, frozen=True):
    """An age that the article gives somebody, and where."""

    span: Span
    years: int


@cache
def load_patterns(language: str | None) -> Patterns | None:
    words = load_people(language)
    if language not in find_languages() or words is None:
        return None
    descriptions = load_words(language, "descriptions", Descriptions)
    return Patterns(
        {
            (one.kind, name): tuple(nouns.split())
            for one in descriptions.exclusive
            for name, nouns in one.classes.items()
        },
        words.age_noun,
        words.age_adjective,
        re.compile(descriptions.age_after),
        frozenset(descriptions.not_now.split()),
        re.compile(descriptions.anniversary),
        words,
    )


def find_contradictions(document: Document, segments: Segments, identified: Identified) -> Iterator[Note]:
    """``description-differs`` and ``age-differs``; none for a language whose words are not written yet."""
    patterns = load_patterns(document.language)
    if patterns is None:
        return
    for entity in identified.entities:
        yield from find_differing(document, entity, patterns)
        if entity.kind == "person":
            yield from find_ages_that_differ(document, segments, entity, identified.things.get(entity.id), patterns)
    yield from find_anniversaries(document, segments, identified, patterns)


def find_differing(document: Document, entity: Entity, patterns: Patterns) -> Iterator[Note]:
    """The first two places where an entity is called by nouns of classes that exclude each other."""
    seen: dict[str, Span] = {}
    for mention in entity.mentions:
        if mention.form == "pronoun":
            continue
        for span in find_nouns(document.text, mention.span):
            name = get_class(document.words(span), entity.kind, patterns)
            if name is not None:
                seen.setdefault(name, mention.span if mention.span.contains(span) else span)
        if len(seen) > 1:
            (one, first), (other, second) = list(seen.items())[:2]
            text = f"{entity.name} is called {one} ({document.words(first)}) and {other} ({document.words(second)})"
            yield Note("description-differs", (first, second), text)
            return


def find_nouns(text: str, mention: Span) -> Iterator[Span]:
    """The nouns that say what an entity is: the last word of the mention, and the word right before it."""
    words = list(WORD.finditer(text, mention.start, mention.end))
    if words:
        yield Span(*words[-1].span())
    before = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[ „“\"»]+$").search(
        text[max(0, mention.start - 40) : mention.start]
    )
    if before is not None and before.group(1)[0].isupper():
        start = max(0, mention.start - 40) + before.start(1)
        yield Span(start, start + len(before.group(1)))


def get_class(noun: str, kind: str, patterns: Patterns) -> str | None:
    head = noun.lower().rpartition("-")[2]
    for (of, name), nouns in patterns.classes.items():
        if of == kind and (noun.lower().endswith(nouns) or head in nouns):
            return name
    return None


def find_ages_that_differ(
    document: Document, segments: Segments, entity: Entity, thing: Thing | None, patterns: Patterns
) -> Iterator[Note]:
    """An age that the day of birth contradicts, else two ages of which only one can be right."""
    ages = [age for age in collect_ages(document, entity, patterns) if is_now(document, segments, age.span, patterns)]
    day = document.published[:10] if document.published else None
    if thing is not None and thing.born is not None and day is not None and not (thing.died and thing.died <= day):
        youngest, oldest = find_ages(thing.born, day)
        for age in ages:
            if not youngest <= age.years <= oldest:
                text = f"{entity.name} was born {thing.born} and cannot be {age.years} on {day}"
                yield Note("age-differs", (age.span,), text)
                return
        return
    for one, other in pairwise(ages):
        if abs(one.years - other.years) > 1:
            text = f"{entity.name} is {one.years} years old in one place and {other.years} in another"
            yield Note("age-differs", (one.span, other.span), text)
            return


def collect_ages(document: Document, entity: Entity, patterns: Patterns) -> Iterator[Age]:
    text = document.text
    for mention in entity.mentions:
        start, end = mention.span.start, mention.span.end
        if mention.form == "noun":
            word = text[start:end].split()[-1]
            match = patterns.age_noun.match(word)
            if match is not None:
                yield Age(mention.span, int(match["age"]))
        elif mention.form == "name":
            after = patterns.age_after.match(text, end)
            if after is not None:
                group = "age" if after["age"] else "age_too"
                yield Age(Span(*after.span(group)), int(after[group]))
            yield from find_age_before(text, start, patterns)


def find_age_before(text: str, start: int, patterns: Patterns) -> Iterator[Age]:
    """An adjective of age before a name, where only adjectives and what the person is stand between."""
    place = start
    while place > max(0, start - BEFORE):
        cut = text.rfind(" ", 0, place - 1) + 1
        word = text[cut:place].strip()
        match = patterns.age_adjective.match(word)
        if match is not None:
            yield Age(Span(cut, cut + len(word)), int(match["age"]))
            return
        if not (is_adjective(word) or patterns.words.get_role(word.lower())) or cut == 0:
            return
        place = cut


def is_now(document: Document, segments: Segments, span: Span, patterns: Patterns) -> bool:
    """Whether an age is that of the day of the article: its sentence speaks of no other year."""
    sentence = get_sentence(segments, span)
    words = document.words(sentence).lower()
    year = document.published[:4] if document.published else ""
    others = [found for found in re.findall(r"\b(?:18|19|20)\d\d\b", words) if found != year]
    return not others and patterns.not_now.isdisjoint(WORD.findall(words))


def get_sentence(segments: Segments, span: Span) -> Span:
    return next((sentence for sentence in segments.sentences if sentence.contains(span)), span)


def find_anniversaries(
    document: Document, segments: Segments, identified: Identified, patterns: Patterns
) -> Iterator[Note]:
    """Anniversaries of a treaty that do not fit the year in which it was signed."""
    if document.published is None:
        return
    for match in patterns.anniversary.finditer(document.text):
        span = Span(*match.span())
        sentence = get_sentence(segments, span)
        meant = {
            entity.id: mention.span
            for entity in identified.entities
            if entity.kind == "treaty"
            for mention in entity.mentions
            if mention.form == "name" and sentence.contains(mention.span) and mention.span.start >= span.end
        }
        if len(meant) != 1:
            continue
        ((key, place),) = meant.items()
        thing = identified.things.get(key)
        if thing is not None and thing.signed is not None:
            years = int(document.published[:4]) - int(thing.signed[:4])
            if abs(years - int(match["years"])) > TOLERANCE:
                text = f"{thing.name} was signed in {thing.signed}: {years} years, not {match['years']}"
                yield Note("age-differs", (span, place), text)
