"""Packages judged: does the verifier name every random change, do they come back as the same dossier."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import bagit
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.package_changes import CHANGES, change_package  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.files.saved import page_to_json  # noqa: E402  # the path is set first
from capture.pages import Box, Line, Page, Reader  # noqa: E402  # the path is set first
from classify.customers import fold_name  # noqa: E402  # the path is set first
from dossier import attesting, bag_verify, cataloguing, checklists, handover, portable, shelf, takeover  # noqa: E402  # the path is set first
from dossier.settings import Settings  # noqa: E402  # the path is set first
from dossier.wiring import Service, open_service  # noqa: E402  # the path is set first
from storage.states import DocumentState, ScanState, Source  # noqa: E402  # the path is set first
from storage.values import Judgement, PageRef, Received, ShipmentData  # noqa: E402  # the path is set first
from storage.viewer import SYSTEM, Role, Viewer  # noqa: E402  # the path is set first
from storage.work import Work  # noqa: E402  # the path is set first

ARCHIVIST = Viewer(None, "bench", Role.ARCHIVIST)
SIZE = (600, 800)
TYPES = ("business_licence", "contract", "delivery_slip", "invoice", "order")


@dataclass(frozen=True, slots=True)
class PackageFigures:
    """What came of it; ``seconds`` are of the processor, for one export, one verification, one import."""

    changes: int
    named: int
    by_kind: dict[str, tuple[int, int]]
    untouched: int
    untouched_good: int
    trips: int
    equal: int
    megabytes: float
    seconds: tuple[float, float, float]


def measure_packages(changes: int, dossiers: int, seed: int) -> PackageFigures:
    """Export dossiers, take each into an empty installation, and change the packages at random."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        packages, spent = [], [0.0, 0.0, 0.0]
        equal = 0
        with open_service(_settings(root / "first")) as service:
            for number in range(dossiers):
                customer = _draw_dossier(service, chance, number)
                before = time.process_time()
                out = handover.export(service, ARCHIVIST, str(customer), root / f"package{number}")
                spent[0] += time.process_time() - before
                packages.append(out)
                equal += _comes_back(service, customer, out, root / f"other{number}", spent)
        good = sum(_is_good(package, spent) for package in packages)
        kinds: dict[str, Counter[bool]] = {kind: Counter() for kind in CHANGES}
        for number in range(changes):
            kind = CHANGES[number % len(CHANGES)]
            copy = root / "copy"
            shutil.copytree(packages[number % dossiers], copy)
            told = change_package(copy, chance, kind)
            kinds[kind][bag_verify.find_faults(copy) == told] += 1
            shutil.rmtree(copy)
        size = sum(path.stat().st_size for one in packages for path in one.rglob("*") if path.is_file())
    return PackageFigures(
        changes=changes,
        named=sum(count[True] for count in kinds.values()),
        by_kind={kind: (count[True], count.total()) for kind, count in kinds.items()},
        untouched=len(packages),
        untouched_good=good,
        trips=dossiers,
        equal=equal,
        megabytes=size / 1e6,
        seconds=(spent[0] / dossiers, spent[1] / dossiers, spent[2] / dossiers),
    )


def _settings(folder: Path) -> Settings:
    return Settings(data=folder, reader="none", workers=1, _env_file=None)


def _is_good(package: Path, spent: list[float]) -> bool:
    before = time.process_time()
    faults = bag_verify.find_faults(package)
    spent[1] += time.process_time() - before
    return not faults and bool(bagit.Bag(str(package)).is_valid())


def _comes_back(service: Service, customer: int, package: Path, folder: Path, spent: list[float]) -> bool:
    with open_service(_settings(folder)) as other:
        before = time.process_time()
        taken = takeover.take_over(other, ARCHIVIST, package)
        spent[2] += time.process_time() - before
        return _whole(service, customer) == _whole(other, taken.customer.id or 0)


def _whole(service: Service, customer: int) -> object:
    with service.database.reading() as work:
        entries = cataloguing.dossier_entries(work, service.profile, SYSTEM, customer)
        dossier = portable.read_dossier(work, customer, [entry.document_id for entry in entries])
        lines = [(row.requirement, row.state) for row in work.requirements.of(SYSTEM, customer)]
    return dossier, lines


def _draw_dossier(service: Service, chance: random.Random, number: int) -> int:
    """Make a dossier of papers that were read, of one to four pages, some on the shelf only."""
    name = f"{chance.choice('甲乙丙丁戊己庚辛')}第{number}机械制造有限公司"
    with service.database.unit_of_work() as work:
        customer = work.customers.create(name, fold_name(name), service.profile.id, service.now()).id
        for place in range(chance.randrange(3, 9)):
            _draw_paper(service, work, chance, customer, f"{number}-{place}")
        _say_things(service, work, chance, customer)
        checklists.recompute(work, service.profile, customer, service.today())
    paper = shelf.ShelfPaper("contract", chance.randrange(1, 40), "旧合同", number=f"旧-{number}")
    shelf.add(service, ARCHIVIST, str(customer), paper)
    return customer


