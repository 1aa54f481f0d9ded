"""When and where something was said, and who is meant by the parts of a statement."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.annotations.names import Name
from aktenlage.documents.segment import segment
from aktenlage.records.circumstances import add_circumstances
from aktenlage.records.entities import Identified, identify
from aktenlage.types import Document, EntityKind, Mode, Part, Place, Span, Statement, Time


def find(text: str, words: str, nth: int = 0) -> Span:
    """Where the words stand, for the nth time."""
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return Span(start, start + len(words))


def state(text: str, said: str, frame: str, cue: str, **parts: str) -> Statement:
    """A statement of the text; ``parts``: the words of speaker and addressee."""
    return Statement(
        "s1",
        Mode.INDIRECT,
        None,
        (find(text, said),),
        (find(text, cue),),
        (find(text, frame),),
        Part(find(text, parts["speaker"])) if "speaker" in parts else None,
        (Part(find(text, parts["addressee"])),) if "addressee" in parts else (),
        None,
        None,
        0.9,
    )


def date(text: str, words: str, type: str = "DATE") -> Time:
    return Time(find(text, words), type, "2024-12-06", None, None)  # type: ignore[arg-type]


def place(text: str, words: str) -> Place:
    return Place(find(text, words), None, words, None, None, None, None)


def know(text: str, names: dict[str, EntityKind], *statements: Statement) -> Identified:
    """The entities of a text whose names are given."""
    document = Document("d", text, language="de")
    found = sorted(
        (Name(Span(*match.span()), kind, 1.0) for name, kind in names.items() for match in re.finditer(name, text)),
        key=lambda name: name.span,
    )
    return identify(document, segment(text, "de"), found, statements)


def add(text: str, statement: Statement, times: list[Time], places: list[Place]) -> Statement:
    names: dict[str, EntityKind] = {text[one.span.start : one.span.end]: "place" for one in places}
    (found,) = add_circumstances([statement], know(text, names), times, places)
    return found


SAYING = "Am Montag werde Kiel helfen, sagte Berta Holm am Freitag in Lübeck. Am Sonntag ging sie nach Husum."
SAID = state(
    SAYING, "Am Montag werde Kiel helfen", ", sagte Berta Holm am Freitag in Lübeck", "sagte", speaker="Berta Holm"
)
TIMES = [date(SAYING, words) for words in ("Montag", "Freitag", "Sonntag")]
PLACES = [place(SAYING, words) for words in ("Kiel", "Lübeck", "Husum")]


def test_time_and_place_of_saying_stand_in_the_frame() -> None:
    found = add(SAYING, SAID, TIMES, PLACES)
    assert (found.time, found.place) == (1, 1)


def test_a_place_that_is_no_mention_of_one_gives_no_place_of_saying() -> None:
    (found,) = add_circumstances([SAID], know(SAYING, {}), TIMES, PLACES)
    assert found.place is None


def test_what_is_said_gives_no_time_or_place_of_saying() -> None:
    found = add(SAYING, SAID, TIMES[:1], PLACES[:1])
    assert (found.time, found.place) == (None, None)


def test_not_even_where_the_frame_holds_what_is_said() -> None:
    text = "Holm sagte, am Montag werde Kiel helfen, gestern in Lübeck."
    statement = state(text, "am Montag werde Kiel helfen", text, "sagte", speaker="Holm")
    times, places = [date(text, "Montag"), date(text, "gestern")], [place(text, "Kiel"), place(text, "Lübeck")]
    found = add(text, statement, times, places)
    assert (found.time, found.place) == (1, 1)


@pytest.mark.parametrize("part", ["speaker", "addressee"])
def test_a_part_of_the_statement_gives_no_place_of_saying(part: str) -> None:
    text = "Das werde gelingen, sagte der Bürgermeister von Kiel."
    mayor = "der Bürgermeister von Kiel"
    statement = state(text, "Das werde gelingen", f"sagte {mayor}", "sagte", **{part: mayor})
    assert add(text, statement, [], [place(text, "Kiel")]).place is None


@pytest.mark.parametrize(
    ("frame", "nearest"),
    [
        ("In Husum, das 2001 wuchs, sagte am Freitag in Kiel Holm", 1),
        ("2001 in Husum sagte Holm, der seit jeher dort lebt, am Freitag in Kiel", 0),
    ],
)
def test_the_nearest_to_the_cue_is_taken(frame: str, nearest: int) -> None:
    text = f"{frame}, das sei nötig."
    statement = state(text, "das sei nötig", frame, "sagte", speaker="Holm")
    times, places = [date(text, "2001"), date(text, "Freitag")], [place(text, "Husum"), place(text, "Kiel")]
    found = add(text, statement, times, places)
    assert (found.time, found.place) == (nearest, nearest)


@pytest.mark.parametrize(("type", "time"), [("DATE", 0), ("TIME", 0), ("DURATION", None), ("SET", None)])
def test_only_a_point_in_time_is_a_time_of_saying(type: str, time: int | None) -> None:
    assert add(SAYING, SAID, [date(SAYING, "Freitag", type)], []).time == time


def test_the_number_is_that_in_the_list_of_all_times() -> None:
    times = [date(SAYING, "Montag", "SET"), date(SAYING, "Kiel", "DURATION"), date(SAYING, "Freitag")]
    assert add(SAYING, SAID, times, []).time == 2


def test_parts_name_their_entities() -> None:
    text = "Berta Holm habe gewonnen, sagte Anna Sommer dem Sender Nordfunk. Das freue sie, teilte ein Sprecher mit."
    parts = {"speaker": "Anna Sommer", "addressee": "dem Sender Nordfunk"}
    first = state(text, "Berta Holm habe gewonnen", "sagte Anna Sommer dem Sender Nordfunk", "sagte", **parts)
    second = state(text, "Das freue sie", "teilte ein Sprecher mit", "teilte", speaker="ein Sprecher")
    names: dict[str, EntityKind] = {"Berta Holm": "person", "Anna Sommer": "person", "Nordfunk": "organisation"}
    identified = know(text, names, first, second)
    ids = {entity.name: entity.id for entity in identified.entities}
    one, other = add_circumstances([first, second], identified, [], [])
    assert one.speaker == Part(find(text, "Anna Sommer"), ids["Anna Sommer"])
    assert one.addressee == (Part(find(text, "dem Sender Nordfunk"), ids["Nordfunk"]),)
    assert other.speaker is not None
    assert other.speaker.entity not in (ids["Anna Sommer"], ids["Berta Holm"], ids["Nordfunk"])


def test_nobody_stays_nobody() -> None:
    statement = state(SAYING, "Am Montag werde Kiel helfen", "sagte Berta Holm", "sagte")
    assert add(SAYING, statement, [], []).speaker is None


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
several = st.lists(spans, max_size=3).map(tuple)
statements = st.builds(
    Statement,
    id=st.just("s1"),
    mode=st.just(Mode.INDIRECT),
    medium=st.none(),
    content=several,
    cue=several,
    frame=several,
    speaker=st.none(),
    addressee=st.just(()),
    time=st.none(),
    place=st.none(),
    confidence=st.just(0.5),
)
times = st.builds(
    Time, spans, st.sampled_from(["DATE", "TIME", "DURATION", "SET"]), st.just("2024"), st.none(), st.none()
)
NOBODY = know("", {})


@given(statements, st.lists(times, max_size=5))
def test_a_time_of_saying_is_a_point_in_time_of_the_frame_and_outside_of_what_is_said(
    statement: Statement, times: list[Time]
) -> None:
    (found,) = add_circumstances([statement], NOBODY, times, [])
    fitting: list[int | None] = [
        number
        for number, time in enumerate(times)
        if time.type in ("DATE", "TIME")
        and any(frame.contains(time.span) for frame in statement.frame)
        and not any(content.overlaps(time.span) for content in statement.content)
    ]
    assert found.time in (fitting or [None])
