"""What the bench counts, and that it runs from drawing to figures."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from bench import textcolumns
from bench.calibration import Judged, Kind, isotonic, kind_of, reliability, second_opinion
from bench.lcer import Tally, distance_to_best_stretch, flat, judge_lines
from bench.pages import bare_cell, blank_pages, draw_pages, printed_cells
from bench.reading import Score, print_level, read_in_turn
from bench.sustained import report
from capture.pages import Box, Cell, Line, Page, Reader, Table
from sample_scans.degrade import Level

SHORT = st.text("甲乙丙12", max_size=6)


@given(SHORT, st.text("甲乙丙12", max_size=12))
def test_the_best_stretch_is_the_nearest_of_all_stretches(line: str, text: str) -> None:
    stretches = [text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    assert distance_to_best_stretch(line, text) == min(Levenshtein.distance(line, one) for one in stretches)


def test_letters_are_no_digits_and_line_breaks_count_for_nothing() -> None:
    assert judge_lines(["合同编号：HT-01"], "页眉\n合同编号:\nHT—01\n") == Tally(0, 10, 1, 1)
    assert judge_lines(["PO2506"], "P02506") == Tally(1, 6, 0, 1)
    assert judge_lines(["送货单"], "") == Tally(3, 3, 0, 1)
    assert judge_lines(["", "送货单", "收货人"], "送货单").exactly == 50


def test_cells_are_compared_by_value() -> None:
    assert bare_cell("1,200.00") == bare_cell("1200") == bare_cell("￥1200.0")
    assert bare_cell("DN50*3.5") != bare_cell("DN50*3.6")
    assert bare_cell("1200") != bare_cell("12000")
    assert bare_cell("√1,200.00") == bare_cell("1200 √") == "1200"


def test_number_and_unit_are_one_cell_where_they_are_printed_so() -> None:
    row = {"item": "法兰", "spec": None, "quantity": "226", "unit": "套"}
    assert printed_cells(row, {"法兰", "226", "套"}) == ["法兰", "226", "套"]
    assert printed_cells(row, {"法兰", "226套"}) == ["法兰", "226套"]


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ("收货单位：甲公司", Kind.RIGHT),
        ("位：甲公", Kind.RIGHT),
        ("1货单位：甲公司", Kind.WRONG),
        ("收货单位：甲公言", Kind.WRONG),
        ("收货单位：田", Kind.CUT),
        ("收货单位：甲公司送货单", Kind.RIGHT),
    ],
)
def test_a_cut_line_is_told_from_wrong_characters(read: str, kind: Kind) -> None:
    truth = [
        ("收货单位：甲公司", (0, 0, 200, 20)),
        ("送货单", (200, 0, 300, 20)),
        ("远处", (0, 900, 50, 920)),
    ]
    assert kind_of(read, Box(0, 0, 300, 20), truth) is kind
    assert kind_of(read, Box(0, 500, 300, 520), truth) is Kind.UNKNOWN


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ("型有限责任公司", Kind.RIGHT),
        ("型√有限责任公司", Kind.RIGHT),
        ("型有限贵任公司", Kind.WRONG),
        ("烈型有限责任公司", Kind.WRONG),
        ("型有限责任公司本溪市", Kind.WRONG),
    ],
)
def test_a_label_set_apart_and_ticks_of_a_hand_are_no_wrong_characters(read: str, kind: Kind) -> None:
    truth = [("类型", (0, 0, 90, 20)), ("有限责任公司", (110, 0, 300, 20)), ("本溪市", (110, 16, 300, 36))]
    assert kind_of(read, Box(60, 0, 300, 22), truth) is kind


def test_a_printed_tick_must_be_read() -> None:
    truth = [("□公章√合同专用章", (0, 0, 200, 20))]
    assert kind_of("□公章√合同专用章", Box(0, 0, 200, 20), truth) is Kind.RIGHT
    assert kind_of("□公章合同专用章", Box(0, 0, 200, 20), truth) is Kind.WRONG


def test_the_fitted_map_only_rises() -> None:
    steps = isotonic([0.5, 0.6, 0.7, 0.8, 0.9], [False, True, False, True, True])
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert steps[0] == (0.5, 0.0)
    assert steps[-1][1] == 1.0


def test_certainty_and_the_second_reader_are_told_in_tables() -> None:
    lines = [
        Judged(0.995, Kind.RIGHT, "甲", Level.BAD, "甲", True, 0.2),
        Judged(0.995, Kind.WRONG, "乙", Level.BAD, "丙", True, 0.2),
        Judged(0.7, Kind.UNKNOWN, "丁", Level.BAD, "", False, 0.2),
    ]
    assert reliability(lines)[-2].split()[-3:] == ["2", "50.00", "0.00"]
    assert second_opinion(lines)[-1].split() == ["1.00", "2", "1", "1", "0", "0", "0.20"]


class Blind:
    """A reader that sees the same on every page."""

    name = "blind"

    def read(self, pictures: list[Path]) -> list[str]:
        return ["送货单"] * len(pictures)

    def close(self) -> None:
        """Nothing to end."""


class Eyes(Blind):
    """Stands for ours: pages instead of texts."""

    name = "Dossier"

    def read_pages(self, pictures: list[Path]) -> list[Page]:
        line = Line("送货单", Box(0, 0, 9, 9), 1.0, Reader.RAPIDOCR)
        row = (Cell("螺栓"), Cell("10"))
        return [Page(1, 9, 9, 0, (line,), tables=(Table(None, (row,)),)) for _ in pictures]


def test_readers_take_turns_and_only_shared_pages_make_a_ratio(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = list(draw_pages(tmp_path, "tuning", 5, Level.OFFICE, 5))
    scores = read_in_turn(drawn, Eyes(), [Blind()], 4)  # type: ignore[arg-type]  # twins of the readers
    assert {name: score.pages for name, score in scores.items()} == {"Dossier": 5, "Dossier*": 4, "blind": 4}
    assert scores["blind"].lines == scores["Dossier*"].lines
    assert scores["Dossier"].lines.lines == sum(len(page.lines) for page in drawn)
    print_level(Level.OFFICE, scores)
    assert [row.split()[:2] for row in capsys.readouterr().out.splitlines()][1:] == [
        ["Dossier", "5"], ["Dossier*", "4"], ["blind", "4"],
    ]  # fmt: skip


def test_pages_carry_what_stands_on_them(tmp_path: Path) -> None:
    for page in draw_pages(tmp_path, "tuning", 5, Level.CLEAN, 4):
        text = flat("".join(page.texts()))
        assert all(value in text for value in page.values)
        score = Score()
        score.judge(page, "\n".join(page.texts()))
        assert (score.lines.lcer, score.lines.exactly) == (0, 100)
        assert score.values[0] == score.values[1]
    assert len(blank_pages(tmp_path, Level.BAD, 1, 2)) == 2


def test_the_sustained_run_tells_ends_memory_and_ratio() -> None:
    rows = [
        {"pages": 100, "seconds": 60, "rate": 100, "failed": 0, "memory": [500, 510], "process": 1},
        {"pages": 100, "seconds": 50, "rate": 120, "failed": 1, "memory": [500, 620], "process": 2,
         "peer_pages": 10, "peer_seconds": 60},
    ]  # fmt: skip
    told = " ".join(report(rows))
    assert "200 pages, 109.1 pages/min" in told
    assert "1 pages failed" in told
    assert "620 MB" in told
    assert "ratio 10.9" in told
    assert "taken up again" in told


def test_stretches_of_columns_count_only_in_their_order(tmp_path: Path) -> None:
    page = textcolumns.draw_page(tmp_path / "columns.jpg", Level.CLEAN, random.Random(3))
    hits, of = textcolumns.judge(page, "\n".join(page.paragraphs))
    assert (hits, page.path.exists()) == (of, True)
    lines = [text[at : at + 9] for text in page.paragraphs for at in range(0, len(text), 9)]
    across = "".join(line for pair in zip(lines[::2], lines[1::2][::-1], strict=False) for line in pair)
    assert of > 40
    assert textcolumns.judge(page, across)[0] < of / 4
