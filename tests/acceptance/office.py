"""A running service and a window on it, for browser tests; and the look of axe-core at a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from api.app import create_app
from dossier import accounts
from dossier.running import Background
from dossier.wiring import Service
from tests.serving import on_loopback

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "tests" / "screenshots"
AXE = ROOT / "tests" / "vendor" / "axe-core-4.10.3" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",  # this and one raster thread: a third less processor time for the same pictures
    "--num-raster-threads=1",
)
DESK, PHONE = 1280, 390
CARET: Literal["initial"] = "initial"
"""Hiding the caret leaves empty styles on the fields: shown anew, the browser complains of them."""
PATIENCE = 60_000
"""Milliseconds until a page counts as one that never comes to it: a busy machine may be ten times slower."""
NAME, PASSWORD = "ada", "correct horse battery"
GRAVE = ("serious", "critical")


@dataclass(slots=True)
class Office:
    """A service, a window on it, and everything that went wrong in the window."""

    service: Service
    url: str
    page: Page
    language: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the service."""
        self.page.goto(self.url + path)

    @contextmanager
    def refused(self) -> Iterator[None]:
        """Do something that the service refuses: of that the browser itself complains, at its own time."""
        with self.page.expect_console_message(lambda told: told.text.startswith("Failed to load resource")):
            yield
        self.faults.clear()

    def sign_in(self) -> None:
        """Sign in through the pages; where there is no account yet, open the first one."""
        with self.service.database.reading() as work:
            known = work.users.count()
        if known:
            sign_in(self.page, self.url, NAME)
            return
        self.go(f"/first-account/{accounts.first_link(self.service)}")
        self.page.fill("#f-name", NAME)
        self.page.fill("#f-password", PASSWORD)
        self.page.fill("#f-again", PASSWORD)
        self.page.click("button.primary")
        self.page.wait_for_url(f"{self.url}/")

    def shoot(self, name: str, widths: Sequence[int] = (DESK, PHONE), *, whole: bool = True) -> None:
        """Keep pictures of the page; a page wider than its screen is a fault."""
        SCREENSHOTS.mkdir(exist_ok=True)
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 860})
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(
                path=SCREENSHOTS / f"{name}-{self.language}-{width}.png", full_page=whole, caret=CARET
            )
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.faults.append(f"{name} is {wide} pixels wide on a screen of {width}")
        self.page.set_viewport_size({"width": DESK, "height": 860})


def sign_in(page: Page, url: str, name: str) -> None:
    """Sign in through the pages."""
    page.goto(f"{url}/login")
    page.fill("#f-name", name)
    page.fill("#f-password", PASSWORD)
    page.click("button.primary")
    page.wait_for_url(f"{url}/")


def grave_faults(page: Page) -> list[str]:
    """Return what axe-core holds for a serious or critical fault of the page as it is shown now."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return [
        f"{one['impact']} {one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@contextmanager
def context_of(browser: Browser, language: str, **options: Any) -> Iterator[BrowserContext]:
    """Give windows of their own, with patience."""
    options.setdefault("viewport", {"width": DESK, "height": 860})
    context = browser.new_context(locale=language, **options)
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # what is still held back may go with the window
        context.close()


@contextmanager
def window_on(
    service: Service, browser: Browser, language: str, background: Background | None = None
) -> Iterator[Office]:
    """Serve on loopback and open a window in a language."""
    with on_loopback(create_app(service, background)) as url, context_of(browser, language) as context:
        office = Office(service, url, context.new_page(), language)
        watch(office.page, office.url, office.faults)
        yield office


def watch(page: Page, url: str, faults: list[str], *, but: tuple[str, ...] = ()) -> None:
    """Note every request to elsewhere and every complaint of the browser, ``but`` those that begin so."""
    host = urlsplit(url).netloc

    def asked(request: Any) -> None:
        if urlsplit(request.url).netloc != host and not request.url.startswith(("data:", "blob:")):
            faults.append(f"asked {request.url}")

    def said(message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(but):
            faults.append(f"{message.type}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
