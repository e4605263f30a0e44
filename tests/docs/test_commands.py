"""Every command of the command line has its line, with every option it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from dossier.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    children = getattr(command, "commands", None)
    if not children:
        yield " ".join(words), command
    for name, child in (children or {}).items():
        yield from commands(child, (*words, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


def rows() -> dict[str, str]:
    found = re.findall(
        r"^\| `dossier ([a-z]+(?: [a-z]+)*)([^`]*)` \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: arguments + text for name, arguments, text in found}


def test_the_page_lists_the_commands_that_exist():
    assert set(rows()) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_named(name):
    told = rows()[name]
    options = {
        option
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }
    missing = [option for option in options - {"--help", "--json", "--data"} if option not in told]
    assert not missing


def test_every_command_helps(capsys):
    for name, command in COMMANDS.items():
        assert command.help, name
