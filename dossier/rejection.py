"""Why a file was rejected: as a row, as an error again, and as the text beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from capture.pages import Message
from dossier.judgement import message_row, row_message
from dossier.language import translate
from storage.values import Scan

REASON_LANGUAGES = ("zh_CN", "en")


class Explained(Protocol):
    """An error of any package: code, sentence, remedy."""

    @property
    def code(self) -> str:
        """Return the stable word for programs."""
        ...

    @property
    def message(self) -> Message:
        """Return what happened."""
        ...

    @property
    def hint(self) -> Message:
        """Return what to do."""
        ...


@dataclass(frozen=True, slots=True)
class Rejection:
    """The error of a rejected file, as the ledger keeps it."""

    code: str
    message: Message
    hint: Message


def error_row(error: Explained) -> Mapping[str, Any]:
    """Return an error's sentences as JSON; its code has a column of its own."""
    return {"message": message_row(error.message), "hint": message_row(error.hint)}


def rejection_of(scan: Scan) -> Rejection | None:
    """Return why a scan was rejected; ``None`` when it was not."""
    if scan.error_code is None or scan.error is None:
        return None
    return Rejection(scan.error_code, row_message(scan.error["message"]), row_message(scan.error["hint"]))


def rejection_of_duplicate(first: Scan) -> Rejection | None:
    """Return why a byte-identical copy of a rejected file is no better."""
    known = rejection_of(first)
    if known is None:
        return None
    return Rejection(
        known.code,
        Message(
            "The file is byte for byte the same as “{name}” (number {number}), which was rejected.",
            {"name": first.file_name, "number": first.id},
        ),
        known.hint,
    )


def reason_text(rejection: Explained, number: int) -> str:
    """Return what lies beside a rejected file: sentence, what to do, code; Chinese, then English."""
    parts = []
    for language in REASON_LANGUAGES:
        hint = Message("What to do: {hint}", {"hint": translate(rejection.hint, language)})
        code = Message("Code: {code}", {"code": rejection.code})
        lines = (rejection.message, hint, code)
        parts.append("".join(f"{translate(line, language)}\n" for line in lines))
    return "\n".join((*parts, reason_mark(number) + "\n"))


def reason_mark(number: int) -> str:
    """Return the last line of the text beside a file: whose it is, and the command that tries again."""
    return f"dossier retry {number}"
