"""The main job by clicking, in real Chromium, in both languages; nothing but this service is ever asked."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import jsonschema
import pytest
import uvicorn
import yaml
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from dossier import accounts
from dossier.running import working
from dossier.settings import read_settings
from dossier.shapes import Add
from dossier.wiring import Service, open_service

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_scans"
SCREENSHOTS = ROOT / "tests" / "screenshots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD = "correct horse battery"
LOCKED_WITH = "dossier"
READING = 120_000

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

WORDS: dict[str, dict[str, str]] = {
    "en": {"language": "English", "name": "Ada", "filed": "Filed.", "undone": "The change was undone."},
    "zh-CN": {"language": "中文", "name": "王管理", "filed": "已归档。", "undone": "已撤销该变更。"},
}


@dataclass(frozen=True, slots=True)
class Papers:
    """Sample scans that the job needs."""

    customer: str
    licence: Path
    contract: Path
    unknown: Path
    locked: Path


@dataclass(slots=True)
class Office:
    """A running service, a browser window, and everything that went wrong in it."""

    service: Service
    url: str
    link: str
    page: Page
    language: str
    faults: list[str] = field(default_factory=list)

    def say(self, word: str) -> str:
        """Return a word in the window's language."""
        return WORDS[self.language][word]

    def shoot(self, name: str) -> None:
        """Keep pictures of the page at desk and phone width."""
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 860})
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.language}-{width}.png", full_page=True)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.faults.append(f"{name} is {wide} pixels wide on a screen of {width}")
        self.page.set_viewport_size({"width": 1280, "height": 860})


def sample(level: str, type_id: str, customer: str | None = None) -> tuple[Path, str]:
    """Return a sample scan of one document of a type, and whose it is."""
    manifest = yaml.safe_load((SAMPLES / "manifest.yaml").read_text(encoding="utf-8"))
    for row in manifest["files"]:
        documents = row.get("documents") or []
        if row.get("level") != level or len(documents) != 1 or documents[0]["type"] != type_id:
            continue
        name = (documents[0].get("customer") or {}).get("name", "")
        if customer in (None, name):
            return SAMPLES / row["file"], name
    raise LookupError(f"no {level} sample of {type_id}")


@pytest.fixture(scope="module")
def papers() -> Papers:
    contract, customer = sample("clean", "contract")
    return Papers(
        customer=customer,
        licence=sample("clean", "business_licence", customer)[0],
        contract=contract,
        unknown=sample("clean", "other")[0],
        locked=SAMPLES / "bad" / "encrypted.pdf",
    )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=["zh-CN", "en"])
