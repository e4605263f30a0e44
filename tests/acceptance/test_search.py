"""Search in a browser: it answers while somebody types, filters, boxes the words and keeps the search."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from tests.acceptance.desk_room import OWN, RIGHT, Sheet, contract, open_dossier, put_in, slip
from tests.acceptance.office import Office, grave_faults, window_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    """A house with two contracts and a slip of one customer."""
    settings = read_settings(
        tmp_path_factory.mktemp("search") / "data", own_company=(OWN,), reader="none", workers=1
    )
    with open_service(settings) as service:
        open_dossier(service, RIGHT)
        for number in (157, 158):
            put_in(service, f"合同 {number}", [Sheet(contract(f"HT-2026-{number}", "2026年2月3日", RIGHT))])
        put_in(service, "送货单", [Sheet(slip("SH20260304", "2026年3月4日", RIGHT, "1931.00"))])
        yield service


@pytest.mark.parametrize("language", ["zh-CN", pytest.param("en", marks=pytest.mark.long)])
def test_searching(service, browser, language):
    with window_on(service, browser, language) as office:
        office.sign_in()
        office.go("/search")
        _answers_while_typing(office)
        _filters(office)
        _keeps(office)
        _opens_the_place(office)
        assert office.faults == []


def _answers_while_typing(office: Office) -> None:
    page = office.page
    page.locator("#q").press_sequentially("瑞通机械")
    expect(page.locator("[data-hit]")).to_have_count(3)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator(".likely a").first).to_have_text(RIGHT)
    expect(page).to_have_url(re.compile("q="))
    page.fill("#q", "HT-2026-158")
    expect(page.locator("[data-hit]")).to_have_count(1)
    box = page.locator("[data-hit] svg rect.hit").first.bounding_box()
    assert box["width"] > 3 * box["height"] > 15
    page.fill("#q", "瑞通机械")
    expect(page.locator("[data-hit]")).to_have_count(3)


def _filters(office: Office) -> None:
    page = office.page
    page.locator("details summary").first.click()
    page.select_option("#kind", "delivery_slip")
    expect(page.locator("[data-hit]")).to_have_count(1)
    page.fill("#f-first", "2026-03-05")
    page.keyboard.press("Tab")
    expect(page.locator("[data-hit]")).to_have_count(0)
    page.fill("#f-first", "2026-03-04")
    page.keyboard.press("Tab")
    expect(page.locator("[data-hit]")).to_have_count(1)
    expect(page).to_have_url(re.compile("kind=delivery_slip"))


def _keeps(office: Office) -> None:
    page = office.page
    page.fill("#keep", "瑞通到货")
    page.locator("form:has(#keep) button").click()
    kept = page.locator(".kept a")
    expect(kept).to_have_text("瑞通到货")
    office.go("/search")
    kept.click()
    expect(page.locator("[data-hit]")).to_have_count(1)
    expect(page.locator("#kind")).to_have_value("delivery_slip")
    page.select_option("#kind", "")
    expect(page.locator("[data-hit]")).to_have_count(1)  # the contracts are older
    page.fill("#f-first", "")
    page.keyboard.press("Tab")
    expect(page.locator("[data-hit]")).to_have_count(3)
    assert grave_faults(page) == []
    office.shoot("searching")
    page.locator(".kept button").click()
    expect(kept).to_have_count(0)


def _opens_the_place(office: Office) -> None:
    page = office.page
    office.go("/search?q=SH20260304")
    page.locator("[data-hit] h3 a").click()
    expect(page.locator(".viewer rect.hit").first).to_be_visible()
