"""What was signed stays as it was signed: names, numbers, attestations, and who may read it."""

from __future__ import annotations

import hashlib
import re

import pymupdf
import pytest

from dossier import (
    approvals,
    archive_prints,
    attesting,
    checking,
    collecting,
    company,
    customers,
    describing,
    merging,
    numbering,
    receiving,
    sampling,
    voiding,
)
from dossier.errors import Conflict
from dossier.handover_record import of_customer
from dossier.locks import HandedOver
from storage.states import ApprovalKind, HandoverState
from storage.values_archive import CatalogueWords
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
MANAGER = Viewer(None, "钱经理", Role.MANAGER)


def slips(web, name: str, numbers: tuple[str, ...], team: str | None = None) -> tuple[int, list[int]]:
    """Open a dossier with slips that bear numbers of their own."""
    customer = web.add_customer(name, team)
    papers = [
        web.add_paper(
            f"{name}{one}", "delivery_slip", ("送货单", name), customer=customer, fields={"slip_no": one}
        )
        for one in numbers
    ]
    return customer, papers


def receive(web, handover_id: int) -> None:
    """Check, approve the gaps of, and receive what was listed."""
    checking.check(web.service, CHECKER, handover_id)
    asked = approvals.ask(web.service, COLLECTOR, handover_id, ApprovalKind.GAPS, "客户稍后补交")
    approvals.decide(web.service, MANAGER, asked.id, granted=True)
    receiving.receive(web.service, ARCHIVIST, handover_id)


