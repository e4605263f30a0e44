"""Counts by day, the grid of requirements and slices of a dossier, on both databases."""

from __future__ import annotations

import datetime as dt

from storage.states import DocumentState
from storage.values import PageRef, RequirementRow
from storage.values_statistics import Cell, DayCount
from storage.viewer import SYSTEM, Role, Viewer

DAY = dt.date(2026, 3, 2)
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def lines(state: str) -> list[RequirementRow]:
    title = {"zh_CN": "营业执照", "en": "Licence"}
    return [RequirementRow("licence", state, title, "required", until=DAY)]


def test_days_are_those_of_the_office(office):
    office.file("one", customer=office.customer("A"))
    office.file("two", state=DocumentState.REVIEW)
    with office.database.reading() as work:
        counts = work.statistics
        papers = counts.papers_per_day(SYSTEM, START, dt.timedelta(hours=8))
        assert {(one.kind, one.count) for one in papers} == {("filed", 1), ("review", 1)}
        late = counts.files_per_day(START, dt.timedelta(hours=15))
        assert {one.day for one in late} == {dt.date(2026, 3, 3)}
        edges = [office.now, office.now - dt.timedelta(days=3)]
        assert counts.waiting_since(SYSTEM, edges) == [1, 0, 0]


def test_a_day_begins_with_the_office_and_not_before_the_moment_asked(office):
    office.file("one", customer=office.customer("A"))
    zone = dt.timezone(dt.timedelta(hours=8))
    received = office.now.astimezone(zone)
    with office.database.reading() as work:
        for since, found in ((received, 1), (received + dt.timedelta(seconds=1), 0)):
            counted = work.statistics.files_per_day(since, dt.timedelta(hours=8))
            assert [one.count for one in counted] == [1] * found
        [one] = work.statistics.files_per_day(received - dt.timedelta(days=40), dt.timedelta(hours=8))
        assert one == DayCount(received.date(), "filed", 1)


def test_acts_are_counted_for_who_sees_their_papers(office):
    north, south = office.team("North"), office.team("South")
    paper = office.file("one", customer=office.customer("A", team=north))
    with office.database.unit_of_work() as work:
        work.acts.record("file", "ada", office.now, [paper.id], {}, {})
    day = office.now.date()
    for team, expected in ((north, [DayCount(day, "file", 1)]), (south, [])):
        clerk = Viewer(9, "carl", Role.CLERK, frozenset({team}))
        with office.database.reading() as work:
            assert work.statistics.acts_per_day(clerk, ["file"], START, dt.timedelta()) == expected
    with office.database.reading() as work:
        assert work.statistics.acts_per_day(SYSTEM, ["mend"], START, dt.timedelta()) == []


def test_warned_pages_are_counted_by_code(office):
    scan = office.file("one", "two", customer=office.customer("A")).pages[0].scan_id
    with office.database.unit_of_work() as work:
        work.pages.replace_result(PageRef(scan, 1), "{}", (), (), ["skewed", "dark"])
        work.pages.replace_result(PageRef(scan, 2), "{}", (), (), ["skewed"])
    with office.database.reading() as work:
        assert work.statistics.warnings_since(START) == {"skewed": 2, "dark": 1}
        assert [one.warned for one in work.statistics.pages_since(START)] == [2]
        assert work.statistics.warnings_since(office.now + dt.timedelta(days=1)) == {}


def test_the_grid_counts_and_sorts_for_a_viewer(office):
    north, south = office.team("North"), office.team("South")
    good, bad = office.customer("A", team=north), office.customer("B", team=south)
    with office.database.unit_of_work() as work:
        work.requirements.replace(good, lines("usable"), missing=0, complete=True, today=DAY)
        work.requirements.replace(bad, lines("expired"), missing=1, complete=False, today=DAY)
    clerk = Viewer(1, "carl", Role.CLERK, frozenset({north}))
    with office.database.reading() as work:
        assert [row.id for row in work.grids.by_requirement(SYSTEM, "licence").items] == [bad, good]
        first = work.grids.by_missing(SYSTEM, limit=1)
        assert [row.id for row in work.grids.by_missing(SYSTEM, first.next, 1).items] == [good]
        second = work.grids.by_name(SYSTEM, work.grids.by_name(SYSTEM, limit=1).next, 1)
        assert [row.name for row in second.items] == ["B"]
        assert work.grids.cells(clerk, [good, bad]) == [Cell(good, "licence", "usable", 1)]
        assert work.grids.standing(clerk) == (1, 0)
        assert work.grids.ends_per_day(clerk, DAY, DAY) == [DayCount(DAY, "usable", 1)]
        assert [one.customer_id for one in work.grids.ending(SYSTEM, DAY, DAY)] == [good, bad]


def test_a_dossier_is_read_in_slices_and_its_history_with_it(office):
    customer = office.customer("A")
    made = [office.file(f"page {number}", customer=customer).id for number in range(5)]
    with office.database.unit_of_work() as work:
        work.audit.append("ada", "document.placed", "document", made[0], {}, office.now)
        work.audit.append("ada", "customer.created", "customer", customer, {}, office.now)
    with office.database.reading() as work:
        first = work.filing.papers(SYSTEM, customer, {"order": 0, "contract": 5}, None, 3)
        rest = work.filing.papers(SYSTEM, customer, {"order": 0, "contract": 5}, first.next, 3)
        assert [one.id for one in (*first.items, *rest.items)] == made
        assert (first.total, rest.next) == (5, None)
        assert work.filing.papers(SYSTEM, customer, {}).items == ()  # a category that holds nothing
        assert work.filing.places(SYSTEM, customer) == []
        entries, total = work.audit.of_dossier(customer)
        assert ([one.verb for one in entries], total) == (["customer.created", "document.placed"], 2)
