"""The measure of named entities: F1 of exact spans with their class, micro-averaged (as in CoNLL 2003).

Data sets know fewer classes than the record. ``CLASSES`` says which of theirs stands for ours; a class that a data set does
not label is left out on both sides.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from aktenlage.evaluation.quotes import Score
from aktenlage.types import EntityKind, Span

CLASSES: dict[EntityKind, str] = {
    "person": "PER",
    "organisation": "ORG",
    "group": "ORG",
    "state": "LOC",
    "place": "LOC",
    "weapon-system": "OTH",
    "treaty": "OTH",
    "law": "OTH",
    "other": "OTH",
}

Entity = tuple[Span, str]
Documents = Sequence[tuple[frozenset[Entity], frozenset[Entity]]]
"""Found and labelled entities of each document."""


def is_held_out(id: str) -> bool:
    """Whether nothing was learnt from a text of labelled data: a quarter of them, by the hash of its id.

    ``id``: that of the document where several texts come from one.
    """
    return sha256(id.encode()).digest()[0] % 4 == 0


def score_names(documents: Documents) -> dict[str, Score]:
    """The measure over all classes and for each."""
    labelled = sorted({name for _, gold in documents for _, name in gold})
    scores = {"all": score_classes(documents, labelled)}
    return scores | {name: score_classes(documents, [name]) for name in labelled}


def score_classes(documents: Documents, classes: Iterable[str]) -> Score:
    wanted_classes = set(classes)
    right = given = wanted = 0
    for system, gold in documents:
        ours = {entity for entity in system if entity[1] in wanted_classes}
        theirs = {entity for entity in gold if entity[1] in wanted_classes}
        right += len(ours & theirs)
        given += len(ours)
        wanted += len(theirs)
    return Score(right / given if given else 0.0, right / wanted if wanted else 0.0)