def _say_things(service: Service, work: Work, chance: random.Random, customer: int) -> None:
    """Attest papers, waive lines, print cover sheets and note milestones, as people would."""
    ids, now = [row.id for row in work.documents.of_customer(SYSTEM, customer)], service.now()
    shipment = work.registers.add(customer, ShipmentData(number=f"S{customer}", export=True), now).id
    for one in ids:
        for attribute in chance.sample(attesting.ATTRIBUTES, chance.randrange(3)):
            work.attestations.say(one, attribute, chance.random() < 0.5, "bench", now)
    targets: list[list[int | str]] = [["document", ids[0]], ["shipment", shipment], ["period", "2025"]]
    work.attestations.say(ids[-1], "belongs_to", chance.choice(targets), "bench", now)
    until = service.today() + dt.timedelta(days=chance.randrange(1, 900))
    work.requirements.waive(customer, "background", "bench", "bench", now, until=until)
    work.requirements.waive(customer, "packing_list", "bench", "bench", now, for_shipment=shipment)
    sheet = work.covers.make(f"BENCH{customer}", customer, "slip", ARCHIVIST, now, for_document=ids[0])
    if chance.random() < 0.5:
        work.covers.used(sheet.id, ids[-1])
    work.milestones.add(customer, now, complete=True, missing=0, changes=[])
    work.milestones.add(customer, now, complete=False, missing=1, changes=[])


def _draw_paper(service: Service, work: Work, chance: random.Random, customer: int, name: str) -> None:
    count, kind = chance.randrange(1, 5), chance.choice(TYPES)
    data = io.BytesIO()
    pictures = [_picture(f"{name} {page}") for page in range(count)]
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:], compression="tiff_deflate")
    data.seek(0)
    stored, now = service.files.put(data), service.now()
    scan = work.scans.receive(Received(stored.sha256, stored.size, f"{name}.tif", Source.UPLOAD), now).scan
    work.scans.claim_one(scan.id, "bench", now, dt.timedelta(minutes=1))
    work.scans.set_probe(scan.id, "tiff", count)
    work.pages.create(scan.id, count)
    refs = [PageRef(scan.id, number) for number in range(1, count + 1)]
    for ref in refs:
        line = Line(f"第{ref.number}页 {name}", Box(60, 60, 400, 90), 0.9, Reader.RAPIDOCR)
        work.pages.save(ref, page_to_json(Page(ref.number, *SIZE, rotation=0, lines=(line,), dpi=200)))
    fields = {"number": {"value": name, "raw": name, "confidence": 0.9, "page": 1, "box": [60, 60, 400, 90]}}
    judgement = Judgement(kind, service.profile.types[kind].title, chance.random(), fields=fields)
    state = DocumentState.FILED
    made = work.documents.create(judgement, refs, customer_id=customer, state=state, now=now)
    work.scans.finish(scan.id, "bench", ScanState.FILED, now)
    work.audit.append(SYSTEM.name, "document.placed", "document", made.id, {}, now)


def _picture(text: str) -> Image.Image:
    page = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(page).text((60, 60), text, fill="black")
    return page


def report(figures: PackageFigures, seed: int) -> str:
    """Return the section of the page of figures."""
    rows = "\n".join(f"| {kind} | {named} / {total} |" for kind, (named, total) in figures.by_kind.items())
    export, verify, take = figures.seconds
    size = f"--changes {figures.changes} --dossiers {figures.trips} --seed {seed}"
    command = f"python bench/packages.py {size}"
    return f"""{machine()}

`{command}`: {figures.trips} drawn dossiers ({figures.megabytes:.1f} MB of packages)

| | |
|---|---|
| random changes that the verifier named, and nothing else beside them | {figures.named} / {figures.changes} |
| untouched packages that pass `bagit` and `verify.py` | {figures.untouched_good} / {figures.untouched} |
| packages that an empty installation made the same dossier of | {figures.equal} / {figures.trips} |
| processor time for a dossier: export · verify · import | {export:.2f} s · {verify:.2f} s · {take:.2f} s |

| change | named |
|---|---|
{rows}
"""


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--dossiers", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    figures = measure_packages(arguments.changes, arguments.dossiers, arguments.seed)
    section = report(figures, arguments.seed)
    put_section("Packages handed over", section)
    print(section)
    if (figures.named, figures.equal) != (figures.changes, figures.trips):
        sys.exit(1)


if __name__ == "__main__":
    main()
