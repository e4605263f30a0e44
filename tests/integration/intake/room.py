"""What the tests of intake share: a service that can be struck at any step, and looks into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from capture.errors import CaptureError, TruncatedFile
from capture.inbox import Entry, list_inbox
from capture.watch import Taken
from dossier import intake, moving
from dossier.rejection import error_row
from dossier.wiring import Service
from storage.database import Database
from storage.files import FileStore
from storage.states import ScanState
from storage.values import Balance, Scan
from storage.viewer import SYSTEM
from storage.work import Work

LEASE = dt.timedelta(minutes=1)
ONE, TWO, THREE = b"%PDF-1.7 one", b"%PDF-1.7 two!", b"%PDF-1.7 three"


class TappedStore(FileStore):
    """Calls ``after_put`` when bytes are stored: where a writer, or a power cut, may strike."""

    after_put: Callable[[], None] = staticmethod(lambda: None)

    def put(self, source):
        stored = super().put(source)
        self.after_put()
        return stored


class TappedDatabase(Database):
    """Calls ``after_commit`` after each unit of work."""

    after_commit: Callable[[], None] = staticmethod(lambda: None)

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        with super().unit_of_work() as work:
            yield work
        self.after_commit()


def put(root: Path, path: str, content: bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def entry(root: Path, path: str) -> Entry:
    return next(one for one in list_inbox(root).files if one.path == path)


def take(service: Service, root: Path, path: str) -> tuple[Taken, Scan]:
    taken, scan = intake.take_from_inbox(service, root, entry(root, path))
    assert scan is not None
    return taken, row(service, scan.id)


def row(service: Service, scan_id: int) -> Scan:
    with service.database.reading() as work:
        return work.scans.get(SYSTEM, scan_id)


def balance(service: Service) -> Balance:
    with service.database.reading() as work:
        return work.scans.balance()


def files_below(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def stored(service: Service, content: bytes) -> bool:
    return any(service.files.path(name).read_bytes() == content for name in service.files.names())


def finish(service: Service, scan: Scan, state: ScanState = ScanState.FILED) -> None:
    with service.database.unit_of_work() as work:
        work.scans.claim_one(scan.id, "worker", service.now(), LEASE)
        work.scans.finish(scan.id, "worker", state, service.now())
    moving.put_away(service, scan.id)


def reject(service: Service, scan: Scan, kind: type[CaptureError] = TruncatedFile) -> None:
    now = service.now()
    with service.database.unit_of_work() as work:
        work.scans.claim_one(scan.id, "worker", now, LEASE)
        work.scans.finish(
            scan.id, "worker", ScanState.REJECTED, now, error_code=kind.code, error=error_row(kind())
        )


def forget_the_move(service: Service, scan: Scan) -> None:
    """As if the process had died between the rename and noting it."""
    engine = create_engine(service.settings.database)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE scans SET moved_at = NULL, moved_to = NULL WHERE id = :id"), {"id": scan.id}
        )
    engine.dispose()
