from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aktenlage.cli.main import main
from aktenlage.cli.words import MODES

DOCS = Path(__file__).parents[1] / "docs"


def find_commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for inner, one in command.commands.items():
            yield from find_commands(one, f"{name} {inner}")


COMMANDS = dict(find_commands(main, "aktenlage"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_in_the_docs(name: str) -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"`{name}" in text
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{max(parameter.opts, key=len)}" in text, parameter.opts


@pytest.mark.parametrize("mode", MODES.values())
def test_every_name_of_a_mode_stands_in_the_docs(mode: str) -> None:
    assert mode in (DOCS / "cli.md").read_text(encoding="utf-8")


def test_every_page_is_linked_from_the_first() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if page.name != "index.md" and page.name not in index] == []
