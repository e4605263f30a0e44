"""The desk's verbs over REST: another team, then the owner."""

from __future__ import annotations

import pytest

from dossier import pagework
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
