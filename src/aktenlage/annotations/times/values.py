"""What the makers of values work with: what stands around an expression, and how TIMEX3 writes a value."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from aktenlage.annotations.times.days import Interval, narrow, shift_days
from aktenlage.annotations.times.direction import Direction

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Fields = Mapping[str, str]
NIGHT = 2
"""The night to a day belongs to that day and to the one before."""
OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"}
HALVES = {("Y", 0.5): "P6M", ("TH", 0.5): "PT30M", ("TH", 0.25): "PT15M", ("TH", 0.75): "PT45M", ("Y", 0.25): "P3M"}


class Made(msgspec.Struct, frozen=True):
    """A value with its days; ``unit`` is how fine it is, where something can be counted from it."""

    type: Type
    value: str
    days: Interval | None = None
    unit: str | None = None
    anchor: str | None = None


class Anchor(msgspec.Struct, frozen=True):
    """What an expression hangs on: days, how fine they are, and whether a narrative goes on from them."""

    days: Interval
    unit: str
    value: str
    told: bool


class Setting(msgspec.Struct, frozen=True):
    """All that a maker may ask of the text around an expression.

    ``main`` is the day of publication, or the time that a narrative has reached; ``before`` is the time named last; ``day``
    the day named last. ``daily``: the text speaks of yesterday or of days of the week, so its "today" is a day as well.
    ``repeated``: an hour or a range of weekdays here may be one of every day or week.
    """

    main: Anchor | None
    before: Anchor | None
    day: Anchor | None
    get_direction: Callable[[], Direction | None]
    daily: bool
    repeated: bool


def get_direction(fields: Fields, setting: Setting) -> Direction | None:
    """What the rule says, or the tense."""
    named = fields.get("tense")
    return setting.get_direction() if named is None else msgspec.convert(named, Direction)


def finish(fields: Fields, days: Interval | None, value: str, unit: str, anchor: str | None) -> Made | None:
    """Adds what goes with any date: the part of it, the part of the day, the time."""
    if "hour" in fields:
        time = write_time(fields)
        return None if time is None else Made("TIME", value + time, days, None, anchor)
    if "night" in fields and days is not None:
        return make_night(days, anchor, -1 if fields["night"] == "before" else 0)
    if "daypart" in fields:
        return Made("TIME", f"{value}{write_daypart(fields)}", days, unit if days and len(days) == 1 else None, anchor)
    if "part" in fields and days is not None:
        return Made("DATE", value, narrow(days, unit, fields["part"]), unit, anchor)
    return Made("DATE", value, days, unit if days is not None else None, anchor)


def write_time(fields: Fields) -> str | None:
    """The hour and minute; None where there is no such time."""
    hour, minute = int(fields["hour"]), int(fields.get("minute", "0"))
    if "half_day" in fields:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if fields["half_day"] == "PM" else 0)
    if fields.get("daypart") in {"AF", "EV"} and hour < 12:
        hour += 12
    return None if hour > 24 or minute > 59 else f"T{hour:02}:{minute:02}{fields.get('zone', '')}"


def make_night(days: Interval, anchor: str | None, shift: int) -> Made | None:
    """The night that begins on a day, or (-1) ends on it: it is named after the day on which it begins."""
    night = shift_days(days.begin, shift, NIGHT)
    return None if night is None else Made("TIME", f"{night.begin.isoformat()}TNI", night, None, anchor)


def write_daypart(fields: Fields) -> str:
    return f"T{fields['daypart']}" if "daypart" in fields else ""


def write_open(fields: Fields) -> str:
    """The value of a date whose year nobody knows."""
    if "month" in fields:
        return f"XXXX-{int(fields['month']):02}" + (f"-{int(fields['day']):02}" if "day" in fields else "")
    if "day" in fields:
        return f"XXXX-XX-{int(fields['day']):02}"
    if "holiday" in fields:
        fixed = fields.get("core", fields["holiday"])
        return f"XXXX-{fixed}" if len(fixed) == 5 and fixed[2] == "-" else "XXXX-XX-XX"
    for name, sign in (("season", "-"), ("quarter", "-Q"), ("half", "-H")):
        if name in fields:
            return f"XXXX{sign}{fields[name]}"
    return "XXXX"


def write_count(count: str, unit: str) -> str:
    """The TIMEX3 value of so many units."""
    if count == "X":
        return f"PT{count}{unit[1]}" if unit[0] == "T" else f"P{count}{unit}"
    number = float(count)
    if unit == "H":
        unit, number = "M", 6 * number
    if number % 1 and (unit, number) in HALVES:
        return HALVES[unit, number]
    written = f"{number:g}" if number < 1e6 else str(int(number))
    return f"PT{written}{unit[1]}" if unit[0] == "T" else f"P{written}{unit}"
