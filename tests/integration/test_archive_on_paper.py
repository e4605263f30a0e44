"""What the archive prints and writes down: contents of volumes, papers that left, who may receive."""

from __future__ import annotations

import datetime as dt
import re

import pymupdf
import pytest

from api.archive import archive_side, handed_over
from dossier import (
    accounts,
    approvals,
    archive_prints,
    checking,
    collecting,
    filing,
    merging,
    numbering,
    receiving,
    timeline,
    volumes,
)
from dossier import customers as customer_verbs
from dossier import handover as exporting
from dossier.archive_prints import Form
from dossier.errors import Conflict
from dossier.handover_record import SameSigner
from storage.states import ApprovalKind
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
MANAGER = Viewer(None, "钱经理", Role.MANAGER)


def slips(web, name: str, pages: tuple[int, ...]) -> tuple[int, list[int]]:
    """Open a dossier with slips of last year of so many pages each; returns customer and papers."""
    customer = web.add_customer(name)
    papers = [
        web.add_paper(f"SH-{customer}-{place}", "delivery_slip", ("送货单",), customer=customer, pages=one)
        for place, one in enumerate(pages)
    ]
    with web.service.database.unit_of_work() as work:
        for place, one in enumerate(papers, start=1):
            date = dt.date(web.service.today().year - 1, 3, place)
            work.documents.set_fields(one, {}, web.service.now(), by_person=True, date=date)
    return customer, papers


def close(web, customer: int) -> list[str]:
    return [
        one.number
        for one in volumes.close_year(web.service, ARCHIVIST, str(customer), web.service.today().year - 1)
    ]


def printed(web, customer: int, form: Form) -> list[str]:
    """Return the pages of a form as text."""
    data = archive_prints.print_form(web.service, ARCHIVIST, str(customer), form, "zh_CN")
    with pymupdf.open(stream=data) as document:
        return [page.get_text().replace("\n", " ") for page in document]


def test_who_let_gaps_go_received_the_dossier_as_well(web):
    customer, _ = slips(web, "邢台东升轧辊有限公司", (1,))
    made = collecting.collect(web.service, COLLECTOR, str(customer))
    assert checking.check(web.service, CHECKER, made.id).gaps
    asked = approvals.ask(web.service, COLLECTOR, made.id, ApprovalKind.GAPS, "下月补齐")
    approvals.decide(web.service, MANAGER, asked.id, granted=True)
    with pytest.raises(SameSigner, match="钱经理 approved the gaps"):
        receiving.receive(web.service, MANAGER, made.id)
    assert receiving.receive(web.service, ARCHIVIST, made.id).state.value == "received"


def test_a_volume_had_no_contents_of_its_own(web):
    customer, _ = slips(web, "邢台西岭轧辊有限公司", (2, 1, 3))
    contract = web.add_paper(f"HT-{customer}", "contract", ("合同",), customer=customer, fields={}, pages=1)
    with web.service.database.unit_of_work() as work:
        date = dt.date(web.service.today().year - 1, 1, 8)
        work.documents.set_fields(contract, {}, web.service.now(), by_person=True, date=date)
    first, second = close(web, customer)
    pages = printed(web, customer, Form.CONTENTS)
    assert len(pages) == 2
    for page, number in zip(pages, (first, second), strict=True):
        assert "卷内文件目录" in page
        assert number in page
        assert page.rstrip().endswith("第 1 页，共 1 页")
    assert "共 3 件，6 页" in pages[1]
    told = [word for word in pages[1].split() if word in {"1", "2", "3", "4", "4—6"}]
    assert told[:6] == ["1", "1", "2", "3", "3", "4—6"]


def test_covers_and_remarks_of_several_volumes_were_counted_as_one_paper(web):
    customer, _ = slips(web, "邢台南和轧辊有限公司", (1,))
    contract = web.add_paper(f"HT-{customer}", "contract", ("合同",), customer=customer, fields={})
    with web.service.database.unit_of_work() as work:
        date = dt.date(web.service.today().year - 1, 1, 8)
        work.documents.set_fields(contract, {}, web.service.now(), by_person=True, date=date)
    close(web, customer)
    assert not [page for page in printed(web, customer, Form.COVER) if "第" in page]
    assert [page.count("第 1 页，共 1 页") for page in printed(web, customer, Form.REMARKS)] == [1, 1]


