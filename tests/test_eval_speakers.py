import pytest

from aktenlage.evaluation.speakers import LabelledSpeaker, SpeakerScore, judge, score_speakers
from aktenlage.types import Document, Entity, Mention, Mode, Part, Reading, Span, Statement

TEXT = "Ilse Holm kam. „Ich bleibe“, sagte sie. Ein Sprecher schwieg."
NAME, SAID, SHE = Span(0, 9), Span(15, 27), Span(35, 38)


def make_reading(entity: str | None) -> Reading:
    statement = Statement("s1", Mode.DIRECT, None, (SAID,), (), (), Part(SHE, entity), (), None, None, 1.0)
    woman = Entity("e1", "Ilse Holm", "person", {}, (Mention(NAME, "name"), Mention(SHE, "pronoun")))
    other = Entity("e2", "Ein Sprecher", "person", {}, (Mention(SHE, "noun"),))
    return Reading(Document("d", TEXT), entities=(woman, other), statements=(statement,))


def make_label(name: Span | None) -> LabelledSpeaker:
    return LabelledSpeaker("d", "", (SAID,), SHE, name)


@pytest.mark.parametrize(
    ("entity", "name", "verdict"),
    [
        ("e1", NAME, "right"),
        ("e2", NAME, "wrong"),
        (None, NAME, "not found"),
        (None, None, "right"),
        ("e2", None, "right"),
        ("e1", None, "wrong"),
    ],
)
def test_a_speaker_is_right_if_the_entity_is_named_where_the_label_says(
    entity: str | None, name: Span | None, verdict: str
) -> None:
    assert judge(make_label(name), make_reading(entity)) == verdict


def test_a_statement_that_was_not_read_says_nothing_of_speakers() -> None:
    label = LabelledSpeaker("d", "", (Span(40, 50),), None, NAME)
    assert judge(label, make_reading("e1")) == "unread"
    score = score_speakers([label], {"d": make_reading("e1")})
    assert (score.unread, score.found, score.accuracy) == (1, 0, 0.0)


def test_verdicts_are_counted() -> None:
    labels = [make_label(NAME), make_label(None)]
    score = score_speakers(labels, {"d": make_reading("e1")})
    assert score == SpeakerScore(right=1, wrong=1, not_found=0)
    assert score.accuracy == 0.5
    assert SpeakerScore().accuracy == 0.0