def office(
    request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Serve a fresh data folder with warm readers, and open a window on it."""
    manifest = yaml.safe_load((SAMPLES / "manifest.yaml").read_text(encoding="utf-8"))
    settings = read_settings(
        tmp_path_factory.mktemp("office") / "data", own_company=(manifest["own_company"]["name"],), workers=1
    )
    SCREENSHOTS.mkdir(exist_ok=True)
    with open_service(settings) as service, working(service) as background:
        link = accounts.first_link(service)
        port = free_port()
        config = uvicorn.Config(
            create_app(service, background), host="127.0.0.1", port=port, log_level="error"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        window = chromium.new_context(locale=request.param, viewport={"width": 1280, "height": 860})
        office = Office(service, f"http://127.0.0.1:{port}", link, window.new_page(), request.param)
        watch(office)
        yield office
        window.close()
        server.should_exit = True
        thread.join()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def watch(office: Office) -> None:
    """Note every request to elsewhere and every complaint of the browser."""
    host = urlsplit(office.url).netloc

    def asked(request: Any) -> None:
        if urlsplit(request.url).netloc != host and not request.url.startswith(("data:", "blob:")):
            office.faults.append(f"asked {request.url}")

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            office.faults.append(f"{message.type}: {message.text}")

    office.page.on("request", asked)
    office.page.on("console", said)
    office.page.on("pageerror", lambda error: office.faults.append(f"script: {error}"))


@pytest.fixture
def page(office: Office) -> Iterator[Page]:
    """The window; the test fails on anything that went wrong in it."""
    office.faults.clear()
    yield office.page
    assert not office.faults


def test_1_the_first_link_opens_the_first_account(office, page):
    page.goto(f"{office.url}/first-account/{office.link}")
    office.shoot("first-account")
    page.fill("#f-name", office.say("name"))
    page.fill("#f-password", PASSWORD)
    page.fill("#f-again", PASSWORD)
    page.click("button.primary")
    expect(page).to_have_url(f"{office.url}/")
    expect(page.locator("html")).to_have_attribute("lang", office.language)
    expect(page.locator("[data-count=seen]")).to_have_text("0")


def test_2_chosen_files_are_uploaded_read_and_filed(office, page, papers):
    page.click("a[href='/intake']")
    page.set_input_files("#files", [papers.licence, papers.contract, papers.unknown])
    for path in (papers.licence, papers.contract):
        row = page.locator("tr[data-scan]", has_text=path.name)
        expect(row).to_have_attribute("data-state", "filed", timeout=READING)
    unknown = page.locator("tr[data-scan]", has_text=papers.unknown.name)
    expect(unknown).to_have_attribute("data-state", "review", timeout=READING)
    office.shoot("intake")
    page.click(".brand")
    counts = {
        name: int(page.locator(f"[data-count={name}]").inner_text())
        for name in ("seen", "filed", "review", "rejected", "duplicate", "working")
    }
    assert counts["seen"] == sum(counts.values()) - counts["seen"] == 3
    office.shoot("today")


def test_3_a_dropped_file_that_is_locked_takes_its_password(office, page, papers):
    page.goto(f"{office.url}/intake")
    drop(page, papers.locked)
    row = page.locator("tr[data-scan]", has_text=papers.locked.name)
    expect(row).to_have_attribute("data-state", "rejected", timeout=READING)
    office.shoot("intake-rejected")
    row.locator("input[type=password]").fill(LOCKED_WITH)
    row.locator("button").click()
    row = page.locator("tr[data-scan]", has_text=papers.locked.name)
    expect(row).to_have_attribute("data-state", re.compile("filed|review"), timeout=READING)


def drop(page: Page, path: Path) -> None:
    """Drop a file on the page as a hand would."""
    data = page.evaluate_handle(
        """([bytes, name]) => {
            const held = new DataTransfer();
            held.items.add(new File([new Uint8Array(bytes)], name, {type: "application/pdf"}));
            return held;
        }""",
        [list(path.read_bytes()), path.name],
    )
    for kind in ("dragenter", "dragover", "drop"):
        page.dispatch_event(".drop", kind, {"dataTransfer": data})


def test_3_a_program_uploads_and_is_told_what_became_of_each_file(office, papers):
    with office.service.database.reading() as work:
        person = work.users.viewer(work.users.by_name(office.say("name")).id)
    token = accounts.create_token(office.service, person, "program")
    files = [
        ("files", (name, (SAMPLES / name).read_bytes())) for name in ("bad/text_renamed.pdf", "bad/empty.pdf")
    ]
    files.append(("files", ("again.jpg", papers.licence.read_bytes())))
    headers = {"authorization": f"Bearer {token}", "accept-language": office.language}
    answer = httpx.post(f"{office.url}/api/v1/scans", files=files, headers=headers, timeout=120)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    jsonschema.validate(told, Add.model_json_schema())
    assert [one["outcome"] for one in told] == ["rejected", "rejected", "duplicate"]
    assert [one["error"]["code"] for one in told[:2]] == ["wrong_format", "empty"]
    assert told[2]["duplicate_of"] == papers.licence.name


def test_4_reviewing_a_paper_changes_the_checklist(office, page, papers):
    page.goto(f"{office.url}/customers")
    page.click(f"text={papers.customer}")
    background = page.locator("[data-requirement=background]")
    expect(background).to_have_attribute("data-state", "missing")
    office.shoot("dossier-before")
    page.goto(f"{office.url}/review")
    office.shoot("review")
    page.locator("tr", has_text=papers.unknown.name).locator("a").first.click()
    page.select_option("#type", "customer_background")
    page.locator("#pick").press_sequentially(papers.customer[:4], delay=20)
    page.locator("#picks label", has_text=papers.customer).click()
    office.shoot("desk")
    page.click("#decide button.primary")
    expect(page.locator("#notices")).to_contain_text(office.say("filed"))
    page.goto(f"{office.url}/customers")
    page.click(f"text={papers.customer}")
    background = page.locator("[data-requirement=background]")
    expect(background).to_have_attribute("data-state", re.compile("received|usable"))
    office.shoot("dossier")
    background.locator("a").first.click()
    expect(page.locator(".viewer img").first).to_be_visible()


def test_5_text_is_found_and_boxed_on_the_page(office, page, papers):
    page.goto(f"{office.url}/")
    page.fill("#find-all", papers.customer[2:6])
    page.press("#find-all", "Enter")
    hit = page.locator("[data-hit]").first
    expect(hit.locator("svg rect.hit").first).to_be_attached()
    office.shoot("search")
    hit.locator("h3 a").click()
    expect(page.locator(".viewer rect.hit").first).to_be_visible()
    loaded = page.locator(".viewer .sheet img").evaluate(
        "image => image.decode().then(() => image.naturalWidth)"
    )
    assert loaded > 300
    office.shoot("document")


def test_6_the_field_that_is_looked_at_is_pointed_out(office, page, papers):
    page.goto(f"{office.url}/search?q={papers.customer[2:6]}")
    page.locator("[data-hit] h3 a").last.click()
    named = page.locator(".viewer .mark:not(.reason)").first
    field_id = named.get_attribute("data-mark")
    page.focus(f"[data-points='{field_id}'] input")
    expect(page.locator(f".viewer .mark.on[data-mark='{field_id}']")).to_be_attached()
    page.click("[data-zoom-in]")
    assert float(page.locator(".sheet").evaluate("sheet => parseFloat(sheet.style.width)")) == 125


def test_7_a_split_is_undone_by_its_notice(office, page, papers):
    page.goto(f"{office.url}/intake")
    page.locator("tr[data-scan]", has_text=papers.contract.name).locator("td a").nth(1).click()
    pages = page.locator(".thumbs a").count()
    assert pages > 1
    page.click("details:has(form[action$='/split']) summary")
    page.locator("form[action$='/split'] input[type=checkbox]").first.check()
    page.click("form[action$='/split'] button")
    expect(page.locator("#notices form button")).to_be_visible()
    page.click("#notices form button")
    expect(page.locator("#notices")).to_contain_text(office.say("undone"))
    expect(page.locator(".thumbs a")).to_have_count(pages)


def test_8_people_and_tokens_are_made_and_the_log_verifies(office, page):
    page.goto(f"{office.url}/admin")
    page.fill("form[action='/admin/users'] #f-name", "clerk")
    page.fill("form[action='/admin/users'] #f-password", PASSWORD)
    page.click("form[action='/admin/users'] button")
    expect(page.locator("table").first).to_contain_text("clerk")
    page.fill("#f-token_name", "scanner")
    page.click("form[action='/admin/tokens'] button")
    expect(page.locator("[data-token]")).to_be_visible()
    office.shoot("admin")
    page.goto(f"{office.url}/audit")
    page.click("form[action='/audit/verify'] button")
    expect(page.locator("[data-intact=true]")).to_be_visible()
    office.shoot("audit")


def test_9_the_language_is_switched_by_its_link_and_the_door_closes(office, page):
    other = "zh-CN" if office.language == "en" else "en"
    page.goto(f"{office.url}/customers")
    page.click(f"nav a[hreflang={other}]")
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page).to_have_url(f"{office.url}/customers")
    page.click("form[action='/logout'] button")
    expect(page).to_have_url(f"{office.url}/login")
    office.shoot("login")
    page.goto(f"{office.url}/customers")
    expect(page).to_have_url(re.compile("/login"))


def test_every_page_has_a_name_a_heading_and_labels(office, page):
    page.goto(f"{office.url}/login")
    page.fill("#f-name", office.say("name"))
    page.fill("#f-password", PASSWORD)
    page.click("button.primary")
    for path in (
        "/",
        "/intake",
        "/review",
        "/customers",
        "/search",
        "/audit",
        "/admin",
        "/documents/1",
        "/customers/1",
    ):
        page.goto(office.url + path)
        assert page.title()
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path
        bare = page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
                .filter((one) => !one.labels.length && !one.getAttribute("aria-label"))
                .map((one) => one.outerHTML)"""
        )
        assert not bare, path
        twice = page.evaluate(
            """() => { const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
                return ids.filter((id, place) => ids.indexOf(id) !== place); }"""
        )
        assert not twice, path
