"""A sheet with two slips on the review desk: read by the real reader, cut by button and keys in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from dossier.running import working
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.states import DocumentState
from tests.acceptance.office import PHONE, Office, grave_faults, window_on
from tests.integration.test_sheet_cutting import FIRST, OWN, SECOND, add, below, document

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
READ = 120_000
"""Milliseconds until both parts are read, on a busy machine."""


@pytest.fixture(scope="module", params=["zh-CN", pytest.param("en", marks=pytest.mark.long)])
def office(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("sheet")
    settings = read_settings(folder / "data", own_company=(OWN,), workers=1)
    with open_service(settings) as service:
        add(service, folder, below())
        with working(service) as background, window_on(service, browser, request.param, background) as office:
            office.sign_in()
            yield office


def test_a_sheet_is_cut_by_keys_both_slips_are_filed_and_undo_brings_it_back(office):
    page = office.page
    office.go("/review/1")
    form, line, slider = (page.locator(one) for one in ("[data-cut]", "[data-cut-line]", "#cut-at"))
    assert not grave_faults(page)
    found = float(slider.input_value())
    assert 40 < found < 60
    assert float(line.get_attribute("y1") or 0) == pytest.approx(found, abs=0.1)
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value(f"{found + 0.1:.1f}")
    form.locator("[value=below]").focus()
    page.keyboard.press("ArrowRight")
    expect(form.locator("[value=beside]")).to_be_checked()
    assert line.get_attribute("x1") == line.get_attribute("x2") == slider.input_value()
    page.keyboard.press("ArrowLeft")
    expect(form.locator("[value=below]")).to_be_checked()
    office.shoot("desk-cut", (1280, PHONE))
    form.locator("button.primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/1[?]said=cut"))
    assert document(office.service, 1).state is DocumentState.WITHDRAWN
    links = page.locator("[data-cut-into] a")
    for _ in range(READ // 1000):
        if links.count() == 2:
            break
        page.wait_for_timeout(1000)
        page.reload()
    papers = [int((one.get_attribute("href") or "").rsplit("/", 1)[1]) for one in links.all()]
    for paper, buyer in zip(papers, (FIRST, SECOND), strict=True):
        office.go(f"/documents/{paper}")
        expect(page.locator(".facts").first).to_contain_text(buyer)
        expect(page.locator("[data-cut-from] a")).to_have_attribute("href", "/documents/1")
    page.click("[data-cut-from] a")
    assert not grave_faults(page)
    office.go("/documents/1?said=cut&act=1")
    page.click("#notices button")
    page.wait_for_url(re.compile("said=undone"))
    assert document(office.service, 1).state is DocumentState.REVIEW
    assert {document(office.service, one).state for one in papers} == {DocumentState.WITHDRAWN}


def test_it_is_one_paper_takes_the_doubt_away(office):
    page = office.page
    office.go("/review/1")
    page.click("button[formaction$='/one-paper']")
    page.wait_for_url(re.compile("/review/1[?]said=one_paper"))
    expect(page.locator("button[formaction$='/one-paper']")).to_have_count(0)
    expect(page.locator("#cut-sheet")).not_to_have_attribute("open", "")