def words(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as document:
        return " ".join("".join(page.get_text() for page in document).split())


def test_a_list_that_was_signed_bore_the_name_the_customer_got_later(web):
    old, new = "秦皇岛旧名阀门厂", "秦皇岛新名阀门有限公司"
    customer, _ = slips(web, old, ("SH-201",))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    before = words(archive_prints.handover_register(web.service, ARCHIVIST, handover.id, "en"))
    customers.rename(web.service, ARCHIVIST, customer, new)
    voiding.void_number(web.service, ARCHIVIST, handover.customer_number or "", "重新编号")
    printed = words(archive_prints.handover_list(web.service, ARCHIVIST, handover.id, "en"))
    assert f"{old} {handover.customer_number}" in printed
    assert f"Now in the dossier of {new}." in printed
    assert printed.count(new) == 1
    assert words(archive_prints.handover_register(web.service, ARCHIVIST, handover.id, "en")) == before


def test_slips_of_a_signed_list_could_not_be_told_apart(web):
    """Thirty lines read 送货单, and a number that was given on the day of the list."""
    customer, papers = slips(web, "秦皇岛多单机械有限公司", ("SH-301", "SH-302"))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    assert [(one.document_id, one.reference) for one in handover.lines] == [
        (papers[0], "SH-301"),
        (papers[1], "SH-302"),
    ]
    printed = words(archive_prints.handover_list(web.service, ARCHIVIST, handover.id, "zh_CN"))
    assert "SH-301" in printed
    assert "SH-302" in printed


def test_what_was_said_of_a_paper_changed_after_it_was_handed_over(web):
    customer, [paper] = slips(web, "秦皇岛锁定机械有限公司", ("SH-401",))
    attesting.attest(web.service, COLLECTOR, paper, {"sealed": True})
    receive(web, collecting.collect(web.service, COLLECTOR, str(customer)).id)
    with pytest.raises(HandedOver):
        attesting.attest(web.service, COLLECTOR, paper, {"sealed": None})
    with pytest.raises(HandedOver):
        attesting.say_what_for(web.service, COLLECTOR, paper, period="2026-01")
    with web.service.database.reading() as work:
        said = work.attestations.of_document(SYSTEM, paper)
    assert [(one.attribute, one.value) for one in said] == [("sealed", True)]


def test_a_merged_customers_handover_was_listed_for_another_team_and_opened_nowhere(web):
    gone, _ = slips(web, "廊坊并入轴承厂", ("SH-501",), team="South")
    kept, _ = slips(web, "廊坊并入轴承有限公司", ("SH-502",), team="North")
    handover = collecting.collect(web.service, ARCHIVIST, str(gone))
    merging.merge(web.service, ARCHIVIST, str(gone), str(kept))
    for name, status in (("carl", 200), ("dora", 404)):
        with web.signed_in(name) as client:
            for paper in ("list", "register"):
                assert client.get(f"/handovers/{handover.id}/{paper}.pdf").status_code == status
            waiting = client.get("/handovers")
            assert waiting.status_code == 200
            assert (f'href="/customers/{kept}/archive"' in waiting.text) is (status == 200)


def test_an_open_handover_of_a_merged_dossier_could_only_be_sent_back(web):
    """Its papers were looked for in the dossier that is no more: nothing to sample, no gaps, all changed."""
    gone, papers = slips(web, "廊坊续收轴承厂", ("SH-601",))
    kept, _ = slips(web, "廊坊续收轴承有限公司", ("SH-602",))
    third = web.add_customer("廊坊再并轴承有限公司")
    handover = collecting.collect(web.service, COLLECTOR, str(gone))
    merging.merge(web.service, MANAGER, str(gone), str(kept))
    assert sampling.draw(web.service, CHECKER, handover_id=handover.id).population == papers
    receive(web, handover.id)
    [done] = of_customer(web.service, SYSTEM, str(kept))[0]
    assert (done.state, bool(done.gaps)) == (HandoverState.RECEIVED, True)
    with pytest.raises(HandedOver):
        merging.merge(web.service, MANAGER, str(kept), str(third))


def test_a_credit_code_stood_for_the_unit_on_forms(web):
    name = "天津华北档案有限公司"
    ada = Viewer(1, "ada", Role.ADMINISTRATOR)
    customer, _ = slips(web, "廊坊署名轴承有限公司", ("SH-701",))
    company.set_own_company(web.service, ada, ["91130900MA07XKQ25J", name])
    try:
        cover = words(
            archive_prints.print_form(web.service, SYSTEM, str(customer), archive_prints.Form.COVER)
        )
        handover = collecting.collect(web.service, COLLECTOR, str(customer))
    finally:
        company.set_own_company(web.service, ada, [])
    assert name in cover
    assert name in words(archive_prints.handover_register(web.service, ARCHIVIST, handover.id))


def test_english_said_1_documents(web):
    customer, _ = slips(web, "廊坊单件轴承有限公司", ("SH-801",))
    catalogue = archive_prints.print_form(
        web.service, SYSTEM, str(customer), archive_prints.Form.CATALOGUE, "en"
    )
    assert "1 document, 1 page" in words(catalogue)
    collecting.collect(web.service, COLLECTOR, str(customer))
    with web.signed_in("ada") as client:
        assert "1 document, 1 page" in client.get(f"/customers/{customer}/archive").text


def test_gaps_named_papers_in_chinese_only(web):
    customer, _ = slips(web, "廊坊缺页轴承有限公司", ("SH-901",))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    line = handover.lines[0]
    checking.check(
        web.service, CHECKER, handover.id, {line.document_id: 0}, {line.document_id: "not in the folder"}
    )
    english = words(archive_prints.handover_list(web.service, ARCHIVIST, handover.id, "en"))
    assert f"{line.number} Delivery slip: 1 page listed, 0 counted." in english
    assert f"{line.number} Delivery slip: not in the folder" in english
    chinese = words(archive_prints.handover_list(web.service, ARCHIVIST, handover.id, "zh_CN"))
    assert f"{line.number} 送货单：清单 1 页，清点 0 页。" in chinese


def test_a_locked_paper_offered_forms_that_all_are_refused(web):
    customer, [paper] = slips(web, "廊坊锁页轴承有限公司", ("SH-951",))
    with web.signed_in("ada") as client:
        assert f'action="/documents/{paper}/mend"' in client.get(f"/documents/{paper}").text
        handover = collecting.collect(web.service, COLLECTOR, str(customer))
        receive(web, handover.id)
        page = client.get(f"/documents/{paper}").text
    assert f"Handed over (handover {handover.id}) and locked" in page
    assert "<dd>SH-951</dd>" in page
    for verb in ("mend", "retype", "move", "attest", "turn"):
        assert f'action="/documents/{paper}/{verb}"' not in page


def test_no_number_could_be_voided_from_the_page(web):
    """The fields of its form were named with quotation marks."""
    customer, [paper] = slips(web, "廊坊作废轴承有限公司", ("SH-971",))
    with web.signed_in("ada") as client:
        numbering.number_dossier(web.service, ARCHIVIST, str(customer))
        with web.service.database.reading() as work:
            number = work.catalogues.numbers_of([paper])[paper]
        page = client.get(f"/customers/{customer}/archive").text
        form = re.search(r'action="/customers/\d+/archive/void".*?</form>', page, re.DOTALL)[0]
        said = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        assert {"number", "reason", "sure"} <= said.keys()
        said |= {"number": number, "reason": "编错", "csrf": web.csrf_in(page)}
        assert client.post(f"/customers/{customer}/archive/void", data=said).status_code == 303
    assert number in {one.number for one in voiding.void_list(web.service, ARCHIVIST)}


def test_a_register_named_an_algorithm_but_no_digest(web):
    customer, [paper] = slips(web, "廊坊摘要轴承有限公司", ("SH-991",))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    with web.service.database.reading() as work:
        [page] = work.documents.get(SYSTEM, paper).pages
        original = work.scans.get(SYSTEM, page.scan_id).sha256
    digest = hashlib.sha256(f"{original}\n".encode()).hexdigest()
    assert handover.signatures[0].told["digest"] == digest
    printed = words(archive_prints.handover_register(web.service, ARCHIVIST, handover.id))
    assert digest in printed.replace(" ", "")


def test_a_gap_named_a_contract_by_a_number_of_the_database(web):
    customer = web.add_customer("廊坊缺单轴承有限公司")
    fields = {"contract_no": "HT-1001"}
    contract = web.add_paper("ht1001", "contract", ("合同",), customer=customer, fields=fields)
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    checking.check(web.service, CHECKER, handover.id)
    for language, gap in (
        ("en", "Delivery slip of the contract HT-1001:"),
        ("zh_CN", "合同的送货单 HT-1001："),
    ):
        printed = words(archive_prints.handover_list(web.service, ARCHIVIST, handover.id, language))
        assert gap in printed
        assert f"#{contract}" not in printed


def test_what_was_signed_for_as_an_original_was_received_as_a_copy(web):
    customer, [paper] = slips(web, "廊坊原件轴承有限公司", ("SH-1011",))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    describing.describe(web.service, COLLECTOR, paper, CatalogueWords(copy=True))
    with pytest.raises(Conflict, match=f"The document {paper} was changed"):
        receive(web, handover.id)


def test_another_team_asked_again_for_what_was_asked_of_a_merged_dossier(web):
    gone, _ = slips(web, "廊坊再问轴承厂", ("SH-1021",), team="South")
    kept, _ = slips(web, "廊坊再问轴承有限公司", ("SH-1022",), team="North")
    handover = collecting.collect(web.service, ARCHIVIST, str(gone))
    checking.check(web.service, MANAGER, handover.id)
    merging.merge(web.service, ARCHIVIST, str(gone), str(kept))
    with web.service.database.reading() as work:
        carl = work.users.viewer(work.users.by_name("carl").id)
    approvals.ask(web.service, carl, handover.id, ApprovalKind.GAPS, "稍后补交")
    with pytest.raises(Conflict, match="asked already"):
        approvals.ask(web.service, carl, handover.id, ApprovalKind.GAPS, "稍后补交")


def test_a_list_that_was_opened_again_looked_like_one_that_stands(web):
    """Why it was opened again stood below the gap list as if it had approved of the gaps."""
    customer, _ = slips(web, "廊坊重开轴承有限公司", ("SH-1031",))
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    receive(web, handover.id)
    asked = approvals.ask(web.service, COLLECTOR, handover.id, ApprovalKind.REOPENING, "一页缺失")
    approvals.decide(web.service, MANAGER, asked.id, granted=True)
    receiving.reopen(web.service, ARCHIVIST, handover.id, "重新装订")
    for form in (archive_prints.handover_list, archive_prints.handover_register):
        printed = words(form(web.service, ARCHIVIST, handover.id, "en"))
        assert "Opened again by 赵档案" in printed
        assert "重新装订" in printed
        assert "一页缺失" not in printed
