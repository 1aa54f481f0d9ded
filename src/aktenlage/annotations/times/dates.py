"""Dates by their own names: the maker ``calendar``. What is missing in a date comes from where the text stands in time."""

from collections.abc import Iterator
from datetime import date

import msgspec

from aktenlage.annotations.times.days import (
    Interval,
    get_day,
    get_distance,
    get_month,
    get_season,
    get_year,
    shift_days,
)
from aktenlage.annotations.times.direction import Direction
from aktenlage.annotations.times.holidays import find_feast
from aktenlage.annotations.times.values import (
    NIGHT,
    Anchor,
    Fields,
    Made,
    Setting,
    finish,
    get_direction,
    write_daypart,
    write_open,
)

DATED = frozenset(
    {"year", "year_shift", "same", "decade", "century", "month", "day", "season", "quarter", "half", "holiday", "week"}
)
NOON = 12
BACKWARDS = 1.4
"""How much farther a day behind the anchor seems than one ahead, in a narrative; set on WikiWarsDE."""
OTHER_YEAR = 150
"""How many days farther a day of another year seems, in a narrative; set on WikiWarsDE."""
WRONG_WAY_DAY = 15.0
"""How much farther a day seems that lies against the tense of its clause; set on the reading half of KRAUTS."""
WRONG_WAY = 100.0
"""The same for months and longer: nobody names a day of last year without its year, but a month or summer, yes."""
REPORTED = 4.0
"""The same for a quarter or half behind a clause of the future: its results "will be lower", though it has ended."""


def make_calendar(fields: Fields, setting: Setting) -> Made | None:
    if "weekday" in fields and not {"month", "day", "holiday"} & set(fields):
        return make_weekday(fields, setting)
    if not DATED & set(fields):
        return make_time(fields, setting)
    if "year" in fields or "decade" in fields or "century" in fields:
        return make_absolute(fields, setting)
    anchor = get_anchor(fields, setting)
    shift = fields.get("year_shift", fields.get("same"))
    if anchor is None:
        return finish(fields, None, write_open(fields), "D", None)
    if shift is not None:
        found = next(find_year(fields, anchor.days.begin.year + int(shift)), None)
        return None if found is None else finish(fields, *found, anchor.value)
    chosen = choose(fields, anchor, setting)
    return None if chosen is None else finish(fields, *chosen, anchor.value)


def get_anchor(fields: Fields, setting: Setting) -> Anchor | None:
    """The time that a date hangs on: the main one, or one that the text has named."""
    if fields.get("from") == "range":
        return get_first_of_range(fields, setting)
    return setting.before if "same" in fields or fields.get("from") == "text" else setting.main


def get_first_of_range(fields: Fields, setting: Setting) -> Anchor | None:
    """The day or month at which a range begins whose second is asked for; None where that stayed open, and the time
    named last is another."""
    named = setting.day if {"first_day", "first_weekday"} & set(fields) else setting.before
    if named is None or setting.main is None or ("first_weekday" in fields and setting.main.told):
        return None
    day = named.days.begin
    known = {"first_weekday": day.isoweekday(), "first_day": day.day, "first_month": day.month}
    if any(int(fields[name]) != value for name, value in known.items() if name in fields):
        return None
    return msgspec.structs.replace(named, days=Interval(day, day)) if len(named.days) == NIGHT else named


def make_time(fields: Fields, setting: Setting) -> Made | None:
    """A time of the day that was named last, or else of the day of publication. An hour stays open where it may be one of
    every day, or where a narrative has named none."""
    anchor = setting.day or setting.main
    if "hour" in fields and (setting.repeated or anchor is None or anchor.told):
        return finish(fields, None, "", "D", None)
    if "lasting" in fields and is_usual(setting):
        return Made("SET", fields["lasting"] + write_daypart(fields))
    if anchor is None or anchor.unit != "D":
        return finish(fields, None, "XXXX-XX-XX", "D", None)
    days = anchor.days if len(anchor.days) == 1 else get_part_of_night(anchor.days, fields)
    return finish(fields, days, days.begin.isoformat(), "D", anchor.value)


def is_usual(setting: Setting) -> bool:
    """Whether a clause tells what is so at any time."""
    return setting.get_direction() in {"lasting", "present"}


