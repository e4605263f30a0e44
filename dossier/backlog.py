"""A backlog of folders named after customers: shown first, then taken in with the folder as a witness.

Every file becomes an original like any other. Its folder's customer decides where the paper does not say
whose it is; where the paper names somebody else, a person decides. The same file of the same folder is
taken in once, however often a run is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from capture.errors import CaptureError
from capture.inbox import Entry, check_inboxes, customer_hint, display_name, list_inbox
from capture.pages import Message
from classify.names.firms import fold_name, is_own
from classify.names.organisations import is_complete_organisation
from classify.normalise import fold, tidy_name
from classify.notation.codes import find_credit_codes
from classify.parties.known_customers import NEAR, Index
from dossier import adding, checklists, intake
from dossier.attribution import hint_of
from dossier.customers import find_customer, open_customer
from dossier.errors import BadRequest, DossierError
from dossier.inbox_list import inbox_list
from dossier.language import translate
from dossier.placing import look_again
from dossier.rights import may
from dossier.shapes import AddedFile, Backlog, BacklogFolder, CustomerShape, Error
from dossier.shaping import missing_file, shape_error
from dossier.takeover import is_package
from dossier.wiring import Service
from storage.states import ScanState, Source
from storage.values import Scan
from storage.viewer import SYSTEM, Viewer

_NUMBER_IN_FRONT = re.compile(r"^[\s\d._\-—、（）()\[\]【】#]+|^[A-Za-z]{1,4}[-_]?\d+[\s._\-—、]+")


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder's name says: a known customer, a new one, several, none, or our own company."""

    name: str
    files: tuple[Entry, ...]
    outcome: str
    customers: tuple[int, ...] = ()
    new_name: str | None = None
    reason: Message | None = None


def plan(
    service: Service, viewer: Viewer, root: Path, given: Mapping[str, str] | None = None
) -> list[Folder]:
    """Say of every folder whose papers it holds; changes nothing.

    ``given`` maps a folder's name to a customer where a person said so.

    Raises:
        capture.inbox.InboxGone: the folder cannot be read.
        capture.inbox.InboxOverlap: it is an inbox, or part of the service's own folder.
        NotFound: a given customer does not exist.
        BadRequest: a given folder does not exist, or all of it is part of a package.
    """
    if any(is_package(one) for one in root.absolute().parents):
        raise BadRequest(
            Message("The folder {folder} is part of a package.", {"folder": display_name(str(root))}),
            Message("Name the folder in which bagit.txt lies."),
        )
    check_inboxes((root, *inbox_list(service).all), service.settings.data)
    files: dict[str, list[Entry]] = {}
    for entry in list_inbox(root).files:
        files.setdefault(customer_hint(entry.path) or "", []).append(entry)
    strange = sorted(set(given or {}) - set(files))
    if strange:
        raise BadRequest(
            Message("There is no folder “{name}” with files in it.", {"name": strange[0]}),
            Message("Write it as the preview shows it."),
        )
    with service.database.reading() as work:
        said = {name: find_customer(work, viewer, key).id for name, key in (given or {}).items()}
        with service.names.seen_from(work) as index:
            return [
                _package(name, found)
                if name and is_package(root / name)
                else _judge(index, name, tuple(sorted(found, key=lambda one: one.path)), said, service.own)
                for name, found in sorted(files.items())
            ]


def _package(name: str, files: Sequence[Entry]) -> Folder:
    """Leave a package alone: its papers would be taken in twice, and without all that was said of them."""
    why = Message("“{name}” is a package of a dossier: import this folder by itself.", {"name": name})
    return Folder(name, tuple(files), "none", reason=why)


