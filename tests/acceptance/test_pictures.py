"""Statistics and the dossier in a browser: pictures are drawn, parts load when asked for, no complaint."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from api.app import create_app
from bench.stocked import stock
from dossier import accounts
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from tests.acceptance.office import CARET, PASSWORD, SCREENSHOTS, context_of
from tests.serving import on_loopback

PAPERS, GREAT = 150, 80

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Serve a stocked house; gives its address and a session."""
    with open_service(read_settings(tmp_path_factory.mktemp("pictures") / "data")) as service:
        stock(service, PAPERS, 8, great=GREAT, seed=4)
        put_originals(service)
        accounts.accept_invitation(service, accounts.first_link(service), "ada", PASSWORD)
        secret = accounts.login(service, "ada", PASSWORD).secret
        with on_loopback(create_app(service)) as address:
            yield address, secret


def put_originals(service: Service) -> None:
    picture = Image.new("RGB", (620, 877), "white")
    for row in range(1, 15):
        ImageDraw.Draw(picture).text((60, 38 * row), f"contract line {row}", fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    for number in range(1, PAPERS + 1):
        path = service.files.path(hashlib.sha256(b"%d" % number).hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(out.getvalue())


@pytest.fixture(
    params=[("zh-CN", "light"), pytest.param(("en", "dark"), marks=pytest.mark.long)], ids=["zh", "en"]
)
def page(request, browser, house) -> Iterator[Page]:
    """A window in one language and colour scheme; fails on any complaint or foreign request."""
    language, scheme = request.param
    address, secret = house
    with context_of(browser, language, base_url=address, color_scheme=scheme) as window:
        window.add_cookies([{"name": "dossier_session", "value": secret, "url": address}])
        shown, faults = window.new_page(), []
        shown.on("console", lambda said: said.type in ("error", "warning") and faults.append(said.text))
        shown.on("pageerror", lambda error: faults.append(str(error)))
        shown.on("request", lambda asked: asked.url.startswith(address) or faults.append(asked.url))
        yield shown
    assert not faults


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    language = page.locator("html").get_attribute("lang")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 860})
        page.wait_for_timeout(150)  # the figures are drawn anew for the width; only the picture shows it
        page.screenshot(path=SCREENSHOTS / f"{name}-{language}-{width}.png", full_page=True, caret=CARET)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 860})


def inked(page: Page) -> list[bool]:
    """Tell of every picture whether anything is drawn on it."""
    return page.evaluate(
        """() => [...document.querySelectorAll("figure[data-chart] canvas")].map((one) => {
            const drawn = one.width > 0 && one.getContext("2d").getImageData(0, 0, one.width, one.height);
            return Boolean(drawn) && drawn.data.some((part) => part > 0);
        })"""
    )


def test_every_figure_is_drawn_over_its_table(page):
    page.goto("/statistics")
    expect(page.locator("figure[data-chart]")).to_have_count(9)
    assert all(inked(page))
    shoot(page, "statistics")
    page.goto("/")
    assert inked(page) == [True]
    shoot(page, "today-pictures")


def test_the_grid_is_sorted_by_a_click_and_a_day_leads_to_its_papers(page):
    page.goto("/statistics/completeness")
    page.locator("th.upright a").first.click()
    expect(page).to_have_url(re.compile(r"\?sort="))
    expect(page.locator("th[aria-sort=descending].upright")).to_have_count(1)
    shoot(page, "grid")
    page.set_viewport_size({"width": 320, "height": 860})  # what is read aloud in far cells widened the page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto("/statistics/terms")
    page.locator("a[rel=next]").click()
    expect(page).to_have_url(re.compile(r"\?month="))
    expect(page.locator("table.calendar td")).not_to_have_count(0)
    shoot(page, "terms")


def test_a_dossier_loads_papers_and_proofs_when_asked(page):
    page.goto("/customers/1")
    papers = page.locator("ol.papers > li.paper")
    before = papers.count()
    page.locator("ol.papers li.more a").first.click()
    expect(papers).not_to_have_count(before)
    page.locator(".checklist .proof a[hx-get]").first.click()
    expect(page.locator(".region svg rect.hit").first).to_be_visible()
    expect(page.locator(".thumb img").first).to_be_visible()
    shoot(page, "dossier-page")
    page.locator("nav.tabs a[href$='/timeline']").click()
    expect(page.locator("[data-happening]").first).to_be_visible()
    shoot(page, "timeline")
    page.locator("nav.tabs a[href$='/registers']").click()
    expect(page.locator("#h-register")).to_be_visible()
    shoot(page, "registers")
