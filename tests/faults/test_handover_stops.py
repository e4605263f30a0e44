"""A service stopped in the middle of a handover leaves the whole step or nothing of it, and goes on."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossier import approvals, checking, collecting, filing, receiving, shelf, volumes
from dossier.handover_record import of_customer
from dossier.wiring import Service, open_service
from storage.states import ApprovalKind
from storage.viewer import SYSTEM, Role, Viewer
from tests.acceptance.desk_room import open_dossier
from tests.faults.test_desk_stops import rows, run_in_child, settings_of

COLLECTOR, CHECKER, ARCHIVIST, MANAGER = (
    Viewer(None, name, role)
    for name, role in (
        ("王收集", Role.CLERK),
        ("李检查", Role.CHECKER),
        ("赵档案", Role.ARCHIVIST),
        ("钱经理", Role.MANAGER),
    )
)
FRESH, LISTED, CHECKED, GIVEN = "1", "2", "3", "4"
"""Dossiers: nothing done yet, waiting for the checker, for the archivist, and received."""
STOPS = (0.3, 0.7, 0.95)


def handover_of(service: Service, key: str) -> int:
    return of_customer(service, SYSTEM, key)[0][0].id


def check(service: Service, key: str) -> None:
    """Let the checker sign and the manager let the gaps go."""
    checking.check(service, CHECKER, handover_of(service, key))
    asked = approvals.ask(service, COLLECTOR, handover_of(service, key), ApprovalKind.GAPS, "后补")
    approvals.decide(service, MANAGER, asked.id, granted=True)


STEPS: dict[str, Callable[[Service], Any]] = {
    "close": lambda s: volumes.close_year(s, ARCHIVIST, FRESH, s.today().year - 1),
    "collect": lambda s: collecting.collect(s, COLLECTOR, FRESH),
    "check": lambda s: checking.check(s, CHECKER, handover_of(s, LISTED)),
    "receive": lambda s: receiving.receive(s, ARCHIVIST, handover_of(s, CHECKED)),
    "send_back": lambda s: checking.send_back(s, CHECKER, handover_of(s, CHECKED), "少一页"),
    "move": lambda s: filing.move(s, MANAGER, 1, int(LISTED)),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder with dossiers at every step of a handover, each with two papers on the shelf."""
    folder = tmp_path_factory.mktemp("handovers") / "data"
    with open_service(settings_of(folder)) as service:
        last = dt.date(service.today().year - 1, 5, 6)
        for name in ("邢台一", "邢台二", "邢台三", "邢台四"):
            customer = str(open_dossier(service, f"{name}号轧辊有限公司"))
            for type_id in ("contract", "delivery_slip"):
                shelf.add(service, SYSTEM, customer, shelf.ShelfPaper(type_id, 3, date=last))
        for key in (LISTED, CHECKED, GIVEN):
            collecting.collect(service, COLLECTOR, key)
        for key in (CHECKED, GIVEN):
            check(service, key)
        receiving.receive(service, ARCHIVIST, handover_of(service, GIVEN))
    return folder


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_killed_is_not_done_and_can_be_done_again(name, prepared, tmp_path):
    before = rows(prepared)
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    status, writes = run_in_child(whole, STEPS[name], None)
    assert (status, rows(whole) != before) == (0, True)
    assert writes
    for share in (*STOPS, -1.0):
        folder = tmp_path / f"stopped-{share}"
        shutil.copytree(prepared, folder)
        stop = -1 if share < 0 else max(1, round(share * writes))
        assert run_in_child(folder, STEPS[name], stop)[0] != 0
        assert rows(folder) == before, share
        with open_service(settings_of(folder)) as service:
            STEPS[name](service)
            with service.database.reading() as work:
                assert work.audit.verify() is None
