"""What the fields of the pages' forms are called on the screen.

A script that is there puts the label of the very form in its place; this is for browsers without one.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.errors import InvalidInput
from capture.pages import Message
from dossier.rejection import Explained

LABELS: Mapping[str, Message] = {
    "active": Message("Whether the account is open"),
    "after": Message("Pages to split after"),
    "again": Message("Password again"),
    "agrees": Message("Does it agree with the pictures?"),
    "alias": Message("Another name it goes by"),
    "answer": Message("Answer"),
    "anyway": Message("Keep it as it is, the paper itself looks so"),
    "current": Message("Page that is shown"),
    "customer": Message("Customer"),
    "customers": Message("Customers"),
    "date": Message("Date"),
    "days": Message("Days"),
    "degrees": Message("Turn by"),
    "at": Message("Place of the cut"),
    "way": Message("How the two papers lie"),
    "desk": Message("Review"),
    "differing": Message("Papers that differ"),
    "do": Message("What to do"),
    "document": Message("Paper"),
    "drop_bad_codes": Message("Credit codes that fail their check digit"),
    "fact": Message("What applies to this customer"),
    "field": Message("Field"),
    "files": Message("Files"),
    "first": Message("Dated from"),
    "folder": Message("Folder"),
    "granted": Message("Decision"),
    "handover": Message("Number of the handover"),
    "high": Message("Amount up to"),
    "is_copy": Message("It is a copy, not the original"),
    "is_for": Message("Number of the paper it is for"),
    "keep": Message("Which paper to keep"),
    "kept": Message("The list that was read"),
    "kind": Message("What it is"),
    "last": Message("Dated until"),
    "low": Message("Amount from"),
    "misspelt": Message("The old name was misspelt, not a former name"),
    "name": Message("Name"),
    "new_name": Message("Name"),
    "new_uscc": Message("Credit code"),
    "next": Message("Page to go on with"),
    "note": Message("Note"),
    "now": Message("Present password"),
    "number": Message("Number"),
    "numbers": Message("Numbers of other papers to append"),
    "order": Message("Order of the pages"),
    "other": Message("The other paper"),
    "other_seen": Message("What the page showed"),
    "own": Message("Names and credit codes, one a line"),
    "owner": Message("Person"),
    "page": Message("Page"),
    "pages": Message("Pages"),
    "paper": Message("Paper"),
    "password": Message("Password"),
    "paused": Message("Whether it is paused"),
    "percent": Message("Share of the documents in percent"),
    "period": Message("Period"),
    "photo": Message("Photo"),
    "pick": Message("Customer"),
    "place": Message("Where it lies"),
    "q": Message("Words, names, numbers"),
    "query": Message("Search"),
    "reason": Message("Reason"),
    "reference": Message("Own number"),
    "remark": Message("Remark"),
    "requirement": Message("Requirement"),
    "responsible": Message("Responsible party"),
    "rest": Message("Pages without a verdict"),
    "role": Message("Role"),
    "save": Message("Whether to save"),
    "scan_id": Message("Number of the received file"),
    "scan_page": Message("Its page"),
    "secrecy": Message("Secrecy"),
    "seed": Message("Seed"),
    "shipment": Message("Shipment"),
    "seen": Message("What the page showed"),
    "shown": Message("What the page showed"),
    "state": Message("State"),
    "sure": Message("Tick that it is meant"),
    "take": Message("Take the good rows in; without this, only tell what would happen"),
    "team": Message("Team"),
    "team_name": Message("Name of a new team"),
    "text": Message("Text"),
    "title": Message("Title"),
    "token_name": Message("What it is for"),
    "type": Message("Type"),
    "until": Message("Until"),
    "uscc": Message("Credit code"),
    "verdict": Message("Verdict"),
    "waiver": Message("Line that was let go"),
    "with": Message("Papers to append"),
    "year": Message("Year"),
}
"""Every field of every form; of ``field.amount`` what stands before the point."""


def by_label(error: Explained) -> Explained:
    """Return an error of a form that calls the field by its label; any other error as it is."""
    if not isinstance(error, InvalidInput):
        return error
    label = LABELS.get(error.name.partition(".")[0])
    return error if label is None else InvalidInput(error.name, error.problem, label)
