"""The main job by clicking, in real Chromium, in both languages; nothing but this service is ever asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import jsonschema
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from dossier import accounts
from dossier.running import working
from dossier.settings import read_settings
from dossier.shapes import Add
from dossier.wiring import open_service
from tests.acceptance.office import PASSWORD, ROOT, Office, window_on

SAMPLES = ROOT / "sample_scans"
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


def say(office: Office, word: str) -> str:
    """Return a word in the window's language."""
    return WORDS[office.language][word]


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


@pytest.fixture(scope="module", params=["zh-CN", pytest.param("en", marks=pytest.mark.long)])
def office(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Serve a fresh data folder with warm readers, and open a window on it."""
    manifest = yaml.safe_load((SAMPLES / "manifest.yaml").read_text(encoding="utf-8"))
    settings = read_settings(
        tmp_path_factory.mktemp("office") / "data", own_company=(manifest["own_company"]["name"],), workers=1
    )
    with (
        open_service(settings) as service,
        working(service) as background,
        window_on(service, browser, request.param, background) as office,
    ):
        yield office


def test_1_the_first_link_opens_the_first_account(office, page):
    page.goto(f"{office.url}/first-account/{accounts.first_link(office.service)}")
    office.shoot("first-account")
    page.fill("#f-name", say(office, "name"))
    page.fill("#f-password", PASSWORD)
    page.fill("#f-again", PASSWORD)
    page.click("button.primary")
    expect(page).to_have_url(f"{office.url}/")
    expect(page.locator("html")).to_have_attribute("lang", office.language)
    expect(page.locator("[data-count=seen]")).to_have_text("0")


def test_2_chosen_files_are_uploaded_read_and_filed(office, page, papers):
    page.click("a[href='/intake']")
    page.wait_for_url("**/intake")  # and until its scripts listen
    page.set_input_files("#files", [papers.licence, papers.contract, papers.unknown])
    for path in (papers.licence, papers.contract):
        row = page.locator("tr[data-scan]", has_text=path.name)
        expect(row).to_have_attribute("data-state", "filed", timeout=READING)
    unknown = page.locator("tr[data-scan]", has_text=papers.unknown.name)
    expect(unknown).to_have_attribute("data-state", "review", timeout=READING)
    office.shoot("intake")
    page.click(".brand")
    expect(page).to_have_url(f"{office.url}/")
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
        person = work.users.viewer(work.users.by_name(say(office, "name")).id)
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
    page.wait_for_url(re.compile(r"/review/\d+"))  # and until its scripts listen
    with page.expect_response(re.compile("/fields\\?")):
        page.select_option("#type", "customer_background")
    page.locator("#pick").press_sequentially(papers.customer[:4], delay=20)
    found = page.locator(f"#picks[data-query='{papers.customer[:4]}'] label", has_text=papers.customer)
    found.click()
    expect(found.locator("input")).to_be_checked()
    office.shoot("desk")
    page.click("#decide button.primary")
    expect(page.locator("#notices")).to_contain_text(say(office, "filed"))
    page.goto(f"{office.url}/customers")
    page.click(f"text={papers.customer}")
    background = page.locator("[data-requirement=background]")
    expect(background).to_have_attribute("data-state", re.compile("received|usable"))
    office.shoot("dossier")
    background.locator(".proof a").first.click()
    background.locator(".region a").first.click()
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
    page.locator("[data-hit]", has_text=papers.licence.name).locator("h3 a").click()
    named = page.locator(".viewer .mark:not(.reason)").first
    field_id = named.get_attribute("data-mark")
    page.focus(f"[data-points='{field_id}'] input")
    expect(page.locator(f".viewer .mark.on[data-mark='{field_id}']")).to_be_attached()
    page.click("[data-zoom-in]")
    expect(page.locator(".sheet")).to_have_attribute("style", re.compile("width: 125%"))


def test_7_a_split_is_undone_by_its_notice(office, page, papers):
    page.goto(f"{office.url}/intake")
    page.locator("tr[data-scan]", has_text=papers.contract.name).locator("td a").nth(1).click()
    expect(page.locator(".thumbs a").nth(1)).to_be_visible()
    pages = page.locator(".thumbs a").count()
    page.click("details:has(form[action$='/split']) summary")
    page.locator("form[action$='/split'] input[type=checkbox]").first.check()
    page.click("form[action$='/split'] button")
    expect(page.locator("#notices form button")).to_be_visible()
    page.click("#notices form button")
    expect(page.locator("#notices")).to_contain_text(say(office, "undone"))
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
