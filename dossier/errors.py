"""What can go wrong in a verb, for people: code, sentence and remedy.

DossierError
├── NotFound        not_found: no such customer, document, scan …
├── Forbidden       forbidden: the person may not do this
├── Conflict        conflict: the state does not allow it (already withdrawn, undone …)
├── BadRequest      bad_request: the words of the request make no sense
├── Ambiguous       ambiguous: a name fits several customers (candidates)
├── NotSignedIn     not_signed_in: no valid session, token or password
├── SettingInvalid  setting_invalid: a setting has a wrong value
├── StoreUnavailable  store_unavailable: the data folder cannot be written
└── AuditBroken     audit_broken: the audit chain does not verify
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capture.pages import Message


class DossierError(Exception):
    """Base of all errors of the verbs."""

    code = "error"

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class NotFound(DossierError):
    """There is no such thing, or the viewer may not see it; ``near`` names what may be meant."""

    code = "not_found"

    def __init__(self, kind: str, key: object, near: Sequence[str] = ()) -> None:
        meant = Message("Perhaps one of these is meant: {near}.", {"near": ", ".join(near)})
        super().__init__(
            Message(NOTHING_SUCH[kind].template, {"key": str(key)}),
            meant if near else Message("Check the number or name; the lists show what exists."),
        )


NOTHING_SUCH = {
    "customer": Message("There is no customer “{key}”."),
    "document": Message("There is no document “{key}”."),
    "page": Message("There is no page “{key}”."),
    "category": Message("There is no category “{key}”."),
    "scan": Message("There is no received file “{key}”."),
    "file": Message("There is no file “{key}”."),
    "act": Message("There is no change “{key}”."),
    "account": Message("There is no account “{key}”."),
    "token": Message("There is no token “{key}”."),
    "inbox": Message("There is no inbox “{key}” that this could be done to."),
    "phone": Message("There is no link for a phone with the number “{key}”."),
    "alias": Message("The customer has no other name “{key}”."),
    "customer_change": Message("There is no change of customers “{key}”."),
    "rule": Message("There is no rule “{key}”."),
    "number": Message("There is no reference number “{key}”."),
    "handover": Message("There is no handover “{key}”."),
    "approval": Message("There is no request “{key}”."),
    "sampling": Message("There is no sampling “{key}”."),
    "team": Message("There is no team “{key}”."),
    "requirement": Message("The checklist of the customer has no such line “{key}”."),
    "waiver": Message("No line is let go with the number “{key}”."),
    "shipment": Message("The register of the customer has no shipment “{key}”."),
}


ACTS: Mapping[str, Message] = {
    "scans.add": Message("take papers in"),
    "scans.retry": Message("try a rejected file again"),
    "documents.change": Message("change papers"),
    "customers.change": Message("change customers"),
    "customers.names": Message("change lists, names and merges of customers"),
    "customers.teams": Message("give customers to teams"),
    "requirements.waive": Message("let a line of the checklist go"),
    "dossiers.export": Message("export packages"),
    "dossiers.inspect": Message("inspect dossiers"),
    "numbers.give": Message("give and void reference numbers"),
    "handover.collect": Message("sign the list of a handover"),
    "handover.check": Message("check a handover"),
    "handover.receive": Message("receive a handover"),
    "handover.ask": Message("ask for approval"),
    "handover.approve": Message("decide requests"),
    "sampling.draw": Message("draw a sample"),
    "sampling.judge": Message("judge sampled papers"),
    "sampling.sign": Message("sign a sampling"),
    "audit.read": Message("read the audit log"),
    "rules.change": Message("change rules"),
    "accounts.change": Message("change accounts and teams"),
    "service.care": Message("care for the service"),
}
"""The acts of rights.RIGHTS as people read them when one is refused."""


class Forbidden(DossierError):
    """The viewer's role or team does not allow the act."""

    code = "forbidden"

    def __init__(self, act: str) -> None:
        super().__init__(
            Message("Your role does not allow this: {act}.", {"act": ACTS.get(act, act)}),
            Message("Ask an administrator for the role or the team it needs."),
        )


class Conflict(DossierError):
    """The present state does not allow the act."""

    code = "conflict"


class BadRequest(DossierError):
    """The request itself makes no sense."""

    code = "bad_request"


class Ambiguous(DossierError):
    """A name fits several customers; ``candidates`` names them."""

    code = "ambiguous"

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(
            Message(
                "“{name}” fits several customers: {candidates}.",
                {"name": name, "candidates": ", ".join(candidates)},
            ),
            Message("Use the number or the credit code."),
        )
        self.candidates = tuple(candidates)


class NotSignedIn(DossierError):
    """No valid session, token or password."""

    code = "not_signed_in"


class SettingInvalid(DossierError):
    """A setting has a value that is not allowed; the start is refused."""

    code = "setting_invalid"

    def __init__(self, name: str, value: str, place: str, allowed: str) -> None:
        super().__init__(
            Message(
                "The setting {name} has the value “{value}” ({place}), which is not allowed: {allowed}.",
                {"name": name, "value": value, "place": place, "allowed": allowed},
            ),
            Message("Correct the value and start again; docs/configuration.md lists every setting."),
        )


class StoreUnavailable(DossierError):
    """The data folder cannot be written."""

    code = "store_unavailable"


class AuditBroken(DossierError):
    """The audit chain does not verify."""

    code = "audit_broken"
