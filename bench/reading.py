"""Drawn pages read by us and by others, turn and turn about in one run: what is right, and how fast.

    .venv/bin/python bench/reading.py --pages 60 --peer-pages 12

The papers come from the judging layouts; no single miss is kept anywhere.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.lcer import Tally, flat, judge_lines  # noqa: E402  # the path is set first
from bench.pages import BenchPage, bare_cell, blank_pages, draw_pages  # noqa: E402  # the path is set first
from bench.peers import Ours, Peer, others  # noqa: E402  # the path is set first
from bench.speed import peak_megabytes  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

LEVELS = (Level.CLEAN, Level.OFFICE, Level.BAD)
DEFAULT_SEED = 9_400_001
_CHUNK = 4
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(slots=True)
class Score:
    """What one reader did on the pages of one level."""

    lines: Tally = field(default_factory=Tally)
    sealed: Tally = field(default_factory=Tally)
    values: tuple[int, int] = (0, 0)
    cells: tuple[int, int] = (0, 0)
    pages: int = 0
    seconds: float = 0.0

    @property
    def per_minute(self) -> float:
        """Pages a minute on the whole machine."""
        return 60 * self.pages / self.seconds if self.seconds else 0.0

    def judge(self, page: BenchPage, text: str) -> None:
        """Count what is right in the text of one page."""
        self.lines += judge_lines(page.texts(), text)
        self.sealed += judge_lines(page.texts(sealed=True), text)
        read = flat(text)
        self.values = _plus(self.values, sum(value in read for value in page.values), len(page.values))
        self.pages += 1

    def judge_tables(self, page: BenchPage, read: Page) -> None:
        """Count the cells that stand alone in a cell of the row that fits best."""
        found = [{bare_cell(cell.text) for cell in row} for table in read.tables for row in table.rows]
        for row in page.rows:
            right = max((sum(cell in cells for cell in row) for cells in found), default=0)
            self.cells = _plus(self.cells, right, len(row))


def _plus(pair: tuple[int, int], hits: int, total: int) -> tuple[int, int]:
    return pair[0] + hits, pair[1] + total


def main(
    pages: int = 60,
    peer_pages: Annotated[int, typer.Option(help="Pages a level that the others read, too.")] = 12,
    seed: int = DEFAULT_SEED,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
) -> None:
    """Draw, read, judge, print."""
    readers: list[Peer] = others() if peer_pages else []
    ours = Ours()
    peaks: list[int] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for level in LEVELS:
            drawn = list(draw_pages(folder, which.value, seed, level, pages))
            ours.read(_turned_copies(drawn[:2], folder, 0))  # warm: a start has its own figure
            scores = read_in_turn(drawn, ours, readers, peer_pages)
            print_level(level, scores)
            print(f"  turns right {_turns_right(drawn, folder, ours)}, {_blanks(folder, level, seed, ours)}")
            peaks = peak_megabytes(ours.pool)
    print(f"most memory of a worker: {max(peaks)} MB of {peaks}")
    for reader in (ours, *readers):
        reader.close()


def read_in_turn(
    drawn: Sequence[BenchPage], ours: Ours, readers: Sequence[Peer], peer_pages: int
) -> dict[str, Score]:
    """Let everyone read the same few pages before the next; who begins changes.

    The key ``Dossier*`` is ours on the pages that the others read: ratios are made of those only.
    """
    scores = {name: Score() for name in (ours.name, "Dossier*", *(reader.name for reader in readers))}
    for start in range(0, len(drawn), _CHUNK):
        chunk, turn = drawn[start : start + _CHUNK], start // _CHUNK
        shared = start < peer_pages
        order = [ours, *readers] if shared else [ours]
        for reader in order[turn % len(order) :] + order[: turn % len(order)]:
            begun = time.monotonic()
            read = ours.read_pages([page.path for page in chunk]) if reader is ours else None
            texts = [page.text for page in read] if read else reader.read([page.path for page in chunk])
            seconds = time.monotonic() - begun
            for name in (reader.name, "Dossier*") if reader is ours and shared else (reader.name,):
                scores[name].seconds += seconds
                for page, text in zip(chunk, texts, strict=True):
                    scores[name].judge(page, text)
            for page, found in zip(chunk, read or (), strict=False):
                scores[ours.name].judge_tables(page, found)
    return scores


def print_level(level: Level, scores: dict[str, Score]) -> None:
    """Print a table of one level."""
    head = ("pages", "lcer %", "sealed %", "exact %", "values %", "cells %", "pages/min", "ratio")
    print(f"{level.value:15}" + "".join(f"{word:>10}" for word in head))
    same = scores["Dossier*"].per_minute
    for name, score in scores.items():
        if not score.pages:
            continue
        ratio = f"{same / score.per_minute:.1f}" if name not in ("Dossier", "Dossier*") else "–"
        cells = (
            str(score.pages), f"{score.lines.lcer:.2f}", f"{score.sealed.lcer:.2f}",
            f"{score.lines.exactly:.2f}", percent(score.values), percent(score.cells),
            f"{score.per_minute:.1f}", ratio,
        )  # fmt: skip
        print(f"  {name:13}" + "".join(f"{cell:>10}" for cell in cells))


def percent(pair: tuple[int, int]) -> str:
    """Return a share, or a dash of nothing."""
    return f"{100 * pair[0] / pair[1]:.2f}" if pair[1] else "–"


def _turned_copies(drawn: Sequence[BenchPage], folder: Path, turn: int) -> list[Path]:
    paths = []
    for page in drawn:
        with Image.open(page.path) as picture:
            laid = picture.transpose(_TURNS[turn]) if turn else picture.copy()
            path = folder / f"turned-{turn}-{page.path.name}"
            laid.save(path, quality=85, dpi=picture.info.get("dpi"))
        paths.append(path)
    return paths


def _turns_right(drawn: Sequence[BenchPage], folder: Path, ours: Ours) -> str:
    """Lay each page in all four ways into the scanner: is it set upright again?"""
    right = total = 0
    some = list(drawn)
    random.Random(len(some)).shuffle(some)
    for turn in (0, 90, 180, 270):
        copies = _turned_copies(some, folder, turn)
        for page in ours.read_pages(copies):
            right += page.rotation == (360 - turn) % 360
            total += 1
        for path in copies:
            path.unlink()
    return f"{right} of {total}"


def _blanks(folder: Path, level: Level, seed: int, ours: Ours) -> str:
    found = ours.read_pages(blank_pages(folder, level, seed, 10))
    return f"blank backs told {sum(page.blank for page in found)} of {len(found)}"


if __name__ == "__main__":
    typer.run(main)
