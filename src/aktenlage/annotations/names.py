"""Names of people, states, places, organisations and things, from what the encoder says of the words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from aktenlage.models.layout import NAME_KINDS
from aktenlage.types import EntityKind, Span

Floats = NDArray[np.float32]

BARE = "'’"
"""Marks of a genitive that are no part of a name: "Paris'", "Putin's"."""


class Name(msgspec.Struct, frozen=True):
    """Words that name something; ``confidence`` is the mean probability of the tags of its group of kinds, from 0 to 1."""

    span: Span
    kind: EntityKind
    confidence: float


class Group(NamedTuple):
    """Kinds that are easily taken for each other, by their places in ``NAME_KINDS``, and the least confidence of a name."""

    places: tuple[int, ...]
    least: float


GROUPS = tuple(
    Group(tuple(NAME_KINDS.index(kind) for kind in kinds), least)
    for kinds, least in (
        (("person",), 0.6),
        (("state", "place"), 0.5),
        (("organisation", "group"), 0.65),
        (("weapon-system", "treaty", "law", "other"), 0.8),
    )
)
"""The thresholds are set on the held-out sentences of GermEval 2014 and Universal NER (``docs/names.md``): below them more
names are wrong than right."""


def find_names(
    text: str, words: Sequence[Span], scores: Floats, breaks: frozenset[int] = frozenset()
) -> tuple[Name, ...]:
    """The names of a text, in its order.

    ``scores``: log probabilities, one row a word, one column a tag of ``NAME_TAGS``; ``breaks``: words before which something
    was left out, so that no name runs over it. Words belong to a name where the name tags together are more likely than none;
    its group of kinds, and the kind in it, are those that all its words together make most likely.
    """
    if not len(scores):
        return ()
    probabilities = np.exp(scores)
    inside = probabilities[:, 0] < 0.5
    begins = probabilities[:, 1::2].sum(1) > probabilities[:, 2::2].sum(1)
    kinds = probabilities[:, 1::2] + probabilities[:, 2::2]
    names = []
    for first, last in find_runs(inside.tolist(), begins.tolist(), breaks):
        likely = kinds[first:last].mean(0)
        group = max(GROUPS, key=lambda group: likely[list(group.places)].sum())
        confidence = float(likely[list(group.places)].sum())
        if confidence >= group.least:
            kind = max(group.places, key=likely.__getitem__)
            span = cut_genitive(text, Span(words[first].start, words[last - 1].end))
            names.append(Name(span, NAME_KINDS[kind], round(confidence, 2)))
    return tuple(names)


def find_runs(inside: Sequence[bool], begins: Sequence[bool], breaks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Stretches of words inside names; a word that begins a name begins a new stretch."""
    start = None
    for place, within in enumerate(inside):
        if start is not None and (not within or begins[place] or place in breaks):
            yield start, place
            start = None
        if within and start is None:
            start = place
    if start is not None:
        yield start, len(inside)


def cut_genitive(text: str, span: Span) -> Span:
    """The span without "'s" or a bare apostrophe at its end; marks inside a name stay."""
    end = span.end
    if end - span.start > 3 and text[end - 1] in "sS" and text[end - 2] in BARE:
        end -= 2
    elif end - span.start > 1 and text[end - 1] in BARE:
        end -= 1
    return Span(span.start, span.start + len(text[span.start : end].rstrip()))
