"""Lines of a checklist that ask a person to look at a paper: what they call it, and where to answer."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from dossier import chasing, letters
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.viewer import SYSTEM
from tests.integration.conftest import people


@pytest.fixture
def house(tmp_path, serve):
    """A house whose contracts have to be sealed and originals."""
    settings = read_settings(tmp_path / "data", reader="none", workers=1, profile="contract-credit")
    with open_service(settings) as service, serve(service) as web:
        people(service)
        yield web


def lines(page: str, requirement: str) -> list[str]:
    """Return the lines of a requirement as plain text, links as [address]words."""
    found = re.findall(rf'<li data-requirement="{requirement}".*?</li>', page, re.DOTALL)
    return [
        " ".join(re.sub(r"<[^>]*>", " ", re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r"[\1]", one)).split())
        for one in found
    ]


def test_please_look_led_nowhere_and_the_paper_had_a_number_nobody_knows(house):
    customer = house.add_customer("锦州验印机械有限公司")
    fields = {"contract_no": "JZ-2026-017"}
    paper = house.add_paper("contract", "contract", ("合同",), customer=customer, fields=fields)
    with house.signed_in("ada") as client:
        page = client.get(f"/customers/{customer}").text
        (sealed,), (original,) = lines(page, "contract_sealed"), lines(page, "contract_original")
        assert f"for paper {paper} JZ-2026-017" in sealed
        assert "none was found. Where to look: " in sealed
        assert f"[/documents/{paper}#a-sealed]Say what you see" in sealed
        assert f"[/documents/{paper}#a-original]Say what you see" in original
        assert 'id="a-sealed"' in client.get(f"/documents/{paper}").text
        said = client.post(
            f"/documents/{paper}/attest",
            data={"csrf": house.csrf_in(page), "sealed": "yes", "original": "yes", "before": ""},
        )
        assert said.status_code == 303
        page = client.get(f"/customers/{customer}").text
        assert "Proof:" in lines(page, "contract_sealed")[0]
        assert "data-say" not in page


def test_how_many_more_proofs_there_are_clung_to_the_last_one(web):
    customer = web.add_customer("朝阳多证机械有限公司")
    for number in range(8):
        fields = {"contract_no": f"CY-{number}"}
        web.add_paper(f"contract {number}", "contract", ("合同",), customer=customer, fields=fields)
    with web.signed_in("ada") as client:
        page = client.get(f"/customers/{customer}").text
    assert re.search(r"\s<small>and 2 more", page)


def test_a_letter_told_the_customer_that_a_contract_we_hold_did_not_come(house):
    customer = house.add_customer("葫芦岛催办机械有限公司")
    fields = {"contract_no": "HLD-26-9"}
    house.add_paper("contract", "contract", ("合同",), customer=customer, fields=fields)
    letter = letters.write_letter(house.service, SYSTEM, str(customer), "zh_CN")
    told = dict(letter.papers)
    assert told["合同加盖公章或合同专用章 HLD-26-9"].endswith("未发现。")
    assert "尚未收到" in told.values()  # of papers that did not come
    rows = chasing.gap_list_excel(house.service, SYSTEM, str(customer), "zh_CN")
    cells = {row[1] for row in load_workbook(io.BytesIO(rows)).active.iter_rows(values_only=True)}
    assert "合同为正本原件 HLD-26-9" in cells
