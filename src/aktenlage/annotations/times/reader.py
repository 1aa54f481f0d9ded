"""Goes through what the rules found in a text, in its order, and works out the values."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

import msgspec

from aktenlage.annotations.matching import Match
from aktenlage.annotations.times.days import Interval, parse_day
from aktenlage.annotations.times.direction import Direction, Verbs, find_direction, is_background
from aktenlage.annotations.times.makers import make
from aktenlage.annotations.times.rules import Found, is_daily, is_repeating
from aktenlage.annotations.times.values import NIGHT, Anchor, Made, Setting, Type
from aktenlage.annotations.tokens import BREAK, Tokens
from aktenlage.types import Segments, Span


class Timex(msgspec.Struct, frozen=True):
    """A temporal expression: its words, TIMEX3 type and value, the first and last day that it can mean, and where that
    comes from: the name of the rule, and the value of the time that it was counted from."""

    span: Span
    type: Type
    value: str
    begin: str | None
    end: str | None
    rule: str
    anchor: str | None


class Place(msgspec.Struct, frozen=True):
    """Where in a text an expression stands."""

    sentence: int
    paragraph: int


class Named(msgspec.Struct, frozen=True):
    """A time that the text has named."""

    anchor: Anchor
    place: Place
    absolute: bool


class Reader:
    """Goes through what was found in one text and keeps what the text has named so far."""

    def __init__(self, verbs: Verbs, tokens: Tokens, segments: Segments, published: str | None, told: bool) -> None:
        self.verbs, self.tokens, self.told = verbs, tokens, told
        self.sentences = [span.start for span in segments.sentences]
        self.paragraphs = [span.start for span in segments.paragraphs]
        day = parse_day(published)
        self.published = None if day is None else Anchor(Interval(day, day), "D", day.isoformat(), False)
        self.last: Named | None = None
        self.last_day: Named | None = None
        self.day_of_story: Named | None = None
        self.reached: Named | None = None
        self.heading: Anchor | None = None
        self.daily = False
        self.repeating: frozenset[int] = frozenset()
        self.repeated: Place | None = None

    def read(self, found: Sequence[Found]) -> Iterator[Timex]:
        self.daily = any(is_daily(one.fields) for one in found)
        self.repeating = frozenset(self.get_place(one.span).sentence for one in found if is_repeating(one))
        for one, following in zip_longest(found, found[1:]):
            match, fields = one.match, one.fields
            place = self.get_place(one.span)
            if self.told and "told" in fields:
                made: Made | None = Made("DATE", fields["told"])
            else:
                setting = self.get_setting(one, place)
                if "hour" in fields or "later_weekday" in fields:
                    setting = self.settle_hour(setting, following, place)
                made = make(one.rule.make, fields, setting)
            if is_repeating(one):
                self.repeated = place
            if made is not None:
                self.go_on(made, match, place)
                if "aside" not in fields:
                    before = self.last_day
                    self.keep(made, place, "year" in fields or "decade" in fields)
                    if before is not self.last_day:
                        behind = is_background(self.tokens, match.first, match.last, self.verbs)
                        self.day_of_story = (self.day_of_story or before) if behind else self.last_day
                yield write(one.span, made, one.rule.name)

    def get_place(self, span: Span) -> Place:
        return Place(bisect_right(self.sentences, span.start), bisect_right(self.paragraphs, span.start))

    def settle_hour(self, setting: Setting, following: Found | None, place: Place) -> Setting:
        """The day that an hour belongs to, or that it is one of many days: what its sentence says, else the text."""
        if self.repeated is not None and self.repeated.sentence == place.sentence:
            return msgspec.structs.replace(setting, repeated=True)
        if self.has_day(place):
            return setting
        ahead = self.look_ahead(following, place)
        if ahead is not None:
            return msgspec.structs.replace(setting, day=ahead, repeated=False)
        repeated = setting.repeated or place.sentence in self.repeating
        return msgspec.structs.replace(setting, repeated=repeated)

    def has_day(self, place: Place) -> bool:
        """Whether the sentence has named a day."""
        return self.last_day is not None and self.last_day.place.sentence == place.sentence

    def look_ahead(self, following: Found | None, place: Place) -> Anchor | None:
        """The day that the next expression of the same sentence names: "um 14 Uhr begann am Freitag …"."""
        if following is None or self.get_place(following.span).sentence != place.sentence:
            return None
        if following.fields.get("from") == "text":
            return None
        made = make(following.rule.make, following.fields, self.get_setting(following, place))
        if made is None or made.type != "DATE" or made.days is None or made.unit != "D":
            return None
        return Anchor(made.days, "D", made.value, False)

    def get_setting(self, one: Found, place: Place) -> Setting:
        match, fields = one.match, one.fields
        look = partial(find_direction, self.tokens, match.first, match.last, self.verbs)
        before = None if self.last is None else self.last.anchor
        main = self.published
        if self.told or main is None:
            main = self.get_reached(place)
        elif self.last is not None and self.last.absolute and self.last.place.sentence == place.sentence:
            year = self.last.anchor.days.begin.year
            if (
                year != main.days.begin.year
                and not {"which", "year_shift", "weekday"} & set(fields)
                and look() == "past"
            ):
                main = tell(self.last.anchor)
        if fields.get("from") == "published" and not self.told:
            main = self.published
        day = self.last_day if "from" in fields or self.has_day(place) else self.get_day_of_story(look)
        near = None if day is None else day.anchor
        return Setting(main, before, near, look, self.daily, repeated=near is None and bool(self.repeating))

    def get_day_of_story(self, look: Callable[[], Direction | None]) -> Named | None:
        """The day that a time of a new sentence belongs to: not one that is still to come where the clause tells what was."""
        day = self.day_of_story or self.last_day
        if day is None or self.told or self.published is None or day.anchor.days.begin <= self.published.days.end:
            return day
        return None if look() == "past" else day

    def go_on(self, made: Made, match: Match, place: Place) -> None:
        """Moves a narrative to a time that it has come to: not to a bare year in passing, nor to a remark in brackets. A
        time that is a heading is where each paragraph under it begins."""
        if made.days is None or made.unit is None or made.type not in {"DATE", "TIME"}:
            return
        words = self.tokens.words
        begins = words[match.first - 1] == BREAK
        if begins and words[match.last] == BREAK:
            self.heading = Anchor(made.days, made.unit, made.value, True)
        passing = made.unit in {"Y", "DE", "CE"} and not begins
        if self.reached is None or not (passing or is_in_brackets(self.tokens, match.first)):
            self.reached = Named(Anchor(made.days, made.unit, made.value, True), place, True)

    def get_reached(self, place: Place) -> Anchor | None:
        """Where a narrative stands."""
        if self.reached is None or (self.heading is not None and self.reached.place.paragraph != place.paragraph):
            return self.heading
        return self.reached.anchor

    def keep(self, made: Made, place: Place, absolute: bool) -> None:
        """Remembers a time that others can hang on."""
        if made.days is None or made.type not in {"DATE", "TIME"}:
            return
        if made.unit is not None:
            self.last = Named(Anchor(made.days, made.unit, made.value, False), place, absolute)
        if (
            self.last_day is not None
            and len(self.last_day.anchor.days) == NIGHT
            and made.anchor == self.last_day.anchor.value
        ):
            return
        if made.type == "TIME" and len(made.days) == NIGHT:
            self.last_day = Named(Anchor(made.days, "D", made.value, False), place, absolute)
        elif len(made.days) == 1:
            day = made.days.begin
            self.repeated = None
            self.last_day = Named(Anchor(made.days, "D", day.isoformat(), False), place, absolute)
            if made.unit is None:
                self.last = self.last_day


def is_in_brackets(tokens: Tokens, at: int) -> bool:
    """Whether a bracket that opens shortly before a token is still open."""
    for before in range(at - 1, max(-1, at - 15), -1):
        if tokens.words[before] in {")", BREAK}:
            return False
        if tokens.words[before] == "(":
            return True
    return False


def tell(anchor: Anchor) -> Anchor:
    """An anchor from which a narrative goes on."""
    return msgspec.structs.replace(anchor, told=True)


def write(span: Span, made: Made, rule: str) -> Timex:
    begin = None if made.days is None else made.days.begin.isoformat()
    end = None if made.days is None else made.days.end.isoformat()
    return Timex(span, made.type, made.value, begin, end, rule, made.anchor)
