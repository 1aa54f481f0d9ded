"""The errors of aktenlage, one tree.

    AktenlageError            everything that is raised on purpose
    ├── InputError            one input, or one line of it, cannot be read
    ├── DataError             a word list, a model or a label file of the package or the user is not as it must be
    └── UsageError            the call itself makes no sense (an unknown option value, an unknown name)

Every message names the place, the value and what was expected, on one line.
"""


class AktenlageError(Exception):
    """Whatever aktenlage raises on purpose."""


class InputError(AktenlageError):
    """One input, or one line of it, cannot be read; the others can."""


class DataError(AktenlageError):
    """A file that belongs to the program is not as it must be."""


class UsageError(AktenlageError):
    """The call itself makes no sense."""
