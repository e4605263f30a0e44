"""What a query needs of the index: no alternative that another implies."""

from __future__ import annotations

from dossier.search_names import cents_of, day_of
from storage.query_parser import Names, parse
from storage.search_needs import needs
from storage.search_tsquery import _fewest

NAMES = Names({"编号": ("no",)}, day=day_of, cents=cents_of)


def stands(text: str) -> list[str]:
    [need] = needs(parse(text, NAMES))
    return [row.stands for row in need.rows if row.stands]


def test_a_sum_was_asked_for_with_every_sign_before_it_though_it_stands_behind_any():
    asked = stands("123,456.78")
    assert asked[0] == "123,456.78"
    assert not [one for one in asked[1:] if "123,456.78" in one]
    assert "¥123456.78元" in asked  # another way to write it, of which no sign is left out
    assert stands("1万")[0] == "1万"
    assert not [one for one in stands("1万")[1:] if "1万" in one]


def test_a_day_keeps_every_way_that_is_another():
    asked = stands("2026.3.18")
    for one in ("2026年3月18日", "2026-03-18", "2026/3/18", "20260318", "二〇二六年三月十八日"):
        assert one in asked
    assert len(asked) == len(set(asked))


def test_fields_that_mean_other_values_all_stay():
    assert stands("编号=1") == ["\x02no\x031\x02"]
    assert stands("编号:12*") == ["\x02no\x0312"]


def test_a_question_to_the_index_names_no_alternative_twice():
    assert _fewest([("a", "b"), ("b", "a", "c"), ("a", "b"), ("d",), ("d", "e")]) == [
        ("a", "b"),
        ("d",),
        ("d", "e"),
    ]
