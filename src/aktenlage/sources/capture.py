"""What all sources share: how a capture is named and what may stand beside its body."""

import hashlib
import re
from datetime import date, datetime

from aktenlage.errors import InputError

LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def get_id(body: bytes) -> str:
    """The name of a capture that brings none: the same bytes have the same name."""
    return hashlib.sha256(body).hexdigest()[:16]


def check_published(value: str) -> str:
    """An ISO 8601 date, or date and time; InputError for anything else, also for a year or a month alone."""
    try:
        date.fromisoformat(value) if DAY.fullmatch(value) else datetime.fromisoformat(value)
        if DAY.match(value) is None:
            raise ValueError(value)
    except ValueError as error:
        raise InputError(f'"published": {value!r} is no ISO 8601 date such as 2024-12-06') from error
    return value


def check_language(value: str) -> str:
    """An ISO 639-1 code; of "de-AT" the first part."""
    found = LANGUAGE.fullmatch(value)
    if found is None:
        raise InputError(f'"language": {value!r} is no ISO 639-1 code such as de')
    return found.group(1).lower()
