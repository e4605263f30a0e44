"""What may be wrong with the service itself: each check says how it stands, and what to do about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from capture.pages import Message
from dossier import company
from dossier.backup import last_backup
from dossier.inbox_list import inbox_list
from dossier.loopback import is_loopback
from dossier.rights import may
from dossier.settings import ReaderChoice
from dossier.virus_scan import PROGRAMS
from dossier.wiring import Service
from storage.errors import StorageError
from storage.viewer import Role, Viewer

GIGABYTE = 10**9
LITTLE, TOO_LITTLE = 10 * GIGABYTE, 1 * GIGABYTE
SAMPLED = 20
BACKUP_DAYS = 7
CHAIN_AT_MOST = 50_000
"""A page waits for so many entries of the audit log; a longer one is checked on its own page."""


class Standing(StrEnum):
    """How a check came out."""

    GOOD = "good"  # nothing to do
    WARN = "warn"  # works, but somebody should look after it
    BAD = "bad"  # papers are not taken in, not read, or in danger
    NOT_RUN = "not_run"  # it could not be looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check came out, with the remedy where there is something to do, and the page that helps."""

    check: Message
    standing: Standing
    told: Message
    remedy: Message | None = None
    page: str | None = None


def examine(service: Service, actor: Viewer, reader_faults: Sequence[Message] | None) -> list[Finding]:
    """Run every check; ``reader_faults`` is what the readers' self-tests said, None where none runs here.

    Raises:
        Forbidden: the actor does not care for the service.
    """
    may(actor, "service.care")
    checks: tuple[Callable[[Service], Iterator[Finding]], ...] = (
        _disk, _originals, _backup, _chain, _index, _inboxes, _company, _way_in, _administrators, _viruses,
    )  # fmt: skip
    none = service.settings.reader is ReaderChoice.NONE
    return [
        *_reader(None if none else reader_faults),
        *(finding for check in checks for finding in check(service)),
    ]


def _reader(faults: Sequence[Message] | None) -> Iterator[Finding]:
    check = Message("Reader")
    if faults is None:
        yield Finding(check, Standing.NOT_RUN, Message("No reader runs in this process."))
    elif not faults:
        yield Finding(check, Standing.GOOD, Message("The reader reads its Chinese sample."))
    for fault in faults or ():
        remedy = Message(
            "Call make setup again; papers that were read wrongly are tried again on the intake page."
        )
        yield Finding(check, Standing.BAD, fault, remedy)


def _disk(service: Service) -> Iterator[Finding]:
    free = shutil.disk_usage(service.settings.data).free
    told = Message("{free} GB are free for the data folder.", {"free": round(free / GIGABYTE)})
    remedy = Message("Make room on the data folder's disk; when it is full, papers wait in their inboxes.")
    standing = Standing.BAD if free < TOO_LITTLE else Standing.WARN if free < LITTLE else Standing.GOOD
    yield Finding(Message("Disk"), standing, told, None if standing is Standing.GOOD else remedy)


def disk_trouble(service: Service) -> tuple[Message, Message] | None:
    """Return what everybody who waits for papers should know of a full disk, and the remedy."""
    for found in _disk(service):
        if found.standing is Standing.BAD and found.remedy is not None:
            return found.told, found.remedy
    return None


def _originals(service: Service) -> Iterator[Finding]:
    check = Message("Originals")
    folder = service.settings.data / "originals"
    if not os.access(folder, os.W_OK | os.X_OK):
        told = Message("The folder {folder} cannot be written.", {"folder": str(folder)})
        yield Finding(check, Standing.BAD, told, Message("Give the service's user the rights to it."))
        return
    with service.database.reading() as work:
        newest = work.scans.newest_hashes(SAMPLED)
    damaged = [sha256 for sha256 in newest if not _is_whole(service, sha256)]
    if damaged:
        told = Message(
            "{n} of the newest {of} originals are damaged or missing.", {"n": len(damaged), "of": len(newest)}
        )
        yield Finding(
            check, Standing.BAD, told, Message("Bring them back from a backup; look after the disk.")
        )
    else:
        told = Message("The newest {of} originals are byte for byte what was received.", {"of": len(newest)})
        yield Finding(check, Standing.GOOD, told)


def _backup(service: Service) -> Iterator[Finding]:
    check, last = Message("Backup"), last_backup(service)
    remedy = Message("Call dossier backup FOLDER every night, onto another disk.")
    if not service.database.is_sqlite:
        told = Message("The database is PostgreSQL; it has programs of its own for backups.")
        yield Finding(check, Standing.NOT_RUN, told, Message("Copy the folder originals after it."))
    elif last is None:
        told = Message("None was made yet: a disk that fails would take all papers with it.")
        yield Finding(check, Standing.WARN, told, remedy)
    elif last[1]:
        told = Message("Originals that could not be copied into the last one: {n}.", {"n": last[1]})
        yield Finding(check, Standing.BAD, told, Message("Call it again; it names them."))
    else:
        days = (service.now() - last[0]).days
        told = Message("Days since the last one: {n}.", {"n": days})
        if not days:
            told = Message("The last one is less than a day old.")
        late = days >= BACKUP_DAYS
        yield Finding(check, Standing.WARN if late else Standing.GOOD, told, remedy if late else None)


