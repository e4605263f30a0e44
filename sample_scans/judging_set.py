"""Draw any number of judging (or tuning) papers with their truth."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sample_scans.case import Drawn, Layout, random_case, with_rare_names
from sample_scans.degrade import Level
from sample_scans.fonts import draw_typefaces, typefaces
from sample_scans.people_and_firms import Firm, make_firm
from sample_scans.registry import layouts_of
from sample_scans.scanning import SUFFIXES, file_bytes, scan_all

#: how often a layout of these types comes round, against once for the others
_WEIGHT = {"business_licence": 3, "contract": 3, "delivery_slip": 3}


def own_firm(seed: int) -> Firm:
    """Return our own company of this seed."""
    return make_firm(random.Random(f"own/{seed}"))


def draw_many(which: str, seed: int, count: int) -> Iterator[Drawn]:
    """Draw ``count`` papers, every layout in turn, each with a customer, a deal and typefaces of its own."""
    rota: list[tuple[str, str, Layout]] = []
    for kind, layouts in sorted(layouts_of(which).items()):
        for name, function in sorted(layouts.items()):
            rota += [(kind, name, function)] * _WEIGHT.get(kind, 1)
    random.Random(f"rota/{seed}").shuffle(rota)
    own = own_firm(seed)
    for number in range(count):
        _, name, function = rota[number % len(rota)]
        rng = random.Random(f"{which}/{seed}/{number}/{name}")
        with typefaces(draw_typefaces(random.Random(f"faces/{which}/{seed}/{number}"))):
            drawn = function(with_rare_names(random_case(rng, own)), rng)
        yield drawn


def write_set(out: Path, which: str, seed: int, level: Level, count: int) -> Path:
    """Write the papers as worn scans into ``out`` with ``truth.json``; returns that file."""
    out.mkdir(parents=True, exist_ok=True)
    own = own_firm(seed)
    papers: list[dict[str, Any]] = []
    for number, drawn in enumerate(draw_many(which, seed, count), 1):
        rng = random.Random(f"scan/{seed}/{number}")
        scans = scan_all([drawn], level, rng, worn=True)
        kind = "jpg" if len(scans) == 1 else "pdf"
        name = f"{number:04d}{SUFFIXES[kind]}"
        (out / name).write_bytes(file_bytes(scans, kind))
        papers.append(describe(drawn) | {
            "file": name,
            "lines": [
                [{"text": text, "box": list(box)} for text, box in scan.lines] for scan in scans
            ],
        })  # fmt: skip
    truth = {
        "set": which, "seed": seed, "level": level.value,
        "own": {"name": own.name, "uscc": own.uscc}, "papers": papers,
    }  # fmt: skip
    path = out / "truth.json"
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def describe(drawn: Drawn) -> dict[str, Any]:
    """Return what is true of a paper, as plain data."""
    return {
        "type": drawn.type,
        "layout": drawn.layout,
        "pages": len(drawn.pages),
        "customer": drawn.customer,
        "fields": drawn.fields,
        "unjudged": drawn.unjudged,
    }
