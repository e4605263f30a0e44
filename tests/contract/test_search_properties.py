"""Random texts and queries: the index finds exactly what a plain look at the folded text finds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.query_parser import parse
from storage.states import DocumentState, Source
from storage.tokenizer import fold
from storage.values import Judgement, PageRef, Received
from storage.viewer import SYSTEM

NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
# Few characters, so that texts and queries meet often; every kind the folding treats apart.
CHARACTERS = "合同號号限AaＡb12２-/\"'*:_^(（）。， \n\t　éﬁ𠮷\\&|!<"
TEXTS = st.lists(st.text(CHARACTERS, max_size=12), min_size=1, max_size=6)
QUERIES = st.lists(st.text(CHARACTERS, max_size=5), min_size=1, max_size=8)
FIXTURES_STAY = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def shelf(database: Database) -> Database:
    """Six pages of one document in review, to be given texts."""
    with database.unit_of_work() as work:
        scan = work.scans.receive(Received("a" * 64, 1, "a.pdf", Source.CLI), NOW).scan
        work.pages.create(scan.id, 6)
        pages = [PageRef(scan.id, number) for number in range(1, 7)]
        work.documents.create(
            Judgement("other", "", 0.1), pages, customer_id=None, state=DocumentState.REVIEW, now=NOW
        )
    return database


@FIXTURES_STAY
@given(texts=TEXTS, queries=QUERIES)
def test_search_finds_exactly_the_pages_that_contain_every_term(shelf, texts, queries):
    with shelf.unit_of_work() as work:
        for number in range(1, 7):
            work.search.drop(PageRef(1, number))
        for number, text in enumerate(texts, start=1):
            work.search.put(PageRef(1, number), text.split("\n"))
    folded = {number: fold(text) for number, text in enumerate(texts, start=1)}
    with shelf.reading() as work:
        for query in [*queries, *(text[1:4] for text in texts)]:
            asked = parse(query)
            words = [clause.condition.text for clause in asked.clauses if not clause.excluded]
            unwanted = [clause.condition.text for clause in asked.clauses if clause.excluded]
            expected = [
                n for n, text in folded.items()
                if words and all(w in text for w in words) and not any(w in text for w in unwanted)
            ]  # fmt: skip
            found = work.search.find(SYSTEM, asked)
            assert sorted(hit.page.number for hit in found.hits) == expected
            assert found.total == len(expected)
            assert all(hit.spans for hit in found.hits)
