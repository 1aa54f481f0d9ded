"""The command ``aktenlage``: whatever goes wrong is one line on standard error, never a traceback."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from aktenlage.cli.demo import demo
from aktenlage.cli.evaluate import evaluate
from aktenlage.cli.options import Group
from aktenlage.cli.output import complain
from aktenlage.cli.read import read
from aktenlage.errors import AktenlageError

USAGE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141
"""Exit statuses; the last two as the shell has them for a program ended by Ctrl-C and by a reader that went away."""


class Commands(Group):
    """The outermost group: whatever is raised inside becomes one line and an exit status.

    Without ``args`` it is the program: Ctrl-C ends it at once, and its threads do not hold it up at the end.
    """

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        if args is not None:
            sys.exit(run(self, list(args)))
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        end(run(self, sys.argv[1:]))


def run(commands: click.Group, arguments: list[str]) -> int:
    """Calls a command; returns the exit status."""
    try:
        with commands.make_context("aktenlage", arguments or ["--help"]) as context:
            status = int(commands.invoke(context) or 0)
            if sys.stdout is not None:
                sys.stdout.flush()
            return status
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        complain(error.format_message())
    except AktenlageError as error:
        complain(str(error))
    except BrokenPipeError:
        return PIPE_CLOSED
    except OSError as error:  # the sources keep theirs for themselves
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    return USAGE


def end(status: int) -> NoReturn:
    """Ends the process; a thread that still reads or waits for input would hold up, or break, a slower end."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aktenlage", prog_name="aktenlage", message="%(prog)s %(version)s")
def main() -> None:
    """Keeps the public record from the news: who said what, pinned to the characters of its source."""


main.add_command(read)
main.add_command(demo)
main.add_command(evaluate)
