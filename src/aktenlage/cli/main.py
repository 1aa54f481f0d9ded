"""The command ``aktenlage``: whatever goes wrong is one line on standard error, never a traceback."""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Any

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
    """The outermost group: whatever is raised inside becomes one line and an exit status."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        sys.exit(run(self, list(sys.argv[1:] if args is None else args)))


def run(commands: click.Group, arguments: list[str]) -> int:
    """Calls a command; returns the exit status."""
    try:
        with commands.make_context("aktenlage", arguments or ["--help"]) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        complain(error.format_message())
    except AktenlageError as error:
        complain(str(error))
    except BrokenPipeError:
        leave_output()
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        leave_output()
        return INTERRUPTED
    return USAGE


def leave_output() -> None:
    """Sends what is still buffered nowhere, so that Python does not complain about it at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aktenlage", prog_name="aktenlage", message="%(prog)s %(version)s")
def main() -> None:
    """Keeps the public record from the news: who said what, pinned to the characters of its source."""


main.add_command(read)
main.add_command(demo)
main.add_command(evaluate)