def test_a_dossier_did_not_say_that_a_numbered_paper_had_left_it(web, tmp_path):
    first, papers = slips(web, "邢台北关轧辊有限公司", (1, 1))
    second, _ = slips(web, "邢台中兴轧辊有限公司", (1,))
    numbering.number_dossier(web.service, ARCHIVIST, str(first))
    given = dict(numbers_of(web, papers))
    [volume] = close(web, first)
    close(web, second)
    filing.move(web.service, MANAGER, papers[0], second)
    for _ in range(2):  # as it lies there, and once the other dossier has bound it
        [sheet] = printed(web, first, Form.REMARKS)
        assert f"移出：{given[papers[0]]}，现存" in sheet
        assert "邢台中兴轧辊有限公司" in sheet
        side = archive_side(web.service, ARCHIVIST, str(first), "zh_CN")
        assert [(one.number, len(one.document_ids)) for one in side.volumes] == [(volume, 1)]
        assert [one.document_id for one in side.departed] == [papers[0]]
        close(web, second)
    assert "移出" not in "".join(printed(web, second, Form.REMARKS))
    told = timeline.timeline(web.service, ARCHIVIST, str(first)).happenings
    assert [one.paper for one in told if one.entry and one.entry.verb == "document.move"] == [papers[0]]
    out = exporting.export(web.service, ARCHIVIST, str(first), tmp_path / "package")
    assert "document.move" in (out / "data" / "events.xml").read_text("utf-8")
    filing.move(web.service, MANAGER, papers[0], first)
    assert "移出" not in "".join(printed(web, first, Form.REMARKS))


def test_where_a_paper_went_was_told_to_those_who_may_not_see_that_dossier(web):
    first, papers = slips(web, "邢台任泽轧辊有限公司", (1, 1))
    second, _ = slips(web, "邢台沙河轧辊有限公司", (1,))
    numbering.number_dossier(web.service, ARCHIVIST, str(first))
    filing.move(web.service, MANAGER, papers[1], second)
    with web.service.database.unit_of_work() as work:
        team = work.teams.create("邢台二部").id
        work.customers.set_team(second, team)
    clerk = Viewer(None, "周经办", Role.CLERK)
    [gone] = archive_side(web.service, clerk, str(first), "zh_CN").departed
    assert (gone.document_id, gone.whither) == (papers[1], "")


def numbers_of(web, papers: list[int]) -> list[tuple[int, str]]:
    with web.service.database.reading() as work:
        return list(work.catalogues.numbers_of(papers).items())


def test_a_handover_list_had_no_sum_and_its_signatures_were_torn_apart(web):
    customer, _ = slips(web, "邢台清河轧辊有限公司", tuple([2] * 14))
    made = collecting.collect(web.service, COLLECTOR, str(customer))
    with pymupdf.open(stream=archive_prints.handover_list(web.service, SYSTEM, made.id, "zh_CN")) as document:
        pages = [page.get_text() for page in document]
    assert "共 14 件，28 页" in "".join(pages)
    assert [page for page in pages if "移交人" in page] == [page for page in pages if "接收人" in page]


def test_a_timeline_did_not_say_from_which_name_to_which(web):
    customer, _ = slips(web, "邢台临城轧辊有限公司", (1,))
    gone, _ = slips(web, "邢台临城轧辊厂", (1,))
    customer_verbs.rename(web.service, ARCHIVIST, str(customer), "邢台新临城轧辊有限公司")
    merging.merge(web.service, MANAGER, str(gone), str(customer))
    [_] = close(web, customer)
    with web.signed_in("ada") as browser:
        page = browser.get(f"/customers/{customer}/timeline").text
    told = dict(re.findall(r'data-happening="([^"]+)"><time[^>]*>[^<]*</time><span><span>(.*?)</span>', page))
    assert told["customer.renamed"].endswith(" · 邢台临城轧辊有限公司 → 邢台新临城轧辊有限公司")
    assert told["customer.merged"].endswith(" · 邢台临城轧辊厂")
    assert told["dossier.year_closed"].endswith(f" · {web.service.today().year - 1}")


