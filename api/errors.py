"""Errors on the way out: one table from code to HTTP status, one shape, the reader's language.

ApiError
├── FormExpired       form_expired: the form's token is missing or not this browser's
├── ForeignHost       foreign_host: asked under a name that is not ours
├── TooManyAttempts   too_many_attempts: the brake on guessing holds
├── InvalidInput      invalid_input: a value is missing or has the wrong form
├── RouteMissing      not_found: no such address
├── MethodWrong       method_not_allowed: the address exists, the method does not
├── BodyTooLarge      request_too_large: more bytes than the address takes
├── HttpProblem       http_error: anything else the HTTP layer refuses
└── Internal          internal: a fault of ours, with the number under which the log has it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from capture.pages import Message
from dossier.rejection import Explained
from dossier.shapes import Error, ErrorReply
from dossier.shaping import shape_error
from storage.errors import StorageError

STATUS: Mapping[str, int] = {
    # the verbs
    "error": 500,
    "not_found": 404,
    "forbidden": 403,
    "conflict": 409,
    "bad_request": 400,
    "ambiguous": 409,
    "not_signed_in": 401,
    "setting_invalid": 500,
    "store_unavailable": 503,
    "audit_broken": 409,
    "export_failed": 500,
    "package_damaged": 409,
    "handed_over": 409,
    "same_signer": 409,
    "gaps_not_approved": 409,
    "bad_row": 400,
    # the reader
    "encrypted": 409,
    "truncated": 422,
    "empty": 422,
    "wrong_format": 422,
    "no_pages": 422,
    "too_large": 413,
    "link": 415,
    "unsupported": 415,
    "unreadable": 422,
    "reader_crashed": 500,
    "timeout": 504,
    # the storage
    "storage": 500,
    "storage_full": 507,
    "damaged_original": 500,
    "missing_original": 500,
    "lease_lost": 409,
    "wrong_cursor": 400,
    "wrong_database": 500,
    # this layer
    "form_expired": 403,
    "foreign_host": 421,
    "too_many_attempts": 429,
    "invalid_input": 422,
    "method_not_allowed": 405,
    "request_too_large": 413,
    "http_error": 400,
    "internal": 500,
}


class ApiError(Exception):
    """Base of the errors of this layer."""

    code = "internal"

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class FormExpired(ApiError):
    """The form's token is missing or belongs to another browser."""

    code = "form_expired"

    def __init__(self) -> None:
        super().__init__(
            Message("This form is no longer valid; nothing was changed."),
            Message("Load the page again and send the form once more."),
        )


class ForeignHost(ApiError):
    """The request names a host that is not ours."""

    code = "foreign_host"

    def __init__(self, host: str) -> None:
        super().__init__(
            Message("This service does not answer under the name “{host}”.", {"host": host[:100]}),
            Message("Open it under the address that it printed at its start."),
        )


class TooManyAttempts(ApiError):
    """Too many failed attempts: at signing in, at links of phones, at one's own password."""

    code = "too_many_attempts"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            Message("Too many failed attempts."),
            Message("Wait {seconds} seconds, then try again.", {"seconds": seconds}),
        )
        self.seconds = seconds


class InvalidInput(ApiError):
    """A value is missing or has the wrong form."""

    code = "invalid_input"

    def __init__(self, name: str, problem: Message | str, label: Message | None = None) -> None:
        told = {"name": label or name, "problem": problem}
        super().__init__(
            Message("The value “{name}” is missing or wrong: {problem}.", told),
            Message("Correct the value and send it again."),
        )
        self.name = name
        self.problem = problem