def _judge(
    index: Index, name: str, files: tuple[Entry, ...], said: Mapping[str, int], own: Sequence[str]
) -> Folder:
    if name in said:
        return Folder(name, files, "customer", (said[name],))
    if not name:
        return Folder(name, files, "none", reason=Message("These files lie in no customer's folder."))
    bare = _NUMBER_IN_FRONT.sub("", name).strip() or name
    codes = [found.value for found in find_credit_codes(fold(name)) if found.ok]
    if is_own(bare, codes[0] if codes else None, own):
        return Folder(name, files, "none", reason=Message("“{name}” is our own company.", {"name": bare}))
    ids = [one for code in codes for one in index.with_code(code)] or index.named(name) or index.named(bare)
    if len(ids) == 1:
        return Folder(name, files, "customer", tuple(ids))
    if ids:
        reason = Message("Several customers are called {name}.", {"name": bare})
        return Folder(name, files, "ambiguous", tuple(ids), reason=reason)
    near = tuple(one for one, score in index.near(bare) if score >= NEAR)
    if near:
        reason = Message("Almost the same name as {name}.", {"name": index.by_id[near[0]].name})
        return Folder(name, files, "ambiguous", near, reason=reason)
    if is_complete_organisation(bare):
        return Folder(name, files, "new", new_name=tidy_name(bare))
    return Folder(
        name, files, "none", reason=Message("“{name}” is not surely a whole customer name.", {"name": bare})
    )


def shape_plan(service: Service, folders: Sequence[Folder], answers: Sequence[AddedFile] = ()) -> Backlog:
    """Show folders, and what became of the files when they were taken in."""
    language = service.settings.language
    wanted = sorted({one for folder in folders for one in folder.customers})
    with service.database.reading() as work:
        names = {one.id: one for one in (work.customers.get(SYSTEM, customer) for customer in wanted)}
    return Backlog(
        folders=[
            BacklogFolder(
                folder=folder.name,
                files=len(folder.files),
                outcome=folder.outcome,  # type: ignore[arg-type]  # only the four words are ever set
                customers=[
                    CustomerShape(id=one, name=names[one].name, uscc=names[one].uscc)
                    for one in folder.customers
                ]
                or ([CustomerShape(name=folder.new_name)] if folder.new_name else []),
                reason=translate(folder.reason, language) if folder.reason else None,
            )
            for folder in folders
        ],
        files=list(answers),
    )


def take_in(
    service: Service,
    actor: Viewer,
    root: Path,
    folders: Sequence[Folder],
    progress: adding.PageProgress,
) -> list[AddedFile]:
    """Take in the files of the folders whose customer is clear, and work them to the end.

    ``progress`` is told how many pages are done, of how many.
    """
    may(actor, "customers.names")
    root = root.resolve()
    taken: list[tuple[str, Scan | Error]] = []
    clear = [folder for folder in folders if folder.outcome in ("customer", "new")]
    for folder in clear:
        customer_id = folder.customers[0] if folder.customers else _open(service, actor, folder)
        for entry in folder.files:
            taken.append(
                (f"{folder.name}/{display_name(entry.path)}", _take(service, actor, root, entry, customer_id))
            )
    working = frozenset(
        one.id for _, one in taken if isinstance(one, Scan) and one.state is ScanState.WORKING
    )
    adding.work_off(service, working, progress)
    return [
        AddedFile(file=name, sha256=None, outcome="rejected", documents=[], error=one)
        if isinstance(one, Error)
        else adding.outcome(service, actor, one.id, name)
        for name, one in taken
    ]


def _open(service: Service, actor: Viewer, folder: Folder) -> int:
    """Open the dossier a folder is named after, unless an earlier folder or run did."""
    name = folder.new_name or folder.name
    with service.database.unit_of_work() as work:
        work.customers.lock_matching()
        known = work.customers.find(actor, name, fold_name(name))
        if known:
            return known[0].id
        since = work.customers.revision()
        customer = open_customer(work, service, actor, name, None)
        checklists.recompute(work, service.profile, customer.id, service.today())
        look_again(work, service, since)
        return customer.id


def _take(service: Service, actor: Viewer, root: Path, entry: Entry, customer_id: int) -> Scan | Error:
    place = root / entry.path
    arrival = intake.Arrival(
        Source.CLI,
        display_name(entry.path),
        inbox=str(root),
        path=entry.path,
        stamp=str(entry.stamp),
        hint=hint_of(customer_id),
        received_by=actor.name,
    )
    try:
        return intake.take_in(service, place, arrival)
    except (CaptureError, DossierError) as error:
        return shape_error(error, service.settings.language)
    except OSError as error:
        return missing_file(place, error, service.settings.language)
