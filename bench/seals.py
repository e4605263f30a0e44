"""Seals pressed over print and scanned: how many are found, read to the letter, of which kind.

    .venv/bin/python bench/seals.py --count 60              tuning designs
    .venv/bin/python bench/seals.py --count 120 --judging   designs and seeds the reader was not built on

Names, purposes, ink, wear, turn and place come from the seed. Only the seals are read, not the page around
them; with ``--write`` the figures of a judging run go into docs/benchmarks.md.
"""

from __future__ import annotations

import io
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.clean import clean_page  # noqa: E402  # the path is set first
from capture.engines.base import Engine  # noqa: E402  # the path is set first
from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pages import Box, Seal  # noqa: E402  # the path is set first
from capture.seals.reading import read_seals  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.paper import Paper  # noqa: E402  # the path is set first
from sample_scans.people_and_firms import make_firm, person  # noqa: E402  # the path is set first
from sample_scans.scanning import file_bytes, scan_paper  # noqa: E402  # the path is set first
from sample_scans.stamps import (  # noqa: E402  # the path is set first
    BLUE,
    INVOICE_JUDGING,
    INVOICE_TUNING,
    JUDGING,
    PURPLE,
    RED,
    TUNING,
    Design,
    Press,
    draw_press,
    firm_stamp,
    letter_places,
    plate_stamp,
    pressed,
    round_stamp,
    square_stamp,
)

#: what stands level in a seal -> the kind it is
PURPOSES = {
    "": "company",
    "合同专用章": "contract",
    "财务专用章": "finance",
    "发票专用章": "invoice",
    "业务专用章": "business",
    "收货专用章": "goods",
    "仓库专用章": "goods",
    "报关专用章": "customs",
    "人事专用章": "personnel",
    "检验专用章": "inspection",
}
PLATES = {"现金收讫": "mark", "作废": "mark", "银行付讫": "mark", "已入库": "mark", "货已收到": "mark"}
PRINT = "本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效，未尽事宜双方协商解决。"
BRANCHES = ("第一分公司", "物资采购供应中心", "沈阳办事处", "建筑安装工程项目部")
GROUPS = (
    "round",
    "long name",
    "two seals",
    "coloured",
    "invoice",
    "at the edge",
    "name seal",
    "white on red",
    "plate",
    "along the foot",
    "two rows",
    "foreign name",
    "square",
)
ADDED = GROUPS[-4:]
FOREIGN = ("SUNRISE TRADING CO.,LTD.", "YONGKE ELECTRIC CO.,LTD.", "GOLDEN LEAF (CHINA) CO.,LTD.")
TUNING_FACES = ("serif-bold", "song", "hei", "fandol-song", "fang", "wenkai", "fandol-hei")
JUDGING_FACES = ("kai", "ming", "zenhei", "serif", "sans")


@dataclass(frozen=True, slots=True)
class Case:
    """A sheet with one seal to be judged: where it stands in mm, and what it says.

    ``partly`` is a pattern of the letters that stand on the sheet of a seal at its edge, those cut optional.
    """

    paper: Paper
    middle: tuple[float, float]
    rows: tuple[str, ...]
    kind: str
    partly: str = ""


def draw(rng: random.Random, group: str, *, judging: bool) -> Case:
    """Return a sheet of a group with its seal."""
    faces = JUDGING_FACES if judging else TUNING_FACES
    paper = Paper(210, 148)
    for row in range(10):
        paper.text(20, 20 + 11 * row, PRINT[rng.randint(0, 5) :], size=11)
    x, y = rng.uniform(55, 150), rng.uniform(45, 100)
    if group in ("name seal", "white on red"):
        filled = group == "white on red"
        name, square = person(rng), filled or rng.random() < 0.8
        if square:
            mask, width = square_stamp(name, face=rng.choice(faces), filled=filled), 18.0
        else:
            mask, width = plate_stamp((name,), face=rng.choice(faces)), 26.0
        full = {2: name + "之印", 3: name + "印"}.get(len(name), name) if square else name
        return _press(paper, mask, rng, (x, y), width, (full,), "person")
    if group == "plate":
        word = rng.choice(sorted(PLATES))
        rows = (word,) if rng.random() < 0.5 else (make_firm(rng).name[:8], "收货专用章", "2025年3月5日")
        mask = plate_stamp(rows, face=rng.choice(faces), double=rng.random() < 0.3)
        width = 34.0 if len(rows) == 1 else 46.0
        return _press(paper, mask, rng, (x, y), width, rows, "goods" if len(rows) > 1 else "mark")
    if group in ADDED:
        return _otherwise(paper, rng, group, JUDGING if judging else TUNING, (x, y))
    if group == "invoice":
        return _invoice(paper, rng, INVOICE_JUDGING if judging else INVOICE_TUNING, (x, y))
    return _round(paper, rng, group, JUDGING if judging else TUNING, (x, y))


