"""Intake, a phone, and administration by clicking and typing in real Chromium, in both languages."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from api.app import create_app
from api.security import LoginBrake, login_keys
from dossier import accounts, customers
from dossier.running import Background, working
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.viewer import SYSTEM, Role
from tests.acceptance.office import CARET, PASSWORD, PATIENCE, ROOT, SCREENSHOTS, context_of, sign_in, watch
from tests.serving import on_loopback, own_port

SAMPLES = ROOT / "sample_scans"
LOCKED_WITH = "dossier"
SLOW = 2 * PATIENCE
LANGUAGES = ("zh-CN", "en")
WORDS = {
    "blurred": {"en": "Too blurred, take it again", "zh-CN": "太模糊，请重拍"},
    "no customer": {"en": "There is no customer", "zh-CN": "没有客户"},
    "weak": {"en": "The password is too weak.", "zh-CN": "密码太弱。"},
    "no folder": {"en": "There is no folder", "zh-CN": "没有文件夹"},
    "gone": {"en": "What you typed is still here", "zh-CN": "您填写的内容仍在"},
    "ended": {"en": "This link is no longer good.", "zh-CN": "此链接已失效。"},
}

COSTLY = pytest.mark.parametrize(
    "signed_in", ["zh-CN", pytest.param("en", marks=pytest.mark.long)], indirect=True, scope="module"
)
"""In the short run, in one language only."""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@dataclass(slots=True)
class Server:
    """The web server of a running service, which can be stopped and started again at the same address."""

    service: Service
    background: Background
    port: int
    brake: LoginBrake | None = None
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        app = create_app(self.service, self.background)
        self.brake = app.state.dossier.brake
        self.running.enter_context(on_loopback(app, self.port))

    def stop(self) -> None:
        self.running.close()


@dataclass(slots=True)
class Desk:
    """A window of a signed-in administrator in one language, and everything that went wrong in it."""

    server: Server
    page: Page
    language: str
    faults: list[str] = field(default_factory=list)

    @property
    def service(self) -> Service:
        return self.server.service

    def go(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    def say(self, word: str) -> str:
        return WORDS[word][self.language]

    def press(self, action: str) -> None:
        """Press the button of a form."""
        self.page.click(f"form[action='{action}'] button")

    def name(self, stem: str) -> str:
        """Return a name of this language's own, for the service is shared."""
        return f"{stem}-{self.language}"

    def shoot(self, name: str, page: Page | None = None) -> None:
        page = page or self.page
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 860})
            page.screenshot(
                path=SCREENSHOTS / f"{name}-{self.language}-{width}.png", full_page=True, caret=CARET
            )
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} pixels wide on a screen of {width}"
        page.set_viewport_size({"width": 1280, "height": 860})

    def watch(self, page: Page) -> Page:
        """Note every request to elsewhere and every fault of a script; refusals of ours are no faults."""
        watch(page, self.server.url, self.faults, but=("Failed to load resource",))
        return page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that takes papers in without reading pictures, with two administrators and a customer."""
    settings = read_settings(tmp_path_factory.mktemp("desk") / "data", workers=1, reader="none")
    SCREENSHOTS.mkdir(exist_ok=True)
    with open_service(settings) as service, working(service) as background:
        accounts.accept_invitation(service, accounts.first_link(service), "Ada", PASSWORD)
        accounts.create_user(service, SYSTEM, name="王管理", password=PASSWORD, role=Role.ADMINISTRATOR)
        customers.create(service, SYSTEM, name="东海贸易有限公司")
        with own_port() as held:  # while the server is stopped, nobody else takes its address
            server = Server(service, background, held.getsockname()[1])
            server.start()
            yield server
            server.stop()


@pytest.fixture(scope="module", params=LANGUAGES)
def signed_in(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Desk]:
    with context_of(browser, request.param) as context:
        desk = Desk(server, context.new_page(), request.param)
        desk.watch(desk.page)
        sign_in(desk.page, server.url, "王管理" if request.param == "zh-CN" else "Ada")
        yield desk


@pytest.fixture
def desk(signed_in: Desk) -> Iterator[Desk]:
    signed_in.faults.clear()
    yield signed_in
    assert not signed_in.faults


@pytest.fixture(scope="module")
def photos() -> tuple[bytes, bytes]:
    """A sharp photo and a blurred one, of a page that nobody else sends."""
    page = np.full((2000, 1500, 3), 245, np.uint8)
    mark = random.Random(4).randrange(10**9)
    for row in range(20):
        place = (120, 200 + 85 * row)
        cv2.putText(
            page,
            f"SALES AGREEMENT {mark}",
            place,
            cv2.FONT_HERSHEY_SIMPLEX,
            1.6,
            (30, 30, 30),
            3,
            cv2.LINE_AA,
        )
    return _jpeg(page), _jpeg(cv2.GaussianBlur(page, (0, 0), 8))


def _jpeg(page: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=88)
    return out.getvalue()


def test_a_folder_is_uploaded_with_its_paths(desk, tmp_path):
    folder = tmp_path / "东海贸易有限公司"
    (folder / "2024").mkdir(parents=True)
    for number, place in enumerate((folder, folder / "2024")):
        name = f"{desk.language}-{number}.png"
        Image.new("RGB", (60, 60), (number * 40, 90, len(desk.language) * 9)).save(place / name)
    desk.go("/intake")
    desk.page.set_input_files("#folder", folder)
    for number in range(2):
        row = desk.page.locator("tr[data-scan]", has_text=f"{desk.language}-{number}.png")
        expect(row).to_be_visible(timeout=SLOW)
    expect(desk.page.locator("[data-total]")).to_contain_text("2")
    with desk.service.database.reading() as work:
        newest = work.scans.browse(SYSTEM, limit=2).items
    assert {scan.hint for scan in newest} == {"东海贸易有限公司"}


@COSTLY
def test_a_rejected_file_says_why_shows_itself_and_takes_its_password(desk):
    desk.go("/intake")
    desk.page.set_input_files(
        "#files", [SAMPLES / "bad" / "encrypted.pdf", SAMPLES / "bad" / "truncated.jpg"]
    )
    expect(desk.page.locator("[data-uploads] progress[value='1']")).to_have_count(2, timeout=SLOW)
    desk.go("/intake?state=rejected")
    cut = desk.page.locator("tr[data-scan]", has_text="truncated.jpg").first
    expect(cut).to_be_visible(timeout=SLOW)
    cut.locator("details[data-preview] summary").click()
    expect(cut.locator("details[data-preview] :is(img.preview, small)")).not_to_have_text("…", timeout=SLOW)
    desk.shoot("intake-rejected-preview")
    cut.locator("details[data-preview] summary").click()
    if desk.language == LANGUAGES[0]:  # the other language finds it open already
        locked = desk.page.locator("tr[data-scan]", has_text="encrypted.pdf").first
        locked.locator("input[type=password]").fill(LOCKED_WITH)
        locked.locator("button").first.click()
        expect(desk.page.locator("#notices .good")).to_be_visible(timeout=SLOW)
        desk.go("/intake")
        again = desk.page.locator("tr[data-scan]", has_text="encrypted.pdf").last
        expect(again).to_have_attribute("data-state", re.compile("filed|review"), timeout=SLOW)


@contextmanager
def renewed_meanwhile(page: Page) -> Iterator[None]:
    """Do something while the list's new state is on its way; it arrives, and is shown or not."""
    late: list[Route] = []
    page.route(queue := "**/intake/queue*", lambda route: late.append(route))
    page.evaluate("htmx.trigger('#queue', 'refresh')")
    for _ in range(PATIENCE // 20):
        if late:
            break
        page.wait_for_timeout(20)
    yield
    page.evaluate("() => { arrived = new Promise(go => addEventListener('htmx:afterOnLoad', go)) }")
    for route in late:
        route.continue_()
    page.evaluate("arrived.then(() => true)")
    page.unroute(queue)


@COSTLY
def test_a_list_that_renews_itself_takes_nothing_out_of_ones_hands(desk):
    page, locked = desk.page, (SAMPLES / "bad" / "encrypted.pdf").read_bytes() + b"\n"
    desk.go("/intake")
    files = [("locked.pdf", locked), ("torn.png", b"\x89PNG\r\n\x1a\n torn")]
    page.set_input_files(
        "#files", [{"name": name, "mimeType": "application/pdf", "buffer": data} for name, data in files]
    )
    rows = [page.locator("tr[data-scan][data-state=rejected]", has_text=name) for name, _ in files]
    for row in rows:
        expect(row).to_be_visible(timeout=SLOW)
    preview = rows[1].locator("details[data-preview]")
    with renewed_meanwhile(page):
        preview.locator("summary").hover()  # the row may have moved until now
        page.mouse.down()
    page.mouse.up()
    expect(preview).to_have_attribute("open", "")
    preview.locator("summary").click()
    password = rows[0].locator("input[type=password]")
    with renewed_meanwhile(page):
        password.fill("half of")
    expect(password).to_have_value("half of")


def test_cover_sheets_are_printed_and_an_error_keeps_what_was_typed(desk):
    desk.go("/intake")
    desk.page.fill("#f-customer", "谁也不是")
    desk.press("/intake/covers")
    expect(desk.page.locator("form[action='/intake/covers'] .form-error")).to_contain_text(
        desk.say("no customer")
    )
    expect(desk.page.locator("#f-customer")).to_have_value("谁也不是")
    desk.shoot("intake-form-error")
    desk.page.fill("#f-customer", "东海贸易有限公司")
    with desk.page.expect_download() as printed:
        desk.press("/intake/covers")
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_phone_adds_papers_by_its_code_and_nothing_else(desk, browser, photos):
    sharp, blurred = photos
    desk.go("/intake")
    desk.page.click("[data-phone]")
    address = desk.page.locator("[data-address]").inner_text()
    expect(desk.page.locator(".code svg path")).to_be_attached()
    desk.shoot("intake-phone-code")
    size = {"width": 390, "height": 800}
    with context_of(browser, desk.language, viewport=size, has_touch=True) as away:
        phone = desk.watch(away.new_page())
        phone.goto(address)
        _take_photos(desk, phone, sharp, blurred)
        phone.goto(desk.server.url + "/intake")
        expect(phone).to_have_url(re.compile("/login"))
        desk.page.locator("form[action$='/end'] button").first.click()
        expect(desk.page.locator("#notices .good")).to_be_visible()
        phone.goto(address)
        expect(phone.locator("h1")).to_have_text(desk.say("ended"))


def _take_photos(desk: Desk, phone: Page, sharp: bytes, blurred: bytes) -> None:
    """Take a blurred photo, keep it, and take a sharp one; the desk counts both."""
    expect(phone.locator("[data-keep]")).to_be_hidden()
    phone.set_input_files("#photo", {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": blurred})
    expect(phone.locator("[data-taken=no]")).to_contain_text(desk.say("blurred"), timeout=SLOW)
    phone.screenshot(path=SCREENSHOTS / f"phone-blurred-{desk.language}.png", caret=CARET)
    phone.click("[data-keep]")
    expect(phone.locator("[data-count]")).to_have_text("1", timeout=SLOW)
    expect(phone.locator("#photo")).to_be_enabled()
    phone.set_input_files("#photo", {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": sharp})
    expect(phone.locator("[data-count]")).to_have_text("2", timeout=SLOW)
    phone.screenshot(path=SCREENSHOTS / f"phone-taken-{desk.language}.png", caret=CARET)
    expect(desk.page.locator("[data-papers='2']")).to_be_visible(timeout=SLOW)


@COSTLY
def test_people_are_added_locked_released_and_closed(desk, browser):
    name, page = desk.name("Carl"), desk.page
    desk.go("/admin")
    page.fill("#f-name", name)
    page.fill("form[action='/admin/users'] #f-password", "short")
    desk.press("/admin/users")
    expect(page.locator("form[action='/admin/users'] .form-error")).to_contain_text(desk.say("weak"))
    expect(page.locator("#f-name")).to_have_value(name)
    page.fill("form[action='/admin/users'] #f-password", PASSWORD)
    desk.press("/admin/users")
    row = page.locator(f"tr[data-user='{name}']")
    expect(row).to_be_visible()
    desk.server.brake.first_wait = 600  # locked for as long as it takes to look
    for _ in range(4):  # as many wrong passwords were tried before; each costs half a second
        desk.server.brake.failed(login_keys(name, "127.0.0.1"))
    with context_of(browser, desk.language) as other:
        theirs = desk.watch(other.new_page())
        theirs.goto(desk.server.url + "/login")
        theirs.fill("#f-name", name)
        theirs.fill("#f-password", "wrong")
        theirs.click("button.primary")
        expect(theirs.locator(".notice.bad")).to_be_visible()
        desk.go("/admin")
        expect(row.locator("[data-locked]")).to_be_visible()
        desk.shoot("admin-locked")
        row.locator("form[action$='/release'] button").click()
        expect(page.locator("#notices .good")).to_be_visible()
        theirs.fill("#f-password", PASSWORD)
        theirs.click("button.primary")
        expect(theirs).to_have_url(f"{desk.server.url}/")
        row.locator("summary").click()
        row.locator("form[action$='/active'] button").click()
        expect(page).to_have_url(re.compile("said=closed"))  # the notice before it is seen till then
        theirs.goto(desk.server.url + "/intake")
        expect(theirs).to_have_url(re.compile("/login"))


@COSTLY
def test_links_and_tokens_are_shown_once(desk):
    page = desk.page
    desk.go("/admin")
    desk.press("/admin/links")
    expect(page.locator("[data-link]")).to_contain_text("/first-account/")
    page.fill("#f-token_name", desk.name("scanner"))
    page.select_option("#days", "30")
    desk.press("/admin/tokens")
    expect(page.locator("[data-token]")).to_be_visible()
    row = page.locator("#main tr", has_text=desk.name("scanner"))
    row.locator("button").click()
    expect(page.locator("#notices .good")).to_be_visible()
    expect(page.locator("[data-token]")).to_have_count(0)


@COSTLY
def test_inboxes_are_added_paused_and_told_when_out_of_reach(desk, tmp_path):
    page, folder = desk.page, tmp_path / "scans"
    desk.go("/admin/inboxes")
    page.fill("#f-folder", str(folder))
    desk.press("/admin/inboxes")
    expect(page.locator(".form-error")).to_contain_text(desk.say("no folder"))
    expect(page.locator("#f-folder")).to_have_value(str(folder))
    folder.mkdir()
    desk.press("/admin/inboxes")
    card = page.locator(f"[data-inbox='{folder}']")
    expect(card).to_have_attribute("data-state", "watched", timeout=SLOW)
    folder.rename(tmp_path / "away")
    expect(card).to_have_attribute("data-state", "trouble", timeout=SLOW)
    desk.shoot("admin-inbox-away")
    (tmp_path / "away").rename(folder)
    expect(card).to_have_attribute("data-state", "watched", timeout=SLOW)
    card.locator("form[action$='/pause'] button").click()
    expect(card).to_have_attribute("data-state", "paused", timeout=SLOW)
    card.locator("form[action$='/remove'] button").click()
    expect(card).to_have_count(0, timeout=SLOW)


def test_company_health_and_profile(desk):
    page = desk.page
    desk.go("/admin/company")
    page.fill("#own", desk.name("诚信机械有限公司"))
    desk.press("/admin/company")
    expect(page.locator("#notices .good")).to_be_visible()
    expect(page.locator("#own")).to_have_value(desk.name("诚信机械有限公司"))
    desk.shoot("admin-company")
    desk.go("/admin/health")
    expect(page.locator("[data-standing=good]").first).to_be_visible()
    desk.shoot("admin-health")
    desk.go("/admin/profile")
    page.fill("#profile-text", "profile: mine")
    desk.press("/admin/profile/try")
    expect(page.locator(".form-error")).to_be_visible(timeout=SLOW)
    expect(page.locator("#profile-text")).to_have_value("profile: mine")
    page.fill("#profile-text", "")
    page.select_option("#profile-name", "lending")
    desk.press("/admin/profile/try")
    expect(page.locator("[data-change]")).to_be_visible(timeout=SLOW)
    desk.shoot("admin-profile-tried")


def test_a_double_click_does_a_thing_once(desk):
    name = desk.name("double")
    desk.go("/admin")
    desk.page.fill("#f-token_name", name)
    desk.page.locator("form[action='/admin/tokens'] button").dblclick()
    expect(desk.page.locator("[data-token]")).to_be_visible()
    expect(desk.page.locator("#main tr", has_text=name)).to_have_count(1)


def test_a_refused_form_stood_below_the_notice_of_the_one_before_it(desk):
    name, page = desk.name("Twice"), desk.page
    desk.go("/admin")
    page.fill("#f-team_name", name)
    desk.press("/admin/teams")
    expect(page.locator("#notices .good")).to_be_visible()
    page.fill("#f-team_name", name)
    desk.press("/admin/teams")
    expect(page.locator("form[action='/admin/teams'] .form-error")).to_be_visible()
    expect(page.locator("#notices .good")).to_have_count(0)


def test_a_service_that_is_stopped_loses_nothing_that_was_typed(desk):
    name, page = desk.name("Stopped"), desk.page
    desk.go("/admin")
    page.fill("#f-team_name", name)
    desk.server.stop()
    try:
        desk.press("/admin/teams")
        expect(page.locator("form[action='/admin/teams'] .form-error")).to_contain_text(desk.say("gone"))
        expect(page.locator("#f-team_name")).to_have_value(name)
        desk.shoot("form-service-stopped")
    finally:
        desk.server.start()
    with desk.service.database.reading() as work:
        assert work.teams.by_name(name) is None
    desk.press("/admin/teams")
    expect(page.locator("#notices .good")).to_be_visible()
    with desk.service.database.reading() as work:
        assert work.teams.by_name(name) is not None
