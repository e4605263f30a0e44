"""Thousands of pages through the page pool in one go: is the rate flat, does memory stay, who is faster?

    .venv/bin/python bench/sustained.py --pages 2000

After each ``--every`` pages of ours OCRmyPDF reads a batch of the same pages, nothing else running meanwhile.
Each hundred is written to ``data/bench/sustained.jsonl``: a run that was stopped goes on where it was, unless
``--fresh``; what was measured before and after is told apart by the process.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import draw_pages  # noqa: E402  # the path is set first
from bench.peers import HOME, OcrMyPdf, Ours  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from bench.speed import peak_megabytes  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

_AHEAD = 8


def main(
    pages: int = 2000,
    step: Annotated[int, typer.Option(help="Pages of ours that make one figure.")] = 100,
    every: Annotated[int, typer.Option(help="Pages of ours between two batches of OCRmyPDF.")] = 200,
    batch: Annotated[int, typer.Option(help="Pages in a batch of OCRmyPDF.")] = 10,
    seed: int = 9_400_003,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
    fresh: bool = False,
    write: Annotated[bool, typer.Option(help="Write the figures into docs/benchmarks.md.")] = True,
) -> None:
    """Draw, read, report."""
    record = HOME / "sustained.jsonl"
    HOME.mkdir(parents=True, exist_ok=True)
    if fresh or not record.exists():
        record.write_text("", "utf-8")
    done = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    done = [row for row in done if (row["seed"], row["step"]) == (seed, step)]
    folder = HOME / f"pages-{which.value}-{seed}"
    print(f"drawing {pages} pages into {folder}", flush=True)
    drawn = drawn_pages(folder, which.value, seed, pages)
    peer, ours, begun = _peer(), Ours(2), time.monotonic()
    ours.read(drawn[:4])  # warm
    for start in range(len(done) * step, len(drawn), step):
        row = {"seed": seed, "step": step, "process": os.getpid()}
        row |= measure(ours, drawn[start : start + step])
        if peer and (start + step) % every < step:
            row |= beside(peer, drawn[start : start + step][:batch])
        row |= {"memory": peak_megabytes(ours.pool)}
        done.append(row)
        with record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        left = (len(drawn) - start - step) / step * (time.monotonic() - begun)
        left /= sum(one["process"] == os.getpid() for one in done)
        told = f"{row['rate']:.1f} pages/min, {row['memory']} MB, {left / 60:.0f} min left"
        print(f"{start + step}: {told}", flush=True)
    ours.close()
    lines = report(done)
    print("\n".join(lines))
    if write:
        put_section("Sustained reading", "\n".join([machine(), "", "```", *lines, "```"]))


def drawn_pages(folder: Path, which: str, seed: int, pages: int) -> list[Path]:
    """Draw office pages; those that stand there already are taken as they are."""
    ready = sorted(folder.glob("office-*.jpg")) if folder.is_dir() else []
    if len(ready) < pages:
        ready = [page.path for page in draw_pages(folder, which, seed, Level.OFFICE, pages)]
    return ready[:pages]


def measure(ours: Ours, pictures: Sequence[Path]) -> dict[str, Any]:
    """Read pages with both workers busy all the time; return the rate and, per page, what failed."""
    begun, failed = time.monotonic(), 0
    for text in _read_ahead(ours, pictures):
        failed += text is None
    seconds = time.monotonic() - begun
    return {
        "pages": len(pictures),
        "seconds": seconds,
        "rate": 60 * len(pictures) / seconds,
        "failed": failed,
    }


def _read_ahead(ours: Ours, pictures: Sequence[Path]) -> Iterator[str | None]:
    """Hand in some pages more than are being read: no worker waits, and few answers are held."""
    waiting = [ours.submit(path) for path in pictures[:_AHEAD]]
    for number in range(len(pictures)):
        page = waiting[number]
        yield None if page.exception() else page.result().text
        if number + _AHEAD < len(pictures):
            waiting.append(ours.submit(pictures[number + _AHEAD]))


def beside(peer: OcrMyPdf, pictures: Sequence[Path]) -> dict[str, Any]:
    """Let OCRmyPDF read some of the pages that were just read."""
    begun = time.monotonic()
    peer.read(pictures)
    seconds = time.monotonic() - begun
    return {"peer_pages": len(pictures), "peer_seconds": seconds}


def _peer() -> OcrMyPdf | None:
    try:
        return OcrMyPdf()
    except LookupError as error:
        print(f"OCRmyPDF is left out: {error}", file=sys.stderr)
        return None


def report(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the figures as lines: all in all, first and last fifth, memory, ratio."""
    pages, seconds = sum(row["pages"] for row in rows), sum(row["seconds"] for row in rows)
    fifth = max(1, len(rows) // 5)
    ends = [60 * sum(r["pages"] for r in part) / sum(r["seconds"] for r in part)
            for part in (rows[:fifth], rows[-fifth:])]  # fmt: skip
    slowest, failed = min(row["rate"] for row in rows), sum(row["failed"] for row in rows)
    lines = [
        f"{pages} pages, {60 * pages / seconds:.1f} pages/min; first fifth {ends[0]:.1f}, "
        f"last fifth {ends[1]:.1f}, slowest step {slowest:.1f}; {failed} pages failed",
        f"most memory of a worker: {max(max(row['memory'], default=0) for row in rows)} MB "
        f"(first step {rows[0]['memory']}, last {rows[-1]['memory']})",
    ]
    peer_seconds = sum(row.get("peer_seconds", 0.0) for row in rows)
    if peer_seconds:
        peer_pages = sum(row.get("peer_pages", 0) for row in rows)
        rate = 60 * peer_pages / peer_seconds
        lines.append(
            f"OCRmyPDF on {peer_pages} of the same pages in the same run: {rate:.1f} pages/min; "
            f"ratio {60 * pages / seconds / rate:.1f}"
        )
    if len({row["process"] for row in rows}) > 1:
        lines.append("The run was stopped and taken up again.")
    return lines


if __name__ == "__main__":
    typer.run(main)
