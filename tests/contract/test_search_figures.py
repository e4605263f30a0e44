"""Days, sums and numbers are sought by 4-grams of their figures in PostgreSQL, old archives included."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from dossier.search_names import cents_of, day_of
from storage.database import Database
from storage.query_parser import Names, parse
from storage.reindex import mend, rebuild
from storage.tokenizer import figures
from storage.viewer import SYSTEM

NAMES = Names(day=day_of, cents=cents_of)
PAPERS = [
    "送货单 2026年3月8日 HT-2026-0318 金额36,000.00元",
    "对账单 2026-03-08 HT20260318 36000元",
    "合同 20260309 HT/2026/0319 3.6万元",
    "函 二〇二六年三月八日",
]
ANSWERS = {
    "2026.3.8": {0, 1, 3},
    "36000.00": {0, 1, 2},
    "ht20260318": {0, 1},
    "0319": {2},
    "2026 -0318": {2},
}
MARK = "SELECT count(*) FROM marks WHERE name = 'search.figures'"


@pytest.fixture
def old(office):
    """An archive in PostgreSQL as it was left before migration 0017."""
    if office.database.is_sqlite:
        pytest.skip("SQLite keeps the order of tokens")
    papers = [office.file(text).id for text in PAPERS]
    with office.database.unit_of_work() as work:
        run = work.marks._session.execute
        for page, tokens in run(sa.text("SELECT page_id, tokens FROM search_index")).all():
            kept = "\n".join(one for one in tokens.split("\n") if not figures(one) or len(one) != 4)
            assert kept != tokens or "函" in tokens
            change = "UPDATE search_index SET tokens = :kept WHERE page_id = :page"
            run(sa.text(change), {"kept": kept, "page": page})
        run(sa.text("UPDATE alembic_version SET version_num = '0016'"))
    return papers


def test_an_old_archive_finds_the_same_before_while_and_after_it_is_indexed_anew(old, office, database_url):
    wanted = {query: {old[at] for at in papers} for query, papers in ANSWERS.items()}
    office.database.migrate()
    assert _value(office.database, MARK) == 1
    assert _value(office.database, "SELECT count(*) FROM page_texts WHERE behind") == len(PAPERS)
    assert _answers(office) == wanted
    with office.database.unit_of_work() as work:
        assert work.search.mend(2) == 2
    with office.database.unit_of_work() as work:
        work.search.tidy()
    assert _value(office.database, MARK) == 1
    assert _answers(office) == wanted
    again = Database(database_url)  # the service was stopped half-way
    again.migrate()
    assert mend(again, 1) == 2
    again.close()
    assert _value(office.database, MARK) == 0
    assert _value(office.database, "SELECT count(*) FROM search_index WHERE tokens ~ '(^|\n)2026(\n|$)'") == 3
    assert _answers(office) == wanted


def test_an_old_archive_rebuilt_by_hand_waits_for_nothing(old, office):
    office.database.migrate()
    assert rebuild(office.database, office.now) == len(PAPERS)
    assert _value(office.database, MARK) == 0
    assert _answers(office) == {query: {old[at] for at in papers} for query, papers in ANSWERS.items()}


def test_an_empty_archive_waits_for_nothing(office):
    if office.database.is_sqlite:
        pytest.skip("SQLite keeps the order of tokens")
    assert _value(office.database, MARK) == 0


@pytest.mark.parametrize("query", ["2026.3.8", "36,000.00", "ht-2026-0318", "0318"])
def test_pages_full_of_other_figures_are_not_looked_through(office, query):
    """All pairs of figures stand on a page of a long list, whose text was read for every day and number."""
    if office.database.is_sqlite:
        pytest.skip("SQLite keeps the order of tokens")
    pairs = "".join(
        f"{one:02} {one:02}- -{one:02} {one:02}. ,{one:02} ht-{one:02}年{one % 10}月{one:02}日 "
        for one in range(100)
    )
    office.file(f"对账单 {pairs}")
    office.file(PAPERS[0])
    with office.database.reading() as work:
        session = work.marks._session
        asked: list[tuple[str, object]] = []

        def keep(_connection, _cursor, statement, parameters, *_):
            asked.append((statement, parameters))

        sa.event.listen(session.connection(), "before_cursor_execute", keep)
        assert work.search.find(SYSTEM, parse(query, NAMES)).total == 1
        plans = [
            "\n".join(session.connection().exec_driver_sql(f"EXPLAIN ANALYZE {one}", given).scalars())
            for one, given in list(asked)
            if "strpos" in one
        ]
    assert all("Rows Removed by Filter" not in re.sub(r"Filter: 0\b", "", plan) for plan in plans), plans


def _answers(office) -> dict[str, set[int]]:
    return {query: {hit.document_id for hit in office.search(query, names=NAMES).hits} for query in ANSWERS}


def _value(database: Database, question: str) -> int:
    with database.reading() as work:
        return work.marks._session.scalar(sa.text(question))
