"""The limits and manners of the program: one frozen ``Settings``, read once from the environment (AKTENLAGE_…)."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

import msgspec

from aktenlage.errors import UsageError

# Beyond a gigabyte one document would not fit into the memory of a laptop.
Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=3600)]
FIELD = re.compile(r" - at `\$\.(?P<name>\w+)`$")


class Settings(msgspec.Struct, frozen=True):
    """``AKTENLAGE_MAX_BYTES=1000000`` in the environment sets ``max_bytes``, and so on."""

    # The longest article known has 300 kB; a page with all its scripts 3 MB.
    max_bytes: Count = 5_000_000
    # 488 pages of news sites nest up to 49 deep; beyond 255 libxml2 drops what is inside without a word.
    max_depth: Count = 200
    # The same pages have up to 6,000 tags; extraction is quadratic in them, and 40,000 take half a minute.
    max_tags: Count = 20_000
    # A CSV file of people and things of the user's own, beside the authority file of the package (docs/names.md).
    authority: str | None = None
    timeout: Seconds = 20.0
    max_redirects: Annotated[int, msgspec.Meta(ge=0, le=100)] = 5
    user_agent: str = "aktenlage/0.1 (reads single articles; respects robots.txt)"


def make_settings(environment: Mapping[str, str]) -> Settings:
    """The settings with what the environment says otherwise; an unreadable value is a UsageError."""
    names = {f"AKTENLAGE_{name.upper()}": name for name in Settings.__struct_fields__}
    values = {names[key]: value for key, value in environment.items() if key in names}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(explain(str(error), values)) from error


def explain(message: str, values: Mapping[str, str]) -> str:
    """What is wrong with a setting, by the name that it has in the environment."""
    found = FIELD.search(message)
    if found is None:
        return f"environment: {message}"
    name = found["name"]
    wanted = message[: found.start()].replace("Expected", "expected").partition(", got")[0].replace("`", "")
    return f"AKTENLAGE_{name.upper()}: {values[name][:40]!r}, {wanted}"


@cache
def get_settings() -> Settings:
    return make_settings(os.environ)
