"""What the archive wrote down of a dossier follows its papers when they are moved or merged."""

from __future__ import annotations

import datetime as dt
import io

import pymupdf
import pytest
from openpyxl import load_workbook

from dossier import (
    approvals,
    archive_prints,
    arranging,
    checking,
    collecting,
    filing,
    inspection,
    merging,
    numbering,
    receiving,
    takeover,
    volumes,
)
from dossier import handover as exporting
from dossier.cataloguing import dossier_entries
from dossier.errors import Conflict
from dossier.handover_record import of_customer
from dossier.inspection_values import Verdict
from dossier.locks import HandedOver
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.states import ApprovalKind, DocumentState
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
MANAGER = Viewer(None, "钱经理", Role.MANAGER)


def dated_dossier(web, name: str) -> tuple[int, list[int]]:
    """Open a dossier with two slips of two pages of last year; returns the customer and the papers."""
    customer = web.add_customer(name)
    papers = []
    for number in (f"SH-{customer}-1", f"SH-{customer}-2"):
        fields = {"slip_no": number}
        papers.append(
            web.add_paper(number, "delivery_slip", ("送货单",), customer=customer, fields=fields, pages=2)
        )
    date = dt.date(last_year(web), 3, 4)
    with web.service.database.unit_of_work() as work:
        for one in papers:
            work.documents.set_fields(one, {}, web.service.now(), by_person=True, date=date)
    return customer, papers


def last_year(web) -> int:
    return web.service.today().year - 1


def closed(web, customer: int) -> list[tuple[str, tuple[int, ...]]]:
    made = volumes.close_year(web.service, ARCHIVIST, str(customer), last_year(web))
    return [(one.number, one.document_ids) for one in made]


def volumes_of(web, customer: int) -> list[tuple[str, tuple[int, ...]]]:
    with web.service.database.reading() as work:
        return [(one.number, one.document_ids) for one in work.catalogues.volumes(SYSTEM, customer)]


def received(web, customer: int) -> int:
    """Hand a dossier over with the gaps it has."""
    service = web.service
    handover = collecting.collect(service, COLLECTOR, str(customer))
    checking.check(service, CHECKER, handover.id)
    grant_gaps(web, handover.id)
    receiving.receive(service, ARCHIVIST, handover.id)
    return handover.id


def grant_gaps(web, handover_id: int) -> None:
    asked = approvals.ask(web.service, COLLECTOR, handover_id, ApprovalKind.GAPS, "客户稍后补交")
    approvals.decide(web.service, MANAGER, asked.id, granted=True)


def test_a_year_was_never_closed_where_a_paper_of_anothers_volume_lay(web):
    first, papers = dated_dossier(web, "唐山北方阀门有限公司")
    second, others = dated_dossier(web, "唐山南方阀门有限公司")
    [(number, _)] = closed(web, first)
    filing.move(web.service, MANAGER, papers[0], second)
    [(_, bound)] = closed(web, second)
    assert sorted(bound) == sorted([papers[0], *others])
    assert volumes_of(web, first) == [(number, (papers[1],))]
    filing.undo_last(web.service, MANAGER, papers[0])
    assert [bound for _, bound in closed(web, first)] == [(papers[0],)]
    with web.service.database.reading() as work:
        assert work.audit.verify() is None


def test_volumes_numbers_and_signatures_of_a_merged_dossier_were_shown_nowhere(web):
    gone, papers = dated_dossier(web, "保定东风轴承厂")
    kept, others = dated_dossier(web, "保定东风轴承有限公司")
    [(number, _)] = closed(web, gone)
    handover = collecting.collect(web.service, COLLECTOR, str(gone))
    checking.send_back(web.service, CHECKER, handover.id, "少一页")
    merging.merge(web.service, MANAGER, str(gone), str(kept))
    assert volumes_of(web, kept) == [(number, tuple(papers))]
    assert [one.id for one in of_customer(web.service, SYSTEM, str(kept))[0]] == [handover.id]
    assert [bound for _, bound in closed(web, kept)] == [tuple(others)]
    with web.service.database.reading() as work:
        numbers = {one.number for one in dossier_entries(work, web.service.profile, SYSTEM, kept)}
    listed = archive_prints.number_excel(web.service, SYSTEM, str(kept))
    rows = load_workbook(io.BytesIO(listed)).active.iter_rows(min_row=2, values_only=True)
    assert numbers <= {row[0] for row in rows}
    merging.undo_last(web.service, MANAGER, str(kept))
    assert volumes_of(web, gone) == [(number, tuple(papers))]
    assert [bound for _, bound in volumes_of(web, kept)] == [tuple(others)]


def test_a_second_list_was_signed_over_papers_of_a_merged_dossiers_open_handover(web):
    gone, _ = dated_dossier(web, "邢台红星机床厂")
    kept, _ = dated_dossier(web, "邢台红星机床有限公司")
    handover = collecting.collect(web.service, COLLECTOR, str(gone))
    merging.merge(web.service, MANAGER, str(gone), str(kept))
    with pytest.raises(Conflict, match=f"handover {handover.id} of this dossier is under way"):
        collecting.collect(web.service, COLLECTOR, str(kept))
    checking.send_back(web.service, CHECKER, handover.id, "已并卷")
    assert collecting.collect(web.service, COLLECTOR, str(kept)).documents == 4


