"""Keeps the public record from the news: who said what, pinned to the characters of its source."""

from typing import TYPE_CHECKING, Any

from aktenlage.types import Document, Reading

if TYPE_CHECKING:
    from aktenlage.records.read import read

__all__ = ["Document", "Reading", "read"]


def __getattr__(name: str) -> Any:
    """Loads the models' run time only when something is to be read."""
    if name == "read":
        from aktenlage.records.read import read  # noqa: PLC0415

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
