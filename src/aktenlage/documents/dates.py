"""Days as pages write them, and the lines of a page that say when it was published."""

import re
from datetime import date

# The first three letters of each month tell it from all others, German and English.
NAMES = """jan feb mär apr mai jun jul aug sep okt nov dez
jan feb mar apr may jun jul aug sep oct nov dec"""
MONTHS = {name: number % 12 + 1 for number, name in enumerate(NAMES.split())} | {"mrz": 3, "jän": 1}
YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:J[aä]n|Feb|M[aä]r|Mrz|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])[a-zä]{0,7}\.?"
# 6.12.2024 and 2024-12-06 can be read in one way only, 06/12/2024 in two: it is no date here.
DAY = re.compile(
    rf"(?<![\d.])(?:(?P<iso>{YEAR}-\d\d-\d\d)(?!\d)"
    rf"|(?P<day>\d{{1,2}})(?:\.\s{{0,3}}(?P<number>\d{{1,2}})\.\s{{0,3}}|(?:\.|st|nd|rd|th)?\s{{1,3}}(?P<name>{MONTH}),?\s{{1,3}}"
    rf"|\.(?P<close>{MONTH})\s{{1,3}})(?P<year>{YEAR})(?!\d)"
    rf"|(?P<month>{MONTH})\s{{1,3}}(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<last>{YEAR})(?!\d))"
)
ISO = re.compile(rf"{YEAR}-\d\d-\d\d(?!\d)")
WEEKDAY = (
    r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
TIME = r"\d\d[:.]\d\d(?: Uhr)?,?\s{1,3}"
LEAD = rf"(?:(?:am|vom|on|den|der|um)\s{{1,3}}|{WEEKDAY}\b[.,]{{0,2}}\s{{0,3}}|{TIME}|[:|-]\s{{0,3}}){{0,5}}"
PUBLISHED = (
    r"(?:(?:Zuerst |Erst)?[Vv]eröffentlicht|VERÖFFENTLICHT|Erschienen|Publiziert|Erstellt|Eingestellt|Online seit"
    r"|(?:First )?[Pp]ublished|PUBLISHED|[Pp]osted)"
)
RELEASE = (
    r"(?:Pressemitteilung|Pressemeldung|Presseinformation|Medienmitteilung|Fachmeldung|Meldung|Artikel|Beitrag|Nachricht"
    r"|Stand(?: des Artikels)?)"
)
LABEL = re.compile(rf"(?:^|[|•·,;(–-]\s{{0,3}}){PUBLISHED}(?: (?:AM|am|von [^\d]{{3,40}}?))?[:,]?\s{{0,3}}{LEAD}$")
CAPITAL = r"[A-ZÄÖÜ][\w'’.-]*"
WEAK_LABEL = re.compile(
    rf"(?:{CAPITAL}\s){{0,3}}[\[(]?{RELEASE}(?: Nr\. ?[\d/-]{{1,9}})?(?:\s{{1,3}}vom|:)\s{{0,3}}{LEAD}$"
)
# Before a date in a line of its own: where, who, a weekday. "Kinostart:" and "Beginn:" stand before other dates.
ROLE = r"(?:[Vv]on|By|by|Text:|VON|BY)\s{1,3}"
MARK = r"\s{0,3}(?:[,|•·∙»–—-]|\([a-z]{2,4}\))\s{0,3}"
PLAIN = re.compile(
    rf"[\[(]?(?:{ROLE}[^,|•·∙»–—\d]{{3,50}}?(?:{MARK}|\s{{1,3}}(?=(?:am|vom|on)\s))"
    rf"|(?:{CAPITAL}(?:[ /]{CAPITAL}|\s(?:am|an|bei|von|van|de|und|in)\b){{0,4}}|[\w.]{{2,20}}){MARK}){{0,2}}{LEAD}$"
)
# After it: nothing, a time, who, in which section; no second day ("23. - 25. Oktober"), no sentence.
REST = re.compile(
    r"[)\]]?(?:$|,?\s{0,3}(?:um\s|at\s|-\s|–\s|\|\s?|/\s)?\s{0,3}\d{1,2}[:.]\d\d\b(?!\.)|\s{0,3}(?:[|•·∙/,;(]|[-–](?!\s{0,3}\d))"
    r"|\s{1,3}(?:[Vv]on|By|by|Kategorie|Rubrik|Ressort|Autor|Autorin|Lesezeit|Quelle|Redaktion|Uhr|in)\b)"
)
LONGEST = 120
CHANGED = re.compile(
    r"aktualisier|ge[äa]ndert|[äÄ]nderung|update|modif|zuletzt|bearbeitet|edited|revised", re.IGNORECASE
)
LATE = re.compile(r"T2[23]:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)\s*$")
URL_DAY = re.compile(rf"/(?P<year>{YEAR})/(?P<month>\d\d)/(?P<day>\d\d)(?:/|$)|/(?P<iso>{YEAR}-\d\d-\d\d)(?:[/_-]|$)")


def parse_day(text: str) -> str | None:
    """The first day that is written in a text; None if there is none, or none in any calendar."""
    found = DAY.search(text)
    return None if found is None else make_day(found)


def make_day(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return check_day(*map(int, found["iso"].split("-")))
    name = found["name"] or found["close"] or found["month"]
    month = MONTHS[name.lower()[:3]] if name else int(found["number"])
    return check_day(int(found["year"] or found["last"]), month, int(found["day"] or found["after"]))


def check_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def parse_stamp(value: str) -> str | None:
    """The day of a value in markup, which is ISO 8601 or else a day as people write it."""
    found = ISO.match(value.strip())
    return check_day(*map(int, found.group().split("-"))) if found else parse_day(value)


def is_late(value: str) -> bool:
    """Whether a moment is given in world time and so late that in Europe the next day has begun."""
    return LATE.search(value) is not None


def parse_url(url: str | None) -> str | None:
    """The day in an address that has one, ``/2024/12/06/``; a month is no day."""
    found = URL_DAY.search(url or "")
    if found is None:
        return None
    parts = found["iso"].split("-") if found["iso"] else [found["year"], found["month"], found["day"]]
    return check_day(*map(int, parts))


def find_labelled(line: str) -> str | None:
    """The day of a line that says that something was published on it ("Veröffentlicht am …")."""
    return next(
        (
            make_day(found)
            for found in DAY.finditer(line)
            if LABEL.search(line, max(0, found.start() - LONGEST), found.start())
        ),
        None,
    )


def is_other(label: str) -> bool:
    """Whether the words before a date say that it is one of something else than publication."""
    return bool(CHANGED.search(label)) or (
        label.endswith(":") and not LABEL.search(label) and not WEAK_LABEL.fullmatch(label)
    )


def find_stated(line: str) -> str | None:
    """The day of a line that is nothing but a date with its place, author or time, or a "Stand: …"."""
    found = DAY.search(line)
    if found is None or len(line) > LONGEST:
        return None
    before = line[: found.start()]
    if CHANGED.search(before) or REST.match(line, found.end()) is None:
        return None
    return make_day(found) if PLAIN.fullmatch(before) or WEAK_LABEL.fullmatch(before) else None
