"""The desk's verbs over REST: another team, then the owner."""

from __future__ import annotations

import re

import pytest

from dossier import filing, pagework
from storage.viewer import SYSTEM


@pytest.fixture(scope="module")
def papers(web):
    customer = web.add_customer("东方金属有限公司", "North")
    waiting = [web.add_paper(f"waiting {n}", "order", ("采购单", f"第 {n} 张")) for n in range(2)]
    filed = web.add_paper("filed", "contract", ("购销合同",), customer=customer, pages=3)
    return customer, waiting, filed


def test_another_team_can_neither_arrange_nor_file_there(web, papers):
    customer, waiting, filed = papers
    with web.program("dora") as client:
        assert client.post(f"/api/v1/documents/{filed}/arrange", json={"pages": [2, 1]}).status_code == 404
        body = {"documents": waiting, "customer_id": customer, "type": "order"}
        assert client.post("/api/v1/review/file", json=body).status_code == 404


def test_pages_are_arranged_and_papers_filed_together(web, papers):
    customer, waiting, filed = papers
    with web.program("carl") as client:
        assert client.post(f"/api/v1/documents/{filed}/arrange", json={"pages": [3, 1]}).status_code == 200
        pages = client.get(f"/api/v1/documents/{filed}").json()["pages"]
        assert [page["scan_page"] for page in pages] == [3, 1]
        assert client.post(f"/api/v1/documents/{filed}/arrange", json={"pages": []}).status_code == 422
        body = {"documents": waiting, "customer_id": customer, "type": "order"}
        assert client.post("/api/v1/review/file", json=body).json() == {"documents": waiting}
        states = [client.get(f"/api/v1/documents/{one}").json()["state"] for one in waiting]
        assert states == ["filed", "filed"]
        assert client.post("/api/v1/review/file", json=body).json()["error"]["code"] == "conflict"
        client.post(f"/api/v1/documents/{waiting[0]}/undo", json={})
        states = [client.get(f"/api/v1/documents/{one}").json()["state"] for one in waiting]
        assert states == ["review", "review"]


def test_the_queue_had_another_order_on_each_page(web):
    first = web.add_paper("of little weight", "other", ("通知",))
    dear = web.add_paper("of great weight", "contract", ("购销合同",))
    with web.program("carl") as client:
        told = [row["id"] for row in client.get("/api/v1/review?limit=200").json()["documents"]]
    assert told.index(dear) < told.index(first)
    with web.signed_in("carl") as client:
        shown = {
            path: re.findall(r'href="/review/(\d+)"', client.get(path).text) for path in ("/", "/review")
        }
    assert shown["/"] == [str(one) for one in told[: len(shown["/"])]]
    assert list(dict.fromkeys(shown["/review"])) == [str(one) for one in told[:25]]


@pytest.mark.parametrize("path", ["/review/acts", "/review/{0}/together", "/documents/{0}/sheet?page=1"])
def test_the_desks_pages_want_a_reader_and_show_themselves(web, papers, path):
    asked = path.format(web.add_paper(f"other {path}", "order", ("采购单", path)))
    with web.browser() as client:
        assert client.get(asked).status_code == 303
    with web.signed_in("carl", "zh-CN") as client:
        assert client.get(asked).status_code == 200


@pytest.mark.parametrize("path", ["/documents/{0}/fields?type=order", "/review/{0}/together?type=order"])
def test_another_type_of_a_paper_whose_page_is_being_read_was_a_fault(web, path):
    one = web.add_paper(
        f"turned {path}", "contract", ("购销合同", "合同编号：HT-9"), party="海天机电有限公司"
    )
    pagework.turn_pages(web.service, SYSTEM, one, [1], 90)
    with web.signed_in("carl", "zh-CN") as client:
        assert client.get(path.format(one)).status_code == 200


def test_the_timeline_names_the_dossiers_own_paper_of_a_change_of_several(web):
    one, other = web.add_customer("同批一号有限公司", None), web.add_customer("同批二号有限公司", None)
    papers = [web.add_paper(f"batch {n}", "order", ("采购单", f"批 {n}")) for n in range(2)]
    filing.file_together(web.service, SYSTEM, papers, customer_id=one, type="order")
    filing.move(web.service, SYSTEM, papers[0], other)
    with web.signed_in("ada") as client:
        page = client.get(f"/customers/{one}/timeline").text
        history = client.get(f"/documents/{papers[1]}").text
    told = re.search(r'data-happening="document.file_together".*?</li>', page)[0]
    assert f'href="/documents/{papers[1]}"' in told
    assert "and 1 more" in told
    assert "Filed together" in history
