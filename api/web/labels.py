"""What the fields of the pages' forms are called on the screen.

A script that is there puts the label of the very form in its place; this is for browsers without one.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.errors import InvalidInput
from capture.pages import Message
from dossier.rejection import Explained

LABELS: Mapping[str, Message] = {
    "again": Message("Password again"),
    "alias": Message("Another name it goes by"),
    "code": Message("Credit code"),
    "customer": Message("Customer"),
    "date": Message("Date"),
    "document": Message("Paper"),
    "files": Message("Files"),
    "kind": Message("What it is"),
    "name": Message("Name"),
    "new_name": Message("Name"),
    "new_uscc": Message("Credit code"),
    "note": Message("Remark"),
    "number": Message("Number"),
    "numbers": Message("Numbers of other papers to append"),
    "pages": Message("Pages"),
    "password": Message("Password"),
    "photo": Message("Photo"),
    "place": Message("Where it lies"),
    "reason": Message("Reason"),
    "remark": Message("Remark"),
    "role": Message("Role"),
    "scan_id": Message("Number of the received file"),
    "scan_page": Message("Its page"),
    "state": Message("State"),
    "team": Message("Team"),
    "team_name": Message("Name of a new team"),
    "text": Message("The rule"),
    "title": Message("Title"),
    "token_name": Message("What it is for"),
    "type": Message("Type"),
    "until": Message("Until"),
    "uscc": Message("Credit code"),
    "user": Message("Person"),
    "year": Message("Year"),
}


def by_label(error: Explained) -> Explained:
    """Return an error of a form that calls the field by its label; any other error as it is."""
    if not isinstance(error, InvalidInput):
        return error
    label = LABELS.get(error.name.partition(".")[0])
    return error if label is None else InvalidInput(error.name, error.problem, label)