def get_part_of_night(days: Interval, fields: Fields) -> Interval:
    """Of the two days of a night the one that an hour belongs to; what is not an hour, to the first."""
    morning = int(fields.get("hour", NOON)) < NOON
    day = days.end if morning else days.begin
    return Interval(day, day)


def make_absolute(fields: Fields, setting: Setting) -> Made | None:
    if "century" in fields:
        number = int(fields["century"])
        if fields.get("era") == "BC":
            return Made("DATE", f"BC{number - 1:02}")
        return finish(fields, get_year((number - 1) * 100, 100), f"{number - 1:02}", "CE", None)
    if "decade" in fields:
        digits = fields["decade"]
        years = int(digits) if len(digits) > 2 else guess_century(int(digits), setting)
        if fields.get("era") == "BC":
            return Made("DATE", f"BC{years // 10:03}")
        return finish(fields, get_year(years, 10), f"{years // 10:03}", "DE", None)
    year = get_named_year(fields, setting)
    if int(fields.get("later_month", "12")) < int(fields.get("month", "1")):
        year -= 1
    if fields.get("era") == "BC":
        return make_ancient(fields, year)
    found = next(find_year(fields, year), None)
    return None if found is None else finish(fields, *found, None)


def get_named_year(fields: Fields, setting: Setting) -> int:
    """The year as written; two digits go on from the year before them ("1914/18"), or mean the nearest year."""
    digits = fields["year"]
    if len(digits) > 2 or "era" in fields or "literal" in fields:
        return int(digits)
    return int(fields["first"][:2] + digits) if "first" in fields else guess_century(int(digits), setting)


def make_ancient(fields: Fields, year: int) -> Made | None:
    """A year before our era; its days are not worked out, the calendar was another."""
    found = next(find_year(fields, 2000), None)
    return None if found is None else finish(fields, None, f"BC{year:04}{found[1][4:]}", found[2], None)


def guess_century(years: int, setting: Setting) -> int:
    """Of the years with these two digits the one nearest to the anchor that is not more than ten years ahead of it."""
    now = setting.main.days.begin.year if setting.main else 2000
    return max(year for year in range(years % 100, now + 111, 100) if year <= now + 10)


def find_year(fields: Fields, year: int) -> Iterator[tuple[Interval | None, str, str]]:
    """The days, value and fineness of the named part of a year; nothing where there is no such day."""
    named = f"{year:04}"
    if "holiday" in fields:
        for feast in find_feast(fields["holiday"], year):
            one = len(feast) == 1
            core = next(find_feast(fields["core"], year), feast) if "core" in fields else feast
            yield feast, core.begin.isoformat() if one or "core" in fields else named, "D"
    elif "month" in fields and "day" in fields:
        day = get_day(year, int(fields["month"]), int(fields["day"]))
        if day is not None:
            yield Interval(day, day), day.isoformat(), "D"
    elif "month" in fields:
        yield get_month(year, int(fields["month"])), f"{named}-{int(fields['month']):02}", "M"
    elif "season" in fields:
        yield get_season(year, fields["season"]), f"{named}-{fields['season']}", "S"
    elif "quarter" in fields:
        if 1 <= int(fields["quarter"]) <= 4:
            yield get_month(year, 3 * int(fields["quarter"]) - 2, 3), f"{named}-Q{fields['quarter']}", "Q"
    elif "half" in fields:
        if 1 <= int(fields["half"]) <= 2:
            yield get_month(year, 6 * int(fields["half"]) - 5, 6), f"{named}-H{fields['half']}", "H"
    elif fields.get("week", "").isdigit() and 1 <= int(fields["week"]) <= 53:
        monday = date.fromisocalendar(year, 1, 1)
        week = shift_days(monday, 7 * (int(fields["week"]) - 1), 7)
        yield week, f"{named}-W{int(fields['week']):02}", "W"
    else:
        yield get_year(year), named, "Y"


