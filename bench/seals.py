"""Seals pressed over print and scanned: how many are found, how many texts are read to the letter.

    .venv/bin/python bench/seals.py --count 80

Names, places, sizes, wear and turn come from the seed; round and oval seals, with and without a number.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from capture.pipeline import read_picture  # noqa: E402  # the path is set first
from capture.raster import RasterPage  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.paper import Paper  # noqa: E402  # the path is set first
from sample_scans.people_and_firms import make_firm  # noqa: E402  # the path is set first
from sample_scans.scanning import scan_paper  # noqa: E402  # the path is set first
from sample_scans.seals import round_seal  # noqa: E402  # the path is set first

PURPOSES = ("合同专用章", "财务专用章", "发票专用章", "发货专用章", "业务专用章", "检验专用章", "")
PRINT = "本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效，未尽事宜双方协商解决。"


def draw(rng: random.Random) -> tuple[Paper, str, str]:
    """Return a sheet with a seal over print, the name on the seal and its purpose."""
    paper = Paper(210, 148)
    for row in range(10):
        paper.text(20, 20 + 11 * row, PRINT[rng.randint(0, 5) :], size=11)
    name, purpose = make_firm(rng).name, rng.choice(PURPOSES)
    number = "" if purpose else "".join(rng.choice("0123456789") for _ in range(13))
    image = round_seal(name, purpose, rng, star=rng.random() < 0.8, number=number)
    if purpose == "发票专用章":
        image = image.resize((640, 480), Image.Resampling.LANCZOS)
    paper.stamp(image, rng.uniform(55, 150), rng.uniform(45, 100), rng.choice((38, 40, 42, 45)))
    return paper, name, purpose


def judge(page: Page, name: str, purpose: str) -> tuple[bool, bool, str]:
    """Return whether the seal was found, whether its text is exact, and what was read."""
    read = max((seal.text for seal in page.seals), key=len, default="")
    lines = read.splitlines()
    exact = lines[:1] == [name] and (not purpose or purpose in lines)
    return bool(page.seals), exact, read


def main(count: int = 80, seed: int = 5_500_001, show: bool = False) -> None:
    """Draw, scan and read."""
    reader = engine("rapidocr")
    for level in (Level.CLEAN, Level.OFFICE, Level.BAD):
        tally: dict[str, int] = defaultdict(int)
        for number in range(count):
            rng = random.Random(f"seals/{seed}/{number}")
            paper, name, purpose = draw(rng)
            scan = scan_paper(paper, level, rng)
            page = read_picture(RasterPage(np.asarray(scan.image.convert("RGB")), scan.dpi), 1, reader, 0)
            found, exact, read = judge(page, name, purpose)
            tally["found"] += found
            tally["exact"] += exact
            if show and not exact:
                print(f"{level.value} {number}: {name} {purpose} <- {read.splitlines()}")
        print(
            f"{level.value}: {100 * tally['found'] / count:.1f} % found, "
            f"{100 * tally['exact'] / count:.1f} % of the texts exact ({count} seals)"
        )


if __name__ == "__main__":
    typer.run(main)
