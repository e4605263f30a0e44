"""How long the pages of daily work take at the server, in a house of 100,000 papers of 10,000 customers.

    .venv/bin/python bench/pageload.py [--documents 100000] [--customers 10000] [--great 2000] [--seed 6]

Times are processor time of this process per request, so what other programs do on the machine does not count;
the first picture of a page is drawn by another process and is measured by the clock. The search is not among
them: it has its own bench.
"""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import typer
from fastapi.testclient import TestClient
from PIL import Image, ImageDraw
from sqlalchemy import update

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api.app import create_app  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from bench.stocked import Stock, percentile, stock  # noqa: E402  # the path is set first
from dossier import accounts  # noqa: E402  # the path is set first
from dossier.settings import Settings  # noqa: E402  # the path is set first
from dossier.wiring import Service, open_service  # noqa: E402  # the path is set first
from storage.tables.scans import Scans  # noqa: E402  # the path is set first

PASSWORD = "correct horse battery"
PAGES = (
    "/", "/balance", "/intake", "/intake?state=filed", "/intake/queue", "/review", "/review/{waiting}",
    "/customers", "/customers?q=第77", "/customers/pick?pick=石家庄", "/customers/{customer}",
    "/customers/{great}", "/customers/{customer}/archive", "/customers/{great}/archive",
    "/customers/{customer}/inspection", "/documents/{document}", "/documents/{waiting}/fields?type=contract",
    "/customers/{customer}/registers", "/customers/{great}/registers?category=4",
    "/customers/{customer}/timeline", "/customers/{great}/timeline", "/customers/{great}/papers/4",
    "/customers/{great}/checklist?start=40", "/documents/{document}/region?page=1&box=200,300,900,360",
    "/statistics", "/statistics?days=365", "/statistics/completeness",
    "/statistics/completeness?sort=licence", "/statistics/terms", "/gaps", "/handovers",
    "/archive/import", "/customers/import", "/rules", "/audit", "/admin", "/login",
)  # fmt: skip


def main(
    documents: int = 100_000,
    customers: int = 10_000,
    great: int = 2000,
    seed: int = 6,
    rounds: int = 25,
    only: str = "",
    data: Path | None = None,
    write: bool = False,
) -> None:
    """Fill a house, or take the one kept in ``--data``; ask for every page often; print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        house = data or Path(folder) / "data"
        kept = (house / "dossier.db").is_file()
        with open_service(Settings(data=house, _env_file=None)) as service:
            if kept:
                filled = Stock(customers, documents, 1, documents // 50 * 50)
            else:
                filled = stock(service, documents, customers, great=great, seed=seed)
                accounts.accept_invitation(service, accounts.first_link(service) or "", "bench", PASSWORD)
                put_original(service)
            gc.freeze()  # as the service does when it starts
            said = measure(service, filled, Random(seed), rounds, only)
    print(said)
    if write:
        command = f"`bench/pageload.py`, seed {seed}: {documents} papers of {customers} customers"
        put_section("Pages", f"{machine()}\n\n{command}, one of them with {great}\n\n```\n{said}\n```")


def put_original(service: Service) -> None:
    """Give the first scan a real picture, A4 at 300 dpi, so that pages can be drawn."""
    picture = Image.blend(Image.new("L", (2480, 3508), 245), Image.effect_noise((2480, 3508), 30), 0.15)
    picture = picture.convert("RGB")
    drawn = ImageDraw.Draw(picture)
    for row in range(40):
        drawn.text((200, 80 * row), "contract " * 30, fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, dpi=(300, 300))
    sha256 = service.files.put(io.BytesIO(out.getvalue())).sha256
    with service.database.unit_of_work() as work:
        work.scans._session.execute(update(Scans).where(Scans.id == 1).values(sha256=sha256))


def measure(service: Service, filled: Stock, rng: Random, rounds: int, only: str) -> str:
    """Ask for every page with ids of chance; returns a table."""
    app = create_app(service)
    secret = accounts.login(service, "bench", PASSWORD).secret
    lines = [f"{'page':44} {'p50 ms':>7} {'p95 ms':>7} {'worst':>7} {'kB':>6}"]
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.cookies.set("dossier_session", secret)
        for page in PAGES:
            if only in page:
                lines.append(one_page(client, page, filled, rng, rounds))
        for side in (200, 1600):
            path = f"/documents/1/pages/1.jpg?side={side}"
            lines.append(timed(path, [path] * 5, client, time.perf_counter))
    return "\n".join(lines)


def one_page(client: TestClient, page: str, filled: Stock, rng: Random, rounds: int) -> str:
    """Ask for one page again and again."""
    paths = [
        page.format(
            customer=rng.randint(2, filled.customers),
            great=filled.great,
            document=rng.randint(1, filled.documents),
            waiting=rng.randint(1, filled.documents // 50) * 50,
        )
        for _ in range(rounds)
    ]
    client.get(paths[0])  # templates are read once
    return timed(page, paths, client, time.process_time)


def timed(name: str, paths: list[str], client: TestClient, clock: Callable[[], float]) -> str:
    """Return one line of the table."""
    times, size = [], 0
    for path in paths:
        started = clock()
        answer = client.get(path, follow_redirects=False)
        times.append(1000 * (clock() - started))
        assert answer.status_code == 200, (path, answer.status_code)
        size = max(size, len(answer.content))
    middle, most, worst = percentile(times, 0.5), percentile(times, 0.95), max(times)
    return f"{name:44} {middle:7.0f} {most:7.0f} {worst:7.0f} {size / 1000:6.0f}"


if __name__ == "__main__":
    typer.run(main)
