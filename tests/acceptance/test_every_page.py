"""Every page of the application in a browser: calm, in one language, as wide as its screen, linked to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from playwright.sync_api import Browser
from starlette.routing import Match

from api.web.routes import ROUTERS
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from tests.acceptance.full_house import furnish, said_by_papers
from tests.acceptance.office import CARET, DESK, PHONE, SCREENSHOTS, Office, grave_faults, window_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FILE = re.compile(r"\.(pdf|xlsx|jpg|txt|zip|ico|\{kind\})$|/(pdf|original)$")
"""Addresses that hand out a file; whether it is right, other tests ask."""
QUERY = {
    "/search": "?q=送货单",
    "/search/alike": "?q=送货单",
    "/documents/{document_id}/fields": "?type=contract",
    "/documents/{document_id}": "?q=轴承",
    "/customers/pick": "?pick=济南",
    "/language/{language}": "?next=/",
}
FOR_REVIEW = "/review/{document_id}"
NOT_LINKED = {
    *("/login", "/first-account/{token}", "/phone/{secret}"),  # people come to them from outside
    "/intake/phone",  # a button leads there, for it makes a code
    *("/customers/{customer_id}/papers/{number}", "/customers/{customer_id}/checklist"),  # great dossiers
}
HAN = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]+){2,}")
CUT = re.compile(r"[\u3400-\u9fff]+…")
OWN_WORDS = {"大类", "万", "亿"}
"""Words of the search language, and a line cut short, are as they are in every language."""
LEAK = re.compile(r"\b\w+\(\w+=|object at 0x|\{\{|\}\}|[=:] None\b")
"""What only a programmer should see."""
TEXTS = """() => {
  const seen = [], apart = "script, style, template, svg, [lang]:not(html)";
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    if (text && !walk.currentNode.parentElement.closest(apart)) seen.push(text);
  }
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
    if (!one.closest(apart))
      for (const name of ["aria-label", "placeholder", "title", "alt"])
        if (one.getAttribute(name)) seen.push(one.getAttribute(name));
  return seen;
}"""
STRUCTURE = """() => {
  const wrong = [], ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const part of ["title", "h1", "main"])
    if (document.querySelectorAll(`${part}:not(svg *)`).length !== 1) wrong.push(`not one ${part}`);
  for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!one.labels.length && !one.getAttribute("aria-label")) wrong.push(`no label: ${one.outerHTML}`);
  return [...wrong, ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `twice: ${id}`)];
}"""
LINKS = """() => [...document.querySelectorAll("a[href], [hx-get], form[action]:not([method=post])")]
  .map((one) => one.getAttribute("hx-get") || one.getAttribute("href") || one.getAttribute("action"))"""


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at the pages."""

    language: str
    width: int
    scheme: str
    axe: bool = True
    long: bool = False

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{self.scheme}{'-whole' * self.long}"


LOOKS = [
    Look("zh-CN", DESK, "light"),
    Look("en", PHONE, "dark", axe=False),
    *(
        pytest.param(Look(language, width, scheme, long=True), marks=pytest.mark.long)
        for language in ("zh-CN", "en")
        for width in (DESK, PHONE)
        for scheme in ("light", "dark")
    ),
]


@dataclass(frozen=True, slots=True)
class House:
    """A furnished service, what fills its addresses, and what its papers and names say."""

    service: Service
    values: Mapping[str, str]
    said: frozenset[str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    SCREENSHOTS.mkdir(exist_ok=True)
    folder = tmp_path_factory.mktemp("house")
    with open_service(read_settings(folder / "data", reader="none", workers=1)) as service:
        values = furnish(service, folder)
        said = frozenset(run for text in said_by_papers(service) for run in HAN.findall(text))
        yield House(service, values, said)


def routes(routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    """Yield every route of a page in the application's order; a router may hold routers."""
    for route in (route for router in routers for route in router.routes):
        if isinstance(route, APIRoute) and "GET" in route.methods:
            yield route
        elif (held := getattr(route, "original_router", None)) is not None:
            yield from routes([held])


PAGES = tuple(routes(ROUTERS))


def address(route: APIRoute, values: Mapping[str, str], language: str) -> str:
    """Fill a route's parameters; one that nobody knows fails."""
    known = {**values, "language": language.replace("-", "_")}
    if route.path.startswith(FOR_REVIEW):
        known["document_id"] = known["waiting_id"]
    return route.path.format_map(known) + QUERY.get(route.path, "")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_is_calm(house: House, browser: Browser, look: Look) -> None:
    with window_on(house.service, browser, look.language) as office:
        office.page.emulate_media(color_scheme=look.scheme)
        office.sign_in()
        office.page.set_viewport_size({"width": look.width, "height": 860})
        links: set[str] = set()
        whole: set[str] = set()
        for route in PAGES:
            if not FILE.search(route.path):
                found = looked_at(office, route, house, look)
                links.update(found)
                whole |= {route.path} if office.page.evaluate("document.doctype !== null") else set()
        assert not office.faults, "\n".join(office.faults)
        assert not (lost := dead(links)), lost
        assert whole - {answering(link) for link in links} == NOT_LINKED


def looked_at(office: Office, route: APIRoute, house: House, look: Look) -> list[str]:
    """Open a page and note what is wrong with it; returns its links."""
    page, before = office.page, len(office.faults)
    answer = page.goto(office.url + address(route, house.values, look.language))
    assert answer is not None
    if answer.status != 200:
        office.faults.append(f"{answer.status}")
    whole = page.evaluate("document.doctype !== null")
    if whole:
        if page.locator("html").get_attribute("lang") != look.language:
            office.faults.append("another language")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > look.width:
            office.faults.append(f"{wide} pixels wide")
        office.faults.extend(page.evaluate(STRUCTURE))
        if look.long:
            office.page.screenshot(path=picture(route, look), full_page=True, caret=CARET)
        if look.axe:
            office.faults.extend(grave_faults(page))
    texts = page.evaluate(TEXTS)
    office.faults.extend(f"leaks: {text[:120]}" for text in texts if LEAK.search(text))
    office.faults.extend(untranslated(texts, look.language, house.said))
    office.faults[before:] = [f"{route.path}: {fault}" for fault in office.faults[before:]]
    links: list[str] = page.evaluate(LINKS)
    return links


def picture(route: APIRoute, look: Look) -> Path:
    """Return where a page's picture is kept."""
    name = re.sub(r"[^a-z]+", "-", route.path).strip("-") or "today"
    return SCREENSHOTS / f"page-{name}-{look.language}-{look.width}-{look.scheme}.png"


def untranslated(texts: list[str], language: str, said: frozenset[str]) -> list[str]:
    """Return the texts in the other language that no paper and no name says."""
    if language == "en":
        known = said | OWN_WORDS
        return [f"Chinese: {text[:120]}" for text in texts if set(HAN.findall(CUT.sub("", text))) - known]
    return [f"English: {text[:120]}" for text in texts if ENGLISH.search(text)]


def answering(link: str) -> str | None:
    """Return the path of the route that answers a link."""
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": urlsplit(link).path}
    return next((one.path for one in PAGES if one.matches(scope)[0] is Match.FULL), None)


def dead(links: set[str]) -> list[str]:
    """Return the links of our own that lead nowhere."""
    own = {link for link in links if link.startswith("/") and not link.startswith(("/static/", "/api/"))}
    return sorted(link for link in own if answering(link) is None)
