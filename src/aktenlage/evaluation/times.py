"""How well temporal expressions are found and resolved: the measures of TempEval-3, and those of TIMEX2 corpora.

Expressions are ``Found``: start, end, type and value. A gold expression and one of the system's are matched once at most:
first those with equal spans, then those that overlap, in the order of the text.
"""

from collections.abc import Iterable, Sequence

import msgspec


class Found(msgspec.Struct, frozen=True):
    start: int
    end: int
    type: str | None
    value: str | None


class Counts(msgspec.Struct, frozen=True):
    """Expressions in the gold standard and of the system, and how many of them agree in what way."""

    gold: int = 0
    system: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0
    strict_value: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        mine, others = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Counts(*(left + right for left, right in zip(mine, others, strict=True)))

    def get_f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.system) if self.gold + self.system else 0.0


def count(gold: Sequence[Found], system: Sequence[Found]) -> Counts:
    """The agreement of one document."""
    pairs = list(match(gold, system))
    exact = [(left, right) for left, right in pairs if (left.start, left.end) == (right.start, right.end)]
    return Counts(
        gold=len(gold),
        system=len(system),
        strict=len(exact),
        relaxed=len(pairs),
        value=sum(has_value(left, right) for left, right in pairs),
        type=sum(left.type == right.type for left, right in pairs),
        strict_value=sum(has_value(left, right) for left, right in exact),
    )


def has_value(gold: Found, system: Found) -> bool:
    """Whether the values are equal; a gold expression without a value has none to meet."""
    return gold.value is not None and gold.value == system.value


def match(gold: Iterable[Found], system: Iterable[Found]) -> Iterable[tuple[Found, Found]]:
    """Pairs of expressions that overlap, each used once; equal spans go first."""
    left = sorted(gold, key=lambda one: (one.start, one.end))
    right = sorted(system, key=lambda one: (one.start, one.end))
    by_span = {(one.start, one.end): one for one in right}
    pairs = [(one, by_span.pop((one.start, one.end))) for one in left if (one.start, one.end) in by_span]
    met = {id(one) for pair in pairs for one in pair}
    for one in left:
        if id(one) in met:
            continue
        other = next((two for two in right if id(two) not in met and two.start < one.end and one.start < two.end), None)
        if other is not None:
            met.add(id(other))
            pairs.append((one, other))
    return pairs


def measure(counts: Counts) -> dict[str, float]:
    """The F1 measures of TempEval-3; "relaxed" is "lenient" and "value" is "lenient with value" of the TIMEX2 measures."""
    return {
        "strict": counts.get_f1(counts.strict),
        "relaxed": counts.get_f1(counts.relaxed),
        "value": counts.get_f1(counts.value),
        "type": counts.get_f1(counts.type),
        "strict value": counts.get_f1(counts.strict_value),
    }
