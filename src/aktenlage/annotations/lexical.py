"""What is known of each word before its sentence is read: its shape, and whether it is or belongs to a known name.

The tagger of names sees this beside the encoder's vectors: the network has read few texts, and knows by heart neither the
towns of the world nor the people in office.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aktenlage.knowledge.authority import Thing, load_authority
from aktenlage.knowledge.gazetteer import load_gazetteer
from aktenlage.languages.people import load_first_names
from aktenlage.models.layout import NAME_KINDS, WORD_FEATURES
from aktenlage.types import Span

Floats = NDArray[np.float32]

LONGEST = 5
"""Words of the longest known name that is looked for."""
LARGE, SMALL = 100_000, 5_000
"""People of a large town, and of one that is no village."""
PLACE = {name: WORD_FEATURES.index(name) for name in ("village", "town", "city", "long place")}
ALONE = {kind: WORD_FEATURES.index(f"alone {kind}") for kind in NAME_KINDS}
TOGETHER = {kind: WORD_FEATURES.index(f"together {kind}") for kind in NAME_KINDS}
CAPITAL, CAPITALS, MIXED, DIGIT, COMPOUND, FIRST_NAME, UNSURE = (
    WORD_FEATURES.index(name) for name in ("capital", "capitals", "mixed", "digit", "compound", "first name", "unsure")
)
CACHED_WORDS = 50_000


def find_features(text: str, words: Sequence[Span]) -> Floats:
    """One row a word, one column a feature of ``WORD_FEATURES``, each 0 or 1."""
    features = np.zeros((len(words), len(WORD_FEATURES)), dtype=np.float32)
    spelled = [text[word.start : word.end] for word in words]
    for place, word in enumerate(spelled):
        known = find_word_features(word)
        if known:
            features[place, known] = 1
    for first, last in find_runs(spelled):
        for start in range(first, last - 1):
            mark_phrase(spelled, start, min(last, start + LONGEST), features)
    return features


def find_runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of words that may be one name: letters only, the first and last with a capital, small ones in between."""
    start = None
    end = 0
    for place, word in enumerate(words):
        if word[:1].isupper():
            start = place if start is None else start
            end = place + 1
        elif start is not None and not (word.isalpha() and len(word) < 5 and place - end < 2):
            if end - start > 1:
                yield start, end
            start = None
    if start is not None and end - start > 1:
        yield start, end


def mark_phrase(words: Sequence[str], start: int, limit: int, features: Floats) -> None:
    """Marks the longest known name of several words that begins here."""
    for end in range(limit, start + 1, -1):
        if not words[end - 1][:1].isupper():
            continue
        known = find_phrase_features(" ".join(words[start:end]))
        if known:
            features[start:end, known] = 1
            return


@lru_cache(maxsize=CACHED_WORDS)
def find_word_features(word: str) -> tuple[int, ...]:
    found = list(find_shape(word))
    if CAPITAL in found:
        found += find_known(word)
    return tuple(found)


def find_shape(word: str) -> Iterator[int]:
    if word[:1].isupper():
        yield CAPITAL
    if len(word) > 1 and word.isupper():
        yield CAPITALS
    elif word[1:] != word[1:].lower():
        yield MIXED
    if any(sign.isdigit() for sign in word):
        yield DIGIT
    if "-" in word[1:]:
        yield COMPOUND


def find_known(word: str) -> Iterator[int]:
    authority = load_authority()
    things = authority.find(word) or authority.find(word.removesuffix("s"))
    yield from {ALONE[thing.kind] for thing in things}
    if authority.find_unsure(word) or authority.find_unsure(word.removesuffix("s")):
        yield UNSURE
    if word in load_first_names() or word.partition("-")[0] in load_first_names():
        yield FIRST_NAME
    people = find_population(word)
    if people is not None:
        yield PLACE["city" if people >= LARGE else "town" if people >= SMALL else "village"]


def find_population(name: str) -> int | None:
    """The people of the largest place of that name; None where there is none."""
    gazetteer = load_gazetteer()
    rows, _ = gazetteer.find_rows(name)
    return int(gazetteer.population[rows].max()) if len(rows) else None


@lru_cache(maxsize=CACHED_WORDS)
def find_phrase_features(words: str) -> tuple[int, ...]:
    authority = load_authority()
    things: tuple[Thing, ...] = authority.find(words) or authority.find_inflected(words)
    found = {TOGETHER[thing.kind] for thing in things}
    if find_population(words) is not None:
        found.add(PLACE["long place"])
    return tuple(found)
