"""Numbers, catalogues, volumes and the chain of a handover, on a real database."""

from __future__ import annotations

import datetime as dt
import io
import stat
from xml.etree import ElementTree as ET

import pymupdf
import pytest
from openpyxl import Workbook, load_workbook

from dossier import (
    approvals,
    archive_prints,
    care,
    cataloguing,
    checking,
    collecting,
    describing,
    filing,
    inspection,
    inspection_report,
    inspection_viruses,
    merging,
    number_check,
    numbering,
    old_catalogue,
    pagework,
    receiving,
    shelf,
    virus_scan,
    voiding,
    volumes,
)
from dossier import customers as customer_verbs
from dossier.archive_prints import Form
from dossier.errors import BadRequest, Conflict, Forbidden
from dossier.handover_record import SameSigner
from dossier.inspection_values import Verdict
from dossier.locks import HandedOver
from dossier.receiving import GapsNotApproved
from dossier.shelf import ShelfPaper
from storage.states import ApprovalKind, HandoverState
from storage.values_archive import CatalogueWords
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
MANAGER = Viewer(None, "钱经理", Role.MANAGER)
OTHER_MANAGER = Viewer(None, "孙经理", Role.MANAGER)


@pytest.fixture
def dossier(web) -> int:
    """A dossier of a customer nobody has, with four papers of two years."""
    dossier.count += 1
    name = f"第{dossier.count}机械制造有限公司"
    customer = web.add_customer(name)
    for place, (kind, number) in enumerate(
        [("contract", "HT-1"), ("delivery_slip", "SH-1"), ("delivery_slip", "SH-2"), ("business_licence", "")]
    ):
        field = {"contract": "contract_no", "delivery_slip": "slip_no"}.get(kind, "registrar")
        fields = {field: number or "济南市市场监督管理局"}
        web.add_paper(
            f"{name}{place}", kind, (kind, name), customer=customer, fields=fields, pages=1 + place % 2
        )
    return customer


dossier.count = 0


def entries_of(web, customer):
    with web.service.database.reading() as work:
        return cataloguing.dossier_entries(work, web.service.profile, SYSTEM, customer)


