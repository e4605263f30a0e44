"""Readings of a seal are brought together; words and check characters decide only between what was seen."""

from __future__ import annotations

from capture.engines.base import Sign
from capture.sealkinds import likely_purpose
from capture.taxcode import likely_code, passes
from capture.votes import Letter, sure_of, text_of, vote
from capture.wording import settled

CODE = "91210106MA0C12345"


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


def test_a_purpose_may_lose_one_sign_but_not_its_rivals() -> None:
    read = [one.options for one in letters("合", "司同", "专", "用", "章")]
    assert likely_purpose(read) == "合同专用章"
    assert likely_purpose([one.options for one in letters("某", "货", "专", "用", "章")]) == ""
    assert likely_purpose([one.options for one in letters("同", "专", "用", "章")]) == "合同专用章"
    assert likely_purpose([]) == ""


def test_a_tax_code_is_mended_by_its_check_character_among_what_was_seen() -> None:
    code = next(CODE + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if passes(CODE + last))
    plain = [((char, 0.99),) for char in code]
    assert likely_code([plain]) == code
    doubtful = list(plain)
    doubtful[3] = (("7", 0.5), (code[3], 0.3))
    assert likely_code([doubtful]) == code
    wrong = list(plain)
    wrong[3] = (("7", 0.5),)
    assert likely_code([wrong]) == code[:3] + "7" + code[4:]
    assert likely_code([[(("发", 0.9),)] * 18]) == ""
    assert likely_code([[(("1", 0.9),), *plain]]) == code
