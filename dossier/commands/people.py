"""Commands for accounts: user add, list, password, link."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from dossier import accounts
from dossier.commands.options import OUT, DataOption
from dossier.commands.service import command_line_viewer, opened
from storage.viewer import Role

user = typer.Typer(help="Accounts of people.", no_args_is_help=True)


@user.command("link")
def link(data: DataOption = None) -> None:
    """Print a one-time link path that opens an administrator's account."""
    with opened(data) as service:
        token = accounts.invite(service, command_line_viewer(), Role.ADMINISTRATOR)
    OUT.print(f"/first-account/{token}")


@user.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="The person's name, used to sign in.")],
    role: Annotated[Role, typer.Option(help="What the person does.")] = Role.CLERK,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True)] = "",
    data: DataOption = None,
) -> None:
    """Open an account."""
    with opened(data) as service:
        accounts.create_user(service, command_line_viewer(), name=name, password=password, role=role)


@user.command("password")
def set_password(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True)] = "",
    data: DataOption = None,
) -> None:
    """Set a new password; ends the person's sessions."""
    with opened(data) as service:
        accounts.set_password(service, command_line_viewer(), name=name, password=password)


@user.command("list")
def list_users(data: DataOption = None) -> None:
    """List the accounts."""
    with opened(data) as service:
        users = accounts.list_users(service, command_line_viewer())
    table = Table("id", "name", "role", "active")
    for person in users:
        table.add_row(str(person.id), person.name, person.role.value, "✓" if person.active else "–")
    OUT.print(table)
