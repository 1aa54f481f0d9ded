"""From what a rule caught to a value: the few kinds of result that a rule can ask for.

=============  =====================================================================================================
``calendar``   a date by its own names (year, month, day, weekday, season, quarter, half, decade, century, holiday),
               perhaps with a part of it, a part of the day or a time; what is missing comes from the anchor
``relative``   a unit counted from the anchor: this week, last year, the day before
``offset``     so many units before or after the anchor
``duration``   so many units
``set``        what comes again and again
``fixed``      a value that the rule itself gives
``years``      a year that begins in one and ends in the next, as a school year
``nothing``    words that only look like a time
=============  =====================================================================================================
"""

from collections.abc import Callable
from datetime import date

import msgspec

from aktenlage.annotations.times.dates import make_calendar
from aktenlage.annotations.times.days import LONGEST, MONTHS, Interval, get_month, get_unit, get_year, write_unit
from aktenlage.annotations.times.values import (
    OPEN,
    Anchor,
    Fields,
    Made,
    Setting,
    Type,
    finish,
    write_count,
    write_daypart,
    write_open,
)

FINEST = ("D", "WE", "W", "M", "S", "Q", "H", "Y", "DE", "CE")


def make(maker: str, fields: Fields, setting: Setting) -> Made | None:
    """The value, or None where the words give none (a 30 February, an hour 25)."""
    return MAKERS[maker](fields, setting)


def make_relative(fields: Fields, setting: Setting) -> Made | None:
    """A unit so many units from the anchor; one that is finer than the anchor stays open."""
    unit, shift = fields["unit"], int(fields.get("shift", fields.get("which", "0")))
    if (
        "lasting" in fields
        and shift == 0
        and unit == "D"
        and not setting.daily
        and setting.get_direction() == "lasting"
    ):
        return Made("DATE", fields["lasting"])
    if "usual" in fields and setting.get_direction() == "lasting":
        return Made("DATE", fields["usual"])
    anchor = setting.before if fields.get("from") == "text" else setting.main
    if unit == "D" and shift == 0 and fields.get("from") == "text":
        anchor = setting.day or anchor
    if anchor is None or (
        unit in FINEST and FINEST.index(anchor.unit) > FINEST.index(unit) and anchor.days.begin != anchor.days.end
    ):
        return finish(fields, None, OPEN.get(unit, "XXXX"), unit, None)
    if unit == "same":
        return make_same_period(anchor, shift)
    if unit == "WE" and "which" in fields and shift > 0 and anchor.days.begin.isoweekday() < 6:
        shift -= 1
    if unit == "WE" and shift == 0 and "which" not in fields and is_past_weekend(anchor, setting):
        shift = -1
    days = get_unit(anchor.days.begin, unit, shift)
    return None if days is None else finish(fields, days, write_unit(days, unit), unit, anchor.value)


