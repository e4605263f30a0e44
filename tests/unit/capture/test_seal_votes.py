"""Readings of a seal are brought together; words and check characters decide only between what was seen."""

from __future__ import annotations

import numpy as np

from capture.characters.votes import Letter, sure_of, text_of, vote, without_weak_ends
from capture.characters.wording import bracketed, settled
from capture.codes.codegrid import CODE_CHARS
from capture.codes.taxcode import likely_code, passes
from capture.engines.base import Sign
from capture.pages import Box
from capture.seals.levels import Part, is_plain
from capture.seals.sealkinds import likely_purpose

CODE = "91210106MA0C12340E"


def reading(text: str, sure: float = 0.9) -> list[tuple[float, Sign]]:
    """Return a reading whose signs stand at whole numbers; a space is a place where nothing was read."""
    return [(float(n), Sign(0.0, ((char, sure),))) for n, char in enumerate(text) if char != " "]


def letters(*options: str, sure: float = 0.5) -> list[Letter]:
    """Return letters, each of which may be any of some characters, the first the surest."""
    return [
        Letter(float(n), tuple((char, sure if place == 0 else 0.05) for place, char in enumerate(chars)))
        for n, chars in enumerate(options)
    ]


def test_what_most_readings_say_wins_and_places_join_them() -> None:
    said = vote([reading("沈阳永科电气"), reading("沈 永科电气", 0.8), reading("沈阳水科电气", 0.4)])
    assert text_of(said) == "沈阳永科电气"
    assert 0.5 < sure_of(said) < 0.9


def test_an_unsure_letter_is_taken_in_only_where_one_is_missing() -> None:
    weak = [(2.0, Sign(0.0, (("永", 0.1),)))]
    hole = sorted([*reading("沈阳 科电气"), *weak], key=lambda one: one[0])
    assert text_of(vote([hole])) == "沈阳永科电气"
    beside = sorted([*reading("沈阳科电气"), (1.5, weak[0][1])], key=lambda one: one[0])
    assert text_of(vote([beside])) == "沈阳科电气"


def test_marks_and_letters_count_only_where_they_may_stand() -> None:
    assert text_of(vote([reading("沈阳*科")])) == "沈阳科"
    assert text_of(vote([reading("2025年3月", 0.5)], figures=True)) == "2025年3月"
    assert vote([[], []]) == []


def test_an_older_form_of_a_sign_counts_as_the_usual_one() -> None:
    assert text_of(vote([reading("黃志強印")])) == "黄志强印"


def test_a_word_decides_between_what_was_held_possible() -> None:
    assert text_of(settled(letters("有", "眼限", "公", "司"))) == "有限公司"
    assert text_of(settled(letters("有", "眼", "公", "司"))) == "有眼公司"
    assert text_of(settled(letters("有", "眼限", "公", "司", sure=0.97))) == "有眼公司"


def test_a_name_on_the_page_decides_only_between_what_was_held_possible() -> None:
    name = "瑞康粮坊有限公司"
    seen = letters("瑞", "康", "粮", "纺坊", "有", "限", "公", "司")
    assert text_of(settled(seen, [name])) == name
    assert text_of(settled(seen, ["瑞康粮店有限公司"])) == "瑞康粮纺有限公司"


def test_one_letter_of_a_long_word_may_be_misread_but_not_of_a_short_one() -> None:
    unsure = [*letters("有", sure=0.95), *letters("眼", sure=0.4), *letters("公", "司", sure=0.95)]
    assert text_of(settled(unsure)) == "有限公司"
    short = [*letters("新", sure=0.4), *letters("分", "公", "司", sure=0.95)]
    assert text_of(settled(short)) == "新分公司"


def test_the_law_knows_the_forms_of_companies() -> None:
    assert text_of(settled(letters(*"永科股粉有限公司", sure=0.99))) == "永科股份有限公司"
    assert text_of(settled(letters(*"永科有线公司", sure=0.99))) == "永科有线公司"


def test_letters_that_names_are_made_of_are_likelier() -> None:
    doubtful = Letter(1.0, (("忆", 0.4), ("亿", 0.2)))
    assert text_of(settled([*letters("瑞", sure=0.99), doubtful])) == "瑞亿"
    assert text_of(settled([*letters("瑞", sure=0.99), Letter(1.0, (("忆", 0.7), ("亿", 0.3)))])) == "瑞忆"
    assert text_of(settled([Letter(0.0, (("（", 0.4), ("广", 0.2)))])) == "（"


def test_a_name_on_the_page_fills_in_what_cannot_be_read_and_nothing_else() -> None:
    name = "瑞康粮坊商贸有限公司"
    plain = letters(*name, sure=0.95)
    hidden = [*plain[:3], Letter(3.0, (("土", 0.1),)), *plain[4:]]
    assert text_of(settled(hidden, [name])) == name
    other = [*plain[:3], Letter(3.0, (("仓", 0.5),)), *plain[4:]]
    assert text_of(settled(other, [name])) == "瑞康粮仓商贸有限公司"


