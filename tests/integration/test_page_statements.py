"""A page asks the database as often in a full house as in a small one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.stocked import stock
from dossier import accounts
from dossier.settings import read_settings
from dossier.wiring import open_service

PASSWORD = "correct horse battery"
PAGES = (
    "/",
    "/intake",
    "/review",
    "/review/{waiting}",
    "/review/100/together",
    "/review/100/together?type=contract",
    "/review/acts",
    "/customers",
    "/customers/1",
    "/customers/1/registers?category=4",
    "/customers/1/timeline",
    "/customers/1/papers/4",
    "/customers/1/archive",
    "/documents/1",
    "/gaps",
    "/handovers",
    "/audit",
    "/statistics",
    "/statistics?days=365",
    "/statistics/completeness",
    "/statistics/completeness?sort=licence",
    "/statistics/terms",
)
SMALL, FULL = (120, 12, 60), (1200, 60, 600)


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection, cursor, statement, *rest):
        if not statement.startswith("PRAGMA"):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def told(tmp_path_factory, serve) -> dict[int, dict[str, tuple[int, int]]]:
    """How many statements and how many bytes each page takes, by the number of papers."""
    found = {}
    for documents, customers, great in (SMALL, FULL):
        with open_service(read_settings(tmp_path_factory.mktemp("house") / "data")) as service:
            filled = stock(service, documents, customers, great=great, seed=11)
            accounts.accept_invitation(service, accounts.first_link(service), "clerk", PASSWORD)
            with serve(service) as web, web.signed_in("clerk") as browser:
                found[documents] = {
                    page: measured(browser, page.format(waiting=filled.waiting)) for page in PAGES
                }
    return found


def measured(browser, path: str) -> tuple[int, int]:
    browser.get(path)  # what is read once in a process is read now
    with counted() as statements:
        answer = browser.get(path)
    assert answer.status_code == 200, path
    return len(statements), len(answer.content)


@pytest.mark.parametrize("page", PAGES)
def test_more_papers_do_not_mean_more_statements(told, page):
    few, many = told[SMALL[0]][page][0], told[FULL[0]][page][0]
    assert many <= few + 4  # a slice that fills up, one more category


@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_not_grow_with_the_house(told, page):
    assert told[FULL[0]][page][1] < 260_000


def test_only_a_whole_page_counts_what_waits(web):
    """The menu's figure was counted for every part that a page renews."""
    counts = {}
    with web.signed_in("carl") as client:
        for path in ("/intake/phone", "/customers/pick?pick=x", "/balance"):
            with counted() as statements:
                assert client.get(path).status_code == 200
            counts[path] = sum(
                one.startswith("SELECT count(*) AS count_1 \nFROM documents") for one in statements
            )
    assert counts == {"/intake/phone": 1, "/customers/pick?pick=x": 0, "/balance": 0}
