"""What a page says after something was done: a code in the address, a sentence on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse

from api.security import inner_path
from capture.pages import Message
from dossier.language import translate

SAID: Mapping[str, Message] = {
    "filed": Message("Filed."),
    "moved": Message("Moved to the other customer."),
    "retyped": Message("The type was changed."),
    "mended": Message("The fields were saved."),
    "unchanged": Message("Nothing was changed."),
    "split": Message("Split. The new papers wait for review."),
    "merged": Message("Merged."),
    "cut": Message("Cut in two. Both parts are read now and filed as papers of their own."),
    "one_paper": Message("Noted: it is one paper."),
    "turned": Message("Turned; the page is read again."),
    "replaced": Message("The page was replaced."),
    "arranged": Message("The pages were put in order."),
    "dropped": Message("The pages were dropped. The received file keeps them."),
    "filed_together": Message("Filed together; one undo takes all of them back."),
    "undone": Message("The change was undone."),
    "received": Message("The files were received."),
    "inbox_added": Message("The folder is watched from now on."),
    "inbox_paused": Message("No files are taken from this inbox until it is resumed."),
    "inbox_resumed": Message("The inbox is watched again."),
    "inbox_removed": Message("The folder is watched no longer; its files stay where they are."),
    "link_ended": Message("The link for the phone was ended."),
    "retried": Message("The file is tried again."),
    "opened": Message("The dossier was opened."),
    "saved": Message("Saved."),
    "kept_this": Message("This paper is kept; the earlier one was withdrawn."),
    "kept_other": Message("The earlier paper is kept; the one scanned again was withdrawn."),
    "kept_both": Message("Both papers are kept."),
    "forgotten": Message("Forgotten."),
    "looked": Message("The corrections were looked through."),
    "switched": Message("The rule was switched; a new version was made."),
    "customers_merged": Message("The two dossiers are one now. It can be undone below."),
    "was_merged": Message("The dossier you asked for was merged into this one."),
    "numbered": Message("Numbers were given."),
    "signed": Message("Signed."),
    "handed_over": Message("Received; the dossier is locked now."),
    "sent_back": Message("Sent back."),
    "asked": Message("Asked; another account decides."),
    "decided": Message("Decided."),
    "year_closed": Message("The year was bound into volumes."),
    "drawn": Message("The sample was drawn; every document was checked."),
    "checked_again": Message("Every document was checked again."),
    "judged_in_part": Message("Saved. Some pages, or the catalogue, have no verdict yet."),
    "revoked": Message("The token was revoked."),
    "added": Message("The person was added."),
    "password_set": Message("The password was set; the person signs in anew."),
    "released": Message("The account may try again at once."),
    "closed": Message("The account was closed."),
    "reopened": Message("The account was opened again."),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence after an act, with the act that can be undone."""

    text: str
    act_id: int | None


def notice_of(request: Request, language: str) -> Notice | None:
    """Return what the address asks to be said; unknown codes say nothing."""
    message = SAID.get(request.query_params.get("said", ""))
    if message is None:
        return None
    act = request.query_params.get("act", "")
    return Notice(translate(message, language), int(act) if act.isascii() and act.isdigit() else None)


def go(path: str, said: str | None = None, act: int | None = None) -> RedirectResponse:
    """Send the browser to a page of ours that says what was done."""
    target = inner_path(path)
    words = {name: str(value) for name, value in (("said", said), ("act", act)) if value is not None}
    if words:
        target += ("&" if "?" in target else "?") + urlencode(words)
    return RedirectResponse(target, status_code=303)
