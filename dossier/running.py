"""What works in the background of one process: readers, conductor, one watcher per inbox."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from capture.pages import Message
from capture.pool import PagePool
from dossier import memory
from dossier.inboxes import Inboxes
from dossier.language import translate
from dossier.moving import put_away
from dossier.wiring import Service
from dossier.worker import Conductor
from storage.reindex import tidy
from storage.states import ScanState

MEND_SECONDS = 5.0
TIDY_PAUSE = 0.02  # in which those who wait to write get their turn

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Background:
    """The parts at work: to wake the one, and to ask the others what they see."""

    conductor: Conductor
    inboxes: Inboxes
    reader_faults: Sequence[Message] = ()


@contextlib.contextmanager
def conducting(
    service: Service,
    *,
    only: frozenset[int] | None = None,
    finished: Callable[[int, ScanState], None] | None = None,
    page_done: Callable[[], None] | None = None,
    faults: list[Message] | None = None,
) -> Iterator[Conductor]:
    """Give a conductor with warm readers; ends both at the end of the block.

    ``faults`` gets what the readers' self-tests find wrong, each once.
    """
    settings = service.settings

    def ended(scan_id: int, state: ScanState) -> None:
        put_away(service, scan_id)
        if finished:
            finished(scan_id, state)

    workers = settings.workers if only is None else min(settings.workers, max(1, len(only)))
    told: set[str] = set()

    def tell(fault: Message) -> None:
        """Say once, loudly, that the reader does not read."""
        what = translate(fault, settings.language)
        if what not in told:
            told.add(what)
            if faults is not None:
                faults.append(fault)
            log.error("reader.self_test_failed", what=what)

    with PagePool(workers, service.limits, settings.reader.value, fault=tell) as pool:
        yield Conductor(service, pool, workers=workers, only=only, finished=ended, page_done=page_done)


@contextlib.contextmanager
def working(service: Service) -> Iterator[Background]:
    """Run readers, conductor and watchers in the background until the block ends."""
    memory.settle()
    faults: list[Message] = []
    with conducting(service, faults=faults) as conductor:
        inboxes = Inboxes(service, lambda _scan: conductor.wake())
        mending = threading.Event()
        threads = [
            threading.Thread(target=conductor.run, name="conductor"),
            threading.Thread(target=_mend_index, args=(service, mending), name="index"),
        ]
        for thread in threads:
            thread.start()
        inboxes.start()
        try:
            yield Background(conductor, inboxes, faults)
        finally:
            inboxes.stop()
            mending.set()
            conductor.stop()
            for thread in threads:
                thread.join()


def _mend_index(service: Service, stop: threading.Event) -> None:
    """Index what could not be when it was filed, or all where the index is damaged or outdated; tidy it."""
    while not stop.wait(MEND_SECONDS):
        with service.database.unit_of_work() as work:
            if work.search.is_outdated():
                work.search.begin_rebuild(service.now())
        while (waiting := _waiting(service)) and not stop.wait(TIDY_PAUSE):
            with service.database.unit_of_work() as work:
                log.info("search.mended", pages=work.search.mend())
            tidy(service.database, lambda: stop.wait(TIDY_PAUSE))
            if _waiting(service) >= waiting:  # the index is broken
                break
        tidy(service.database, lambda: stop.wait(TIDY_PAUSE))


def _waiting(service: Service) -> int:
    with service.database.reading() as work:
        return work.search.waiting()