def test_what_is_hardly_a_letter_at_an_end_counts_where_a_word_asks_for_it() -> None:
    damaged = (10.0, Sign(0.0, (("务", 0.1),)))
    cut = vote([[*reading("沈阳永科电气有限公"), (9.0, damaged[1])]], ends=True)
    assert text_of(without_weak_ends(settled(cut))) == "沈阳永科电气有限公司"
    whole = vote([[*reading("沈阳永科电气有限公司"), damaged]], ends=True)
    assert text_of(without_weak_ends(settled(whole))) == "沈阳永科电气有限公司"


def test_brackets_are_put_where_there_is_room_for_them() -> None:
    close = letters(*"盛源电气设备西安有限公司")
    assert text_of(bracketed(close)) == "盛源电气设备西安有限公司"
    apart = [Letter(one.place + (n >= 6) + (n >= 8), one.options) for n, one in enumerate(close)]
    assert text_of(bracketed(apart)) == "盛源电气设备（西安）有限公司"


def test_a_purpose_may_lose_two_signs_where_nothing_else_was_read() -> None:
    assert likely_purpose([one.options for one in letters(*"业专章", sure=0.9)]) == "业务专用章"
    assert likely_purpose([one.options for one in letters(*"发专章", sure=0.9)]) == ""
    assert likely_purpose([one.options for one in letters(*"合同审核章", sure=0.9)]) == ""


def test_a_purpose_may_lose_one_sign_but_not_its_rivals() -> None:
    read = [one.options for one in letters("合", "司同", "专", "用", "章")]
    assert likely_purpose(read) == "合同专用章"
    assert likely_purpose([one.options for one in letters("某", "货", "专", "用", "章")]) == ""
    assert likely_purpose([one.options for one in letters("同", "专", "用", "章")]) == "合同专用章"
    assert likely_purpose([]) == ""


def in_code(*options: tuple[tuple[str, float], ...]) -> list[tuple[float, Sign]]:
    """Return a reading of a code; what may stand at each of its even places, nothing where that is empty."""
    return [(float(n), Sign(0.0, one)) for n, one in enumerate(options) if one]


def plain_code(sure: float = 0.97) -> list[tuple[tuple[str, float], ...]]:
    """Return what a code is that was read well, sign by sign."""
    return [((char, sure),) for char in CODE]


def said(*readings: list[tuple[float, Sign]]) -> str:
    """Return what readings of a code say."""
    code = likely_code(readings)
    return code.text if code else ""


def test_a_tax_code_is_mended_by_its_check_characters_among_what_was_seen() -> None:
    assert passes(CODE)
    plain = plain_code()
    assert said(in_code(*plain)) == CODE
    doubtful = [*plain[:3], (("7", 0.5), (CODE[3], 0.3)), *plain[4:]]
    assert said(in_code(*doubtful)) == CODE
    assert said(in_code(*plain[:3], (("7", 0.5),), *plain[4:])) == CODE[:3] + "7" + CODE[4:]
    assert likely_code([in_code(*[(("发", 0.9),)] * 18)]) is None
    assert likely_code([[]]) is None


def test_one_check_character_alone_does_not_choose_between_doubtful_signs() -> None:
    other = CODE[:12] + "7" + CODE[13:17]  # right by GB 32100 with its own last character, wrong by GB 11714
    last = next(char for char in CODE_CHARS if passes(other + char))
    plain = plain_code()
    code = likely_code([in_code(*plain[:12], (("9", 0.5), ("7", 0.4)), *plain[13:17], ((last, 0.97),))])
    assert code is not None
    assert (code.text, code.settled) == (CODE[:12] + "9" + CODE[13:17] + last, False)
    assert code.sure <= 0.5


def test_a_sign_of_a_code_that_no_reading_saw_is_not_put_in() -> None:
    hidden = [*plain_code()[:5], (), *plain_code()[6:]]
    code = likely_code([in_code(*hidden), in_code(*hidden)])
    assert code is not None
    assert not code.settled
    assert code.text == CODE[:5] + CODE[6:]


def test_a_sign_that_one_reading_lost_is_found_by_its_place_in_another() -> None:
    plain = plain_code()
    one = in_code(*plain[:4], (), *plain[5:10], (("B", 0.4), ("0", 0.3)), *plain[11:])
    other = in_code(*plain[:10], (), *plain[11:])
    assert said(one, other) == CODE


