"""Is a line that is said to be 99 % sure wrong once in a hundred? And what would a second reader know better?

    .venv/bin/python bench/calibration.py --pages 120 --set judging
    .venv/bin/python bench/calibration.py --pages 60 --set tuning --second

Each line that was read is laid beside the true lines in its place: `Kind` says what can come of it. The map
from said to true certainty is fitted on the tuning layouts (``--set tuning``), and judged on others.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.lcer import distance_to_best_stretch, flat  # noqa: E402  # the path is set first
from bench.pages import BenchPage, draw_pages  # noqa: E402  # the path is set first
from capture.clean import clean_page  # noqa: E402  # the path is set first
from capture.engines.base import Engine  # noqa: E402  # the path is set first
from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pages import Box, Line  # noqa: E402  # the path is set first
from capture.pipeline import read_page  # noqa: E402  # the path is set first
from capture.probe import FileKind  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

_BINS = (0.0, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 1.01)
_IN_PLACE, _MOSTLY = 0.2, 0.5
_PART = 0.34
_TICK = "√"


class Kind(StrEnum):
    """What a line that was read is."""

    RIGHT = "right"  # to the letter, as a whole or as a piece of a true line
    CUT = "cut"  # right but for its first or last character, and the true line goes on there
    WRONG = "wrong"  # other characters
    UNKNOWN = "unknown"  # where no true line stands: handwriting, what shines through, seals


@dataclass(frozen=True, slots=True)
class Judged:
    """One line that was read; ``second`` is what the second reader made of it, and how long that took."""

    said: float
    kind: Kind
    text: str
    level: Level
    second: str | None = None
    second_right: bool = False
    seconds: float = 0.0


def kind_of(text: str, box: Box, truth: Sequence[tuple[str, tuple[int, int, int, int]]]) -> Kind:
    """Lay a line that was read beside the true lines in its place; boxes in the same pixels.

    The ticks of a hand are in no truth and are not judged, unless they are printed.
    """
    near = [
        (line, place)
        for line, place in truth
        if _overlap(box, place) >= _IN_PLACE or _inside(box, place) >= _MOSTLY
    ]
    read = flat(text).strip(_TICK)
    if not near or not read:
        return Kind.UNKNOWN
    parts = [
        (place[0], flat(line))
        for line, place in near
        if distance_to_best_stretch(flat(line), read) <= _PART * len(flat(line))
    ]
    alone = [flat(line) for line, _ in near]
    # a label of characters set apart (类    型) may be read in two pieces, the second with what follows
    beside = [(place[0], flat(line)) for line, place in truth if _is_level(box, place)]
    joined = ["".join(line for _, line in sorted(row)) for row in (parts, beside)]
    if any(text in line for text in (read, read.replace(_TICK, "")) for line in (*alone, *joined)):
        return Kind.RIGHT
    # not among joined lines: there the last character of a line that was misread would look like a cut
    return Kind.CUT if any(_is_cut(read, line) for line in alone) else Kind.WRONG


def _overlap(box: Box, place: tuple[int, int, int, int]) -> float:
    """Return how much of the read box lies in a true one."""
    return _shared(box, place) / max(1, box.width * box.height)


def _inside(box: Box, place: tuple[int, int, int, int]) -> float:
    """Return how much of a true box, which may be a short label, lies in the read one."""
    return _shared(box, place) / max(1, (place[2] - place[0]) * (place[3] - place[1]))


def _shared(box: Box, place: tuple[int, int, int, int]) -> int:
    width = min(box.x1, place[2]) - max(box.x0, place[0])
    height = min(box.y1, place[3]) - max(box.y0, place[1])
    return max(0, width) * max(0, height)


def _is_level(box: Box, place: tuple[int, int, int, int]) -> bool:
    """Tell whether a true line is touched by the line that was read, and its middle as high."""
    return _shared(box, place) > 0 and box.y0 <= (place[1] + place[3]) / 2 <= box.y1


def _is_cut(read: str, truth: str) -> bool:
    """Say whether all but an end character is a stretch of the truth, which goes on by two or more there."""
    for begin, end in ((1, 0), (0, 1), (1, 1)):
        core = read[begin : len(read) - end]
        place = truth.find(core) if core else -1
        while place >= 0:
            after = len(truth) - place - len(core)
            if (not begin or place >= 2) and (not end or after >= 2):
                return True
            place = truth.find(core, place + 1)
    return False


def judge_pages(pages: Sequence[BenchPage], level: Level, second: Engine | None) -> Iterator[Judged]:
    """Read pages in this process and judge each line; seals' own text is not judged."""
    for page in pages:
        read = read_page(page.path, 1, kind=FileKind.JPEG, reader="rapidocr")
        if read.rotation:
            continue  # the boxes of the truth do not fit
        image = clean_page(np.asarray(Image.open(page.path).convert("RGB"))).image if second else None
        for line in read.lines:
            if line.seal or line.box is None:
                continue
            kind = kind_of(line.text, line.box, page.lines)
            if second is None or image is None:
                yield Judged(line.confidence, kind, line.text, level)
                continue
            begun = time.monotonic()
            other = second.read_line(_crop(image, line))
            seconds = time.monotonic() - begun
            text = other.text if other else ""
            right = bool(text) and kind_of(text, line.box, page.lines) is Kind.RIGHT
            yield Judged(line.confidence, kind, line.text, level, text, right, seconds)


