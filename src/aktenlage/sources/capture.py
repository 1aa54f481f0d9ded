"""What all sources share: how a capture is named and what may stand beside its body."""

import hashlib
import re
from datetime import date, datetime

from aktenlage.errors import InputError

LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(rf"{DAY.pattern}[Tt ][0-9:.,]+(?:[Zz]|[+-][0-9:]+)?")
LONGEST_VALUE = 60
"""Characters of a wrong value that a message repeats."""


def get_id(body: bytes) -> str:
    """The name of a capture that brings none: the same bytes have the same name."""
    return hashlib.sha256(body).hexdigest()[:16]


def check_published(value: str) -> str:
    """An ISO 8601 date, or date and time; InputError for anything else, also for a year or a month alone."""
    try:
        if DAY.fullmatch(value):
            date.fromisoformat(value)
        elif MOMENT.fullmatch(value):
            datetime.fromisoformat(value.upper())
        else:
            raise ValueError(value)
    except ValueError as error:
        raise InputError(f'"published": {quote(value)} is no ISO 8601 date such as 2024-12-06') from error
    return value


def check_language(value: str) -> str:
    """An ISO 639-1 code; of "de-AT" the first part."""
    found = LANGUAGE.fullmatch(value)
    if found is None:
        raise InputError(f'"language": {quote(value)} is no ISO 639-1 code such as de')
    return found.group(1).lower()


def quote(value: str) -> str:
    """A wrong value in quotation marks, cut where it is long."""
    return repr(value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…")
