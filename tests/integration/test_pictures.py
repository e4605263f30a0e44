"""Statistics and the parts of a dossier's page: exact figures, rights, slices, proofs, what happened."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from capture.pages import Message, PageWarning
from dossier import requirements
from dossier.calendar import add_months, spans_between, step_of, weeks_of
from dossier.statistics import statistics
from storage.viewer import SYSTEM, Role, Viewer

SKEWED = PageWarning("skewed", Message("The lines slant."))


@pytest.fixture(scope="module")
def north(web) -> int:
    customer = web.add_customer("北方机械有限公司", "North")
    until = (web.service.today() + dt.timedelta(days=20)).isoformat()
    fields = {"uscc": "9137011201J4161438", "valid_until": until}
    web.add_paper("licence", "business_licence", ("营业执照",), customer=customer, fields=fields)
    for number in range(14):
        fields = {"slip_no": f"S{number}", "total": "12.00"}
        web.add_paper(f"slip{number}", "delivery_slip", ("送货单",), customer=customer, fields=fields)
    web.add_paper("waits", "other", ("一张纸",), pages=2, warnings=(SKEWED,))
    return customer


@pytest.fixture(scope="module")
def south(web) -> int:
    customer = web.add_customer("南岸贸易有限公司", "South")
    web.add_paper("contract", "contract", ("合同",), customer=customer, fields={"contract_no": "HT-9"})
    return customer


def clerk_of(web, name: str) -> Viewer:
    with web.service.database.reading() as work:
        return work.users.viewer(work.users.by_name(name).id)


def test_figures_are_those_of_the_ledger(web, north, south):
    told = statistics(web.service, SYSTEM, 30, "en")
    assert len(told.files.rows) == 30
    assert sum(told.files.rows[-1].counts) == 17
    assert dict(zip(told.papers.kinds, told.papers.rows[-1].counts, strict=True)) == {
        "filed": 16,
        "review": 1,
    }
    assert (told.pages, told.warned) == (18, 2)
    assert [(one.code, one.pages) for one in told.warnings] == [("skewed", 2)]
    assert [one.papers for one in told.waiting] == [1, 0, 0, 0, 0]
    assert told.complete + told.incomplete == 2
    assert sum(month.lines for month in told.ends) == 1
    by_id = {one.id: one.counts for one in told.requirements}
    assert by_id["licence"] == {"expiring": 1, "missing": 1}


def test_who_sees_one_team_sees_its_figures_only(web, north, south):
    told = statistics(web.service, clerk_of(web, "dora"), 7, "en")
    assert dict(zip(told.papers.kinds, told.papers.rows[-1].counts, strict=True)) == {"filed": 1, "review": 1}
    assert (told.complete + told.incomplete, sum(month.lines for month in told.ends)) == (1, 0)
    with web.signed_in("dora") as browser:
        for page in (
            "/statistics/completeness",
            "/statistics/completeness?sort=licence",
            "/statistics/terms",
        ):
            assert "北方机械" not in browser.get(page).text
        for part in ("", "/papers/4", "/timeline", "/registers", "/checklist"):
            assert browser.get(f"/customers/{north}{part}").status_code == 404
        assert browser.get("/documents/1/region?page=1").status_code == 404


def test_months_of_a_year_were_called_by_a_day(web, north):
    with web.signed_in("ada") as browser:
        table = re.search(r"<tbody>.*?</tbody>", browser.get("/statistics?days=365").text, re.DOTALL)[0]
    told = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', table)
    assert len(told) in (12, 13)
    assert not [one for one in told if re.search(r"\d日|^\d", one) and not re.fullmatch(r"\d{4}年\d+月", one)]


def test_the_grid_is_sorted_by_a_requirement_with_the_worst_first(web, north, south):
    with web.signed_in("ada") as browser:
        page = browser.get("/statistics/completeness?sort=licence").text
        assert page.index("南岸贸易") < page.index("北方机械")
        assert 'class="cell expiring"' in page
        by_name = browser.get("/statistics/completeness?sort=name").text
        assert by_name.index("北方机械") < by_name.index("南岸贸易")


def test_the_calendar_shows_the_day_a_paper_ends(web, north):
    until = web.service.today() + dt.timedelta(days=20)
    with web.signed_in("ada") as browser:
        page = browser.get(f"/statistics/terms?month={until:%Y-%m}").text
        assert f'href="#d-{until.isoformat()}"' in page
        assert "北方机械" in page
        assert browser.get("/statistics/terms?month=2026-13").status_code == 400
        assert browser.get("/statistics/terms?month=9999-01").status_code == 400


def test_a_program_gets_the_same_figures(web, north):
    with web.program("ada") as program:
        told = program.get("/api/v1/statistics?days=90").json()
        assert told["step"] == "week"
        assert sum(sum(row["counts"]) for row in told["files"]["rows"]) >= 16
        assert program.get("/api/v1/statistics?days=0").status_code == 422


def test_a_category_is_shown_in_slices_without_a_gap(web, north):
    with web.signed_in("ada") as browser:
        first = browser.get(f"/customers/{north}").text
        shown = re.findall(r'data-paper="(\d+)"', first)
        assert len(shown) == 1 + 12
        more = re.search(r'hx-get="(/customers/\d+/papers/4\?[^"]+)"', first)[1].replace("&amp;", "&")
        rest = browser.get(more).text
        both = shown[1:] + re.findall(r'data-paper="(\d+)"', rest)
        assert len(both) == len(set(both)) == 14
        assert browser.get(f"/customers/{north}/papers/99").status_code == 404
        assert browser.get(f"/customers/{north}/papers/4?cursor=xyz").status_code == 400


def test_a_proof_opens_its_place_on_the_page(web, north):
    with web.signed_in("ada") as browser:
        page = browser.get(f"/customers/{north}").text
        link = re.search(r'hx-get="(/documents/\d+/region\?[^"]+)"', page)[1].replace("&amp;", "&")
        shown = browser.get(link).text
        assert '<rect class="hit"' in shown
        assert "/pages/1.jpg" in shown
        assert browser.get("/documents/1/region?page=1&box=a,b,c,d").status_code == 200
        assert browser.get("/documents/1/region?page=7").status_code == 404


def test_the_timeline_tells_filing_and_waiving_newest_first(web, north):
    line = requirements.line_of(_row(web, north, "background"))
    requirements.waive(web.service, Viewer(None, "eva", Role.MANAGER), str(north), line, "走访取消")
    with web.signed_in("ada") as browser:
        page = browser.get(f"/customers/{north}/timeline").text
    told = re.findall(r'data-happening="([^"]+)"', page)
    assert told[0] == "requirement.waived"
    assert told.count("document.placed") == 15
    assert "走访取消" in page


def _row(web, customer: int, requirement: str):
    with web.service.database.reading() as work:
        rows = work.requirements.of(SYSTEM, customer)
    return next(row for row in rows if row.requirement == requirement)


def test_the_register_tells_numbers_and_amounts(web, north):
    with web.signed_in("ada") as browser:
        page = browser.get(f"/customers/{north}/registers?category=4").text
        assert "S13" in page
        assert page.count("12.00") == 14
        assert browser.get(f"/customers/{north}/registers?category=77").status_code == 404


@pytest.mark.parametrize(("days", "step"), [(1, "day"), (31, "day"), (90, "week"), (366, "month")])
def test_long_times_are_counted_in_longer_steps(days, step):
    since = dt.date(2024, 2, 10)
    spans = spans_between(since, since + dt.timedelta(days=days - 1), step_of(days))
    assert step_of(days) == step
    assert len(spans) == days
    assert min(spans.values()) == since
    assert len(set(spans.values())) <= 31


def test_months_and_weeks_of_the_calendar():
    assert add_months(dt.date(2026, 11, 1), 2) == dt.date(2027, 1, 1)
    assert add_months(dt.date(2026, 1, 1), -1) == dt.date(2025, 12, 1)
    weeks = weeks_of(dt.date(2026, 2, 1))
    assert weeks[0][6] == dt.date(2026, 2, 1)
    assert all(len(week) == 7 for week in weeks)
