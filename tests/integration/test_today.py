"""The first page: whom papers are missing from, and which terms end next."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dossier.settings import read_settings
from dossier.wiring import open_service
from tests.integration.conftest import people


@pytest.fixture
def house(tmp_path, serve):
    """A house without customers."""
    settings = read_settings(tmp_path / "data", reader="none", workers=1)
    with open_service(settings) as service, serve(service) as web:
        people(service)
        yield web


def section(page: str, name: str) -> str:
    return page.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def contract(house, customer: int, number: str) -> None:
    fields = {"contract_no": number, "party_b": "甲乙有限公司"}
    house.add_paper(f"contract {number}", "contract", ("合同",), customer=customer, fields=fields)


def test_one_dossier_with_many_open_lines_hid_all_others(house):
    first, other = house.add_customer("大连多缺机械有限公司"), house.add_customer("营口少缺机械有限公司")
    for number in range(25):
        contract(house, first, f"HT-{number:03}")
    with house.signed_in("ada") as client:
        shown = section(client.get("/").text, "h-missing")
        page = client.get(f"/customers/{first}").text
    assert f'href="/customers/{other}"' in shown
    told = re.findall(r">(\d+) open<", shown)
    assert told[0] == re.search(r'data-missing="(\d+)"', page)[1]
    assert "Delivery slip of the contract × 25" in shown


def test_a_paper_that_waits_for_a_person_was_said_to_be_missing(house):
    customer = house.add_customer("抚顺待核机械有限公司")
    with house.signed_in("ada") as client:
        for path in ("/", "/customers", f"/customers/{customer}"):
            page = client.get(path).text
            assert re.search(r">\d+ open<", page)
            assert not re.search(r">\d+ missing<", page)


def test_the_term_that_ends_next_stood_behind_those_long_ended(house):
    today = dt.date.today()
    for place, days in enumerate((-900, -800, -700, -600, -500, -400, -300, 20, 3)):
        customer = house.add_customer(f"本溪第{place}到期机械有限公司")
        until = (today + dt.timedelta(days=days)).isoformat()
        fields = {"valid_until": until, "valid_from": "2010-01-01"}
        lines = ("营业执照",)
        house.add_paper(f"licence {place}", "business_licence", lines, customer=customer, fields=fields)
    with house.signed_in("ada") as client:
        shown = section(client.get("/").text, "h-expiring")
    assert re.findall(r"本溪第(\d)到期", shown) == ["8", "7", "6", "5", "4", "3"]