def _invoice(
    paper: Paper, rng: random.Random, designs: Sequence[Design], middle: tuple[float, float]
) -> Case:
    firm = make_firm(rng)
    mask = round_stamp(firm.name, "发票专用章", rng.choice(designs), code=firm.uscc)
    return _press(paper, mask, rng, middle, 40.0, (firm.name, firm.uscc, "发票专用章"), "invoice")


def _otherwise(
    paper: Paper, rng: random.Random, group: str, designs: Sequence[Design], middle: tuple[float, float]
) -> Case:
    """Return a seal whose purpose stands along its foot or in two rows, a square, or one in two languages."""
    name, design = make_firm(rng).name, rng.choice(designs)
    purpose = rng.choice([one for one in sorted(PURPOSES) if one])
    rows, kind, width = (name, purpose), PURPOSES[purpose], rng.choice((38.0, 40.0, 42.0))
    if group == "square":
        half = (len(name) + 1) // 2
        rows, width = (name[:half], name[half:], purpose), rng.choice((24.0, 26.0, 28.0))
        mask = firm_stamp(rows, face=design.face)
    elif group == "along the foot":
        mask = round_stamp(name, "", replace(design, flat=1.0, sweep=210.0), foot=purpose)
    elif group == "two rows":
        two = f"{purpose[:2]}\n{purpose[2:]}"
        mask = round_stamp(name, two, replace(design, flat=1.0, star=0.0, below=0.06))
    else:
        small = replace(design, flat=1.0, letter=min(0.2, design.letter), sweep=165.0)
        mask, rows, kind = round_stamp(name, "", small, foot=rng.choice(FOREIGN)), (name,), "company"
    return _press(paper, mask, rng, middle, width, rows, kind)


def _round(
    paper: Paper, rng: random.Random, group: str, designs: Sequence[Design], middle: tuple[float, float]
) -> Case:
    name, purpose = make_firm(rng).name, rng.choice(sorted(PURPOSES))
    if group == "long name":
        name = f"{name}{rng.choice(BRANCHES)}"
    if group == "at the edge":
        middle = (210 - rng.uniform(4, 16), middle[1])
    design = rng.choice(designs)
    number = "" if purpose else "".join(rng.choice("0123456789") for _ in range(13))
    if group == "two seals":
        other = round_stamp(make_firm(rng).name, "", rng.choice(designs))
        away = rng.choice((-1, 1)) * rng.uniform(30, 40)
        paper.stamp(
            pressed(other, draw_press(rng), rng), middle[0] + away, middle[1] + rng.uniform(-8, 8), 40
        )
    mask = round_stamp(name, purpose, design, number=number)
    width = rng.choice((38.0, 40.0, 42.0, 45.0))
    rows = (name, purpose) if purpose else (name,)
    ink = rng.choice((BLUE, PURPLE)) if group == "coloured" else RED
    if group == "at the edge":
        press = draw_press(rng)
        _lay(paper, mask, press, rng, middle, width)
        partly = _on_paper(name, design, press, middle, width)
        return Case(paper, middle, rows, PURPOSES[purpose], partly)
    return _press(paper, mask, rng, middle, width, rows, PURPOSES[purpose], ink)


def _on_paper(name: str, design: Design, press: Press, middle: tuple[float, float], width: float) -> str:
    """Return a pattern of the letters of a name that stand on the sheet; those its edge cuts are optional."""
    turn, half = math.radians(press.turn), width / 2
    pattern = ""
    for char, (x, y) in zip(name, letter_places(name, design), strict=True):
        room = 210 - middle[0] - (x * math.cos(turn) + y * math.sin(turn)) * half
        reach = 0.55 * design.letter * half
        if room > -reach:
            pattern += re.escape(char) + ("" if room > reach else "?")
    return pattern


