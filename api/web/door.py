"""What is wrong with an inbox, in words, with the remedy; and why a file still lies there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capture.inbox import display_name
from capture.pages import Message
from capture.settle import SettleState
from dossier.running import Background
from storage.values_people import InboxProblem

DOOR: Mapping[str, tuple[Message, Message]] = {
    "inbox_gone": (
        Message("The inbox {inbox} is out of reach."),
        Message(
            "Check the folder and its network share; it is tried again by itself, nothing received is lost."
        ),
    ),
    "storage_full": (
        Message("The disk is full: what lies in the inbox {inbox} waits there."),
        Message("Make room on the data folder's disk; then it goes on by itself."),
    ),
    "not_taken": (
        Message("A file in the inbox {inbox} cannot be taken in: {reason}."),
        Message("Check the rights of the folder and its files; it is tried again by itself."),
    ),
}
DOOR_OTHER = (
    Message("Something is wrong with the inbox {inbox}."),
    Message("Check that the folder is there and may be read; nothing received is lost."),
)


WAITS: Mapping[SettleState, Message] = {
    SettleState.CHANGING: Message("it is still being written"),
    SettleState.UNFINISHED: Message("its end is missing still"),
    SettleState.BUSY: Message("it cannot be read now; tried again by itself"),
    SettleState.READY: Message("about to be taken in"),
    SettleState.BY_NAME: Message(
        "its name says that a program is still writing it; rename it once it is whole"
    ),
}


def not_taken_yet(background: Background | None) -> Sequence[tuple[str, Message]]:
    """Return the names of files that lie in the inboxes and cannot be taken in yet, each with the reason.

    Without their folders: these may be named after customers of another team.
    """
    views = background.inboxes.views() if background else ()
    waiting = [one for view in views for one in view.waiting if one.state is not SettleState.READY]
    return [(display_name(one.path), WAITS[one.state]) for one in waiting]


def door_words(problem: InboxProblem) -> tuple[Message, Message]:
    """Say what is wrong with an inbox, and what to do."""
    values = {"inbox": problem.inbox, "reason": (problem.params or {}).get("reason", "")}
    happened, remedy = DOOR.get(problem.code, DOOR_OTHER)
    return Message(happened.template, values), remedy
