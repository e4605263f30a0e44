"""Letters among the figures of a number: mended where the field's kind says figures, nowhere else."""

from __future__ import annotations

import pytest

from classify.kinds.kinds_of_numbers import among_figures
from classify.kinds.table import read_kind
from classify.profile import FieldRule


def value(kind: str, raw: str) -> object:
    found = read_kind(FieldRule(id="x", kind=kind, title="x", title_en="x", labels=("x",)), raw, True)
    return found.value if found else None


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("HT2026O3l8", "HT20260318"),
        ("XS2O26-0Il4", "XS2026-0114"),
        ("PO250621", "PO250621"),
        ("GI-2026-OA-05", "GI-2026-OA-05"),
        ("为6222021103001234567", "6222021103001234567"),  # 账号为…
    ],
)
def test_a_letter_between_figures_of_a_number_is_a_figure(raw: str, mended: str) -> None:
    assert value("number", raw) == mended


def test_a_register_number_is_read_through_misread_figures() -> None:
    assert value("registration_no", "1301O4000O12345") == "130104000012345"


def test_texts_keep_their_letters() -> None:
    assert value("text", "20I7款") == "20I7款"
    assert among_figures("DN80 I-beam 2O") == "DN80 I-beam 2O"


def order_number(raw: str, field: str = "order_no") -> tuple[object, list[str]]:
    found = read_kind(FieldRule(id=field, kind="number", title="x", title_en="x", labels=("x",)), raw, True)
    assert found is not None
    return found.value, [check.id for check in found.checks]


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("P026062607", "PO26062607"),
        ("S020260318", "SO20260318"),
        ("D0202603-18", "DO202603-18"),
        ("W0-20260318-2", "WO-20260318-2"),
    ],
)
def test_the_letter_o_before_a_date_is_no_figure(raw: str, mended: str) -> None:
    assert order_number(raw) == (mended, ["corrected"])


@pytest.mark.parametrize("raw", ["P0210112", "P099887766", "A026062607", "PO26062607", "P00260626"])
def test_figures_that_tell_no_date_or_two_stay_as_they_are(raw: str) -> None:
    assert order_number(raw) == (raw, [])


def test_only_numbers_of_contracts_orders_and_slips_have_their_letter_mended() -> None:
    assert order_number("P026062607", "number") == ("P026062607", [])


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("HT20260720284同合品产", "HT20260720284"),  # a seal's letters run into it
        ("苏国税字第12345号", "苏国税字第12345号"),
        ("HT-2026-018（补充）", "HT-2026-018（补充）"),
    ],
)
def test_a_number_ends_before_words_that_ran_into_it(raw: str, number: str) -> None:
    assert value("number", raw) == number


@pytest.mark.parametrize(
    ("raw", "day", "sure"),
    [
        ("24.5.6", "2024-05-06", True),
        ("'24/11/9", "2024-11-09", True),
        ("24.05.06", "2024-05-06", False),  # elsewhere the 24th of May
        ("12.5.6", None, False),
        ("24.13.6", None, False),
    ],
)
def test_a_year_of_two_figures_behind_a_label(raw: str, day: str | None, sure: bool) -> None:
    rule = FieldRule(id="x", kind="date", title="x", title_en="x", labels=("x",))
    found = read_kind(rule, raw, True)
    assert (found and found.value) == day
    assert found is None or (found.quality > 0.6) is sure
    assert read_kind(rule, raw, False) is None


@pytest.mark.parametrize("raw", ["320W270W150W", "3.品牌：甲", "256KG"])
def test_figures_of_something_else_are_no_sum(raw: str) -> None:
    assert value("money", raw) is None
