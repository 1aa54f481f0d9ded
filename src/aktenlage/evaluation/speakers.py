"""Whether statements are laid at the door of the right entity, measured against a sample that people labelled."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from aktenlage.types import Entity, Reading, Span, Statement


class LabelledSpeaker(msgspec.Struct, frozen=True):
    """A statement of the sample: its words, the words for its speaker, and a place where that speaker is named best.

    ``name`` None: nobody who can be identified.
    """

    doc: str
    text_sha256: str
    content: tuple[Span, ...]
    speaker: Span | None
    name: Span | None


class SpeakerScore(msgspec.Struct, frozen=True):
    """How many speakers are the right entity, a wrong one, or nobody although somebody is named.

    ``unread``: labelled statements that were not read at all; they say nothing of speakers.
    """

    right: int = 0
    wrong: int = 0
    not_found: int = 0
    unread: int = 0

    @property
    def found(self) -> int:
        """The labelled statements that were read."""
        return self.right + self.wrong + self.not_found

    @property
    def accuracy(self) -> float:
        """The share of right speakers among the statements that were read."""
        return self.right / self.found if self.found else 0.0


def score_speakers(labels: Iterable[LabelledSpeaker], readings: Mapping[str, Reading]) -> SpeakerScore:
    """The score of the labels of those documents that were read."""
    verdicts = [judge(label, readings[label.doc]) for label in labels if label.doc in readings]
    return SpeakerScore(*(verdicts.count(verdict) for verdict in ("right", "wrong", "not found", "unread")))


def judge(label: LabelledSpeaker, reading: Reading) -> str:
    """Whether one labelled statement has its speaker: "right", "wrong", "not found" or "unread".

    Right: the statement that shares most words with it has an entity that is mentioned where the label names the speaker; or
    nobody is to be found, and it has no entity, or one that is mentioned nowhere else.
    """
    statement = find_statement(label.content, reading.statements)
    if statement is None:
        return "unread"
    speaker = statement.speaker
    entity = next((one for one in reading.entities if speaker is not None and one.id == speaker.entity), None)
    if label.name is None:
        own = entity is None or all(speaker is not None and one.span.overlaps(speaker.span) for one in entity.mentions)
        return "right" if own else "wrong"
    if entity is None:
        return "not found"
    return "right" if is_mentioned(entity, label.name) else "wrong"


def is_mentioned(entity: Entity, place: Span) -> bool:
    return any(mention.span.overlaps(place) for mention in entity.mentions)


def find_statement(content: Sequence[Span], statements: Iterable[Statement]) -> Statement | None:
    """The statement that shares most characters with the labelled words; None if none shares any."""
    shared = {one.id: (count_shared(content, one.content), one) for one in statements}
    best = max(shared.values(), key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def count_shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in left for other in right)
