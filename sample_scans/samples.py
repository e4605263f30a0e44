"""Write the committed samples: scans, manifest and README."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sample_scans.case import Case, Drawn, make_case
from sample_scans.degrade import Level
from sample_scans.people_and_firms import Firm, make_firm
from sample_scans.plan import CUSTOMERS, OTHERS, Customer, Planned, Sheet, deals_of, own_company
from sample_scans.registry import layouts_of
from sample_scans.scanning import SUFFIXES, born_digital, file_bytes, scan_all

_SCANS = "scans"


@dataclass(frozen=True, slots=True)
class Job:
    """One planned file with the deals its papers belong to."""

    planned: Planned
    deals: Mapping[str, Case]
    customer: Customer | None
    path: str


def write_samples(out: Path, seed: int) -> Path:
    """Write ``scans/`` and ``manifest.yaml`` below ``out``; returns the manifest's path."""
    own = own_company(seed)
    jobs = _jobs(own, seed)
    files = [_write_file(out, job, seed) for job in jobs]
    files.append(_write_duplicate(out, files))
    manifest = {
        "own_company": {"name": own.name, "uscc": own.uscc},
        "today": "2026-11-22",
        "profile": "manufacturing",
        "seed": seed,
        "customers": [_describe_customer(customer, jobs) for customer in CUSTOMERS],
        "files": files,
    }
    path = out / "manifest.yaml"
    head = "# Written by make.py: what is true of every scan, and what each customer's dossier must lack.\n"
    text = yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(head + text, encoding="utf-8")
    return path


def _jobs(own: Firm, seed: int) -> list[Job]:
    """List all files in the order they came, as a scanner numbers them."""
    loose: list[tuple[Planned, Mapping[str, Case], Customer | None]] = []
    for customer in CUSTOMERS:
        deals = deals_of(customer, own, seed)
        loose += [(planned, deals, customer) for planned in customer.files]
    for number, planned in enumerate(OTHERS):
        rng = random.Random(f"other/{seed}/{number}")
        loose.append((planned, {"A": make_case(rng, own, make_firm(rng), lines=5)}, None))
    random.Random(f"order/{seed}").shuffle(loose)
    jobs = []
    for number, (planned, deals, owner) in enumerate(loose, 1):
        folder = f"{owner.name}/" if owner is not None and planned.in_folder else ""
        path = f"{_SCANS}/{folder}SCAN{number:04d}{SUFFIXES[planned.file]}"
        jobs.append(Job(planned, deals, owner, path))
    return jobs


def draw(sheet: Sheet, deals: Mapping[str, Case], seed: int) -> Drawn:
    """Draw one planned paper."""
    case = deals[sheet.deal]
    rng = random.Random(f"draw/{seed}/{case.customer.name}/{sheet.layout}/{sheet.deal}")
    return layouts_of("tuning")[sheet.kind][sheet.layout](case, rng)


def _write_file(out: Path, job: Job, seed: int) -> dict[str, Any]:
    planned = job.planned
    drawn = [draw(sheet, job.deals, seed) for sheet in planned.sheets]
    path = out / job.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if planned.file == "born":
        path.write_bytes(born_digital(drawn))
    else:
        rng = random.Random(f"scan/{seed}/{job.path}")
        scans = scan_all(drawn, Level(planned.level), rng, dpi=planned.dpi)
        path.write_bytes(file_bytes(scans, planned.file, turned=planned.turned, grey=planned.grey))
    return _describe_file(job, drawn)


def _describe_file(job: Job, drawn: list[Drawn]) -> dict[str, Any]:
    planned, documents, page = job.planned, [], 1
    for one in drawn:
        pages = list(range(page, page + len(one.pages)))
        page += len(one.pages)
        documents.append({
            "type": one.type, "layout": one.layout, "pages": pages, "customer": one.customer,
            "fields": one.fields,
        })  # fmt: skip
        if one.unjudged:
            documents[-1]["also"] = one.unjudged
    review = all(one.type == "other" for one in drawn)
    entry: dict[str, Any] = {
        "file": job.path, "outcome": "review" if review else "filed", "pages": page - 1,
        "level": planned.level,
        "made": "born-digital" if planned.file == "born" else "scan",
    }  # fmt: skip
    if planned.level == "bad" or any(one.type == "id_card" for one in drawn):
        # poor scans, and cards that name a person only, may go to a person instead; no gap depends on them
        entry["may_review"] = True
    if planned.turned:
        entry["turned"] = planned.turned
    if planned.note:
        entry["note"] = planned.note
    return entry | {"documents": documents}


def _write_duplicate(out: Path, files: list[dict[str, Any]]) -> dict[str, Any]:
    """Copy one delivery slip byte for byte, as happens when a paper is scanned into two places."""
    first = next(
        entry
        for entry in files
        if entry["documents"][0]["type"] == "delivery_slip" and entry["file"].endswith(".jpg")
    )
    source = Path(first["file"])
    twin = f"{_SCANS}/SCAN{len(files) + 1:04d}{source.suffix}"
    (out / twin).write_bytes((out / source).read_bytes())
    return {
        "file": twin,
        "outcome": "duplicate",
        "duplicate_of": first["file"],
        "pages": first["pages"],
        "documents": [],
    }


def _describe_customer(customer: Customer, jobs: list[Job]) -> dict[str, Any]:
    mine = [job for job in jobs if job.customer is customer]
    firm = next(iter(mine[0].deals.values())).customer
    return {
        "name": customer.name,
        "uscc": firm.uscc,
        "facts": {},
        "documents": sum(len(job.planned.sheets) for job in mine),
        "complete": not customer.gaps,
        "gaps": [_describe_gap(gap.requirement, gap.state, gap.about, mine) for gap in customer.gaps],
    }


def _describe_gap(
    requirement: str, state: str, about: tuple[str, str] | None, jobs: list[Job]
) -> dict[str, Any]:
    gap: dict[str, Any] = {"requirement": requirement, "state": state}
    if about is not None:
        kind, deal = about
        gap["for"] = next(
            job.path
            for job in jobs
            for sheet in job.planned.sheets
            if (sheet.kind, sheet.deal) == (kind, deal)
        )
    return gap