def choose(fields: Fields, anchor: Anchor, setting: Setting) -> tuple[Interval | None, str, str] | None:
    """The date that is meant among those of the years around the anchor."""
    year = anchor.days.begin.year
    if "day" in fields and "month" not in fields:
        months = (get_month(year, anchor.days.begin.month + shift) for shift in (-1, 0, 1))
        named = [
            {**fields, "month": str(month.begin.month), "year": str(month.begin.year)} for month in months if month
        ]
        found = [one for case in named for one in find_year(case, int(case["year"]))]
    else:
        found = [one for shift in (-4, -3, -2, -1, 0, 1, 2, 3, 4) for one in find_year(fields, year + shift)]
    dated = [(one[0], one) for one in found if one[0] is not None]
    if not dated:
        return None
    if "which" in fields:
        return choose_named(dated, anchor, int(fields["which"]))
    if anchor.told:
        return min(dated, key=lambda one: weigh_told(one[0], anchor))[1]
    direction = get_direction(fields, setting)
    if "tense" in fields:
        dated = [one for one in dated if is_on_side(one[0], anchor.days.begin, direction)] or dated
    return min(dated, key=lambda one: weigh_news(one[0], one[1][2], anchor, direction))[1]


def is_on_side(days: Interval, day: date, direction: Direction | None) -> bool:
    """Whether days begin up to a day (past), or end from it on."""
    return days.begin <= day if direction == "past" else days.end >= day


def choose_named(
    dated: list[tuple[Interval, tuple[Interval | None, str, str]]], anchor: Anchor, which: int
) -> tuple[Interval | None, str, str] | None:
    """The next after the anchor, the last before it, or (0) the one of its year."""
    if which > 0:
        later = [one for days, one in dated if days.begin > anchor.days.end]
        return later[which - 1] if len(later) >= which else None
    if which < 0:
        earlier = [one for days, one in dated if days.end < anchor.days.begin]
        return earlier[which] if len(earlier) >= -which else None
    return min(
        dated,
        key=lambda one: (one[0].begin.year != anchor.days.begin.year, abs(get_distance(one[0], anchor.days.begin))),
    )[1]


def weigh_news(days: Interval, unit: str, anchor: Anchor, direction: Direction | None) -> float:
    """How far a date lies from the day of publication; a wrong way seems farther."""
    distance = get_distance(days, anchor.days.begin)
    against = (direction == "past" and distance > 0) or (direction == "future" and distance < 0)
    if direction == "future" and distance < 0 and unit in {"Q", "H"}:
        return -distance * REPORTED
    return abs(distance) * ((WRONG_WAY_DAY if unit == "D" else WRONG_WAY) if against else 1.0)


def weigh_told(days: Interval, anchor: Anchor) -> float:
    """How far a date lies from where a narrative stands: it goes on, and seldom back."""
    if anchor.unit in {"Y", "S", "H", "Q"} and days.begin <= anchor.days.end and days.end >= anchor.days.begin:
        return 0.0
    distance = get_distance(days, anchor.days.begin)
    leap = OTHER_YEAR if days.begin.year != anchor.days.begin.year else 0
    return leap + (distance if distance >= 0 else -distance * BACKWARDS)


def make_weekday(fields: Fields, setting: Setting) -> Made | None:
    """A day of the week: in a named week, the next or last one, or the one that the tense asks for."""
    weekday = int(fields["weekday"])
    anchor = setting.day or setting.main if fields.get("from") == "text" else get_anchor(fields, setting)
    repeated = "open" in fields or ("later_weekday" in fields and setting.repeated)
    if anchor is None or anchor.told or anchor.unit != "D" or repeated:
        return finish(fields, None, f"XXXX-WXX-{weekday}", "D", None)
    today = anchor.days.begin
    ahead = (weekday - today.isoweekday()) % 7
    if "week" in fields:
        shift = 7 * int(fields["week"]) + weekday - today.isoweekday()
    elif "which" in fields:
        which = int(fields["which"])
        shift = ahead if which == 0 else ahead - 7 if which < 0 else ahead or 7
        shift += 7 * (which - 1) if which > 1 else 7 * (which + 1) if which < -1 else 0
        shift -= 7 if which == 0 < ahead and get_direction(fields, setting) == "past" else 0
    elif get_direction(fields, setting) in {"future", "present", "lasting"}:
        shift = ahead
    else:
        last = int(fields.get("later_weekday", weekday))
        shift = -((today.isoweekday() - last) % 7) - (last - weekday) % 7
    day = shift_days(today, shift)
    return None if day is None else finish(fields, day, day.begin.isoformat(), "D", anchor.value)
