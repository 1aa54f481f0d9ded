"""Options that several commands share, and how their values are checked."""

import os
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

import click

from aktenlage.cli.output import FORMS
from aktenlage.errors import InputError

WORKERS_A_CORE = 4
MOST_DIGITS = 6

Command = TypeVar("Command", bound=Callable[..., Any])
Check = Callable[[click.Context, click.Parameter, str | None], str | None]


def suggest(name: str, known: tuple[str, ...]) -> str:
    """What follows a complaint about an unknown name: the nearest known one, or all of them."""
    near = get_close_matches(name, known, 1, 0.5)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


class Group(click.Group):
    """A group of commands that suggests the nearest one for an unknown name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"no command {name!r}; {suggest(name, tuple(self.list_commands(ctx)))}")
        return super().resolve_command(ctx, args)


def choose(flag: str, *names: str, **more: Any) -> Callable[[Command], Command]:
    """An option that takes one of a few names."""

    def check(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None or value in names:
            return value
        raise click.UsageError(f"{flag}: {value!r} is unknown; {suggest(value, names)}")

    return click.option(flag, metavar="|".join(names), callback=check, **more)


def check_with(name: str) -> Check:
    """A callback for a value that the sources know how to check, "published" or "language"."""

    def check(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        from aktenlage.sources import check_language, check_published  # noqa: PLC0415  only who gives it needs it

        try:
            return check_published(value) if name == "published" else check_language(value)
        except InputError as error:
            raise click.UsageError(f"{parameter.opts[0]}: {str(error).partition(': ')[2]}") from error

    return check


def count_cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


to_option = choose("--to", *FORMS, help="Form of the output; pretty on a terminal, jsonl into a pipe.")
color_option = click.option("--no-color", is_flag=True, help="Brackets and marks instead of colours; so does NO_COLOR.")
language_option = click.option(
    "--language",
    metavar="CODE",
    callback=check_with("language"),
    help="Language of inputs that do not say theirs, such as de; found out if not given.",
)


def check_workers(context: click.Context, parameter: click.Parameter, value: str | int) -> int:
    """A number of threads; more than a few for each core would only take memory."""
    text = str(value)
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) == 0:
        raise click.UsageError(f"--workers: {text!r} is no number from 1 to {'9' * MOST_DIGITS}")
    return min(int(text), count_cores() * WORKERS_A_CORE)


workers_option = click.option(
    "--workers",
    metavar="N",
    default=count_cores,
    callback=check_workers,
    show_default="all cores",
    help="Documents that are read at the same time.",
)
