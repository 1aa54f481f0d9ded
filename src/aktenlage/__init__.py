"""Keeps the public record from the news: who said what, pinned to the characters of its source."""

from aktenlage.records.read import read
from aktenlage.types import Document, Reading

__all__ = ["Document", "Reading", "read"]
