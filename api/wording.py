"""Which language a reader gets, and the numbers, dates and sentences in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from starlette.requests import HTTPConnection

from api.security import LANGUAGE_COOKIE
from capture.pages import Message
from dossier.language import LANGUAGES, pick_language, translate
from storage.viewer import SYSTEM

VERBS: Mapping[str, Message] = {
    "account.invited": Message("One-time link made"),
    "account.signed_in": Message("Signed in"),
    "account.created": Message("Account opened"),
    "account.password": Message("Password set"),
    "account.role": Message("Role changed"),
    "account.active": Message("Account closed or opened"),
    "account.teams": Message("Teams of a person changed"),
    "account.locked": Message("Account locked after wrong passwords"),
    "account.released": Message("Locked account released"),
    "team.created": Message("Team created"),
    "token.created": Message("API token made"),
    "token.revoked": Message("API token revoked"),
    "inbox.added": Message("Inbox added"),
    "inbox.paused": Message("Inbox paused"),
    "inbox.resumed": Message("Inbox resumed"),
    "inbox.removed": Message("Inbox removed"),
    "company.changed": Message("Our own company changed"),
    "phone.opened": Message("Link for a phone made"),
    "phone.ended": Message("Link for a phone ended"),
    "scan.received": Message("File received"),
    "scan.retry": Message("File tried again"),
    "scan.cut": Message("Page cut in two"),
    "scan.rejected": Message("File rejected"),
    "document.placed": Message("Read and decided by the machine"),
    "document.confirm": Message("Confirmed"),
    "document.file": Message("Filed by a person"),
    "document.move": Message("Moved to another customer"),
    "document.retype": Message("Type changed"),
    "document.mend": Message("Fields corrected"),
    "document.split": Message("Split"),
    "document.merge": Message("Merged"),
    "document.cut": Message("Page cut in two"),
    "document.one_paper": Message("Said to be one paper"),
    "document.turn": Message("Page turned"),
    "document.replace": Message("Page replaced"),
    "document.arrange": Message("Pages put in order or dropped"),
    "document.file_together": Message("Filed together with similar papers"),
    "document.undo": Message("Change undone"),
    "document.keep_this": Message("Kept instead of an alike paper"),
    "document.keep_other": Message("An alike paper was kept instead"),
    "document.keep_both": Message("Kept beside an alike paper"),
    "rule.proposed": Message("Rule proposed"),
    "rule.on": Message("Rule switched on"),
    "rule.off": Message("Rule switched off"),
    "dossier.exported": Message("Dossier exported"),
    "dossier.imported": Message("Dossier taken in from a package"),
    "dossier.numbered": Message("Reference numbers given"),
    "dossier.year_closed": Message("Year bound into volumes"),
    "number.voided": Message("Reference number voided"),
    "document.described": Message("Catalogue entry described"),
    "document.on_shelf": Message("Paper on the shelf entered"),
    "handover.collect": Message("Handover: list signed"),
    "handover.check": Message("Handover: checked"),
    "handover.receive": Message("Handover: received"),
    "handover.return": Message("Handover: sent back"),
    "handover.reopen": Message("Handover: opened again"),
    "sampling.drawn": Message("Sampling: drawn"),
    "sampling.judged": Message("Sampling: paper judged"),
    "sampling.checked": Message("Sampling: checked again by the computer"),
    "sampling.signed": Message("Sampling: signed"),
    "approval.asked": Message("Approval asked for"),
    "approval.granted": Message("Approval granted"),
    "approval.refused": Message("Approval refused"),
    "customer.created": Message("Dossier opened"),
    "customer.renamed": Message("Customer renamed"),
    "customer.alias": Message("Another name noted"),
    "customer.alias_removed": Message("Another name forgotten"),
    "customer.rename_undone": Message("Renaming undone"),
    "customer.merged": Message("Customers merged"),
    "customer.merge_undone": Message("Merge undone"),
    "customers.imported": Message("List of customers taken in"),
    "customer.fact": Message("Circumstance of the customer set"),
    "requirement.waived": Message("Requirement let go"),
    "requirement.insisted": Message("Requirement insisted on again"),
    "document.attested": Message("Said of a paper by a person"),
    "document.covered": Message("Filed by its cover sheet"),
    "covers.made": Message("Cover sheets made"),
    "customer.team": Message("Customer given to a team"),
    "customer.code": Message("Credit code noted"),
    "service.backed_up": Message("Backup made"),
    "service.restored": Message("Restored from a backup"),
}
SUBJECTS: Mapping[str, Message] = {
    "sampling": Message("Sampling"),
    "scan": Message("Received file"),
    "document": Message("Paper"),
    "customer": Message("Customer"),
    "customers": Message("List of customers"),
    "user": Message("Account"),
    "team": Message("Team"),
    "token": Message("API token"),
    "phone": Message("Link for a phone"),
    "inbox": Message("Inbox"),
    "company": Message("Our own company"),
    "role": Message("Role"),
    "rule": Message("Rule"),
    "backup": Message("Backup"),
}


def verb_sentence(verb: str, language: str) -> str:
    """Say what an entry of the audit log stands for; an unknown verb stays as it is."""
    return translate(VERBS[verb], language) if verb in VERBS else verb


def who_name(actor: str, language: str) -> str:
    """Say who did something: a person by name, or the machine itself."""
    return translate(Message("The machine"), language) if actor == SYSTEM.name else actor


def subject_name(kind: str, identity: str, language: str) -> str:
    """Say what an entry of the audit log is about."""
    name = translate(SUBJECTS[kind], language) if kind in SUBJECTS else kind
    return f"{name} {identity}"


def language_of(request: HTTPConnection, default: str = "zh_CN", own: str | None = None) -> str:
    """Return the language chosen in this browser, else the account's own, else what the browser asks for."""
    for chosen in (request.cookies.get(LANGUAGE_COOKIE), own):
        if chosen in LANGUAGES:
            return str(chosen)
    return pick_language(request.headers.get("accept-language"), default)


def moment(value: dt.datetime | None, language: str) -> str:
    """Return a point in time in local form, to the minute."""
    if value is None:
        return "–"
    local = value.astimezone() if value.tzinfo else value.replace(tzinfo=dt.UTC).astimezone()
    pattern = "y年M月d日 HH:mm" if language == "zh_CN" else "d MMM y, HH:mm"
    return format_datetime(local.replace(tzinfo=None), pattern, locale=language)


def day(value: dt.date | str | None, language: str) -> str:
    """Return a date in local form; what is no date comes back as it is."""
    if not value:
        return "–"
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            return str(value)
    return format_date(value, "y年M月d日" if language == "zh_CN" else "d MMM y", locale=language)


def month(value: dt.date, language: str) -> str:
    """Return a month in local form."""
    return format_date(value, "y年M月" if language == "zh_CN" else "MMM y", locale=language)


def amount(value: str, language: str) -> str:
    """Return a sum in local form; what is no number comes back as it is."""
    try:
        return format_decimal(Decimal(value), "#,##0.00##", locale=language)
    except InvalidOperation:
        return value


def duration(seconds: float, language: str) -> str:
    """Return a length of time in words, as exact as an estimate may be: seconds, minutes or hours."""
    return format_timedelta(dt.timedelta(seconds=max(1.0, seconds)), threshold=1.5, locale=language)


def percent(value: float | None) -> str:
    """Return a confidence as a whole percentage."""
    return "–" if value is None else f"{round(value * 100)} %"