class RouteMissing(ApiError):
    """There is no such address."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__(
            Message("There is nothing at this address."),
            Message("Go back to the first page, or look the thing up in the lists."),
        )


class MethodWrong(ApiError):
    """The address exists, the method does not."""

    code = "method_not_allowed"

    def __init__(self, method: str) -> None:
        super().__init__(
            Message("This address does not take {method}.", {"method": method[:20]}),
            Message("The description at /api/openapi.json names the methods of every address."),
        )


class BodyTooLarge(ApiError):
    """More bytes than the address takes."""

    code = "request_too_large"

    def __init__(self) -> None:
        super().__init__(
            Message("The request is larger than this address takes."),
            Message("Scans are uploaded on the intake page."),
        )


class HttpProblem(ApiError):
    """Something else that the HTTP layer refuses."""

    code = "http_error"

    def __init__(self, detail: str) -> None:
        super().__init__(
            Message("The request could not be understood: {detail}.", {"detail": detail}),
            Message("Check the address and the values, then send it again."),
        )


class Internal(ApiError):
    """A fault of ours."""

    code = "internal"

    def __init__(self, request_id: str) -> None:
        super().__init__(
            Message("Something went wrong here; nothing was changed."),
            Message(
                "Try again. If it stays, tell your administrator the number {request_id}.",
                {"request_id": request_id},
            ),
        )


STORED: Mapping[str, tuple[Message, Message]] = {
    "storage": (Message("The data could not be read or written."), Message("Tell your administrator.")),
    "storage_full": (
        Message("The disk of the service is full; nothing was changed."),
        Message("Make room on the data folder's disk, then send it again."),
    ),
    "damaged_original": (
        Message("The stored original is damaged."),
        Message("Tell your administrator: it must come back from a backup."),
    ),
    "missing_original": (
        Message("The stored original is missing."),
        Message("Tell your administrator: it must come back from a backup."),
    ),
    "lease_lost": (
        Message("Another worker has this file in hand."),
        Message("Wait a moment, then load the page again."),
    ),
    "wrong_cursor": (
        Message("The list cannot go on from there."),
        Message("Begin at the first page of the list."),
    ),
    "not_found": (
        Message("There is no such thing, or it is not yours to see."),
        Message("Check the number; the lists show what exists."),
    ),
    "conflict": (
        Message("The present state does not allow this."),
        Message("Load the page again and look at what changed."),
    ),
    "wrong_database": (
        Message("The database cannot be opened."),
        Message("Correct DOSSIER_DATABASE_URL and start again."),
    ),
}


class StorageProblem(ApiError):
    """An error of storage, told in words for people."""

    def __init__(self, code: str) -> None:
        super().__init__(*STORED[code])
        self.code = code


def from_storage(error: StorageError) -> StorageProblem:
    """Return our error for one of storage, which knows no languages."""
    return StorageProblem(error.code)


def status_of(error: Explained) -> int:
    """Return the HTTP status of an error."""
    return STATUS[error.code]


def reply(error: Explained, language: str) -> ErrorReply:
    """Return the one error shape."""
    shaped: Error = shape_error(error, language)
    return ErrorReply(error=shaped)


def from_http(status: int, detail: str, method: str) -> ApiError:
    """Return our error for one that the HTTP layer raised."""
    if status == 404:
        return RouteMissing()
    if status == 405:
        return MethodWrong(method)
    if status == 413:
        return BodyTooLarge()
    return HttpProblem(detail)


def from_validation(problems: Sequence[Mapping[str, Any]]) -> InvalidInput:
    """Return our error for the first problem that pydantic found; the value itself is not repeated."""
    if not problems:
        return InvalidInput("?", "?")
    first = problems[0]
    place = [str(part) for part in first.get("loc", ()) if part not in ("body", "query", "path", "header")]
    return InvalidInput(".".join(place) or "?", _in_words(first))


WRONG_FORMS: Mapping[str, Message] = {
    "missing": Message("it must be given"),
    "int_parsing": Message("a whole number is needed"),
    "int_from_float": Message("a whole number is needed"),
    "int_parsing_size": Message("the number is too large"),
    "string_too_long": Message("at most {max_length} characters"),
    "string_too_short": Message("at least {min_length} characters"),
    "string_pattern_mismatch": Message("it has not the form that is asked for"),
    "greater_than_equal": Message("it must be {ge} or more"),
    "less_than_equal": Message("it must be {le} or less"),
    "multiple_of": Message("it must be a multiple of {multiple_of}"),
    "enum": Message("it must be one of: {expected}"),
    "literal_error": Message("it must be one of: {expected}"),
    "bool_parsing": Message("yes or no is needed"),
    "date_parsing": Message("write a date like 2026-12-31"),
    "date_from_datetime_parsing": Message("write a date like 2026-12-31"),
}
"""What people read for pydantic's kinds of problems; placeholders are the names in its ``ctx``."""


def _in_words(problem: Mapping[str, Any]) -> Message | str:
    known = WRONG_FORMS.get(str(problem.get("type")))
    if known is None:
        return str(problem.get("msg", "?")).rstrip(".")
    return Message(known.template, dict(problem.get("ctx", {})))
