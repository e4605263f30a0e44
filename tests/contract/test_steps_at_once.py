"""Several people take a step at one moment on PostgreSQL, where units of work run beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from dossier import approvals, checking, collecting, shelf
from dossier.errors import Conflict
from dossier.handover_record import of_customer
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.states import ApprovalKind
from storage.viewer import SYSTEM, Role, Viewer
from tests.contract.conftest import Office

COLLECTORS, CHECKERS = (
    tuple(Viewer(None, name, Role.ARCHIVIST) for name in names)
    for names in (("赵", "钱", "孙"), ("李", "周", "吴"))
)


def at_once(people: Sequence[Viewer], step: Callable[[Viewer], object]) -> list[str]:
    """Let all take a step at the same moment; return what became of each."""
    ready = Barrier(len(people))

    def take(who: Viewer) -> str:
        ready.wait()
        try:
            step(who)
        except Conflict:
            return "refused"
        return "done"

    with ThreadPoolExecutor(len(people)) as threads:
        return sorted(threads.map(take, people))


def test_a_step_was_taken_twice_by_people_who_took_it_at_once(postgres_url, tmp_path):
    """A dossier had two lists under way, a request stood twice, the second checker saw a crash."""
    settings = read_settings(tmp_path, database_url=postgres_url, reader="none", workers=1)
    with open_service(settings) as service:
        customer = Office(service.database).customer("邢台同时轴承有限公司")
        shelf.add(service, SYSTEM, str(customer), shelf.ShelfPaper("contract", 3))
        once = ["done", "refused", "refused"]
        assert at_once(COLLECTORS, lambda who: collecting.collect(service, who, str(customer))) == once
        [listed] = of_customer(service, SYSTEM, str(customer))[0]
        assert at_once(CHECKERS, lambda who: checking.check(service, who, listed.id)) == once

        def ask(who: Viewer) -> None:
            approvals.ask(service, who, listed.id, ApprovalKind.GAPS, "后补")

        assert at_once(COLLECTORS, ask) == once