def _press(
    paper: Paper,
    mask: Image.Image,
    rng: random.Random,
    middle: tuple[float, float],
    width: float,
    rows: tuple[str, ...],
    kind: str,
    ink: tuple[int, int, int] = RED,
) -> Case:
    _lay(paper, mask, draw_press(rng, ink=ink), rng, middle, width)
    return Case(paper, middle, rows, kind)


def _lay(
    paper: Paper,
    mask: Image.Image,
    press: Press,
    rng: random.Random,
    middle: tuple[float, float],
    width: float,
) -> None:
    stamp = pressed(mask, press, rng)
    paper.stamp(stamp, *middle, width * stamp.width / mask.width)


def find(seals: Sequence[Seal], x: float, y: float) -> Seal | None:
    """Return the seal whose middle is nearest to a place, if it stands over it."""
    over = [seal for seal in seals if seal.box.x0 <= x <= seal.box.x1 and seal.box.y0 <= y <= seal.box.y1]
    return min(over, key=lambda seal: _away(seal.box, x, y), default=None)


def _away(box: Box, x: float, y: float) -> float:
    return float(np.hypot((box.x0 + box.x1) / 2 - x, (box.y0 + box.y1) / 2 - y))


def judge(seal: Seal | None, case: Case) -> tuple[bool, bool, bool]:
    """Return whether the seal was found, its text is exact and its kind right."""
    if seal is None:
        return False, False, False
    read = seal.text.splitlines()
    if case.partly:  # the words that name the kind may be cut
        return True, re.fullmatch(case.partly, read[0] if read else "") is not None, True
    exact = read[:1] == list(case.rows[:1]) and all(row in read for row in case.rows)
    return True, exact, seal.kind == case.kind


def run(
    level: Level, group: str, count: int, seed: int, judging: bool, reader: Engine, show: bool
) -> Counter[str]:
    """Draw, scan and read the seals of a group."""
    tally: Counter[str] = Counter()
    for number in range(count):
        rng = random.Random(f"seals/{seed}/{group}/{number}")
        case = draw(rng, group, judging=judging)
        scan = scan_paper(case.paper, level, rng)
        packed = Image.open(io.BytesIO(file_bytes([scan], "jpg")))
        image = np.asarray(packed.convert("RGB"))
        seals, _ = read_seals(image, clean_page(image).seals, reader)
        x, y = (
            min(value * scan.dpi / 25.4, edge - 1)
            for value, edge in zip(case.middle, scan.image.size, strict=True)
        )
        seal = find(seals, x, y)
        found, exact, kind = judge(seal, case)
        tally.update(seals=1, found=found, exact=exact, kind=kind)
        if show and not (exact and kind):
            print(
                f"{level.value} {group} {number}: {case.rows} {case.kind}",
                f"<- {seal and (seal.text.splitlines(), seal.kind)}",
            )
    return tally


def main(
    count: int = 20,
    seed: int = 5_500_001,
    judging: bool = False,
    show: bool = False,
    write: bool = False,
    only: str = "",
    levels: str = "clean,office,bad",
) -> None:
    """Measure each group at each level; ``--show`` prints the misses of a tuning run."""
    reader = engine("rapidocr")
    rows = ["| level | group | seals | found % | text exact % | kind right % |", "|---|---|---|---|---|---|"]
    for level in map(Level, levels.split(",")):
        whole: Counter[str] = Counter()
        for group in [one for one in GROUPS if only in one]:
            tally = run(level, group, count, seed, judging, reader, show and not judging)
            whole += tally
            rows.append(_row(level, group, tally))
            print(rows[-1], flush=True)
        rows.append(_row(level, "all", whole))
        print(rows[-1], flush=True)
    if write and judging:
        put_section(
            "Seals",
            f"{machine()}\n\n`bench/seals.py --judging --count {count} --seed {seed}`\n\n" + "\n".join(rows),
        )


def _row(level: Level, group: str, tally: Counter[str]) -> str:
    shares = " | ".join(f"{100 * tally[key] / tally['seals']:.1f}" for key in ("found", "exact", "kind"))
    return f"| {level.value} | {group} | {tally['seals']} | {shares} |"


if __name__ == "__main__":
    typer.run(main)