def make_same_period(anchor: Anchor, years: int) -> Made | None:
    """The year, half, quarter or month that an anchor is, some years from it; of a finer anchor its year."""
    unit = anchor.unit if anchor.unit in {"H", "Q", "M"} else "Y"
    found = get_unit(anchor.days.begin, unit, years * 12 // MONTHS[unit])
    return None if found is None else Made("DATE", write_unit(found, unit), found, unit, anchor.value)


def is_past_weekend(anchor: Anchor, setting: Setting) -> bool:
    """Whether "the weekend" of a text from Monday to Friday is the one before it: the clause tells what was."""
    return not anchor.told and anchor.days.begin.isoweekday() < 6 and setting.get_direction() == "past"


def make_offset(fields: Fields, setting: Setting) -> Made | None:
    """So many units from the anchor, as fine as the unit; a day counted in weeks stays a day in a narrative."""
    if fields.get("count") == "X":
        return Made("DURATION", write_count("X", fields["unit"]))
    unit, sign, count = fields["unit"], int(fields["sign"]), float(get_count(fields))
    ahead = unit[0] != "T" and setting.get_direction() in {"future", "present", "lasting"}
    if fields.get("when") == "future" and not ahead:
        return make_duration({"count": get_count(fields), "unit": unit}, setting)
    told = fields.get("from") == "text"
    anchor = setting.before if told else setting.main
    if unit == "Y" and count % 1 and (count * 12) % 1 == 0:
        unit, count = "M", count * 12
    if unit in {"TH", "TM", "TS"}:
        return make_hours(fields, unit, sign * count, anchor)
    if anchor is None or count % 1:
        return Made("DATE", OPEN.get(unit, "XXXX"))
    if unit == "H":
        unit, count = "M", 6 * count
    if FINEST.index(anchor.unit) > FINEST.index(unit):
        return Made("DATE", OPEN.get(unit, "XXXX"))
    if unit == "W" and anchor.unit == "D" and (told or anchor.told):
        unit, count = "D", 7 * count
    days = get_unit(anchor.days.begin, unit, int(sign * count)) if count < 10_000 else None
    return None if days is None else finish(fields, days, write_unit(days, unit), unit, anchor.value)


def make_hours(fields: Fields, unit: str, count: float, anchor: Anchor | None) -> Made | None:
    """Some hours or minutes from a moment: no day can be told, so it stays open."""
    return Made("TIME", "XXXX-XX-XXTXX:XX" if unit != "TH" else "XXXX-XX-XXTXX")


def make_duration(fields: Fields, setting: Setting) -> Made | None:
    """So many units; ``X`` for some. ``count2`` and ``unit2`` add to them."""
    if "value" in fields:
        return Made("DURATION", fields["value"])
    value = write_count(get_count(fields), fields["unit"])
    if "count2" in fields:
        more = write_count(fields["count2"], fields["unit2"])
        value += more.removeprefix("PT") if "T" in value else more.removeprefix("P")
    shift = fields.get("which")
    if shift is None or setting.main is None or not fields.get("count", "1").isdigit():
        return Made("DURATION", value)
    return Made("DURATION", value, get_span(setting.main.days.begin, fields["unit"], int(fields["count"]), int(shift)))


def get_span(day: date, unit: str, count: int, which: int) -> Interval | None:
    """The first and last day that "the last three years" can mean: up to the day, or from it on."""
    if unit not in LONGEST or count >= 10_000:
        return None
    other = get_unit(day, unit, count if which > 0 else -count)
    if other is None or which == 0:
        return None
    return Interval(day, other.end) if which > 0 else Interval(other.begin, day)


def get_count(fields: Fields) -> str:
    """How many; "ein halbes" is only the half."""
    return fields.get("fraction", fields.get("count", "1"))


def make_set(fields: Fields, setting: Setting) -> Made | None:
    if "value" in fields:
        return Made("SET", fields["value"])
    if "weekday" in fields:
        return Made("SET", f"XXXX-WXX-{fields['weekday']}" + write_daypart(fields))
    if "daypart" in fields:
        return Made("SET", f"XXXX-XX-XXT{fields['daypart']}")
    if "unit" in fields:
        return Made("SET", write_count(fields.get("count", "1"), fields["unit"]))
    return Made("SET", write_open(fields))


def make_fixed(fields: Fields, setting: Setting) -> Made | None:
    kind: Type = msgspec.convert(fields.get("type", "DATE"), Type)
    return Made(kind, fields["value"])


def make_years(fields: Fields, setting: Setting) -> Made | None:
    """From a month of one year (``first_month``) to the month before it in the next; whole years where it is not known."""
    year = int(fields["year"])
    following = fields.get("two", fields.get("later"))
    if following is not None and (year + 1) % 100 != int(following) % 100:
        return None
    if "first_month" in fields:
        days = get_month(year, int(fields["first_month"]), 12)
    else:
        days = get_year(year, 1 if following is None else 2)
    if fields.get("fiscal"):
        return Made("DATE", f"FY{year if following is None else year + 1}", days)
    return Made("DATE", f"{year}/{year + 1}", days)


def make_nothing(fields: Fields, setting: Setting) -> Made | None:
    return None


MAKERS: dict[str, Callable[[Fields, Setting], Made | None]] = {
    "calendar": make_calendar,
    "relative": make_relative,
    "offset": make_offset,
    "duration": make_duration,
    "set": make_set,
    "fixed": make_fixed,
    "years": make_years,
    "nothing": make_nothing,
}
