"""Drawn pages for the benches: worn scans on disk, and what is true of each."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench.lcer import flat
from sample_scans.case import Drawn
from sample_scans.degrade import Level, degrade
from sample_scans.judging_set import draw_many
from sample_scans.money import spoken_date
from sample_scans.paper import Paper, Picture
from sample_scans.scanning import file_bytes, scan_paper

_DATE_STYLES = ("zh", "zh0", "dot", "slash", "han")
_COVERED = 0.3


@dataclass(frozen=True, slots=True)
class BenchPage:
    """One scanned page and its truth.

    ``lines`` are the true lines with their boxes in pixels, ``sealed`` says of each whether a seal covers it.
    ``values`` are the key values that stand in one line, spelled as they stand there. ``rows`` are the goods
    lines of a ruled or unruled table, each the flat cells that are printed.
    """

    path: Path
    layout: str
    lines: tuple[tuple[str, tuple[int, int, int, int]], ...]
    sealed: tuple[bool, ...]
    values: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def texts(self, *, sealed: bool | None = None) -> list[str]:
        """Return the true lines: all, or those under seals, or those beside."""
        return [
            text for (text, _), under in zip(self.lines, self.sealed, strict=True) if sealed in (None, under)
        ]


def draw_pages(folder: Path, which: str, seed: int, level: Level, pages: int) -> Iterator[BenchPage]:
    """Draw papers until there are that many pages; each is written as a JPEG of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for number, drawn in enumerate(draw_many(which, seed, pages)):
        rng = random.Random(f"scan/{seed}/{number}/{level.value}")
        for paper in drawn.pages:
            scan = scan_paper(paper, level, rng, worn=True)
            path = folder / f"{level.value}-{made:05d}.jpg"
            path.write_bytes(file_bytes([scan], "jpg"))
            truth = [flat(text) for text, _ in scan.lines]
            yield BenchPage(
                path,
                drawn.layout,
                scan.lines,
                lines_under_seals(paper),
                _values(drawn, truth),
                _rows(drawn, truth),
            )
            made += 1
            if made == pages:
                return


def blank_pages(folder: Path, level: Level, seed: int, count: int) -> list[Path]:
    """Write backs of sheets: nothing but the ground, specks and, on bad scans, what shines through."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        rng = random.Random(f"blank/{seed}/{number}")
        sheet = Image.new("RGB", (1654, 2339), (255, 255, 255))
        scan = degrade(sheet, [], 200, level, rng)
        pixels = np.asarray(scan.image).copy()
        for _ in range(rng.randint(0, 12)):
            y, x = rng.randrange(pixels.shape[0] - 3), rng.randrange(pixels.shape[1] - 3)
            pixels[y : y + rng.randint(1, 3), x : x + rng.randint(1, 3)] = rng.randint(60, 160)
        path = folder / f"blank-{level.value}-{number:03d}.jpg"
        Image.fromarray(pixels).save(path, quality=scan.quality, dpi=(scan.dpi, scan.dpi))
        paths.append(path)
    return paths


def lines_under_seals(paper: Paper) -> tuple[bool, ...]:
    """Say of each true line whether at least three tenths of its box lie under red stamps."""
    stamps = [mark for mark in paper.marks if isinstance(mark, Picture) and _is_red(mark.image)]
    return tuple(any(_share_under(line.box, mark) >= _COVERED for mark in stamps) for line in paper.lines)


def _is_red(image: Image.Image) -> bool:
    pixels = np.asarray(image.convert("RGBA").resize((64, 64))).reshape(-1, 4)
    ink = pixels[pixels[:, 3] > 60, :3]
    return bool(len(ink)) and bool(np.median(ink[:, 0]) > 150 and np.median(ink[:, 1]) < 110)


def _share_under(box: tuple[float, float, float, float], stamp: Picture) -> float:
    """Return how much of a box lies within the ellipse of a stamp, both in mm."""
    xs = np.linspace(box[0], box[2], 40)
    ys = np.linspace(box[1], box[3], 5)
    dx = (xs - stamp.x - stamp.width / 2) / (stamp.width / 2)
    dy = (ys - stamp.y - stamp.height / 2) / (stamp.height / 2)
    return float((dx[None, :] ** 2 + dy[:, None] ** 2 <= 1).mean())


def _values(drawn: Drawn, truth: list[str]) -> tuple[str, ...]:
    found = []
    for value in (v for key, v in drawn.fields.items() if key != "lines" and isinstance(v, str)):
        spelled = next(
            (one for one in map(flat, _spellings(value)) if any(one in line for line in truth)), None
        )
        if spelled:
            found.append(spelled)
    return tuple(found)


def _spellings(value: str) -> Iterator[str]:
    """How a normalised value may stand in print."""
    yield value
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        pass
    else:
        yield from (spoken_date(day, style) for style in _DATE_STYLES)
        yield f"{day.year}-{day.month}-{day.day}"
        yield f"{day:%Y%m%d}"
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return
    yield f"{amount:,.2f}"
    yield f"{amount:.2f}"
    yield f"{int(amount):,}"


def _rows(drawn: Drawn, truth: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the goods lines whose every cell stands on this page."""
    rows: list[Mapping[str, Any]] = drawn.fields.get("lines") or []
    printed = {bare_cell(line) for line in truth}
    spelled = []
    for row in rows:
        cells = [bare_cell(str(value)) for value in printed_cells(row, printed)]
        if all(cell in printed or any(cell in line for line in truth) for cell in cells):
            spelled.append(tuple(cells))
    return tuple(spelled)


def printed_cells(row: Mapping[str, Any], printed: set[str]) -> list[Any]:
    """Return what the cells of a goods line hold: number and unit together where they are printed so."""
    together = f"{row.get('quantity')}{row.get('unit')}"
    if bare_cell(together) not in printed:
        return [value for value in row.values() if value is not None]
    others = [value for key, value in row.items() if key not in ("quantity", "unit") and value is not None]
    return [*others, together]


def bare_cell(text: str) -> str:
    """Return a cell as it is compared: numbers by their value (``1,200.00`` is ``1200``), all else flat.

    The tick of a hand that checked the goods, before or behind, is in no truth.
    """
    bare = flat(text).strip("√").removeprefix("Y")
    if re.fullmatch(r"\d[\d,]*(\.\d+)?", bare):
        return f"{Decimal(bare.replace(',', '')).normalize():f}"
    return bare
