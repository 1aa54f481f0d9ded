"""Days, weeks, months and years: what a TIMEX3 value spans, and how far one lies from another."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

import msgspec

LONGEST = {"D": 1, "W": 7, "M": 31, "Q": 92, "H": 184, "Y": 366, "DE": 3653, "CE": 36525}
MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Interval(msgspec.Struct, frozen=True):
    """The days from ``begin`` to ``end``, both in it."""

    begin: date
    end: date

    def __len__(self) -> int:
        return (self.end - self.begin).days + 1


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or date and time; None where there is none."""
    found = DATE.match(text or "")
    return None if found is None else get_day(*map(int, found.groups()))


def get_day(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a day."""
    if not (1 <= year < MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def get_month(year: int, month: int, months: int = 1) -> Interval | None:
    """The interval of so many months; ``month`` may lie outside 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month - 2 + months
    if first < 12 or last >= MAXYEAR * 12:
        return None
    end = date(last // 12, last % 12 + 1, 1)
    return Interval(date(first // 12, first % 12 + 1, 1), end.replace(day=monthrange(end.year, end.month)[1]))


def get_year(year: int, years: int = 1) -> Interval | None:
    return get_month(year, 1, 12 * years)


def get_season(year: int, season: str) -> Interval | None:
    """A season by the months of the weather services; a winter is named after the year in which it begins."""
    return get_month(year, SEASONS[season], 3)


def get_week(day: date) -> Interval | None:
    """Monday to Sunday."""
    return shift_days(day, -day.weekday(), 7)


def shift_days(day: date, shift: int, count: int = 1) -> Interval | None:
    try:
        begin = day + timedelta(days=shift)
        return Interval(begin, begin + timedelta(days=count - 1))
    except OverflowError:
        return None


def get_unit(day: date, unit: str, shift: int = 0) -> Interval | None:
    """The day, week, month, quarter, half, year, decade or century around a day, or so many of them later."""
    if unit in {"D", "W", "WE"}:
        monday = 0 if unit == "D" else -day.weekday()
        start, length = (monday + 5, 2) if unit == "WE" else (monday, LONGEST[unit])
        return shift_days(day, start + shift * LONGEST["W" if unit == "WE" else unit], length)
    length = MONTHS[unit]
    month = (day.year * 12 + day.month - 1) // length + shift
    return get_month(0, month * length + 1, length)


def write_unit(interval: Interval, unit: str) -> str:
    """The TIMEX3 value of such an interval."""
    day = interval.begin
    if unit == "D":
        return day.isoformat()
    if unit in {"W", "WE"}:
        number = day.isocalendar()
        return f"{number.year:04}-W{number.week:02}" + ("-WE" if unit == "WE" else "")
    year = f"{day.year:04}"
    return {
        "M": f"{year}-{day.month:02}",
        "Q": f"{year}-Q{(day.month + 2) // 3}",
        "H": f"{year}-H{(day.month + 5) // 6}",
        "Y": year,
        "DE": year[:3],
        "CE": year[:2],
    }[unit]


def narrow(interval: Interval, unit: str, part: str) -> Interval:
    """The beginning, middle or end of an interval: its thirds; of a week Monday to Wednesday, Tuesday to Thursday,
    Thursday to Sunday; of a decade its first four, middle three and last three years."""
    begin, end = interval.begin, interval.end
    if len(interval) < 3:
        return interval
    if unit == "W":
        first, last = {"START": (0, 2), "MID": (1, 3), "END": (3, 6)}[part]
        return Interval(begin + timedelta(days=first), begin + timedelta(days=last))
    if unit == "S" or (unit in MONTHS and unit != "M"):
        months = MONTHS.get(unit, 3)
        cuts = (0, 48, 84, 120) if unit == "DE" else (0, months // 3, months * 2 // 3, months)
        index = ("START", "MID", "END").index(part)
        return get_month(begin.year, begin.month + cuts[index], cuts[index + 1] - cuts[index]) or interval
    third = max(1, len(interval) // 3)
    if part == "START":
        return Interval(begin, begin + timedelta(days=third - 1))
    if part == "END":
        return Interval(begin + timedelta(days=2 * third), end)
    return Interval(begin + timedelta(days=third), begin + timedelta(days=2 * third - 1))


def get_distance(interval: Interval, day: date) -> int:
    """Days from a day to an interval: negative where it lies before the day, 0 where it holds the day."""
    if interval.end < day:
        return (interval.end - day).days
    return max(0, (interval.begin - day).days)
