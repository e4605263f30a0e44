"""How long deciding one page takes: cutting, type, fields, checks, reasons; words as drawn.

    .venv/bin/python bench/deciding.py --papers 120

Time is this process's own, so that other work on the machine counts little. No page is decided twice.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.drawn import true_pages  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from classify.profile import load_profile  # noqa: E402  # the path is set first
from dossier.digitise import decide_documents  # noqa: E402  # the path is set first
from sample_scans.judging_set import draw_many, own_firm  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

TODAY = dt.date(2026, 11, 26)


def main(papers: int = 120, seed: int = 9_500_001, which: Which = Which.JUDGING, write: bool = False) -> None:
    """Draw papers, decide each once, print the time a page takes."""
    profile, own = load_profile("manufacturing"), own_firm(seed).name
    drawn = [true_pages(paper) for paper in draw_many(which.value, seed, papers + 5)]
    for pages in drawn[papers:]:  # tables of characters and labels are made at the first papers
        decide_documents(pages, profile, own=[own], today=TODAY)
    taken, count = [], 0
    for pages in drawn[:papers]:
        began = time.process_time()
        decide_documents(pages, profile, own=[own], today=TODAY)
        taken.append(1000 * (time.process_time() - began) / len(pages))
        count += len(pages)
    slowest = sorted(taken)[int(0.95 * len(taken))]
    usual = statistics.median(taken)
    line = f"{papers} papers, {count} pages: median {usual:.1f} ms a page, 95 % below {slowest:.1f} ms"
    print(line)
    if write:
        put_section(
            "Deciding", f"{machine()}\n\n`bench/deciding.py --papers {papers} --seed {seed}`: {line}."
        )


if __name__ == "__main__":
    typer.run(main)