def _is_whole(service: Service, sha256: str) -> bool:
    try:
        service.files.verify(sha256)
    except StorageError:
        return False
    return True


def _chain(service: Service) -> Iterator[Finding]:
    check = Message("Audit log")
    with service.database.reading() as work:
        entries, _ = work.audit.head()
        if entries > CHAIN_AT_MOST:
            told = Message("The log has {n} entries; checking its chain takes a while.", {"n": entries})
            yield Finding(check, Standing.NOT_RUN, told, Message("Check it on its own page."), "/audit")
            return
        fault = work.audit.verify()
    if fault is None:
        yield Finding(check, Standing.GOOD, Message("The chain is whole: {n} entries.", {"n": entries}))
    else:
        told = Message("The chain is broken at entry {n}.", {"n": fault.seq})
        remedy = Message(
            "Somebody changed the database past the service: keep it as it is, and compare a backup."
        )
        yield Finding(check, Standing.BAD, told, remedy, "/audit")


def _index(service: Service) -> Iterator[Finding]:
    with service.database.reading() as work:
        waiting = work.search.not_indexed()
    check = Message("Search index")
    if waiting:
        told = Message("Pages that cannot be searched yet: {n}.", {"n": waiting})
        yield Finding(check, Standing.WARN, told, Message("They are filed; the index is mended by itself."))
    else:
        yield Finding(check, Standing.GOOD, Message("Every page can be searched."))


def _inboxes(service: Service) -> Iterator[Finding]:
    check, page = Message("Inboxes"), "/admin/inboxes"
    with service.database.reading() as work:
        troubled = sorted({problem.inbox for problem in work.refused.problems()})
        refused = len(work.refused.paths())
    for inbox in troubled:
        told = Message("Something is wrong with the inbox {inbox}.", {"inbox": inbox})
        yield Finding(check, Standing.BAD, told, Message("Its page says what, and what to do."), page)
    paused = inbox_list(service).paused
    if paused:
        told = Message("Inboxes that are paused: {n}.", {"n": len(paused)})
        yield Finding(
            check, Standing.WARN, told, Message("Resume them when their files are to be taken in."), page
        )
    if refused:
        told = Message("Links, pipes and devices left in place: {n}.", {"n": refused})
        yield Finding(
            check, Standing.WARN, told, Message("Copy the files themselves into the inbox instead."), page
        )
    if not troubled and not paused and not refused:
        yield Finding(check, Standing.GOOD, Message("Every inbox is in reach."))


def _company(service: Service) -> Iterator[Finding]:
    check, page = Message("Our own company"), "/admin/company"
    if company.is_of_samples(service):
        told = Message("It is the company of the sample papers, not yours.")
        yield Finding(check, Standing.WARN, told, Message("Write the names and the credit code."), page)
    elif service.own:
        yield Finding(check, Standing.GOOD, Message("It is known; it is never taken for the customer."))
    else:
        told = Message("Nobody said who we are: the customer of a contract cannot be told from us.")
        yield Finding(check, Standing.WARN, told, Message("Write the names and the credit code."), page)


def _way_in(service: Service) -> Iterator[Finding]:
    check, settings = Message("Way to the service"), service.settings
    if settings.tls_certificate:
        yield Finding(check, Standing.GOOD, Message("It is encrypted with the service's own certificate."))
    elif is_loopback(settings.host):
        told = Message("Only this machine reaches it, or a proxy on this machine.")
        yield Finding(check, Standing.GOOD, told)
    else:
        told = Message("Others reach it without encryption, unless a proxy is in between.")
        remedy = Message(
            "Set DOSSIER_TLS_CERTIFICATE, or put a proxy with HTTPS in front and listen on 127.0.0.1."
        )
        yield Finding(check, Standing.WARN, told, remedy)


def _administrators(service: Service) -> Iterator[Finding]:
    with service.database.reading() as work:
        count = sum(user.active and user.role is Role.ADMINISTRATOR for user in work.users.all())
    told = Message("Open accounts of administrators: {n}.", {"n": count})
    check, remedy = Message("Administrators"), Message("Open a second one: nobody can release the only one.")
    if count > 1:
        yield Finding(check, Standing.GOOD, told)
    else:
        yield Finding(check, Standing.WARN, told, remedy, "/admin")


def _viruses(_service: Service) -> Iterator[Finding]:
    check = Message("Virus scanner")
    if any(shutil.which(name) for name in PROGRAMS):
        yield Finding(check, Standing.GOOD, Message("ClamAV is installed; inspections of dossiers ask it."))
    else:
        told = Message("None is installed: inspections of dossiers say “not run”.")
        yield Finding(check, Standing.NOT_RUN, told, Message("Install ClamAV on the service's machine."))