def texts(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as document:
        return "".join(page.get_text() for page in document)


def test_numbers_are_given_in_order_voided_and_never_given_again(web, dossier):
    given = numbering.number_dossier(web.service, ARCHIVIST, str(dossier))
    numbers = [number for _, number in given.documents]
    assert numbers == [f"{given.number}-{serial:03d}" for serial in (1, 2, 3, 4)]
    assert [entry.number for entry in entries_of(web, dossier)] == numbers
    assert numbering.number_dossier(web.service, ARCHIVIST, str(dossier)).documents == ()
    voiding.void_number(web.service, ARCHIVIST, numbers[1], "错号")
    again = numbering.number_dossier(web.service, ARCHIVIST, str(dossier))
    assert [number for _, number in again.documents] == [f"{given.number}-005"]
    assert number_check.check_numbers(web.service, ARCHIVIST, str(dossier)).ok
    assert number_check.check_numbers(web.service, ARCHIVIST).ok
    told = [(one.number, one.void_reason) for one in voiding.void_list(web.service, ARCHIVIST)]
    assert (numbers[1], "错号") in told
    with pytest.raises(Conflict):
        voiding.void_number(web.service, ARCHIVIST, numbers[1], "再次")
    with pytest.raises(BadRequest):
        voiding.void_number(web.service, ARCHIVIST, numbers[0], " ")
    with pytest.raises(Forbidden):
        numbering.number_dossier(web.service, COLLECTOR, str(dossier))


def test_what_a_person_says_stands_in_the_catalogue(web, dossier):
    first = entries_of(web, dossier)[0]
    assert first.responsible == "济南市市场监督管理局"
    words = CatalogueWords(title="〔营业执照副本〕", secrecy="秘密", remark="边角缺损", copy=True)
    describing.describe(web.service, COLLECTOR, first.document_id, words)
    describing.describe(web.service, COLLECTOR, first.document_id, CatalogueWords(remark=""))
    entry = entries_of(web, dossier)[0]
    assert (entry.title, entry.secrecy, entry.remark) == ("〔营业执照副本〕", "秘密", "复印件")
    with pytest.raises(BadRequest):
        describing.describe(web.service, COLLECTOR, first.document_id, CatalogueWords(secrecy="私密"))


def test_a_chain_of_three_accounts_hands_over_and_locks(web, dossier):
    service = web.service
    counted = entries_of(web, dossier)[1].document_id
    made = collecting.collect(service, COLLECTOR, str(dossier), {counted: 7})
    assert (made.state, made.documents, made.pages) == (HandoverState.LISTED, 4, 12)
    with pytest.raises(Conflict):
        collecting.collect(service, COLLECTOR, str(dossier))
    with pytest.raises(Forbidden):
        checking.check(service, COLLECTOR, made.id)
    with pytest.raises(Conflict):
        receiving.receive(service, ARCHIVIST, made.id)
    with pytest.raises(SameSigner):
        checking.check(service, Viewer(None, COLLECTOR.name, Role.CHECKER), made.id)
    checked = checking.check(service, CHECKER, made.id, {counted: 6}, {counted: "缺第七页"})
    said = [filing_sentence(gap) for gap in checked.gaps]
    assert any("Background of the customer" in one for one in said)
    assert any("7 pages listed, 6 counted" in one for one in said)
    assert any("缺第七页" in one for one in said)
    with pytest.raises(GapsNotApproved):
        receiving.receive(service, ARCHIVIST, made.id)
    asked = approvals.ask(service, CHECKER, made.id, ApprovalKind.GAPS, "客户下月补齐")
    with pytest.raises(SameSigner):
        approvals.decide(service, Viewer(None, CHECKER.name, Role.MANAGER), asked.id, granted=True)
    with pytest.raises(BadRequest):
        approvals.decide(service, MANAGER, asked.id, granted=False)
    approvals.decide(service, MANAGER, asked.id, granted=True, answer="同意")
    done = receiving.receive(service, ARCHIVIST, made.id, "已上架")
    assert done.state is HandoverState.RECEIVED
    assert [one.signed_by for one in done.signatures] == [COLLECTOR.name, CHECKER.name, ARCHIVIST.name]
    refuse_every_change(service, dossier, [line.document_id for line in done.lines], done.lines[0].number)
    for language in ("zh_CN", "en"):
        listed = texts(archive_prints.handover_list(service, ARCHIVIST, made.id, language))
        assert all(line.number in listed.replace("\n", "") for line in done.lines)
        assert "缺第七页" in listed
        register = texts(archive_prints.handover_register(service, ARCHIVIST, made.id, language))
        assert "SHA-256" in register
        assert ARCHIVIST.name in register
    assert care.verify_audit(service, ARCHIVIST) is None


def filing_sentence(gap) -> str:
    params = {
        name: value["template"] if isinstance(value, dict) else value for name, value in gap["params"].items()
    }
    return gap["template"].format(**params)


def refuse_every_change(service, customer, documents, number):
    first = documents[0]
    changes = (
        lambda: filing.mend(service, ARCHIVIST, first, {"registrar": "别处"}),
        lambda: filing.retype(service, ARCHIVIST, first, "order"),
        lambda: pagework.merge(service, ARCHIVIST, documents[:2]),
        lambda: describing.describe(service, ARCHIVIST, first, CatalogueWords(title="改")),
        lambda: voiding.void_number(service, ARCHIVIST, number, "改"),
        lambda: merging.merge(service, ARCHIVIST, str(customer), str(other_customer(service, customer))),
    )
    for change in changes:
        with pytest.raises(HandedOver) as refused:
            change()
        assert refused.value.hint.template.startswith("Ask for reopening")


def other_customer(service, customer) -> int:
    rows = customer_verbs.list_customers(service, SYSTEM, limit=100).customers
    return next(row.id for row in rows if row.id != customer)


def test_later_papers_are_handed_over_alone_and_reopening_is_approved(web, dossier):
    service = web.service
    first = hand_over(service, dossier)
    with pytest.raises(Conflict):
        collecting.collect(service, COLLECTOR, str(dossier))
    web.add_paper(f"later{dossier}", "invoice", ("发票",), customer=dossier, fields={"number": "F1"})
    second = collecting.collect(service, COLLECTOR, str(dossier))
    assert [line.title for line in second.lines] == ["发票"]
    back = checking.send_back(service, CHECKER, second.id, "发票盖章不清")
    assert back.state is HandoverState.RETURNED
    with pytest.raises(Conflict):
        receiving.reopen(service, ARCHIVIST, first.id)
    asked = approvals.ask(service, COLLECTOR, first.id, ApprovalKind.REOPENING, "合同类型有误")
    approvals.decide(service, OTHER_MANAGER, asked.id, granted=True)
    assert receiving.reopen(service, ARCHIVIST, first.id).state is HandoverState.REOPENED
    filing.retype(service, ARCHIVIST, first.lines[1].document_id, "order")


def hand_over(service, customer):
    made = collecting.collect(service, COLLECTOR, str(customer))
    checked = checking.check(service, CHECKER, made.id)
    if checked.gaps:
        asked = approvals.ask(service, COLLECTOR, made.id, ApprovalKind.GAPS, "后补")
        approvals.decide(service, MANAGER, asked.id, granted=True)
    return receiving.receive(service, ARCHIVIST, made.id)


def test_what_changed_since_the_list_was_signed_is_not_received(web, dossier):
    service = web.service
    made = collecting.collect(service, COLLECTOR, str(dossier))
    checking.check(service, CHECKER, made.id)
    asked = approvals.ask(service, COLLECTOR, made.id, ApprovalKind.GAPS, "后补")
    approvals.decide(service, MANAGER, asked.id, granted=True)
    document = made.lines[0].document_id
    describing.describe(service, COLLECTOR, document, CatalogueWords(title="别的题名"))
    with pytest.raises(Conflict):
        receiving.receive(service, ARCHIVIST, made.id)


def test_deferral_needs_a_reason_a_day_and_another_account(web, dossier):
    service = web.service
    later = service.today() + dt.timedelta(days=10)
    for day, reason in ((later, " "), (service.today(), "迟")):
        with pytest.raises(BadRequest):
            approvals.defer(service, COLLECTOR, str(dossier), day, reason)
    asked = approvals.defer(service, COLLECTOR, str(dossier), later, "等对账单")
    with pytest.raises(Conflict):
        approvals.defer(service, CHECKER, str(dossier), later, "等对账单")
    with pytest.raises(Forbidden):
        approvals.decide(service, CHECKER, asked.id, granted=True)
    assert approvals.decide(service, MANAGER, asked.id, granted=False, answer="按期").granted is False
    with pytest.raises(Conflict):
        approvals.decide(service, OTHER_MANAGER, asked.id, granted=True)


def test_a_closed_year_becomes_volumes_with_numbers(web, dossier):
    service = web.service
    year = service.today().year
    with pytest.raises(Conflict):
        volumes.close_year(service, ARCHIVIST, str(dossier), year)
    paper = ShelfPaper("contract", 3, "旧合同", dt.date(year - 2, 5, 1))
    shelf.add(service, COLLECTOR, str(dossier), paper)
    made = volumes.close_year(service, ARCHIVIST, str(dossier), year - 1)
    assert [(one.category, one.year, len(one.document_ids)) for one in made] == [(2, year - 2, 1)]
    assert volumes.close_year(service, ARCHIVIST, str(dossier), year - 1) == []
    cover = texts(archive_prints.print_form(service, ARCHIVIST, str(dossier), Form.COVER, "zh_CN"))
    assert made[0].number in cover
    assert "合同、订单" in cover


def test_an_old_catalogue_is_taken_in_row_by_row(web, dossier):
    service = web.service
    rows = [
        ("文种", "题名", "档号", "日期", "页数", "存放位置", "原件/复印件", "密级"),
        ("合同", "一九九八年合同", "旧-012", "1998.5.7", 12, "3柜2层", "原件", ""),
        ("营业执照", "", "旧-013", dt.datetime(1999, 1, 2), 1, "", "复印件", "秘密"),
        ("天书", "", "旧-014", "", 1, "", "", ""),
        ("合同", "", "旧-012", "", 2, "", "", ""),
        ("合同", "", "", "1998-13-01", 2, "", "", ""),
        ("合同", "", "", "", "若干", "", "", ""),
        ("合同", "", "", "", 2, "", "抄件", ""),
        ("合同", "", "", "", 2, "", "", "私密"),
    ]
    stream = excel(rows)
    tried = old_catalogue.import_catalogue(service, ARCHIVIST, stream, customer=str(dossier), dry_run=True)
    assert (tried.taken, tried.refused) == (2, 6)
    assert len(entries_of(web, dossier)) == 4
    stream.seek(0)
    done = old_catalogue.import_catalogue(service, ARCHIVIST, stream, customer=str(dossier), language="zh_CN")
    assert [row.outcome for row in done.rows] == ["taken", "taken", *["refused"] * 6]
    assert all(row.reason and "旧-012" in row.reason for row in done.rows[3:4])
    taken = {entry.number: entry for entry in entries_of(web, dossier) if entry.on_shelf_only}
    assert (taken["旧-012"].title, taken["旧-012"].pages) == ("一九九八年合同", 12)
    assert taken["旧-013"].copy
    assert taken["旧-013"].date == dt.date(1999, 1, 2)
    with pytest.raises(BadRequest):
        old_catalogue.import_catalogue(service, ARCHIVIST, excel([("题名",)]), customer=str(dossier))
    head = [cell.value for cell in load_workbook(io.BytesIO(old_catalogue.template())).active[1]]
    assert head[:3] == ["客户", "文种", "题名"]


def excel(rows) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_printouts_and_excel_carry_the_standards_columns_in_both_languages(web, dossier):
    service = web.service
    numbering.number_dossier(service, ARCHIVIST, str(dossier))
    numbers = [entry.number for entry in entries_of(web, dossier)]
    book = load_workbook(
        io.BytesIO(archive_prints.catalogue_excel(service, ARCHIVIST, str(dossier), "zh_CN"))
    )
    heads = [cell.value for cell in book.worksheets[0][3]]
    assert heads == ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    read = [row[1].value for sheet in book for row in sheet.iter_rows(min_row=4)]
    assert read == numbers
    for language in ("zh_CN", "en"):
        text = texts(archive_prints.print_form(service, ARCHIVIST, str(dossier), Form.CATALOGUE, language))
        assert all(number in text.replace("\n", "") for number in numbers)
        for form in (Form.REMARKS, Form.SPINE, Form.BOX, Form.COVER):
            assert f"第{count_of(web, dossier)}机械" in texts(
                archive_prints.print_form(service, ARCHIVIST, str(dossier), form, language)
            ).replace("\n", "")


def count_of(web, customer) -> str:
    with web.service.database.reading() as work:
        return work.customers.get(SYSTEM, customer).name[1:].removesuffix("机械制造有限公司")


def test_an_inspection_tells_what_is_wrong_and_what_was_not_run(web, dossier):
    service = web.service
    found = {item.code: item for item in inspection.inspect(service, ARCHIVIST, str(dossier)).items}
    assert {code for code, item in found.items() if item.verdict is Verdict.NOT_RUN} >= {"1-14", "2-1", "1-7"}
    assert found["2-9"].verdict is Verdict.FAIL
    assert found["1-1"].verdict is Verdict.PASS
    assert found["2-7"].checked == 6
    with service.database.reading() as work:
        document = work.documents.get(SYSTEM, entries_of(web, dossier)[0].document_id)
        path = service.files.path(work.scans.get(SYSTEM, document.pages[0].scan_id).sha256)
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data[:100])
    spoilt = {item.code: item.verdict for item in inspection.inspect(service, ARCHIVIST, str(dossier)).items}
    path.write_bytes(data)
    assert {code for code in ("1-1", "1-10", "2-2", "2-7") if spoilt[code] is Verdict.FAIL} == {
        *("1-1", "1-10", "2-2", "2-7")
    }


