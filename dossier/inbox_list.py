"""Which inboxes are watched: those of the settings, and those an administrator added or paused."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from capture.inbox import InboxOverlap, check_inboxes
from capture.pages import Message
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.rights import may
from dossier.wiring import Service
from storage.viewer import Viewer
from storage.work import Work

MARK = "inboxes"
SYSTEM_FOLDERS = tuple(
    map(Path, ("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr"))
)
"""Folders where no scanner writes, and whose files must never be moved away."""


@dataclass(frozen=True, slots=True)
class InboxList:
    """The inboxes: ``fixed`` come from the settings, ``added`` from the page; some of either are paused."""

    fixed: tuple[Path, ...]
    added: tuple[Path, ...] = ()
    paused: frozenset[Path] = frozenset()

    @property
    def all(self) -> tuple[Path, ...]:
        """Every inbox, those of the settings first."""
        return (*self.fixed, *self.added)

    @property
    def watched(self) -> tuple[Path, ...]:
        """Those that files are taken from."""
        return tuple(root for root in self.all if root not in self.paused)


def inbox_list(service: Service) -> InboxList:
    """Return the inboxes as they are now; an added one that the settings name by now counts once."""
    with service.database.reading() as work:
        return _read(service, work)


def _read(service: Service, work: Work) -> InboxList:
    kept: dict[str, Any] = work.marks.get(MARK) or {}
    fixed = tuple(root.absolute() for root in service.settings.inboxes)
    added = tuple(root for text in kept.get("added", ()) if (root := Path(text)) not in fixed)
    return InboxList(fixed, added, frozenset(map(Path, kept.get("paused", ()))))


def _keep(service: Service, work: Work, actor: Viewer, verb: str, root: Path, inboxes: InboxList) -> None:
    told = {"added": [str(one) for one in inboxes.added], "paused": sorted(map(str, inboxes.paused))}
    work.marks.set(MARK, told, service.now())
    # What is no longer watched is not looked at either: nobody would ever clear what is noted of it.
    work.refused.keep_inboxes(list(map(str, inboxes.watched)))
    work.audit.append(actor.name, verb, "inbox", str(root), {}, service.now())


def add_inbox(service: Service, actor: Viewer, text: str) -> Path:
    """Watch one more folder; returns it.

    Raises:
        Forbidden: the actor does not care for the service.
        BadRequest: it is no folder the service may use as an inbox; says why.
        Conflict: it is watched already.
    """
    may(actor, "service.care")
    root = _usable(text)
    with service.database.unit_of_work() as work:
        inboxes = _read(service, work)
        if root in inboxes.all:
            raise Conflict(
                Message("The folder {folder} is an inbox already.", {"folder": str(root)}),
                Message("Its state stands in the list."),
            )
        try:
            check_inboxes((*inboxes.all, root), service.settings.data)
        except InboxOverlap as error:
            raise BadRequest(error.message, error.hint) from error
        _refuse_backup(root, service.settings.data.resolve())
        _keep(service, work, actor, "inbox.added", root, replace(inboxes, added=(*inboxes.added, root)))
    return root


def _usable(text: str) -> Path:
    root = Path(text.strip())
    if not root.is_absolute():
        raise BadRequest(
            Message("“{folder}” is not a whole path.", {"folder": text.strip()}),
            Message("Write it from the root on, such as /srv/scans."),
        )
    real = Path(os.path.realpath(root))
    if real == Path(real.anchor) or any(real.is_relative_to(one) for one in SYSTEM_FOLDERS):
        raise BadRequest(
            Message("The folder {folder} belongs to the system.", {"folder": str(real)}),
            Message("Choose a folder that only scanners and people write to."),
        )
    if not real.is_dir():
        raise BadRequest(
            Message("There is no folder {folder} on the service's machine.", {"folder": str(real)}),
            Message("Make it, or mount its network share; then add it."),
        )
    if not os.access(real, os.R_OK | os.W_OK | os.X_OK):
        raise BadRequest(
            Message("The service may not read and write the folder {folder}.", {"folder": str(real)}),
            Message("Give the service's user the rights to it; files that are done are moved inside it."),
        )
    return real


def _refuse_backup(root: Path, data: Path) -> None:
    """Refuse a folder in or right above a backup: its database and originals would be moved away."""
    for database in (*((one / "dossier.db") for one in (root, *root.parents)), *root.glob("*/dossier.db")):
        folder = database.parent
        if folder != data and database.is_file() and (folder / "originals").is_dir():
            raise BadRequest(
                Message("The folder {folder} holds a backup.", {"folder": str(folder)}),
                Message("Choose a folder that only scanners and people write to."),
            )


def pause_inbox(service: Service, actor: Viewer, text: str, paused: bool) -> None:
    """Take no files from an inbox until it is resumed, or resume it.

    Raises:
        Forbidden: the actor does not care for the service.
        NotFound: there is no such inbox.
    """
    may(actor, "service.care")
    with service.database.unit_of_work() as work:
        inboxes = _read(service, work)
        root = _known(inboxes.all, text)
        now = inboxes.paused | {root} if paused else inboxes.paused - {root}
        verb = "inbox.paused" if paused else "inbox.resumed"
        _keep(service, work, actor, verb, root, replace(inboxes, paused=now))


def remove_inbox(service: Service, actor: Viewer, text: str) -> None:
    """Watch an added folder no longer; its files stay where they are.

    Raises:
        Forbidden: the actor does not care for the service.
        NotFound: there is no such inbox, or the settings name it.
    """
    may(actor, "service.care")
    with service.database.unit_of_work() as work:
        inboxes = _read(service, work)
        root = _known(inboxes.added, text)
        left = tuple(one for one in inboxes.added if one != root)
        changed = InboxList(inboxes.fixed, left, inboxes.paused - {root})
        _keep(service, work, actor, "inbox.removed", root, changed)


def _known(roots: tuple[Path, ...], text: str) -> Path:
    root = Path(text)
    if root not in roots:
        raise NotFound("inbox", text)
    return root


def pause_outside(service: Service, work: Work, actor: Viewer, folder: Path) -> tuple[Path, ...]:
    """Pause every inbox that lies outside of a folder, inside a unit of work; returns those now paused."""
    inboxes, inside = _read(service, work), folder.resolve()
    outside = tuple(root for root in inboxes.watched if not root.resolve().is_relative_to(inside))
    for root in outside:
        inboxes = replace(inboxes, paused=inboxes.paused | {root})
        _keep(service, work, actor, "inbox.paused", root, inboxes)
    return outside
