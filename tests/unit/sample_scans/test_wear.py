"""What wear does to a page, and that it moves nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from bench.pages import lines_under_seals
from sample_scans import wear
from sample_scans.case import Drawn, random_case, with_rare_names
from sample_scans.degrade import Level, Lines
from sample_scans.fonts import FAMILIES, draw_typefaces, is_installed, text_width, typefaces
from sample_scans.judging_set import draw_many, own_firm
from sample_scans.paper import Paper, Text
from sample_scans.registry import layouts_of
from sample_scans.scanning import born_digital, scan_all

Mark = Callable[[Image.Image, Lines, float, random.Random], None]
TUNING = [(kind, name) for kind, layouts in layouts_of("tuning").items() for name in layouts]
LINES: Lines = [("合同", (300.0, 200.0, 900.0, 240.0)), ("甲方", (100.0, 900.0, 700.0, 940.0))]


def sheet() -> Image.Image:
    return Image.new("RGB", (1240, 1754), (255, 255, 255))


def draw(kind: str, name: str, seed: int) -> Drawn:
    rng = random.Random(seed)
    return layouts_of("tuning")[kind][name](with_rare_names(random_case(rng, own_firm(seed))), rng)


def test_wear_is_seeded_and_leaves_clean_pages_alone() -> None:
    def worn(level: Level, seed: int) -> bytes:
        return wear.wear_sheet(sheet(), LINES, 150, level, random.Random(seed)).tobytes()

    assert worn(Level.CLEAN, 1) == sheet().tobytes()
    assert worn(Level.BAD, 4) == worn(Level.BAD, 4)
    assert len({worn(Level.BAD, seed) for seed in range(12)}) > 6


@pytest.mark.parametrize("mark", [wear.punch, wear.staple, wear.write_by_hand])
def test_nothing_opaque_is_laid_over_a_line(mark: Mark) -> None:
    for seed in range(40):
        image, dark = sheet(), False
        mark(image, LINES, 150 / 25.4, random.Random(seed))
        pixels = np.asarray(image.convert("L"))
        for _, (x0, y0, x1, y1) in LINES:
            # a tick may begin before a line; nothing may stand in the midst of it
            dark |= bool((pixels[int(y0) : int(y1), int(x0) + 30 : int(x1)] < 200).any())
        assert not dark


def test_every_mark_leaves_something() -> None:
    before = np.full((300, 400, 3), 200, np.float32)
    for seed in range(5):
        rng = random.Random(seed)
        assert (wear.streaks(before, rng) != before).any()
        assert np.ptp(wear.moire((300, 400), rng)) > 3
        image = sheet()
        assert wear.fold(image, 6, rng).tobytes() != image.tobytes()
        assert wear.carbon_copy(image, rng).getpixel((5, 5)) != (255, 255, 255)


def test_samples_are_drawn_as_before_unless_wear_is_asked_for() -> None:
    drawn = draw("delivery_slip", "delivery_note", 5)
    plain = scan_all([drawn], Level.OFFICE, random.Random(1), dpi=100)[0]
    worn = scan_all([drawn], Level.OFFICE, random.Random(1), dpi=100, worn=True)[0]
    assert plain.quality == 60
    assert plain.lines != worn.lines or plain.image.tobytes() != worn.image.tobytes()


@pytest.mark.parametrize(
    ("seed", "kind", "name"),
    [
        pytest.param(3 + n % 3, *layout, marks=[pytest.mark.long] if n % 2 else [])
        for n, layout in enumerate(TUNING)
    ],
)
def test_other_typefaces_keep_the_text_on_the_sheet(seed: int, kind: str, name: str) -> None:
    with typefaces(draw_typefaces(random.Random(seed))):
        drawn = draw(kind, name, seed)
    for paper in drawn.pages:
        for line in paper.lines:
            x0, y0, x1, y1 = line.box
            assert min(x0, y0) >= 3, line
            assert x1 <= paper.width - 1, line
            assert y1 <= paper.height - 1.5, line


def test_typefaces_change_only_while_papers_are_laid_out() -> None:
    before = text_width("song", "abc")
    pick = next(name for name in ("ming", "serif") if is_installed(name))
    with typefaces(dict.fromkeys(FAMILIES["song"][0], pick)):
        paper = Paper()
        paper.text(20, 20, "甲方 abc", font="song")
        (mark,) = paper.marks
        assert isinstance(mark, Text)
        assert mark.font == pick
    assert text_width("song", "abc") == before


def test_a_name_that_a_small_font_lacks_is_drawn_all_the_same() -> None:
    paper = Paper()
    paper.text(20, 20, "王喆堃", font="song", size=12)
    drawn = Drawn("other", "x", [paper])
    picture = np.asarray(scan_all([drawn], Level.CLEAN, random.Random(1))[0].image.convert("L"))
    (line,) = paper.lines
    x0, y0, x1, y1 = (round(value * 200 / 25.4) for value in line.box)
    third = (x1 - x0) // 3
    assert all((picture[y0:y1, x0 + part * third : x0 + (part + 1) * third] < 120).any() for part in range(3))
    assert born_digital([drawn])


def test_rare_names_come_up_and_follow_the_deal() -> None:
    cases = [random_case(random.Random(seed), own_firm(1)) for seed in range(40)]
    renamed = [with_rare_names(case) for case in cases]
    assert renamed == [with_rare_names(case) for case in cases]
    changed = [new.customer.legal_representative != old.customer.legal_representative
               for new, old in zip(renamed, cases, strict=True)]  # fmt: skip
    assert 4 <= sum(changed) <= 24


def test_lines_under_seals_are_told_apart() -> None:
    covered, total = 0, 0
    for drawn in draw_many("tuning", 3, 12):
        for paper in drawn.pages:
            flags = lines_under_seals(paper)
            assert len(flags) == len(paper.lines)
            covered, total = covered + sum(flags), total + len(flags)
    assert 0 < covered < 0.2 * total