def _crop(image: np.ndarray, line: Line) -> np.ndarray:
    box = line.box
    assert box is not None
    more = box.height // 6
    return image[max(0, box.y0 - more) : box.y1 + more, max(0, box.x0 - more) : box.x1 + more]


def isotonic(said: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return steps (said from, true share) of the best rising map: pool adjacent violators (Ayer 1955)."""
    blocks: list[list[float]] = []
    for confidence, good in sorted(zip(said, right, strict=True)):
        blocks.append([confidence, float(good), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, hits, total = blocks.pop()
            blocks[-1][1] += hits
            blocks[-1][2] += total
    return [(start, hits / total) for start, hits, total in blocks]


def reliability(lines: Sequence[Judged]) -> list[str]:
    """Return the table of said and true certainty, then the line the goal speaks of."""
    known = [line for line in lines if line.kind is not Kind.UNKNOWN]
    rows = [f"{'said':>14}{'lines':>8}{'wrong %':>9}{'cut %':>8}"]
    for low, high in pairwise(_BINS):
        some = [line for line in known if low <= line.said < high]
        if some:
            rows.append(f"{low:>7.3f}–{min(high, 1):<6.3f}{_row(some)}")
    sure = [line for line in known if line.said >= 0.99]
    rows.append(f"{'sure (≥ 0.99)':>14}{_row(sure)}")
    rows.append(f"{len(lines) - len(known)} lines stand where there is no truth and are not judged")
    return rows


def _row(lines: Sequence[Judged]) -> str:
    wrong = sum(line.kind is Kind.WRONG for line in lines)
    cut = sum(line.kind is Kind.CUT for line in lines)
    count = max(1, len(lines))
    return f"{len(lines):>8}{100 * wrong / count:>9.2f}{100 * cut / count:>8.2f}"


def second_opinion(lines: Sequence[Judged]) -> list[str]:
    """Return what the second reader would gain on lines below some certainty, and what it would cost."""
    rows = [f"{'said below':>11}{'lines':>7}{'wrong':>7}{'2nd right':>10}{'same error':>11}"
            f"{'right, doubted':>15}{'s a line':>9}"]  # fmt: skip
    known = [line for line in lines if line.kind is not Kind.UNKNOWN and line.second is not None]
    for bound in (0.8, 0.9, 0.95, 0.98, 0.99, 1.01):
        some = [line for line in known if line.said < bound]
        wrong = [line for line in some if line.kind is Kind.WRONG]
        right = [line for line in some if line.kind is Kind.RIGHT]
        cells = (
            f"{min(bound, 1):>11.2f}", f"{len(some):>7}", f"{len(wrong):>7}",
            f"{sum(line.second_right for line in wrong):>10}",
            f"{sum(flat(line.second or '') == flat(line.text) for line in wrong):>11}",
            f"{sum(flat(line.second or '') != flat(line.text) for line in right):>15}",
            f"{sum(line.seconds for line in some) / max(1, len(some)):>9.2f}",
        )  # fmt: skip
        rows.append("".join(cells))
    return rows


def main(
    pages: Annotated[int, typer.Option(help="Pages a level.")] = 60,
    seed: int = 9_400_004,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
    second: Annotated[bool, typer.Option(help="Let Tesseract read each line again.")] = False,
) -> None:
    """Draw, read, judge, print."""
    everything: list[Judged] = []
    with tempfile.TemporaryDirectory() as name:
        for level in (Level.OFFICE, Level.BAD):
            drawn = list(draw_pages(Path(name), which.value, seed, level, pages))
            lines = list(judge_pages(drawn, level, engine("tesseract") if second else None))
            print(f"{level.value}, {which.value} layouts, seed {seed}, {pages} pages")
            print("\n".join(reliability(lines)))
            everything += lines
    print("both levels")
    print("\n".join(reliability(everything)))
    known = [line for line in everything if line.kind is not Kind.UNKNOWN]
    steps = isotonic([line.said for line in known], [line.kind is not Kind.WRONG for line in known])
    print("isotonic: " + ", ".join(f"{start:.4f} → {share:.4f}" for start, share in steps))
    if second:
        print("\n".join(second_opinion(everything)))


if __name__ == "__main__":
    typer.run(main)
