"""A real service, database and HTTP server; papers put in as if they had been read."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest
from PIL import Image, ImageDraw

from api.app import create_app
from capture.files.saved import page_to_json, seal_rows, warning_codes
from capture.pages import Box, Line, Page, PageWarning, Reader, Seal
from classify.customers import fold_name
from dossier import accounts, checklists
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.states import DocumentState, ScanState, Source
from storage.values import Judgement, PageRef, Received
from storage.viewer import SYSTEM, Role
from tests.serving import on_loopback

PASSWORD = "correct horse battery"
SIZE = (600, 800)
PATIENCE = 120
"""Seconds until a request counts as one that is never answered: a busy machine may be ten times slower."""


@dataclass(frozen=True, slots=True)
class Web:
    """A service with its address."""

    service: Service
    url: str
    sessions: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def browser(self, language: str = "en") -> Iterator[httpx.Client]:
        """Give a client that keeps cookies like a browser and follows no redirect."""
        headers = {"accept-language": language}
        with httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE) as client:
            yield client

    @contextmanager
    def signed_in(self, name: str, language: str = "en") -> Iterator[httpx.Client]:
        """Give a client that signed in through the form once; hashing passwords takes its time."""
        with self.browser(language) as client:
            if name in self.sessions:
                client.cookies.set("dossier_session", self.sessions[name])
            else:
                self.sessions[name] = self._sign_in(client, name)
            yield client

    @contextmanager
    def freshly_signed_in(self, name: str) -> Iterator[httpx.Client]:
        """Give a client with a session of its own."""
        with self.browser() as client:
            self._sign_in(client, name)
            yield client

    def _sign_in(self, client: httpx.Client, name: str) -> str:
        form = client.get("/login").text
        answer = client.post(
            "/login", data={"csrf": self.csrf_in(form), "name": name, "password": PASSWORD, "next": "/"}
        )
        assert answer.status_code == 303, answer.text
        return answer.cookies["dossier_session"]

    @contextmanager
    def program(self, name: str, language: str = "en") -> Iterator[httpx.Client]:
        """Give a client with an API token of a person."""
        with self.service.database.reading() as work:
            user = work.users.by_name(name)
            viewer = work.users.viewer(user.id)
        token = accounts.create_token(self.service, viewer, "test")
        headers = {"authorization": f"Bearer {token}", "accept-language": language}
        with httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE) as client:
            yield client

    def add_customer(self, name: str, team: str | None = None) -> int:
        """Open a dossier, given to a team."""
        service = self.service
        with service.database.unit_of_work() as work:
            owner = work.teams.by_name(team).id if team else None
            customer = work.customers.create(
                name, fold_name(name), service.profile.id, service.now(), team_id=owner
            )
            checklists.recompute(work, service.profile, customer.id, service.today())
            return customer.id

    def add_paper(
        self,
        name: str,
        type_id: str,
        lines: tuple[str, ...],
        *,
        customer: int | None = None,
        fields: dict[str, str] | None = None,
        pages: int = 1,
        party: str | None = None,
        warnings: tuple[PageWarning, ...] = (),
        seals: tuple[Seal, ...] = (),
    ) -> int:
        """Put a read paper in: filed when it has a customer, else in review. Returns the document's id."""
        service = self.service
        now = dt.datetime.now(dt.UTC)
        stored = service.files.put(io.BytesIO(picture(name, pages)))
        state = DocumentState.FILED if customer else DocumentState.REVIEW
        with service.database.unit_of_work() as work:
            received = Received(stored.sha256, stored.size, f"{name}.tif", Source.UPLOAD)
            scan = work.scans.receive(received, now).scan
            work.scans.claim_one(scan.id, "test", now, dt.timedelta(minutes=1))
            work.scans.set_probe(scan.id, "tiff", pages)
            work.pages.create(scan.id, pages)
            refs = [PageRef(scan.id, number) for number in range(1, pages + 1)]
            for ref in refs:
                page = replace(read_page(ref.number, lines), warnings=warnings, seals=seals)
                work.pages.save(ref, page_to_json(page), seal_rows(page), (), warning_codes(page))
                work.search.put(ref, list(lines))
            judgement = Judgement(
                type=type_id,
                title=service.profile.types[type_id].title,
                confidence=0.5,
                party={"name": party, "uscc": None} if party else None,
                review_reasons=[] if customer else [{"template": "Not sure.", "params": {}}],
                fields={
                    field: {
                        "value": value,
                        "raw": value,
                        "confidence": 0.9,
                        "page": 1,
                        "box": [60, 60, 300, 90],
                    }
                    for field, value in (fields or {}).items()
                },
            )
            document = work.documents.create(judgement, refs, customer_id=customer, state=state, now=now)
            if customer:
                checklists.recompute(work, service.profile, customer, service.today())
            scan_state = ScanState.FILED if customer else ScanState.REVIEW
            work.scans.finish(scan.id, "test", scan_state, now)
            work.audit.append(SYSTEM.name, "document.placed", "document", document.id, {}, now)
        return document.id

    def add_rejected(self, name: str, code: str) -> int:
        """Put a file in that was rejected."""
        service = self.service
        now = dt.datetime.now(dt.UTC)
        stored = service.files.put(io.BytesIO(name.encode()))
        with service.database.unit_of_work() as work:
            scan = work.scans.receive(Received(stored.sha256, stored.size, name, Source.UPLOAD), now).scan
            work.scans.claim_one(scan.id, "test", now, dt.timedelta(minutes=1))
            error = {
                "message": {"template": "The file is protected with a password.", "params": {}},
                "hint": {"template": "Retry it with the password.", "params": {}},
            }
            work.scans.finish(scan.id, "test", ScanState.REJECTED, now, error_code=code, error=error)
            return scan.id

    @staticmethod
    def csrf_in(page: str) -> str:
        """Return the token of the forms on a page."""
        return re.search(r'name="csrf" value="([^"]+)"', page)[1]

    @staticmethod
    def picture(text: str, pages: int = 1) -> bytes:
        """Draw a TIFF whose pages say something, so that each is a file of its own."""
        return picture(text, pages)


