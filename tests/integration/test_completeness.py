"""Waivers, facts, history, lists, letters and cover sheets on a real service and over HTTP."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pymupdf
import pytest
from openpyxl import load_workbook

from capture.cut import COVER
from capture.files.saved import page_to_json, seal_rows
from capture.handwriting.captions import writing_rows
from capture.pages import Box, Code, Line, Mark, MarkKind, Page, Reader, Seal
from classify.profile import load_profile
from classify.requirements.requirement import Line as CheckLine
from dossier import (
    attesting,
    chasing,
    checklists,
    covers,
    facts,
    filing,
    inspection,
    letters,
    requirements,
    shelf,
)
from dossier.errors import BadRequest, Conflict, Forbidden, NotFound
from dossier.placing import place_scan
from dossier.rules_plan import PlanInEffect
from storage.states import DocumentState, ScanState, Source
from storage.values import Document, PageRef, Received
from storage.viewer import SYSTEM, Role, Viewer

MANAGER = Viewer(None, "mona", Role.MANAGER)
CLERK = Viewer(None, "clerk", Role.CLERK, frozenset())
NAME = "苏州远景贸易有限公司"
SOON = "2099-01-01"


@pytest.fixture
def customer(web, request) -> int:
    return web.add_customer(f"{NAME}{request.node.name[-30:]}")


def lines(web, customer: int) -> dict[str, requirements.RequirementDetail]:
    return {line.id: line for line in requirements.details(web.service, SYSTEM, str(customer), "en")}


def fill(web, customer: int) -> dict[str, int]:
    """File what everybody needs."""
    name = f"{customer}"
    licence = {"name": NAME, "uscc": "9137011201J4161438", "valid_until": SOON}
    return {
        "licence": web.add_paper(
            f"l{name}", "business_licence", ("营业执照",), customer=customer, fields=licence
        ),
        "background": web.add_paper(f"b{name}", "customer_background", ("走访报告",), customer=customer),
        "order": web.add_paper(f"o{name}", "order", ("订单",), customer=customer),
    }


def test_every_open_line_says_what_was_looked_for(web, customer):
    found = lines(web, customer)
    assert found["licence"].said == ["Looked for Business licence: none is filed."]
    zh = {line.id: line for line in requirements.details(web.service, SYSTEM, str(customer), "zh_CN")}
    assert zh["licence"].said == ["查找营业执照，未归档。"]


def test_a_waiver_needs_a_reason_a_right_and_a_line(web, customer):
    service, line = web.service, CheckLine("background")
    with pytest.raises(Forbidden):
        requirements.waive(service, CLERK, str(customer), line, "老客户")
    with pytest.raises(BadRequest):
        requirements.waive(service, MANAGER, str(customer), line, "  ")
    with pytest.raises(BadRequest):
        requirements.waive(service, MANAGER, str(customer), line, "老客户", dt.date(2020, 1, 1))
    with pytest.raises(NotFound):
        requirements.waive(service, MANAGER, str(customer), CheckLine("weather"), "老客户")
    waiver = requirements.waive(service, MANAGER, str(customer), line, "老客户", dt.date(2099, 1, 1))
    found = lines(web, customer)["background"]
    assert (found.state, found.waiver.by, found.waiver.reason) == ("waived", "mona", "老客户")
    assert found.waiver.until == dt.date(2099, 1, 1)
    requirements.insist(service, MANAGER, str(customer), waiver)
    assert lines(web, customer)["background"].state == "missing"
    with pytest.raises(NotFound):
        requirements.insist(service, MANAGER, str(customer), waiver)
    with service.database.reading() as work:
        verbs = [entry.verb for entry in work.audit.browse(limit=2).items]
    assert verbs == ["requirement.insisted", "requirement.waived"]


def test_a_dossier_remembers_when_it_was_complete_and_why_it_fell_back(web, customer):
    papers = fill(web, customer)
    assert {line.state for line in lines(web, customer).values()} == {"usable"}
    filing.mend(web.service, MANAGER, papers["licence"], {"valid_until": "2020-01-01"})
    fallen, complete = requirements.history(web.service, SYSTEM, str(customer), "en").root
    assert (complete.complete, fallen.complete, fallen.missing) == (True, False, 1)
    assert [(one.requirement, one.before, one.after) for one in fallen.changes] == [
        ("licence", "usable", "expired")
    ]
    assert lines(web, customer)["licence"].said == ["Its term ended on 2020-01-01."]
    assert lines(web, customer)["licence"].until == dt.date(2020, 1, 1)


def test_facts_are_proposed_from_papers_and_tried_before_they_are_saved(web, customer):
    service = web.service
    paper = web.add_paper(
        f"c{customer}", "customs_declaration", ("报关单",), customer=customer, fields={"shipment_no": "CK-1"}
    )
    found = {fact.id: fact for fact in facts.facts_of(service, SYSTEM, str(customer), "en").root}
    assert found["direct_export"].proposed.proof.document_id == paper
    assert found["credit_sale"].proposed is None
    preview = facts.preview(service, SYSTEM, str(customer), {"direct_export": True}, "en")
    assert {req.id for req in preview.comes} >= {"packing_list", "payment_terms", "customs_declaration"}
    assert preview.goes == []
    assert "packing_list" not in lines(web, customer)
    with web.program("ada") as program:
        path = f"/api/v1/customers/{customer}/facts"
        tried = program.post(f"{path}/preview", json={"facts": {"direct_export": True}}).json()
        assert {req["id"] for req in tried["comes"]} == {req.id for req in preview.comes}
        assert program.put(path, json={"facts": {"weather": True}}).status_code == 400
        saved = program.put(path, json={"facts": {"direct_export": True}}).json()
        assert next(fact for fact in saved if fact["id"] == "direct_export")["value"] is True
    assert lines(web, customer)["customs_declaration"].state == "usable"


def test_the_page_of_facts_shows_what_it_changes_and_then_saves(web):
    customer = web.add_customer("扬州江都电器有限公司")
    with web.signed_in("ada") as browser:
        form = {"csrf": web.csrf_in(browser.get(f"/customers/{customer}").text), "fact.credit_sale": "yes"}
        shown = browser.post(f"/customers/{customer}/facts", data=form).text
        assert 'data-requirement="credit_approval"' in shown
        assert "credit_approval" not in lines(web, customer)
        assert browser.post(f"/customers/{customer}/facts", data={**form, "save": "yes"}).status_code == 303
    assert lines(web, customer)["credit_approval"].state == "missing"


def test_a_paper_is_attested_and_said_to_be_for_another(web, customer):
    contracts = [
        web.add_paper(f"k{n}{customer}", "contract", ("合同",), customer=customer, fields={"order_no": "O-1"})
        for n in (1, 2)
    ]
    slip = web.add_paper(
        f"s{customer}", "delivery_slip", ("送货单",), customer=customer, fields={"order_no": "O-1"}
    )

    def state(contract: int) -> str:
        return next(
            line.state
            for line in requirements.details(web.service, SYSTEM, str(customer), "en")
            if line.id == "slip_per_contract" and line.for_document == contract
        )

    assert [state(one) for one in contracts] == ["received", "received"]
    with pytest.raises(NotFound):
        attesting.say_what_for(web.service, SYSTEM, slip, document=999_999)
    attesting.say_what_for(web.service, SYSTEM, slip, document=contracts[1])
    assert [state(one) for one in contracts] == ["missing", "usable"]
    with web.program("ada") as program:
        said = program.post(f"/api/v1/documents/{slip}/attest", json={"signed": True}).json()
        assert {one["attribute"]: one["value"] for one in said} == {
            "belongs_to": ["document", contracts[1]],
            "signed": True,
        }
        assert program.post(f"/api/v1/documents/{slip}/is-for", json={}).json()[0]["attribute"] == "signed"
    assert [state(one) for one in contracts] == ["received", "received"]


def test_lists_and_letters_are_read_back_in_both_languages(web, customer):
    service = web.service
    for language, words in (("zh_CN", "营业执照（在有效期内）"), ("en", "Business licence that is valid")):
        book = load_workbook(io.BytesIO(chasing.gap_list_excel(service, SYSTEM, str(customer), language)))
        rows = list(book.active.iter_rows(values_only=True))
        assert rows[1][:2] == (1, words)
        with pymupdf.open(stream=chasing.gap_list_pdf(service, SYSTEM, str(customer), language)) as pdf:
            assert words in pdf[0].get_text().replace("\n", "" if language == "zh_CN" else " ")
        letter = letters.write_letter(service, SYSTEM, str(customer), language)
        text = letters.letter_text(letter)
        assert words in text
        assert all(title != "客户背景资料" for title, _ in letter.papers)  # the office makes it itself
        with pymupdf.open(stream=letters.letter_pdf(letter, language)) as pdf:
            assert letter.title in pdf[0].get_text()
    with pymupdf.open(stream=chasing.gap_list_pdf(service, SYSTEM, None, "zh_CN")) as pdf:
        assert NAME in "".join(page.get_text() for page in pdf).replace("\n", "")


def test_pages_and_files_of_missing_papers_are_served(web, customer):
    with web.signed_in("ada") as browser:
        page = browser.get("/gaps").text
        assert 'data-gap="licence"' in page
        assert 'data-gap="licence"' not in browser.get("/gaps?state=contradicts").text
        for path, kind in (
            ("/gaps/list.xlsx", "spreadsheetml"),
            (f"/customers/{customer}/gaps.pdf", "pdf"),
            (f"/customers/{customer}/gaps.xlsx", "spreadsheetml"),
            (f"/customers/{customer}/letter.pdf", "pdf"),
            (f"/customers/{customer}/letter.txt", "text/plain"),
        ):
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert kind in answer.headers["content-type"]
        form = {"csrf": web.csrf_in(page), "requirement": "licence"}
        assert browser.post(f"/customers/{customer}/covers", data=form).content.startswith(b"%PDF")
    with web.program("carl") as clerk:
        assert clerk.get("/api/v1/gaps", params={"state": "missing", "limit": 1}).json()["total"] >= 1
        body = {"requirement": "licence", "reason": "x"}
        assert clerk.post(f"/api/v1/customers/{customer}/waivers", json=body).status_code == 403


def read_page(
    number: int, texts: tuple[str, ...], codes: tuple[Code, ...] = (), seals: tuple[Seal, ...] = ()
) -> Page:
    rows = tuple(
        Line(text, Box(100, 100 + 60 * row, 100 + 30 * len(text), 140 + 60 * row), 0.98, Reader.RAPIDOCR)
        for row, text in enumerate(texts)
    )
    return Page(number, 1700, 2200, 0, rows, codes=codes, seals=seals)


def place(service, name: str, read: list[Page]) -> tuple[ScanState, list[Document]]:
    now = dt.datetime.now(dt.UTC)
    stored = service.files.put(io.BytesIO(name.encode()))
    with service.database.unit_of_work() as work:
        scan = work.scans.receive(
            Received(stored.sha256, stored.size, f"{name}.tif", Source.UPLOAD), now
        ).scan
        work.scans.claim_one(scan.id, "test", now, dt.timedelta(minutes=1))
        work.scans.set_probe(scan.id, "tiff", len(read))
        work.pages.create(scan.id, len(read))
        for page in read:
            ref = PageRef(scan.id, page.number)
            work.pages.save(ref, page_to_json(page), seal_rows(page), writing_rows(page))
    state = place_scan(service, "test", scan)
    with service.database.reading() as work:
        return state, work.documents.of_scan(SYSTEM, scan.id)


def cover_code(web, customer: int, requirement: str) -> Code:
    covers.make_covers(web.service, MANAGER, str(customer), [requirement])
    with web.service.database.reading() as work:
        cover = work.covers.make("unused", customer, requirement, MANAGER, web.service.now())
    assert cover.token != "unused"
    return Code("QRCode", f"{COVER}{cover.token}", Box(500, 300, 900, 700))


def test_papers_behind_cover_sheets_file_themselves(web, customer):
    first, second = cover_code(web, customer, "background"), cover_code(web, customer, "contract_or_order")
    pile = [
        read_page(1, ("封面页",), (first,)),
        read_page(2, ("手写走访情况，字迹不清",)),
        read_page(3, ("续",)),
        read_page(4, ("封面页",), (second,)),
        read_page(5, ("看不清的纸",)),
    ]
    state, documents = place(web.service, f"pile{customer}", pile)
    assert state is ScanState.FILED
    assert [(one.type, one.customer_id, [page.number for page in one.pages]) for one in documents] == [
        ("customer_background", customer, [2, 3]),
        ("contract", customer, [5]),
    ]
    assert all(one.state is DocumentState.FILED and one.type_by_person for one in documents)
    found = lines(web, customer)
    assert {found[name].state for name in ("background", "contract_or_order")} == {"usable"}


def test_a_sheet_does_not_overrule_what_a_paper_surely_says(web, customer):
    other = web.add_customer("无锡长江材料有限公司")
    code = cover_code(web, customer, "background")
    texts = (
        "客户走访报告",
        "客户名称：无锡长江材料有限公司",
        "走访日期：2025年3月1日",
        "走访人：王五",
    )
    state, (document,) = place(
        web.service, f"other{customer}", [read_page(1, ("封面页",), (code,)), read_page(2, texts)]
    )
    assert other
    assert state is ScanState.REVIEW
    assert "cover sheet is for" in document.review_reasons[0]["template"]


def test_a_sheet_made_elsewhere_and_a_sheet_alone_are_told(web, customer):
    strange = Code("QRCode", f"{COVER}NOTOURS", None)
    state, (document,) = place(
        web.service, f"strange{customer}", [read_page(1, ("封面页",), (strange,)), read_page(2, ("无题",))]
    )
    assert state is ScanState.REVIEW
    assert "was not made here" in document.review_reasons[-1]["template"]
    code = cover_code(web, customer, "background")
    state, documents = place(web.service, f"alone{customer}", [read_page(1, ("封面页",), (code,))])
    assert (state, documents) == (ScanState.REJECTED, [])


def test_a_complete_customer_gets_no_letter_and_no_sheets(web, customer):
    fill(web, customer)
    with pytest.raises(Conflict):
        letters.write_letter(web.service, SYSTEM, str(customer))
    with pytest.raises(Conflict):
        covers.make_covers(web.service, MANAGER, str(customer))


def test_seals_of_pages_reach_the_checklist(web, customer):
    plan = PlanInEffect(load_profile("contract-credit"), web.service.database)
    service = replace(web.service, plan=plan)
    seal = Seal(Box(700, 1500, 900, 1700), "苏州远景贸易有限公司合同专用章", "contract")
    texts = ("工业品买卖合同", "合同编号：HD-2024-0315")
    state, (document,) = place(service, f"sealed{customer}", [read_page(1, texts, seals=(seal,))])
    assert state is ScanState.REVIEW
    filing.file(service, MANAGER, document.id, customer_id=customer, type="contract")
    with service.database.reading() as work:
        found = {one.id: one for one in checklists.compute(work, plan.current(), customer, service.today())}
    assert found["contract_sealed"].state == "usable"
    assert found["contract_sealed"].proof[0].box == seal.box


def test_a_signature_on_a_page_reaches_the_checklist(web, customer):
    plan = PlanInEffect(load_profile("contract-credit"), web.service.database)
    service = replace(web.service, plan=plan)
    read = read_page(1, ("信用额度审批表", "审批人签字："))
    hand = Mark(MarkKind.WRITING, Box(300, 150, 460, 220))
    for name, marks, state in (("plain", (), "received"), ("signed", (hand,), "usable")):
        _, (document,) = place(service, f"{name}{customer}", [replace(read, marks=marks)])
        filing.file(service, MANAGER, document.id, customer_id=customer, type="credit_approval")
        with service.database.reading() as work:
            lines = checklists.compute(
                work, plan.current(), customer, service.today(), facts={"credit_sale": True}
            )
        (line,) = (one for one in lines if one.id == "approval_signed" and one.for_document == document.id)
        assert (line.state, line.proof[0].box) == (state, hand.box if marks else None)


def test_a_paper_on_the_shelf_only_is_received_until_it_is_scanned(web, customer):
    service = web.service
    paper = shelf.ShelfPaper("business_licence", 7, "旧执照")
    other = web.add_customer(f"无锡{customer}号机械有限公司")
    entered = shelf.add(service, MANAGER, str(other), paper)
    line = lines(web, other)["licence"]
    assert (line.state, [(one.document_id, one.page) for one in line.proof]) == (
        "received",
        [(entered.id, None)],
    )
    scope = next(one for one in inspection.inspect(service, MANAGER, str(other)).items if one.code == "2-9")
    assert any("on the shelf only" in str(memo) for memo in scope.memos)