def test_a_register_counted_volumes_that_its_list_does_not_hold(web):
    customer, _ = dated_dossier(web, "廊坊永定电缆有限公司")
    closed(web, customer)
    first = received(web, customer)
    web.add_paper("SH-later", "delivery_slip", ("送货单",), customer=customer, fields={"slip_no": "SH-later"})
    second = collecting.collect(web.service, COLLECTOR, str(customer)).id
    for handover, counted in ((first, "2 / 1"), (second, "1 / 0")):
        data = archive_prints.handover_register(web.service, SYSTEM, handover)
        assert counted in pymupdf.open(stream=data)[0].get_text()


def test_undoing_a_merge_took_papers_out_of_what_was_handed_over(web):
    gone, papers = dated_dossier(web, "沧州黄河管件厂")
    kept, _ = dated_dossier(web, "沧州黄河管件有限公司")
    merging.merge(web.service, MANAGER, str(gone), str(kept))
    handover = received(web, kept)
    with pytest.raises(HandedOver, match=f"handover {handover}"):
        merging.undo_last(web.service, MANAGER, str(kept))
    with web.service.database.reading() as work:
        assert work.documents.get(SYSTEM, papers[0]).customer_id == kept


def test_a_list_was_received_though_a_page_had_been_dropped_since(web):
    customer, papers = dated_dossier(web, "衡水滏阳橡胶有限公司")
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    checking.check(web.service, CHECKER, handover.id)
    grant_gaps(web, handover.id)
    own_number = {"slip_no": f"SH-{customer}-1"}
    arranging.arrange(web.service, COLLECTOR, papers[0], [1])
    filing.file(
        web.service, COLLECTOR, papers[0], customer_id=customer, type="delivery_slip", fields=own_number
    )
    with pytest.raises(Conflict, match=f"document {papers[0]} was changed since"):
        receiving.receive(web.service, ARCHIVIST, handover.id)


def test_a_package_of_a_merged_dossier_brings_both_dossiers_numbers_and_volumes(web, tmp_path):
    gone, _ = dated_dossier(web, "承德塞北果仁厂")
    kept, _ = dated_dossier(web, "承德塞北果仁有限公司")
    bound = [closed(web, gone), closed(web, kept)]
    merging.merge(web.service, MANAGER, str(gone), str(kept))
    package = exporting.export(web.service, ARCHIVIST, str(kept), tmp_path / "package")
    with web.service.database.reading() as work:
        given = {one.number: one.kind for one in work.catalogues.numbers(SYSTEM, kept)}
        number = work.customers.get(SYSTEM, kept).number
    with open_service(read_settings(tmp_path / "data", reader="none", workers=1)) as other:
        taken = takeover.take_over(other, ARCHIVIST, package).customer
        with other.database.reading() as work:
            assert {one.number: one.kind for one in work.catalogues.numbers(SYSTEM, taken.id)} == given
            brought = [one.number for one in work.catalogues.volumes(SYSTEM, taken.id)]
            assert work.customers.get(SYSTEM, taken.id).number == number
    assert sorted(brought) == sorted(number for made in bound for number, _ in made)


def test_a_moved_paper_lost_its_number_in_the_package_of_its_new_dossier(web, tmp_path):
    first, papers = dated_dossier(web, "张家口北岭葡萄酒厂")
    second, others = dated_dossier(web, "张家口南岭葡萄酒厂")
    numbering.number_dossier(web.service, ARCHIVIST, str(first))
    numbering.number_dossier(web.service, ARCHIVIST, str(second))
    filing.move(web.service, MANAGER, papers[0], second)
    with web.service.database.reading() as work:
        borne = {
            customer: set(work.catalogues.numbers_of(ids).values())
            for customer, ids in ((first, papers[1:]), (second, [papers[0], *others]))
        }
    assert [len(numbers) for numbers in borne.values()] == [1, 3]
    with open_service(read_settings(tmp_path / "data", reader="none", workers=1)) as other:
        for customer, numbers in borne.items():
            package = exporting.export(
                web.service, ARCHIVIST, str(customer), tmp_path / f"package {customer}"
            )
            taken = takeover.take_over(other, ARCHIVIST, package).customer
            with other.database.reading() as work:
                entries = dossier_entries(work, other.profile, SYSTEM, taken.id)
            assert {one.number for one in entries} == numbers


def test_a_number_that_a_moved_paper_took_along_was_missing_in_both_dossiers(web):
    first, papers = dated_dossier(web, "张家口带号阀门有限公司")
    second, _ = dated_dossier(web, "张家口来号阀门有限公司")
    numbering.number_dossier(web.service, ARCHIVIST, str(first))
    filing.move(web.service, MANAGER, papers[1], second)
    web.add_paper(f"SH-{first}-3", "delivery_slip", ("送货单",), customer=first)
    numbering.number_dossier(web.service, ARCHIVIST, str(first))

    def verdicts() -> list[Verdict]:
        seen = [inspection.inspect(web.service, ARCHIVIST, str(one)) for one in (first, second)]
        return [item.verdict for one in seen for item in one.items if item.code == "2-6"]

    assert verdicts() == [Verdict.PASS, Verdict.PASS]
    with web.service.database.unit_of_work() as work:
        work.documents.set_state(papers[0], DocumentState.WITHDRAWN, web.service.now())
    assert verdicts() == [Verdict.FAIL, Verdict.FAIL]
