"""Temporal expressions of a text with their TIMEX3 type and value, and the days that they can mean."""

from aktenlage.annotations.times.find import find_times
from aktenlage.annotations.times.reader import Timex

__all__ = ["Timex", "find_times"]
