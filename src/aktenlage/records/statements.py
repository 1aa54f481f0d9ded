"""Quotations to statements: pinned to the text, in its order, with a confidence."""

import math
from collections.abc import Iterator, Sequence

from aktenlage.annotations.quotes import MEDIUM, Found
from aktenlage.models.catalog import Calibration
from aktenlage.types import Mode, Part, Span, Statement

WordRange = tuple[int, int]

MODE_FEATURES = {mode: f"mode {mode}" for mode in Mode}


def make_statements(
    found: Sequence[Found],
    words: Sequence[Span],
    breaks: frozenset[int],
    calibration: Calibration,
    least: float,
) -> tuple[Statement, ...]:
    """The statements of a document.

    ``words``: the words that were read, without those of skipped stretches; ``breaks``: the indexes of words before which
    such a stretch was left out, so that no span runs over it; ``least``: the confidence below which a quotation is not taken
    on record.
    """
    judged = [(one, confidence) for one in found if (confidence := get_confidence(one, calibration)) >= least]
    judged.sort(key=lambda pair: pair[0].parts[0][0])
    statements = []
    for number, (quotation, confidence) in enumerate(judged, 1):
        roles = {role: tuple(pin(ranges, words, breaks)) for role, ranges in quotation.roles.items()}
        speaker = roles["speaker"]
        statements.append(
            Statement(
                id=f"s{number}",
                mode=quotation.mode,
                medium=MEDIUM.get(quotation.medium),
                content=tuple(pin(quotation.parts, words, breaks)),
                cue=roles.get("cue", ()),
                frame=roles.get("frame", ()),
                speaker=Part(speaker[0]) if speaker else None,
                addressee=tuple(Part(span) for span in roles["addressee"]),
                time=None,
                place=None,
                confidence=confidence,
            )
        )
    return tuple(statements)


def says_something(text: str, quotation: Found, words: Sequence[Span]) -> bool:
    """Whether there is a letter or digit in it: two quotation marks with nothing between say nothing."""
    spans = (words[place] for first, last in quotation.parts for place in range(first, last))
    return any(text[span.start].isalnum() for span in spans)


def pin(ranges: Sequence[WordRange], words: Sequence[Span], breaks: frozenset[int]) -> Iterator[Span]:
    """Word ranges as spans of the text; a range is cut where something was left out."""
    for first, last in ranges:
        start = first
        for place in range(first + 1, last):
            if place in breaks:
                yield Span(words[start].start, words[place - 1].end)
                start = place
        yield Span(words[start].start, words[last - 1].end)


def get_confidence(quotation: Found, calibration: Calibration) -> float:
    """The probability that the statement is right, rounded to what the calibration can tell."""
    total = calibration.intercept + calibration.weights.get(MODE_FEATURES[quotation.mode], 0.0)
    total += sum(calibration.weights[name] * value for name, value in quotation.features.items())
    return round(1 / (1 + math.exp(-total)), 2)
