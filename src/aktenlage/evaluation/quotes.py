"""The measures of the Wikinews quotation data: messages, roles, joint, form, medium.

Source: Petersen-Frey and Biemann, "Dataset of Quotation Attribution in German News Articles", LREC-COLING 2024, with the
script published beside the data. System and gold quotations of a document are paired one to one so that the token F1 of
the quotations is highest (a hundredth for the same type, a thousandth for the same medium). Precision and recall are
taken on tokens for each pair and part, and averaged over pairs and parts; a part that is empty on the side in question is
left out; a quotation without a partner counts in full. Pairs that share no token are no pairs here.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean

import msgspec

from aktenlage.evaluation.assignment import find_assignment

PARTS = ("quote", "addressee", "cue", "frame", "speaker")

Tokens = frozenset[int]


class Labelled(msgspec.Struct, frozen=True):
    """A quotation as sets of token numbers, with its type and medium as the data name them."""

    type: str | None
    medium: str | None
    parts: dict[str, Tokens]


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


NOTHING = Labelled(None, None, dict.fromkeys(PARTS, frozenset()))
Pair = tuple[Labelled, Labelled]


def get_f1(left: Tokens, right: Tokens) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def get_likeness(system: Labelled, gold: Labelled) -> float:
    overlap = get_f1(system.parts["quote"], gold.parts["quote"])
    if not overlap:
        return 0.0
    return overlap + 0.01 * (system.type == gold.type) + 0.001 * (system.medium == gold.medium)


def pair_quotations(system: Sequence[Labelled], gold: Sequence[Labelled]) -> list[Pair]:
    """Each quotation of either side once, with its partner or with nothing."""
    likeness = [[get_likeness(one, other) for other in gold] for one in system]
    chosen = [(row, column) for row, column in find_assignment(likeness) if likeness[row][column] > 0]
    rows = {row for row, _ in chosen}
    columns = {column for _, column in chosen}
    pairs = [(system[row], gold[column]) for row, column in chosen]
    pairs += [(one, NOTHING) for row, one in enumerate(system) if row not in rows]
    return pairs + [(NOTHING, other) for column, other in enumerate(gold) if column not in columns]


def score_parts(pairs: Sequence[Pair], parts: Sequence[str]) -> Score:
    """Macro precision and recall over pairs and parts."""
    tokens = [(system.parts[part], gold.parts[part]) for system, gold in pairs for part in parts]
    precisions = [len(system & gold) / len(system) for system, gold in tokens if system]
    recalls = [len(system & gold) / len(gold) for system, gold in tokens if gold]
    return Score(fmean(precisions) if precisions else 0.0, fmean(recalls) if recalls else 0.0)


def score_labels(labels: Iterable[tuple[str | None, str | None]]) -> Score:
    """Micro precision and recall over the labels of pairs; ``None`` stands for a missing partner."""
    pairs = list(labels)
    right = sum(system == gold for system, gold in pairs)
    given = sum(system is not None for system, _ in pairs)
    wanted = sum(gold is not None for _, gold in pairs)
    return Score(right / given if given else 0.0, right / wanted if wanted else 0.0)


def score_quotations(documents: Iterable[tuple[Sequence[Labelled], Sequence[Labelled]]]) -> dict[str, Score]:
    """All measures over (system, gold) of each document; beside the paper's also one for every single part."""
    pairs = [pair for system, gold in documents for pair in pair_quotations(system, gold)]
    scores = {
        "messages": score_parts(pairs, PARTS[:1]),
        "roles": score_parts(pairs, PARTS[1:]),
        "joint": score_parts(pairs, PARTS),
    }
    scores |= {part: score_parts(pairs, [part]) for part in PARTS[1:]}
    scores["form"] = score_labels((system.type, gold.type) for system, gold in pairs)
    scores["medium"] = score_labels((system.medium, gold.medium) for system, gold in pairs)
    return scores
