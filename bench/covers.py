"""Cover sheets: printed, scanned with papers behind them, and where each paper was filed.

    .venv/bin/python bench/covers.py --papers 100 --level office

Every paper gets the sheet of its customer and type; sheets and papers are worn and scanned at a level and
laid into piles. A paper is filed rightly when it is filed, as one document, under the customer, the type
and the line of the checklist its sheet is for.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.report import machine, put_section  # noqa: E402  # the path is set first
from classify.profile import PROFILES  # noqa: E402  # the path is set first
from dossier import adding, covers, requirements  # noqa: E402  # the path is set first
from dossier.customers import create  # noqa: E402  # the path is set first
from dossier.settings import Settings  # noqa: E402  # the path is set first
from dossier.wiring import Service, open_service  # noqa: E402  # the path is set first
from sample_scans.case import Drawn  # noqa: E402  # the path is set first
from sample_scans.degrade import Level, Scan, degrade  # noqa: E402  # the path is set first
from sample_scans.judging_set import draw_many, own_firm  # noqa: E402  # the path is set first
from sample_scans.people_and_firms import make_firm  # noqa: E402  # the path is set first
from sample_scans.scanning import file_bytes, scan_all  # noqa: E402  # the path is set first
from sample_scans.wear import wear_scan, wear_sheet  # noqa: E402  # the path is set first
from storage.viewer import SYSTEM  # noqa: E402  # the path is set first

DPI = 200


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper with its sheet in a pile: whose it is, and as what it must be filed."""

    customer: int
    type: str
    pages: int


def main(
    papers: int = 30, level: Level = Level.OFFICE, seed: int = 7_700_001, pile: int = 3, write: bool = False
) -> None:
    """Print, scan and file; count what is right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = write_profile(folder)
        own = own_firm(seed)
        settings = Settings(
            data=folder / "data",
            profile=str(profile),
            own_company=(own.name, own.uscc),
            workers=1,
            _env_file=None,
        )
        started = time.process_time()
        with open_service(settings) as service:
            tally = file_piles(service, folder, papers, level, seed, pile)
    said = (
        f"{level.value}, seed {seed}: {tally['right']} of {tally['papers']} papers filed rightly; "
        f"in review {tally['review']}, wrong customer {tally['customer']}, wrong type {tally['type']}, "
        f"wrong line {tally['line']}, wrong pages {tally['pages']}; {tally['piles']} piles"
    )
    print(said)
    print(f"{time.process_time() - started:.0f} s of processor time in the main process", file=sys.stderr)
    if write:
        put_section(
            f"Cover sheets, level {level.value}", f"{machine()}\n\n`bench/covers.py`\n\n```\n{said}\n```"
        )


def write_profile(folder: Path) -> Path:
    """Write a profile that asks for one paper of every type."""
    text = (PROFILES / "manufacturing.yaml").read_text(encoding="utf-8")
    head = text[: text.index("\nrequirements:\n")]
    kinds = [
        line.split()[-1]
        for line in head[head.index("\ntypes:\n") :].splitlines()
        if line.startswith("  - id: ")
    ]
    rows = [
        f"  - {{id: want_{kind}, kind: required, title: {kind}, title_en: {kind}, types: [{kind}]}}"
        for kind in kinds
        if kind != "other"
    ]
    path = folder / "every.yaml"
    path.write_text("\n".join([head, "", "requirements:", *rows, ""]), encoding="utf-8")
    return path


def file_piles(
    service: Service, folder: Path, count: int, level: Level, seed: int, size: int
) -> Counter[str]:
    """Make piles of sheets and papers, add them, compare with what they must become."""
    tally: Counter[str] = Counter()
    laid: list[Laid] = []
    scans: list[Scan] = []
    for number, drawn in enumerate(papers_of(count, seed), start=1):
        rng = random.Random(f"covers/{seed}/{level.value}/{number}")
        one, pages = lay(service, drawn, level, rng)
        laid.append(one)
        scans += pages
        if len(laid) == size or number == count:
            path = folder / f"pile-{number:04d}.pdf"
            path.write_bytes(file_bytes(scans, "pdf"))
            compare(service, path, laid, tally)
            tally["piles"] += 1
            laid, scans = [], []
    return tally


def papers_of(count: int, seed: int) -> Iterator[Drawn]:
    """Draw papers of known types."""
    made = 0
    for drawn in draw_many("tuning", seed, 4 * count):
        if drawn.type != "other" and made < count:
            made += 1
            yield drawn


def lay(service: Service, drawn: Drawn, level: Level, rng: random.Random) -> tuple[Laid, list[Scan]]:
    """Open the paper's customer, print the sheet for it, scan both."""
    name = drawn.customer["name"] if drawn.customer else make_firm(rng).name
    with service.database.reading() as work:
        known = [one for one in work.customers.known(0) if one.stands and one.name == name]
    customer = known[0].id if known else create(service, SYSTEM, name=name).id
    only = [f"want_{drawn.type}"]
    pdf = covers.make_covers(service, SYSTEM, str(customer), only)
    pages = [*scan_sheets(pdf, level, rng), *scan_all([drawn], level, rng, worn=True)]
    return Laid(customer, drawn.type, len(drawn.pages)), pages


def scan_sheets(pdf: bytes, level: Level, rng: random.Random) -> Iterator[Scan]:
    """Scan printed sheets as worn as papers are."""
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            drawn = page.get_pixmap(dpi=DPI)
            image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
            scan = degrade(wear_sheet(image, [], DPI, level, rng), [], DPI, level, rng)
            yield wear_scan(scan, level, rng)


def compare(service: Service, path: Path, laid: Sequence[Laid], tally: Counter[str]) -> None:
    """Add a pile and count what became of its papers."""
    (answer,) = adding.add_files(service, SYSTEM, [path], lambda _done, _total: None)
    tally["papers"] += len(laid)
    if len(answer.documents) != len(laid):
        tally["pages"] += len(laid)
        return
    for one, document in zip(laid, answer.documents, strict=True):
        lines = requirements.details(service, SYSTEM, str(one.customer))
        proofs = {
            proof.document_id for line in lines if line.id == f"want_{one.type}" for proof in line.proof
        }
        wrong = {
            "review": document.state != "filed",
            "customer": document.customer is None or document.customer.id != one.customer,
            "type": document.type != one.type,
            "line": document.id not in proofs,
            "pages": len(document.pages) != one.pages,
        }
        tally.update({name: 1 for name, is_so in wrong.items() if is_so})
        tally["right"] += not any(wrong.values())
        if any(wrong.values()):
            told(service, document.id, one, wrong)


def told(service: Service, document_id: int, one: Laid, wrong: dict[str, bool]) -> None:
    """Say why a paper is not where it belongs."""
    with service.database.reading() as work:
        document = work.documents.get(SYSTEM, document_id)
    reasons = [row["template"].format(**row["params"]) for row in document.review_reasons]
    print(
        f"{one.type} -> {document.type}: {[name for name in wrong if wrong[name]]} {reasons}", file=sys.stderr
    )


if __name__ == "__main__":
    typer.run(main)