def test_a_scratch_beside_a_tax_code_is_no_sign_of_it() -> None:
    plain = plain_code()
    wrong = "7" if CODE[3] != "7" else "1"
    damaged = [*plain[:3], ((wrong, 0.97),), *plain[4:]]
    assert said(in_code((("3", 0.2),), *damaged)) == CODE[:3] + wrong + CODE[4:]
    assert said(in_code((("1", 0.9),), *plain)) == CODE
    within = sorted([*in_code(*plain), (1.5, Sign(0.0, (("-", 0.3), ("4", 0.03))))], key=lambda one: one[0])
    assert said(within) == CODE


def test_signs_that_stand_anyhow_make_no_code_and_no_error() -> None:
    for places in ([0.0] * 9, [0, 1, 2, 3, 13, 23, 33], [n * 1e-9 for n in range(8)] + [1.0]):
        assert likely_code([[(float(place), Sign(0.0, (("1", 0.9),))) for place in places]]) is None


def test_a_tax_number_of_fifteen_figures_is_given_as_it_was_read() -> None:
    code = likely_code([in_code(*[((char, 0.95),) for char in "210106710038947"])])
    assert code is not None
    assert (code.text, code.settled) == ("210106710038947", False)


def test_beside_a_tax_code_two_signs_of_an_invoice_seal_may_be_misread() -> None:
    damaged = [((char, 0.9),) for char in "支票用品产"]
    damaged[0] = (("支", 0.5), ("发", 0.2))
    damaged[3] = (("品", 0.5), ("用", 0.2))
    damaged[2] = (("贵", 0.5), ("专", 0.2))
    assert likely_purpose(damaged, beside_code=True) == ""
    damaged[4] = (("章", 0.9),)
    assert likely_purpose(damaged) == ""
    assert likely_purpose(damaged, beside_code=True) == "发票专用章"
    contract = [((char, 0.9),) for char in "合同专用章"]
    assert likely_purpose(contract, beside_code=True) == "合同专用章"
    assert likely_purpose(contract[2:], beside_code=True) == ""


def test_an_unsure_letter_between_sure_ones_does_not_stand_too_close_to_them() -> None:
    read = [*reading("发 专用"), (1.0, Sign(0.0, (("票", 0.5),)))]
    assert text_of(vote([sorted(read, key=lambda one: one[0])])) == "发票专用"


def test_a_row_is_read_again_unless_all_of_it_is_sure_or_says_a_purpose() -> None:
    def signs(text: str, *sure: float) -> list[Sign]:
        return [
            Sign((n + 0.5) / 5, ((char, how),)) for n, (char, how) in enumerate(zip(text, sure, strict=True))
        ]

    row = np.full((48, 200), 255, np.uint8)
    part = Part(row, (row, row, row), row, Box(0, 0, 200, 48))
    assert is_plain(part, [signs("永科电气厂", 1, 1, 1, 1, 1)])
    assert not is_plain(part, [signs("永科电气厂", 1, 0.2, 1, 1, 1)])
    assert is_plain(part, [signs("发票专用率", 1, 1, 1, 1, 0.2)])
    assert not is_plain(part, [signs("发票专用率", 1, 0.2, 1, 1, 0.2)])


def test_a_code_is_read_again_drawn_wider_and_words_are_not() -> None:
    look, faint = np.full((48, 200), 255, np.uint8), np.full((48, 255), 255, np.uint8)
    part = Part(look, (look, faint, look), faint, Box(0, 0, 200, 48))
    figures = [Sign(0.5, ((char, 0.9),)) for char in CODE]
    assert part.again(figures)[0] is faint
    assert part.again([Sign(0.5, ((char, 0.9),)) for char in "发票专用章"])[0] is look
    assert is_plain(part, [[Sign((n + 0.5) / 20, ((char, 0.99),)) for n, char in enumerate(CODE)]])
    assert not is_plain(part, [[Sign((n + 0.5) / 20, ((char, 0.5),)) for n, char in enumerate(CODE)]])


def test_a_lost_letter_is_not_put_in_where_several_words_have_the_others() -> None:
    for text, gap in (("张家湾纺织有限公司", 2), ("苏州兴隆钢构（凤山）有限公司", 7), ("现金收讫", 2)):
        read = list(letters(*text, sure=0.95))
        read[gap] = Letter(read[gap].place, ((text[gap], 0.5),))
        assert text_of(settled(read)) == text


def test_of_two_names_on_the_page_the_one_that_was_read_is_in_the_seal() -> None:
    read, near = "苏州鼎信机械有限公司", "苏州鼎盛机械有限公司"
    seen = list(letters(*read, sure=0.95))
    seen[3] = Letter(seen[3].place, (("信", 0.6), ("盛", 0.2)))
    for names in ((near, read), (read, near)):
        assert text_of(settled(seen, names)) == read
    seen[3] = Letter(seen[3].place, (("言", 0.5), ("信", 0.3), ("盛", 0.1)))
    for names in ((near, read), (read, near)):
        assert text_of(settled(seen, names)) == read