def test_a_report_reads_back_as_xml_excel_and_page(web, dossier):
    inspected = inspection.inspect(web.service, ARCHIVIST, str(dossier))
    tree = ET.fromstring(inspection_report.as_xml(inspected))
    codes = [item.get("代码") for item in tree.iter("检测项")]
    assert codes == [f"GD{item.code}" for item in inspected.items]
    sheet = load_workbook(io.BytesIO(inspection_report.as_excel(inspected, "en"))).active
    verdicts = [row[3].value for row in sheet.iter_rows(min_row=6)]
    assert verdicts.count("not run") == inspected.count(Verdict.NOT_RUN)
    page = texts(archive_prints.print_form(web.service, ARCHIVIST, str(dossier), Form.INSPECTION, "zh_CN"))
    assert "未检测" in page


def test_a_scanner_that_finds_something_fails_the_item_and_a_broken_one_is_not_run(tmp_path):
    scanner = tmp_path / "clamscan"
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"x")
    assert virus_scan.scan([paper], ["no-such-scanner"]).program is None
    for script, expected in (
        ('echo "$3: Eicar-Test FOUND"; exit 1', (("paper.pdf", "Eicar-Test"),)),
        ("exit 0", ()),
    ):
        scanner.write_text(f"#!/bin/sh\n{script}\n")
        scanner.chmod(scanner.stat().st_mode | stat.S_IXUSR)
        report = virus_scan.scan([paper], [str(scanner)])
        assert report.found == expected
        assert report.failed is None
    scanner.write_text("#!/bin/sh\necho no database >&2; exit 2\n")
    broken = inspection_viruses.virus_items(virus_scan.scan([paper], [str(scanner)]), 1)
    assert [item.verdict for item in broken] == [Verdict.PASS, Verdict.NOT_RUN]
