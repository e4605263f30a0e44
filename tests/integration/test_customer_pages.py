"""Customers over HTTP: merge, rename, undo and lists, for the archivist's roles only."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from dossier.customers import find_customer
from dossier.errors import NotFound

NAME, OTHER = "东莞市新华五金制品有限公司", "东莞新华五金厂"
CODE = "9137011201J4161438"


def sheet(*rows: tuple[str | None, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_program_merges_renames_and_takes_back(web):
    kept, gone = web.add_customer(NAME), web.add_customer(OTHER)
    with web.program("carl") as clerk:
        assert clerk.post(f"/api/v1/customers/{gone}/merge", json={"into": NAME}).status_code == 403
    with web.program("ada") as program:
        merged = program.post(f"/api/v1/customers/{gone}/merge", json={"into": NAME})
        assert merged.json()["id"] == kept
        assert program.get(f"/api/v1/customers/{gone}").json()["customer"]["id"] == kept
        card = program.get(f"/api/v1/customers/{kept}/card").json()
        assert [one["name"] for one in card["names"]] == [OTHER]
        assert program.post(f"/api/v1/customers/{kept}/undo").json()["id"] == gone
        renamed = program.post(f"/api/v1/customers/{gone}/rename", json={"name": "东莞新华五金总厂"})
        assert renamed.json()["name"] == "东莞新华五金总厂"
        assert program.post(f"/api/v1/customers/{gone}/aliases", json={"name": "新华厂"}).status_code == 200
        left = program.delete(f"/api/v1/customers/{gone}/aliases/新华厂").json()
        assert [one["name"] for one in left["names"]] == [OTHER]


def test_the_pages_merge_and_lead_on_from_the_old_number(web):
    kept, gone = web.add_customer("佛山市恒丰建材有限公司"), web.add_customer("佛山恒丰建材行")
    with web.signed_in("ada") as browser:
        page = browser.get(f"/customers/{gone}").text
        form = {"csrf": web.csrf_in(page), "customer": str(kept)}
        answer = browser.post(f"/customers/{gone}/merge", data=form)
        assert answer.status_code == 303
        assert browser.get(f"/customers/{gone}").headers["location"].startswith(f"/customers/{kept}?")
        page = browser.get(f"/customers/{kept}").text
        assert "佛山恒丰建材行 was merged into 佛山市恒丰建材有限公司" in page
    with web.signed_in("carl") as browser:
        assert browser.get("/customers/import").status_code == 403


def test_a_list_is_shown_before_it_is_taken_in(web):
    data = sheet(
        ("名称", "统一社会信用代码"),
        ("济南瑞通机械制造有限公司", CODE),
        ("坏代码有限公司", "91370112010000000X"),
    )
    with web.signed_in("ada") as browser:
        csrf = web.csrf_in(browser.get("/customers/import").text)
        shown = browser.post("/customers/import", data={"csrf": csrf}, files={"files": ("list.xlsx", data)})
        assert shown.status_code == 200
        assert "fails its check digit" in shown.text
        kept = shown.text.split('name="kept" value="')[1][:64]
        assert "济南瑞通" not in browser.get("/customers?q=济南瑞通").text.split('id="list"')[1]
        done = browser.post("/customers/import/take", data={"csrf": csrf, "kept": kept})
        assert done.status_code == 200
        assert "济南瑞通" in browser.get("/customers?q=济南瑞通").text.split('id="list"')[1]
        assert browser.post("/customers/import/take", data={"csrf": csrf, "kept": "../x"}).status_code == 422
    with web.program("ada") as program:
        answer = program.post(
            "/api/v1/customer-list?dry_run=true", files={"files": ("list.xlsx", data)}
        ).json()
        assert (answer["same"], answer["update"], answer["refused"]) == (0, 1, 1)
        assert program.get("/api/v1/customer-list/template").content[:2] == b"PK"


def test_a_name_that_no_customer_has_is_answered_with_those_it_is_part_of(web):
    own = web.add_customer("鞍山近似轴承制造有限公司", team="North")
    hidden = web.add_customer("鞍山近似阀门有限公司", team="South")
    with web.service.database.reading() as work:
        carl = work.users.viewer(work.users.by_name("carl").id)
        with pytest.raises(NotFound) as refused:
            find_customer(work, carl, " 鞍山近似 ")
        with pytest.raises(NotFound) as unknown:
            find_customer(work, carl, "无此名称")
    assert refused.value.hint.params["near"] == f"{own} 鞍山近似轴承制造有限公司"
    assert str(hidden) not in str(refused.value.hint.params)
    assert not unknown.value.hint.params
