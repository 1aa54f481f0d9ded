"""The days of feasts, worked out from a formula: "12-25", "easter-2", "advent+21", "11-4-4", "passover+172", "islamic-9".

========================  ==========================================================================================
``MM-DD``                 a fixed day
``MM-D-N``                the Nth weekday D (1 is Monday) of a month; N is 9 for the last
``easter±N``              days from western Easter Sunday; ``orthodox±N`` from the eastern one
``advent±N``              days from the first Sunday of Advent
``passover±N``            days from the first day of Passover
``islamic-M``             a month of the Islamic calendar; ``islamic-M-D`` a day of it; by the tables, a day more at
                          each end, because the sighting of the moon decides
``A..B``                  from one day to another
========================  ==========================================================================================
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from aktenlage.annotations.times.days import Interval, get_day, get_month, shift_days

FORMULA = re.compile(r"(easter|orthodox|advent|passover)([+-]\d+)?")
ISLAMIC = re.compile(r"islamic-(\d+)(?:-(\d+))?")
FIRST_ISLAMIC_DAY = 227015
"""The ordinal of 1 Muharram of the year 1 (16 July 622, Julian calendar)."""


def find_feast(formula: str, year: int) -> Iterator[Interval]:
    """When a feast is in a year: once, or never or twice for one that moves through the year."""
    if not 1583 <= year <= 2999:
        return
    begin, dots, end = formula.partition("..")
    if dots:
        first, last = next(find_feast(begin, year), None), next(find_feast(end, year), None)
        if first is not None and last is not None and first.begin <= last.end:
            yield Interval(first.begin, last.end)
        return
    islamic = ISLAMIC.fullmatch(formula)
    if islamic:
        yield from find_islamic(int(islamic[1]), int(islamic[2]) if islamic[2] else None, year)
        return
    day = get_feast(formula, year)
    if day is not None:
        yield Interval(day, day)


def get_feast(formula: str, year: int) -> date | None:
    moving = FORMULA.fullmatch(formula)
    if moving:
        first = {"easter": get_easter, "orthodox": get_orthodox, "advent": get_advent, "passover": get_passover}
        return first[moving[1]](year) + timedelta(days=int(moving[2] or 0))
    month, *rest = map(int, formula.split("-"))
    return get_day(year, month, rest[0]) if len(rest) == 1 else get_nth(year, month, rest[0], rest[1])


def get_nth(year: int, month: int, weekday: int, count: int) -> date | None:
    """The ``count``-th weekday of a month; 9 is the last."""
    days = get_month(year, month)
    if days is None:
        return None
    if count == 9:
        return days.end - timedelta(days=(days.end.isoweekday() - weekday) % 7)
    return days.begin + timedelta(days=(weekday - days.begin.isoweekday()) % 7 + 7 * (count - 1))


def get_easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, as Butcher printed it in 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century + 8) // 25
    epact = (19 * golden + century - century // 4 - (century - correction + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def get_orthodox(year: int) -> date:
    """Eastern Easter Sunday (Meeus), as a day of the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def get_advent(year: int) -> date:
    eve = date(year, 12, 24)
    return eve - timedelta(days=eve.isoweekday() % 7 + 21)


def get_passover(year: int) -> date:
    """The first day of Passover (15 Nisan) by the formula of Gauss."""
    era = year + 3760
    moon = (12 * era + 17) % 19
    days = 32.0440932 + 1.5542418 * moon + 0.25 * (era % 4) - 0.003177794 * era
    whole, fraction = int(days), days % 1
    weekday = (3 * era + 5 * (era % 4) + whole + 5) % 7
    if weekday in {2, 4, 6}:
        whole += 1
    elif weekday == 1 and moon > 6 and fraction >= 0.63287037:
        whole += 2
    elif weekday == 0 and moon > 11 and fraction >= 0.89772376:
        whole += 1
    return date(year, 3, 1) + timedelta(days=whole - 1 + year // 100 - year // 400 - 2)


def find_islamic(month: int, day: int | None, year: int) -> Iterator[Interval]:
    """A month or day of the Islamic calendar in a Gregorian year, by the tables, a day wider at each end."""
    first = (year - 622) * 33 // 32
    for islamic in range(first - 1, first + 3):
        begin = get_islamic(islamic, month, day or 1)
        end = begin if day else get_islamic(islamic, month + 1, 1) - timedelta(days=1)
        if begin.year == year:
            wider = shift_days(begin, -1, (end - begin).days + 3)
            if wider is not None:
                yield wider


def get_islamic(year: int, month: int, day: int) -> date:
    leap_days = (3 + 11 * year) // 30
    return date.fromordinal(FIRST_ISLAMIC_DAY - 1 + 354 * (year - 1) + leap_days + (59 * (month - 1) + 1) // 2 + day)
