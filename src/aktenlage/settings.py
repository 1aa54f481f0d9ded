"""The limits and manners of the program: one frozen ``Settings``, read once from the environment (AKTENLAGE_…)."""

import os
from collections.abc import Mapping
from functools import cache

import msgspec

from aktenlage.errors import UsageError


class Settings(msgspec.Struct, frozen=True):
    """``AKTENLAGE_MAX_BYTES=1000000`` in the environment sets ``max_bytes``, and so on."""

    # The longest article known has 300 kB; a page with all its scripts 3 MB.
    max_bytes: int = 5_000_000
    # 488 pages of news sites nest up to 49 deep; beyond 255 libxml2 drops what is inside without a word.
    max_depth: int = 200
    # The same pages have up to 6,000 tags; extraction is quadratic in them, and 40,000 take some seconds.
    max_tags: int = 40_000
    timeout: float = 20.0
    max_redirects: int = 5
    user_agent: str = "aktenlage/0.1 (reads single articles; respects robots.txt)"


def make_settings(environment: Mapping[str, str]) -> Settings:
    """The settings with what the environment says otherwise; an unreadable value is a UsageError."""
    names = {f"AKTENLAGE_{name.upper()}": name for name in Settings.__struct_fields__}
    values = {names[key]: value for key, value in environment.items() if key in names}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"environment: {error}; the settings are {', '.join(names)}") from error


@cache
def get_settings() -> Settings:
    return make_settings(os.environ)
