"""What a hand filled in is told beside its value, and a sum that nothing else says waits for a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capture.pages import Mark, MarkKind, Page
from tests.unit.classify.decided import OTHER, OWN, Draw, Read

RECEIPT = (
    (600, 60, "收款收据", 60),
    (1100, 160, "编号：3905051"),
    (100, 240, "入账日期："),
    (400, 240, "2026年7月28日"),
    (100, 320, "交款单位："),
    (400, 320, OTHER),
    (100, 480, "金额（小写）："),
    (400, 480, "¥36500.00"),
    (100, 640, f"收款单位（盖章）：{OWN}"),
)
WORDS = ((100, 400, "金额（大写）："), (400, 400, "叁万陆仟伍佰元整"))


def _by_hand(page: Page, *texts: str, sure: float = 0.98) -> Page:
    """Return a page of which a hand filled in some lines."""
    marks = [
        Mark(MarkKind.FILLED_IN, line.box, line.text)
        for line in page.lines
        if line.text in texts and line.box
    ]
    lines = tuple(replace(line, confidence=sure) if line.text == OTHER else line for line in page.lines)
    return replace(page, lines=lines, marks=tuple(marks))


def _told(decision) -> set[str]:
    return {name for name, value in decision.fields.items() if any(c.id == "filled_in" for c in value.checks)}


def test_nobody_saw_which_values_a_hand_had_written(page: Draw, read: Read) -> None:
    decision = read(_by_hand(page(*RECEIPT, *WORDS), OTHER, "2026年7月28日", "¥36500.00"))
    assert _told(decision) == {"party", "date", "amount"}
    assert not decision.review  # to know the customer, and words that say the sum, is enough


def test_an_unsure_name_by_hand_says_why_it_waits(page: Draw, read: Read) -> None:
    decision = read(_by_hand(page(*RECEIPT, *WORDS), OTHER, sure=0.75))
    assert [str(reason) for reason in decision.review_reasons] == [
        f"The customer's name “{OTHER}” was filled in by hand: please compare it."
    ]
    assert decision.customer_unknown


def test_a_sum_by_hand_that_nothing_confirms_was_filed(page: Draw, read: Read) -> None:
    decision = read(_by_hand(page(*RECEIPT), "¥36500.00"))
    [reason] = decision.review_reasons
    assert reason.template == "{field} was filled in by hand; nothing confirms it."


@pytest.mark.parametrize("by_hand", [(), (OTHER,)])
def test_a_printed_sum_needs_no_witness(page: Draw, read: Read, by_hand: tuple[str, ...]) -> None:
    decision = read(_by_hand(page(*RECEIPT), *by_hand))
    assert not decision.review


def test_what_stands_beside_a_hand_is_not_told(page: Draw, read: Read) -> None:
    assert _told(read(_by_hand(page(*RECEIPT, *WORDS), "交款单位："))) == set()
