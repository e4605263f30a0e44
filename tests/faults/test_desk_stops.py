"""A service stopped in the middle of any act of the review desk leaves all of it or nothing of it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from dossier import arranging, filing, pagework
from dossier.settings import Settings, read_settings
from dossier.wiring import Service, open_service
from storage.viewer import Role, Viewer
from tests.acceptance.desk_room import OWN, RIGHT, TWIN, Sheet, open_dossier, put_in, slip

CLERK = Viewer(None, "clerk", Role.MANAGER)
WRITES = ("INSERT", "UPDATE", "DELETE")
STOPS = (0.1, 0.5, 0.95)
"""After which share of an act's writes the process is killed; further it is killed at its commit."""
ACTS: dict[str, Callable[[Service], Any]] = {
    "file": lambda s: filing.file(s, CLERK, 1, customer_id=2, fields={"slip_no": "SH-NEW"}),
    "new_customer": lambda s: filing.file(
        s, CLERK, 1, new_customer=filing.NewCustomer("聊城中信印刷有限公司"), type="order"
    ),
    "together": lambda s: filing.file_together(s, CLERK, [1, 2], customer_id=1, type="delivery_slip"),
    "split": lambda s: pagework.split(s, CLERK, 3, [1]),
    "merge": lambda s: pagework.merge(s, CLERK, [1, 2]),
    "arrange": lambda s: arranging.arrange(s, CLERK, 3, [2]),
    "turn": lambda s: pagework.turn_pages(s, CLERK, 3, [1, 2], 90),
    "undo": lambda s: filing.undo_newest(s, CLERK),
}


def settings_of(folder: Path) -> Settings:
    return read_settings(folder, own_company=(OWN,), reader="none", workers=1)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder with two slips and a paper of two pages that wait, the last one mended by a person."""
    folder = tmp_path_factory.mktemp("stops") / "data"
    with open_service(settings_of(folder)) as service:
        for name in (RIGHT, TWIN):
            open_dossier(service, name)
        for n in (1, 2):
            put_in(service, f"slip {n}", [Sheet(slip(f"SH2026{n}", f"2026年3月{n}日", RIGHT), {}, {3: 0.55})])
        pages = [
            Sheet(slip("SH20269", "2026年3月9日", RIGHT), {}, {3: 0.55}),
            Sheet(["送货单附页", "单号：SH20269"]),
        ]
        if len(put_in(service, "two", pages)) > 1:
            pagework.merge(service, CLERK, [3, 4])
        filing.mend(service, CLERK, 3, {"slip_no": "SH-MENDED"})
    return folder


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the database holds but the index, which no act of the desk writes."""
    with sqlite3.connect(folder / "dossier.db") as database:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'"
        names = [row[0] for row in database.execute(tables)]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def run_in_child(folder: Path, act: Callable[[Service], Any], stop_after: int | None) -> tuple[int, int]:
    """Do an act in a process of its own, killed after so many writes; returns its end and the writes made."""
    counted = folder.parent / f"{folder.name}.writes"
    child = os.fork()
    if child == 0:
        made = 0

        def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            nonlocal made
            if statement.lstrip().upper().startswith(WRITES):
                made += 1
                counted.write_text(str(made))
                if made == stop_after:
                    os.kill(os.getpid(), signal.SIGKILL)

        def last(_connection: Any) -> None:
            if stop_after == -1 and made:
                os.kill(os.getpid(), signal.SIGKILL)

        ended = 1
        try:
            with open_service(settings_of(folder)) as service:
                event.listen(Engine, "after_cursor_execute", count)
                event.listen(Engine, "commit", last)
                act(service)
            ended = 0
        finally:
            os._exit(ended)
    _, status = os.waitpid(child, 0)
    return status, int(counted.read_text()) if counted.exists() else 0


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_is_killed_leaves_everything_as_it_was(name, prepared, tmp_path):
    before = rows(prepared)
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    status, writes = run_in_child(whole, ACTS[name], None)
    assert status == 0
    assert writes > 1
    assert rows(whole) != before
    for stop in (*(max(1, round(share * writes)) for share in STOPS), -1):
        folder = tmp_path / f"stopped-{stop}"
        shutil.copytree(prepared, folder)
        status, _ = run_in_child(folder, ACTS[name], stop)
        assert status == signal.SIGKILL, f"not killed after {stop} writes"
        assert rows(folder) == before
