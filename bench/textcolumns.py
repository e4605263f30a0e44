"""Pages set in columns: how much of the print stands in order in what is read, so that a search finds it.

    .venv/bin/python bench/textcolumns.py --pages 20 --seed 1

Clauses in two to four columns, 7 to 11 point, gutters of 3 to 14 mm, with a title over them and at times a
rule between, worn and scanned. Counted are stretches of 14 characters of each paragraph, lines broken or not;
Tesseract and RapidOCR read the same pages where they are installed.
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.lcer import flat  # noqa: E402  # the path is set first
from bench.peers import Ours, Peer, PlainRapidOcr, PlainTesseract  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.fonts import draw_typefaces, typefaces  # noqa: E402  # the path is set first
from sample_scans.paper import Paper  # noqa: E402  # the path is set first
from sample_scans.scanning import file_bytes, scan_paper  # noqa: E402  # the path is set first

LEVELS = (Level.CLEAN, Level.OFFICE, Level.BAD)
_STRETCH, _STEP = 14, 7
_TITLES = ("货物运输条款", "保管与仓储规则", "设备租赁须知", "印章使用管理办法", "投保须知与责任免除")
_CLAUSES = (
    "托运人应当如实填写托运单，并对所填内容的真实性负责；货物价值须在交运前声明，未声明的按运费的三倍赔偿。",
    "承运人自接收货物时起承担保管责任，直至收货人签收时止，中途转运的由最后的承运人交付。",
    "因不可抗力造成的损失，双方互不承担责任，但应当在三日内书面通知对方，并提供有关机构出具的证明文件。",
    "仓库保管员凭入库单核对数量与外观，发现短少、破损、受潮的，应当场在单据上注明，由送货人签字确认。",
    "易燃、易爆、有腐蚀性的物品须单独存放，并在包装上标明；隐瞒不报造成后果的，由存货人承担全部责任。",
    "承租人不得将设备转租、抵押或者改装，确需移动的应事先取得出租人的书面同意，费用由承租人负担。",
    "租金按月支付，于每月五日前汇入指定账户，逾期超过十五日的，出租人有权收回设备并解除合同。",
    "设备的日常保养由承租人负责，大修由出租人安排；因使用不当造成损坏的，照价赔偿。",
    "公章由专人保管，用印须填写审批单，注明文件名称、份数与经办人，经负责人签字后方可盖章。",
    "空白介绍信、空白合同一律不得加盖印章；需外出用印的，应由两人同行，当日归还。",
    "被保险人知道保险事故发生后，应当立即通知保险人，说明事故发生的时间、地点与原因，并保护现场。",
    "保险人收到索赔请求后，应当在三十日内作出核定，情形复杂的除外；核定结果以书面形式通知。",
    "下列损失不予赔偿：自然磨损、内在缺陷、包装不善，以及被保险人的故意行为造成的损失。",
    "本办法由综合管理部负责解释，自印发之日起施行，此前的规定与本办法不一致的，以本办法为准。",
)


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """A scanned page and the paragraphs of its columns, in order, as far as they are printed."""

    path: Path
    paragraphs: tuple[str, ...]


def draw_page(path: Path, level: Level, rng: random.Random) -> ColumnPage:
    """Draw one page in columns, scan it and write it as a JPEG."""
    paper = Paper()
    with typefaces(draw_typefaces(rng)):
        paragraphs = _lay_out(paper, rng)
    path.write_bytes(file_bytes([scan_paper(paper, level, rng, worn=True)], "jpg"))
    return ColumnPage(path, paragraphs)


def _lay_out(paper: Paper, rng: random.Random) -> tuple[str, ...]:
    count, size, font = (
        rng.choice((2, 2, 2, 3, 3, 4)),
        rng.choice((7.5, 8.0, 9.0, 10.5)),
        rng.choice(("song", "hei")),
    )
    gutter = rng.uniform(3, 6) if count > 2 else rng.uniform(4, 14)
    left, top = 18.0, 26.0
    width = (210 - 2 * left - gutter * (count - 1)) / count
    paper.text(105, 14, rng.choice(_TITLES), font=font, size=16, align="m")
    bottom = rng.uniform(120, 250)
    if rng.random() < 0.3:
        for column in range(1, count):
            x = left + column * (width + gutter) - gutter / 2
            paper.rule(x, top, x, bottom)
    texts, said, number = rng.choices(_CLAUSES, k=99), [], 0
    leading = rng.choice((1.35, 1.5, 1.7))
    for column in range(count):
        x, y = left + column * (width + gutter), top + rng.choice((0.0, 0.0, 1.5))
        while y < bottom - 12:
            text = f"第{number + 1}条 {texts[number]}" if size < 9 else texts[number]
            y = paper.paragraph(x, y, width, text, font=font, size=size, leading=leading, indent=2)
            said.append(text)
            number += 1
    return tuple(said)


def judge(page: ColumnPage, text: str) -> tuple[int, int]:
    """Return how many stretches of the paragraphs stand in a text, and of how many."""
    read = flat(text)
    stretches = [
        said[at : at + _STRETCH]
        for said in map(flat, page.paragraphs)
        for at in range(0, len(said) - _STRETCH + 1, _STEP)
    ]
    return sum(stretch in read for stretch in stretches), len(stretches)


def main(
    pages: Annotated[int, typer.Option(help="of each level")] = 20,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Read pages in columns with our reader and with others, and print what is found of each."""
    readers: list[Peer] = [Ours(), PlainRapidOcr(), PlainTesseract()]
    try:
        for level in LEVELS:
            with tempfile.TemporaryDirectory() as folder:
                drawn = [
                    draw_page(
                        Path(folder) / f"{number:03d}.jpg",
                        level,
                        random.Random(f"columns/{seed}/{number}/{level.value}"),
                    )
                    for number in range(pages)
                ]
                for reader in readers:
                    texts = reader.read([page.path for page in drawn])
                    pairs = [judge(page, text) for page, text in zip(drawn, texts, strict=True)]
                    found, of = (sum(part) for part in zip(*pairs, strict=True))
                    print(f"{level.value:8} {reader.name:10} {100 * found / of:6.2f} % of {of}", flush=True)
    finally:
        for reader in readers:
            reader.close()


if __name__ == "__main__":
    typer.run(main)
