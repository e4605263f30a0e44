"""What is wrong with an inbox, in words, with the remedy."""

from __future__ import annotations

from collections.abc import Mapping

from capture.pages import Message
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


def door_words(problem: InboxProblem) -> tuple[Message, Message]:
    """Say what is wrong with an inbox, and what to do."""
    values = {"inbox": problem.inbox, "reason": (problem.params or {}).get("reason", "")}
    happened, remedy = DOOR.get(problem.code, DOOR_OTHER)
    return Message(happened.template, values), remedy
