"""Words of a cell whose characters were written one by one."""

from __future__ import annotations

from capture.layout.cellwords import with_whole_words
from capture.pages import Box, Cell, Line, Reader, Table


def char(text: str, x: int, y: int) -> Line:
    return Line(text, Box(x, y, x + 40, y + 40), 1.0, Reader.TEXT_LAYER, (x, x + 40))


def table(*cells: Box) -> Table:
    whole = Box(0, 0, 1000, 1000)
    return Table(whole, (tuple(Cell("", cell) for cell in cells),))


def column(text: str, x: int = 10) -> list[Line]:
    return [char(one, x, 10 + 50 * place) for place, one in enumerate(text)]


def texts(lines: list[Line], *cells: Box) -> list[str]:
    return [line.text for line in with_whole_words(lines, [table(*cells)])]


NARROW, WIDE = Box(0, 0, 70, 400), Box(0, 0, 200, 400)


def test_a_label_below_each_other_was_read_between_what_stands_beside_it() -> None:
    label = column("购买方信息")
    beside = Line("名称：", Box(100, 60, 200, 100), 1.0, Reader.TEXT_LAYER)
    mixed = [label[0], beside, *label[1:]]
    (word, other) = with_whole_words(mixed, [table(NARROW, Box(70, 0, 900, 400))])
    assert (word.text, other.text) == ("购买方信息", "名称：")
    assert word.is_column
    assert word.box == Box(10, 10, 50, 250)


def test_characters_of_a_list_stay_apart() -> None:
    assert texts(column("台件套"), NARROW) == ["台", "件", "套"]
    assert texts(column("甲甲甲"), NARROW) == ["甲", "甲", "甲"]
    assert texts(column("男女男"), WIDE) == ["男", "女", "男"]


def test_a_word_set_wide_in_its_cell_is_one_and_its_characters_keep_their_places() -> None:
    (word,) = with_whole_words([char("金", 10, 10), char("额", 130, 10)], [table(WIDE)])
    assert word.text == "金额"
    assert word.edges == (10, 90, 170)


def test_characters_of_several_cells_and_without_rules_stay_apart() -> None:
    lines = [char("金", 10, 10), char("额", 130, 10)]
    assert texts(lines, Box(0, 0, 100, 100), Box(100, 0, 200, 100)) == ["金", "额"]
    assert [line.text for line in with_whole_words(lines, [])] == ["金", "额"]


def test_a_character_beside_other_text_of_its_cell_stays_apart() -> None:
    lines = [*column("购买"), Line("名称", Box(10, 150, 60, 190), 1.0, Reader.TEXT_LAYER)]
    assert texts(lines, NARROW) == ["购", "买", "名称"]
