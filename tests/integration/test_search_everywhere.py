"""Search on the pages, through REST and on the command line: kept searches, filters, Excel, look-alikes."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from dossier.cli import app

LINES = ("采购合同", "合同编号：CG2026-117", "金额：￥120,000.00元", "己方指定的交货地点")


@pytest.fixture(scope="module")
def papers(web) -> tuple[int, int]:
    customer = web.add_customer("搜索仪表有限公司")
    fields = {"contract_no": "CG2026-117", "amount": "120000.00"}
    contract = web.add_paper("found-contract", "contract", LINES, customer=customer, fields=fields)
    slip = web.add_paper("found-slip", "delivery_slip", ("送货单", "=SUM(A1)", "交货地点"), customer=customer)
    return contract, slip


@pytest.mark.parametrize(
    ("filters", "which"),
    [
        ({}, (0, 1)),
        ({"type": "contract"}, (0,)),
        ({"type": ["contract", "delivery_slip"]}, (0, 1)),
        ({"state": "review"}, ()),
        ({"low": "120000", "high": "120000.00"}, (0,)),
        ({"low": "120000.01"}, ()),
        ({"first": "2026-01-01"}, ()),
        ({"customer": 10**6}, ()),
    ],
)
def test_rest_filters_limit_what_is_found(web, papers, filters, which):
    with web.program("ada") as client:
        answer = client.get("/api/v1/search", params={"q": "交货地点", **filters}).json()
    assert {hit["document_id"] for hit in answer["hits"]} == {papers[at] for at in which}
    assert answer["total"] == len(which)
    assert all(hit["boxes"] for hit in answer["hits"])


@pytest.mark.parametrize(
    "wrong", [{"state": "gone"}, {"low": "-1"}, {"low": "1.005"}, {"first": "2026-02-30"}, {"category": -1}]
)
def test_rest_refuses_filters_that_mean_nothing(web, wrong):
    with web.program("ada") as client:
        answer = client.get("/api/v1/search", params={"q": "合同", **wrong})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_input"


def test_hits_as_excel_hold_texts_and_no_formulas(web, papers):
    with web.program("ada", "zh-CN") as client:
        answer = client.get("/api/v1/search/hits.xlsx", params={"q": "SUM", "type": "delivery_slip"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head, row = list(sheet.iter_rows())
    assert [cell.value for cell in head][:4] == ["客户", "统一社会信用代码", "文件", "文种"]
    assert (row[0].value, row[6].value, row[7].value) == ("搜索仪表有限公司", "found-slip.tif", 1)
    assert all(cell.data_type != "f" for cell in row)


def test_a_search_is_kept_listed_and_forgotten_by_its_owner_alone(web, papers):
    with web.freshly_signed_in("ada") as ada, web.freshly_signed_in("carl") as carl:
        page = ada.get("/search?q=交货地点&kind=contract")
        form = {"csrf": web.csrf_in(page.text), "name": " 到货  查询 ", "query": "q=交货地点&kind=contract"}
        kept = ada.post("/search/saved", data=form)
        assert kept.status_code == 303
        assert ">到货 查询<" in ada.get("/search").text
        assert "到货 查询" not in carl.get("/search").text
        with web.service.database.reading() as work:
            viewer = work.users.viewer(work.users.by_name("ada").id)
            [one] = work.saved_searches.of(viewer)
        # a stranger's wish to forget it changes nothing
        carl.post(f"/search/saved/{one.id}/forget", data={"csrf": web.csrf_in(carl.get("/search").text)})
        assert ">到货 查询<" in ada.get("/search").text
        ada.post(f"/search/saved/{one.id}/forget", data={"csrf": web.csrf_in(ada.get("/search").text)})
        assert "到货 查询" not in ada.get("/search").text


def test_a_search_without_a_name_is_not_kept(web):
    with web.freshly_signed_in("ada") as ada:
        form = {"csrf": web.csrf_in(ada.get("/search").text), "name": "  ", "query": "q=合同"}
        answer = ada.post("/search/saved", data=form)
        assert answer.status_code == 400
        assert "needs a name" in answer.text


def test_the_command_line_finds_what_was_misread_and_writes_excel(web, papers, tmp_path):
    data = ["--data", str(web.service.settings.data)]
    plain = CliRunner().invoke(app, ["search", "已方指定", *data])
    assert plain.exit_code == 0
    assert plain.output.split() == ["0"]
    alike = CliRunner().invoke(app, ["search", "已方指定", "--alike", *data])
    assert f"#{papers[0]} p1" in alike.output
    out = tmp_path / "hits.xlsx"
    CliRunner().invoke(app, ["search", "交货地点", "--excel", str(out), *data])
    rows = load_workbook(out).active.iter_rows(min_row=2)
    assert sorted(row[6].value for row in rows) == [
        "found-contract.tif",
        "found-slip.tif",
    ]
