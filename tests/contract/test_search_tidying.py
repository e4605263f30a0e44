"""The index is put in order beside filing, and finds the same before and after."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.reindex import tidy
from storage.viewer import SYSTEM

SEGMENTS = sa.text("SELECT count(DISTINCT segid) FROM search_index_idx")


def test_tidying_merges_what_filing_left_and_finds_the_same(office):
    documents = [office.file(f"合同 HT{number}") for number in range(12)]
    with office.database.unit_of_work() as work:
        work.search.drop(documents[3].pages[0])
    before = _segments(office)
    tidy(office.database)
    assert office.search("合同").total == 11
    assert office.search("ht3").total == 0
    if office.database.is_sqlite:
        assert before > 8 > _segments(office)


def test_tidying_stops_when_told(office):
    if not office.database.is_sqlite:
        pytest.skip("PostgreSQL shows no segments")
    for number in range(12):
        office.file(f"合同 HT{number}")
    before = _segments(office)
    tidy(office.database, lambda: True)
    assert _segments(office) == before


def test_pages_of_one_paper_are_one_piece_of_the_index(office):
    office.file("合同第一页", "合同第二页", "合同第三页")
    assert office.search("合同", SYSTEM).total == 3
    if office.database.is_sqlite:
        assert _segments(office) == 1


def _segments(office) -> int:
    if not office.database.is_sqlite:
        return 0
    with office.database.reading() as work:
        return work.marks._session.scalar(SEGMENTS)
