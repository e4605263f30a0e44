"""States of rows."""

from __future__ import annotations

from enum import StrEnum


class ScanState(StrEnum):
    """Where a received file stands. The five add up to what was seen."""

    WORKING = "working"  # received, not finished
    FILED = "filed"  # every document of it lies in a dossier
    REVIEW = "review"  # at least one document waits for a person
    REJECTED = "rejected"  # cannot be read; the error says why
    DUPLICATE = "duplicate"  # byte for byte another received file


class Source(StrEnum):
    """How a file came in."""

    INBOX = "inbox"  # a watched folder
    UPLOAD = "upload"  # through the web or REST
    CLI = "cli"  # ``dossier add``
    REPLACE = "replace"  # a better scan of a document that exists
    CUT = "cut"  # a part of a page that bore two papers; ``replaces`` names the document it was cut from


#: files that somebody brought by hand and waits for; they are read before what lies in a folder
AWAITED = (Source.UPLOAD, Source.REPLACE, Source.CUT)


class PageState(StrEnum):
    """Where one page of a scan stands."""

    PENDING = "pending"  # to be read, or read again
    READ = "read"  # result saved
    UNREAD = "unread"  # no reader survived it; a person must look


class DocumentState(StrEnum):
    """Where a document stands. Live ones are filed or in review."""

    FILED = "filed"  # lies in a dossier
    REVIEW = "review"  # waits for a person
    WITHDRAWN = "withdrawn"  # merged, split away, replaced or undone; kept for the record


LIVE = (DocumentState.FILED, DocumentState.REVIEW)


class RuleState(StrEnum):
    """What became of a rule."""

    PROPOSED = "proposed"  # found in corrections; nobody decided
    ON = "on"  # it counts
    OFF = "off"  # it was taken back, or declined


class LikenessState(StrEnum):
    """What a person said of two papers that look alike."""

    OPEN = "open"  # nothing yet
    SAME = "same"  # one paper: the better one was kept
    BOTH = "both"  # both are kept


class NumberKind(StrEnum):
    """What a reference number (档号) names."""

    DOSSIER = "dossier"  # a customer's dossier
    DOCUMENT = "document"  # one document of it
    VOLUME = "volume"  # a bound volume of it


class HandoverState(StrEnum):
    """Where a handover stands. One that is received locks its documents."""

    LISTED = "listed"  # the collector signed the list
    CHECKED = "checked"  # the checker compared it with the papers
    RECEIVED = "received"  # the archivist has it
    RETURNED = "returned"  # sent back, with a reason; a new one may be started
    REOPENED = "reopened"  # was received; its documents may be changed again


class HandoverStep(StrEnum):
    """What a signature under a handover stands for."""

    COLLECT = "collect"  # 移交人: this is the list, with page counts
    CHECK = "check"  # 监交人: compared with the papers, with the gap list
    RECEIVE = "receive"  # 接收人: received as listed
    RETURN = "return"  # sent back
    REOPEN = "reopen"  # taken out again


class ApprovalKind(StrEnum):
    """What is asked for."""

    GAPS = "gaps"  # handing over although something is missing
    DEFERRAL = "deferral"  # handing over later
    REOPENING = "reopening"  # changing what was handed over


class SamplingState(StrEnum):
    """Where an acceptance sampling stands. None is ever taken back."""

    DRAWN = "drawn"  # papers are looked at
    ACCEPTED = "accepted"  # signed: what was sampled meets DA/T 31
    REFUSED = "refused"  # signed: it does not


class SampleVerdict(StrEnum):
    """What a person found on a sampled page."""

    PASS = "pass"  # as it must be
    INCOMPLETE = "incomplete"  # part of the page, or a page after it, is missing
    UNREADABLE = "unreadable"  # cannot be read: blurred, faint, dark
    DISTORTED = "distorted"  # bent, stretched, torn
    SKEWED = "skewed"  # slants
    TURNED = "turned"  # lies on its side or on its head
    OUT_OF_ORDER = "out_of_order"  # stands in another place than in the paper
    TWICE = "twice"  # stands there a second time
    COLOUR = "colour"  # a seal or a red head, and not in colour
    ALTERED = "altered"  # cleaned until it is no longer what the paper is
    OTHER = "other"  # the note says what