def test_a_handover_that_was_received_was_listed_nowhere(web):
    customer, _ = slips(web, "邢台平乡轧辊有限公司", (2, 1))
    other, _ = slips(web, "邢台威县轧辊有限公司", (1,))
    made = received(web, customer)
    listed = collecting.collect(web.service, COLLECTOR, str(other))
    customer_verbs.rename(web.service, ARCHIVIST, str(customer), "邢台新平乡轧辊有限公司")
    with web.signed_in("ada") as browser:
        page = browser.get("/handovers").text
    shown = re.findall(r'data-received="(\d+)"', page)
    assert str(made) in shown
    assert str(listed.id) not in shown
    row = page[page.index(f'data-received="{made}"') :].partition("</li>")[0]
    assert "邢台平乡轧辊有限公司" in row
    assert f"/handovers/{made}/register.pdf" in row
    clerk = Viewer(None, "周经办", Role.CLERK)
    assert made in [one.handover.id for one in handed_over(web.service, clerk)]
    with web.service.database.unit_of_work() as work:
        work.customers.set_team(customer, work.teams.create("邢台四部").id)
    stranger = clerk_of(web, "dora")
    assert made not in [one.handover.id for one in handed_over(web.service, stranger)]


def received(web, customer: int) -> int:
    made = collecting.collect(web.service, COLLECTOR, str(customer))
    if checking.check(web.service, CHECKER, made.id).gaps:
        asked = approvals.ask(web.service, COLLECTOR, made.id, ApprovalKind.GAPS, "下月补齐")
        approvals.decide(web.service, MANAGER, asked.id, granted=True)
    return receiving.receive(web.service, ARCHIVIST, made.id).id


def clerk_of(web, name: str) -> Viewer:
    with web.service.database.reading() as work:
        return work.users.viewer(work.users.by_name(name).id)


def test_a_closed_account_was_said_not_to_exist(web):
    with web.service.database.unit_of_work() as work:
        work.users.set_active(work.users.create("离职", "x", Role.CLERK, web.service.now()).id, False)
    with pytest.raises(Conflict, match="离职 is closed"):
        accounts.viewer_named(web.service, "离职")


def test_words_of_a_contents_list_head_were_torn_apart(web):
    customer, _ = slips(web, "邢台平乡轧辊有限公司", (1,))
    data = archive_prints.print_form(web.service, ARCHIVIST, str(customer), Form.CONTENTS, "en")
    with pymupdf.open(stream=data) as document:
        words = {word[4] for word in document[0].get_text("words")}
    assert {"Serial", "number", "(YYYYMMDD)", "Responsible"} <= words


def test_who_could_not_sign_any_more_was_shown_the_button(web):
    customer, _ = slips(web, "邢台广宗轧辊有限公司", (1,))
    both = Viewer(None, "赵档案", Role.ARCHIVIST)
    made = collecting.collect(web.service, both, str(customer))

    def barred(viewer: Viewer) -> bool:
        [one] = archive_side(web.service, viewer, str(customer), "zh_CN").handovers
        return one.barred

    assert barred(both)
    assert not barred(CHECKER)
    assert not barred(COLLECTOR)  # a clerk checks nothing anyhow
    checking.check(web.service, CHECKER, made.id)
    asked = approvals.ask(web.service, COLLECTOR, made.id, ApprovalKind.GAPS, "下月补齐")
    assert not barred(MANAGER)
    approvals.decide(web.service, MANAGER, asked.id, granted=True)
    assert barred(MANAGER)
    other = Viewer(None, "吴档案", Role.ARCHIVIST)
    assert not barred(other)
    with web.freshly_signed_in("ada") as ada:
        assert f'action="/handovers/{made.id}/receive"' in ada.get(f"/customers/{customer}/archive").text
    receiving.receive(web.service, other, made.id)
    assert not barred(both)


def test_a_paper_of_another_team_was_a_link_that_led_nowhere(web):
    first, papers = slips(web, "邢台内丘轧辊有限公司", (1, 1))
    second, _ = slips(web, "邢台临西轧辊有限公司", (1,))
    numbering.number_dossier(web.service, ARCHIVIST, str(first))
    filing.move(web.service, MANAGER, papers[1], second)
    with web.service.database.unit_of_work() as work:
        work.customers.set_team(second, work.teams.create("邢台五部").id)
    with web.signed_in("carl") as carl:
        page = carl.get(f"/customers/{first}/archive").text
        assert dict(numbers_of(web, papers))[papers[1]] in page
        assert f'href="/documents/{papers[1]}"' not in page
        assert "now in a dossier of another team" in page
    with web.signed_in("ada") as ada:
        assert f'href="/documents/{papers[1]}"' in ada.get(f"/customers/{first}/archive").text
