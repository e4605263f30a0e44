"""Pages of the archive: three accounts hand a dossier over through forms; what they print is sent."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dossier import accounts
from storage.viewer import SYSTEM, Role

TEMPLATES = Path(__file__).resolve().parents[2] / "api" / "web" / "templates"
NAME = "沧州恒通管件制造有限公司"
PEOPLE = {"lin": Role.CHECKER, "zhao": Role.ARCHIVIST, "qian": Role.MANAGER}


@pytest.fixture(scope="module")
def customer(web) -> int:
    """A dossier of team North with two papers, and a checker, an archivist and a manager."""
    service = web.service
    with service.database.reading() as work:
        ada = work.users.viewer(work.users.by_name("ada").id)
        north = work.teams.by_name("North").id
    for name, role in PEOPLE.items():
        teams = (north,) if role is Role.CHECKER else ()
        accounts.create_user(
            service, ada, name=name, password="correct horse battery", role=role, teams=teams
        )
    customer = web.add_customer(NAME, team="North")
    web.add_paper(
        "hl", "business_licence", ("营业执照",), customer=customer, fields={"registrar": "沧州市监"}
    )
    web.add_paper("hc", "contract", ("购销合同",), customer=customer, fields={"contract_no": "HT-9"}, pages=2)
    return customer


def post(web, name, path, page, **data):
    with web.signed_in(name) as client:
        csrf = web.csrf_in(client.get(page).text)
        return client.post(path, data={"csrf": csrf, **data})


def test_a_dossier_goes_from_form_to_form_into_the_archive(web, customer):
    page = f"/customers/{customer}/archive"
    with web.service.database.reading() as work:
        first = work.documents.of_customer(accounts_viewer(web, "ada"), customer)[0].id
    said = post(web, "carl", f"{page}/describe", page, document=first, title="营业执照副本", secrecy="秘密")
    assert said.status_code == 303
    assert (
        post(web, "carl", f"/customers/{customer}/handover", page, **{f"pages.{first}": "3"}).status_code
        == 303
    )
    with web.signed_in("lin") as client:
        shown = client.get(page).text
    assert "Sign as checker" in shown
    assert "营业执照副本" in shown
    answer = post(
        web, "lin", "/handovers/1/check", page, **{f"pages.{first}": "2", f"note.{first}": "少一页"}
    )
    assert answer.status_code == 303, answer.text
    asked = post(web, "lin", "/handovers/1/ask", page, kind="gaps", reason="月底补齐")
    assert asked.status_code == 303
    refused = post(web, "zhao", "/handovers/1/receive", page)
    assert refused.status_code == 409
    assert "gap list" in refused.text
    with web.signed_in("qian") as client:
        assert NAME in client.get("/handovers").text
    assert post(web, "qian", "/approvals/1", "/handovers", granted="true").status_code == 303
    assert post(web, "zhao", "/handovers/1/receive", page, note="已上架").status_code == 303
    with web.signed_in("carl", "zh-CN") as client:
        assert "已移交" in client.get(page).text
        assert client.get("/handovers/1/register.pdf").content.startswith(b"%PDF")
    locked = post(web, "carl", f"{page}/describe", page, document=first, title="改")
    assert locked.status_code == 409


def accounts_viewer(web, name):
    with web.service.database.reading() as work:
        return work.users.viewer(work.users.by_name(name).id)


def test_a_paper_that_came_after_the_page_was_loaded_is_not_signed_for(web, customer):
    changed = web.add_customer("唐山后到轧辊有限公司", team="North")
    web.add_paper("la", "contract", ("购销合同",), customer=changed)
    page = f"/customers/{changed}/archive"
    with web.signed_in("carl", "zh-CN") as client:
        shown = client.get(page).text
        data = {"csrf": web.csrf_in(shown), "shown": re.findall(r'name="shown" value="(\d+)"', shown)}
        web.add_paper("lb", "invoice", ("发票",), customer=changed)
        late = client.post(f"/customers/{changed}/handover", data=data)
        assert late.status_code == 409
        assert "未签署" in late.text
        data["shown"] = re.findall(r'name="shown" value="(\d+)"', client.get(page).text)
        assert len(data["shown"]) == 2
        assert client.post(f"/customers/{changed}/handover", data=data).status_code == 303


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_numbers_no_row_can_have_are_answered_not_stumbled_over(web, customer, number):
    page = f"/customers/{customer}/archive"
    for path in (f"/documents/{number}", f"/handovers/{number}/list.pdf", f"/customers/{number}/archive"):
        with web.signed_in("carl") as client:
            assert client.get(path).status_code in (404, 422)
    described = post(web, "carl", f"{page}/describe", page, document=number, title="x")
    assert described.status_code in (404, 422)
    signed = post(web, "carl", f"/customers/{customer}/handover", page, **{f"pages.{number}": "1"})
    assert signed.status_code != 500


def test_another_team_sees_nothing_of_it(web, customer):
    with web.signed_in("dora") as client:
        for path in ("archive", "inspection", "archive/catalogue.pdf", "archive/catalogue.xlsx"):
            assert client.get(f"/customers/{customer}/{path}").status_code == 404
        assert NAME not in client.get("/handovers").text


def test_forms_reports_and_the_package_are_sent(web, customer):
    with web.signed_in("zhao") as client:
        for form in ("catalogue", "cover", "remarks", "spine", "box"):
            assert client.get(f"/customers/{customer}/archive/{form}.pdf").content.startswith(b"%PDF")
        shown = client.get(f"/customers/{customer}/inspection").text
        assert 'data-item="4-1" data-verdict-of="not_run"' in shown
        book = load_workbook(io.BytesIO(client.get(f"/customers/{customer}/archive/catalogue.xlsx").content))
        assert book.worksheets[0]["A3"].value == "Place"
        package = zipfile.ZipFile(io.BytesIO(client.get(f"/customers/{customer}/package.zip").content))
        assert f"dossier-{customer}/verify.py" in package.namelist()
    with web.signed_in("carl") as client:
        assert client.get(f"/customers/{customer}/package.zip").status_code == 403


def test_an_old_catalogue_is_shown_before_it_is_taken_in(web, customer):
    old = web.add_customer("旧目录机械有限公司")
    book = Workbook()
    for row in (("客户", "文种", "页数"), ("旧目录机械有限公司", "合同", 3), ("无此客户", "合同", 3)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    files = {"files": ("old.xlsx", data.getvalue())}
    with web.signed_in("zhao") as client:
        csrf = web.csrf_in(client.get("/archive/import").text)
        tried = client.post("/archive/import", data={"csrf": csrf}, files=files).text
        assert "1 taken in, 1 refused" in tried
        assert "无此客户" in tried
        taken = client.post("/archive/import", data={"csrf": csrf, "take": "true"}, files=files).text
        assert "What happened" in taken
        shelf_only = client.get(f"/customers/{old}/archive").text
        assert "On the shelf only" in shelf_only
        with web.service.database.reading() as work:
            document = work.documents.of_customer(accounts_viewer(web, "ada"), old)[0].id
        sent_on = client.get(f"/documents/{document}")
        assert sent_on.headers["location"] == f"/customers/{old}/archive"


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("archive/shelf", {"type": "contract", "pages": "abc"}, "应为整数"),
        ("archive/shelf", {"type": "contract", "pages": "0"}, "不得小于 1"),
        ("archive/describe", {"document": "1", "title": "x" * 301}, "最多 300 个字"),
        ("handover/defer", {"until": "2026-02-30", "reason": "x"}, "日期请写成 2026-12-31"),
        ("handover/defer", {"reason": "x"}, "必须填写"),
        ("handover", {"pages.1": "abc"}, "应为页数"),
        ("waive", {"requirement": "licence", "reason": "x"}, "免交清单项目"),
        ("archive/number", {}, "编制和作废档号"),
    ],
)
def test_a_refusal_is_told_in_chinese_only(web, customer, path, data, said):
    with web.signed_in("carl", "zh-CN") as client:
        csrf = web.csrf_in(client.get(f"/customers/{customer}/archive").text)
        answer = client.post(f"/customers/{customer}/{path}", data={"csrf": csrf, **data})
    assert answer.status_code in (403, 422)
    assert said in answer.text
    assert not re.search("[A-Z][a-z]+ (?:should|required)|[a-z]+[.][a-z]+。", answer.text)


def test_degrees_of_secrecy_are_told_in_the_readers_language(web, customer):
    for language, said in (("en", "Top secret"), ("zh-CN", "绝密")):
        with web.signed_in("carl", language) as client:
            listed = web.add_customer(f"密级{language}有限公司", team="North")
            paper = web.add_paper(f"m{language}", "contract", ("购销合同",), customer=listed)
            page = client.get(f"/customers/{listed}/archive?describe={paper}").text
        assert re.search(rf'<option value="绝密">\s*{said}\s*</option>', page)


def test_every_line_to_type_in_has_a_kind_so_that_it_looks_like_one():
    for path in sorted(TEMPLATES.rglob("*.html")):
        inputs = re.findall(r"<input\b[^>]*>", path.read_text("utf-8"))
        assert [one for one in inputs if "type=" not in one] == [], path.name


def test_what_cannot_be_taken_back_is_asked_for_twice(web, customer):
    own = web.add_customer("邢台确认轧钢有限公司")
    paper = web.add_paper("sure", "contract", ("合同",), customer=own)
    page = f"/customers/{own}/archive"
    with web.signed_in("zhao") as client:
        shown = client.get(page).text
        assert "Give numbers" in shown
        csrf = web.csrf_in(shown)
        assert client.post(f"{page}/number", data={"csrf": csrf}).status_code == 303
        assert "Give numbers" not in client.get(page).text
        with web.service.database.reading() as work:
            (number,) = work.catalogues.numbers_of([paper]).values()
        void = {"csrf": csrf, "number": number, "reason": "误编"}
        assert client.post(f"{page}/void", data=void).status_code == 422
        assert client.post(f"{page}/close", data={"csrf": csrf, "year": "2020"}).status_code == 422
        assert client.post(f"{page}/void", data={**void, "sure": "true"}).status_code == 303
        closed = client.post(f"{page}/close", data={"csrf": csrf, "year": "2020", "sure": "true"})
        assert closed.status_code == 303


def test_titles_that_are_names_of_types_are_translated_and_true_titles_stay(web, customer):
    own = web.add_customer("邯郸题名机械有限公司")
    web.add_paper("t1", "contract", ("合同",), customer=own)
    named = web.add_paper("t2", "contract", ("合同",), customer=own)
    page = f"/customers/{own}/archive"
    post(web, "zhao", f"{page}/describe", page, document=named, title="年度采购框架协议")
    post(web, "zhao", f"{page}/shelf", page, type="business_licence", pages="2", place="3柜2层")
    with web.signed_in("zhao") as client:
        shown = client.get(page).text
        book = load_workbook(io.BytesIO(client.get(f"{page}/catalogue.xlsx").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows(min_row=4) for cell in row]
    assert {"Contract", "年度采购框架协议", "Business licence", "On the shelf only 3柜2层"} <= set(cells)
    assert ">Contract</a>" in shown
    assert ">年度采购框架协议</a>" in shown
    with web.signed_in("zhao", "zh-CN") as client:
        assert ">合同</a>" in client.get(page).text


def test_long_lists_are_handed_over_by_what_differs(web, customer):
    own = web.add_customer("廊坊长单印刷有限公司", team="North")
    papers = [web.add_paper(f"ll{n}", "contract", ("合同",), customer=own) for n in range(3)]
    page = f"/customers/{own}/archive"
    for wrong in ("3 页", "9 = 1"):
        said = post(web, "carl", f"/customers/{own}/handover", page, differing=wrong, shown=papers)
        assert said.status_code == 422
    signed = post(web, "carl", f"/customers/{own}/handover", page, differing="2 = 4\n", shown=papers)
    assert signed.status_code == 303
    with web.service.database.reading() as work:
        (handed,) = work.handovers.of_customer(SYSTEM, own)
    assert [line.pages for line in handed.lines] == [1, 4, 1]
    checked = post(web, "lin", f"/handovers/{handed.id}/check", page, differing="3=2 多一页\n")
    assert checked.status_code == 303, checked.text
    with web.service.database.reading() as work:
        lines = work.handovers.get(SYSTEM, handed.id).lines
    assert [(line.counted, line.note) for line in lines] == [(1, ""), (4, ""), (2, "多一页")]
