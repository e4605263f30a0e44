"""Judge the whole reading on drawn papers it has never seen: types, fields, customers, what files itself.

    .venv/bin/python bench/judge.py --level office --count 120

The papers come from sample_scans/judging (or, with --set tuning, from sample_scans/layouts) and a seed.
Figures go to the screen; each single miss goes to ``misses.txt`` in the output folder only, so that rules
are not written to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.compare import JUDGED, Verdict, judge_paper  # noqa: E402  # the path is set first
from classify.profile import load_profile  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.judging_set import write_set  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

#: far away from the seeds of samples and tests
DEFAULT_SEED = 7_700_001


def main(
    level: Level = Level.OFFICE,
    seed: int = DEFAULT_SEED,
    count: int = 120,
    out: Path = Path("data/judge"),
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
    reader: str = "auto",
    batch: Annotated[int, typer.Option(help="Files per call of dossier read.")] = 20,
) -> None:
    """Draw papers, read them with ``dossier read`` and print how much is right."""
    folder = out / f"{which.value}-{level.value}-{seed}-{count}"
    truth_file = folder / "truth.json"
    if not truth_file.exists():
        write_set(folder, which.value, seed, level, count)
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    started = time.monotonic()
    results = read_all(
        [folder / paper["file"] for paper in truth["papers"]], truth["own"]["name"], reader, batch
    )
    seconds = time.monotonic() - started
    verdicts = [judge_paper(paper, result) for paper, result in zip(truth["papers"], results, strict=True)]
    pages = sum(paper["pages"] for paper in truth["papers"])
    print(
        f"{len(verdicts)} papers, {pages} pages, {which.value}, {level.value}, seed {seed}: {seconds:.0f} s"
    )
    for line in report(verdicts):
        print(line)
    (folder / "read.json").write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")
    (folder / "figures.json").write_text(json.dumps(figures(verdicts), indent=1), encoding="utf-8")
    misses = [f"{v.file} {v.layout}: {miss}" for v in verdicts for miss in v.misses]
    (folder / "misses.txt").write_text("\n".join(misses) + "\n", encoding="utf-8")
    print(f"details: {folder / 'misses.txt'}")


def read_all(files: Sequence[Path], own: str, reader: str, batch: int) -> list[dict[str, Any]]:
    """Read files in batches through the command line, the way a user does."""
    results: list[dict[str, Any]] = []
    for start in range(0, len(files), batch):
        some = [str(path) for path in files[start : start + batch]]
        command = [str(ROOT / ".venv/bin/dossier"), "read", *some, "--json", "--own", own, "--reader", reader]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"dossier read ended with {done.returncode}:\n{done.stderr[-2000:]}")
        results += json.loads(done.stdout)
        print(f"read {len(results)} of {len(files)}", file=sys.stderr)
    return results


def share(hits: int, total: int) -> float | None:
    """Return a percentage, or None of nothing."""
    return round(100 * hits / total, 2) if total else None


def figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return all figures as plain data."""
    known = [v for v in verdicts if v.expected_type != "other"]
    alone = [v for v in verdicts if not v.review]
    per_type = {}
    for kind in sorted({v.expected_type for v in verdicts}):
        mine = [v for v in verdicts if v.expected_type == kind]
        table = field_table(mine)
        per_type[kind] = {
            "papers": len(mine),
            "type_right": share(sum(v.type_right for v in mine), len(mine)),
            "customer_right": share(sum(v.customer_right for v in mine), len(mine)),
            "fields_exact": share(sum(h for h, _ in table.values()), sum(t for _, t in table.values())),
            "cells_exact": share(sum(v.cells[0] for v in mine), sum(v.cells[1] for v in mine)),
            "fields": {key: share(hits, total) for key, (hits, total) in table.items()},
        }
    return {
        "papers": len(verdicts),
        "type_right": share(sum(v.type_right for v in verdicts), len(verdicts)),
        "customer_right": share(sum(v.customer_right for v in known), len(known)),
        "filed_alone": share(len([v for v in known if not v.review]), len(known)),
        "wrong_among_filed": share(sum(v.wrongly_filed for v in alone), len(alone)),
        "lines_exact": share(sum(v.lines[0] for v in verdicts), sum(v.lines[1] for v in verdicts)),
        "dates": own_dates(verdicts),
        "types": per_type,
    }


def own_dates(verdicts: Sequence[Verdict]) -> tuple[int, int]:
    """Return how many papers' own dates are right, of how many that bear one."""
    date_of = {kind.id: kind.date for kind in load_profile("manufacturing").types.values()}
    right = [v.fields[date] for v in verdicts if (date := date_of.get(v.expected_type) or "") in v.fields]
    return sum(right), len(right)


def field_table(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Return field -> right, of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for verdict in verdicts:
        for key, right in verdict.fields.items():
            counts[key][0] += right
            counts[key][1] += 1
    return {key: (hits, total) for key, (hits, total) in sorted(counts.items())}


def report(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the figures as lines for a person."""
    found = figures(verdicts)
    lines = [
        f"type right          {found['type_right']} %",
        f"customer right      {found['customer_right']} %",
        f"filed by themselves {found['filed_alone']} % of the known types",
        f"wrong among filed   {found['wrong_among_filed']} %",
        f"true lines in text  {found['lines_exact']} %",
        f"own dates right     {found['dates'][0]} of {found['dates'][1]}, {share(*found['dates'])} %",
        "",
        f"{'type':26}{'papers':>7}{'type %':>8}{'cust. %':>9}{'fields %':>10}{'cells %':>9}",
    ]
    for kind, row in found["types"].items():
        figures_ = (
            row["papers"],
            row["type_right"],
            row["customer_right"],
            row["fields_exact"],
            row["cells_exact"],
        )
        cells = ["–" if value is None else str(value) for value in figures_]
        lines.append(f"{kind:26}{cells[0]:>7}{cells[1]:>8}{cells[2]:>9}{cells[3]:>10}{cells[4]:>9}")
    for kind in JUDGED:
        if kind in found["types"]:
            fields = ", ".join(f"{key} {value}" for key, value in found["types"][kind]["fields"].items())
            lines += ["", f"{kind}: {fields}"]
    return lines


if __name__ == "__main__":
    typer.run(main)