@contextmanager
def serving(service: Service) -> Iterator[Web]:
    """Serve on loopback in a thread of its own."""
    with on_loopback(create_app(service)) as url:
        yield Web(service, url)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A service with one administrator, two teams with a clerk each, two customers and their papers."""
    settings = read_settings(tmp_path_factory.mktemp("web") / "data", reader="none", workers=1)
    with open_service(settings) as service, serving(service) as web:
        people(service)
        yield web


@pytest.fixture(scope="session")
def serve():
    """How a service is put on loopback, for a house of the test's own."""
    return serving


def people(service: Service) -> None:
    """Open accounts: ada administers; carl is a clerk of team North, dora of team South."""
    token = accounts.first_link(service)
    accounts.accept_invitation(service, token, "ada", PASSWORD)
    with service.database.reading() as work:
        ada = work.users.viewer(work.users.by_name("ada").id)
    for name, team in (("carl", "North"), ("dora", "South")):
        made = accounts.create_team(service, ada, team)
        accounts.create_user(service, ada, name=name, password=PASSWORD, role=Role.CLERK, teams=(made.id,))


def picture(text: str, pages: int = 1) -> bytes:
    """Draw a TIFF whose pages say something, so that each is a file of its own."""
    drawn = []
    for number in range(1, pages + 1):
        page = Image.new("RGB", SIZE, "white")
        ImageDraw.Draw(page).text((60, 60), f"{text} {number}", fill="black")
        drawn.append(page)
    out = io.BytesIO()
    drawn[0].save(out, "TIFF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def read_page(number: int, lines: tuple[str, ...]) -> Page:
    """Return a page as a reader would have read it."""
    return Page(
        number=number,
        width=SIZE[0],
        height=SIZE[1],
        rotation=0,
        lines=tuple(
            Line(text, Box(60, 60 + 40 * place, 60 + 20 * len(text), 90 + 40 * place), 0.9, Reader.RAPIDOCR)
            for place, text in enumerate(lines)
        ),
    )
