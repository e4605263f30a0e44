from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.characters.spaces import close_spaces, close_spaces_with_edges, is_han


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营 业 执 照", "营业执照"),
        ("  合同 编号： HT 001 ", "合同编号： HT 001"),
        ("delivered by  truck", "delivered by truck"),
        ("共 3 页", "共 3 页"),
        ("（ 副 本 ）", "（副本）"),
        ("\u3000\u3000甲方", "甲方"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_spaces_between_han_go_and_between_words_stay(text: str, expected: str) -> None:
    assert close_spaces(text) == expected


@given(st.text(alphabet="甲乙 a1，\t\u3000"))
def test_no_space_is_left_between_han_and_no_character_is_lost(text: str) -> None:
    closed = close_spaces(text)
    assert "".join(closed.split()) == "".join(text.split())
    for before, space, after in zip(closed, closed[1:], closed[2:], strict=False):
        assert not (space == " " and is_han(before) and is_han(after))


@given(st.text(alphabet="甲乙 a1"))
def test_edges_stay_with_their_characters(text: str) -> None:
    spans = [(10 * index, 10 * index + 10) for index in range(len(text))]
    closed, edges = close_spaces_with_edges(text, spans)
    assert len(edges) == (len(closed) + 1 if closed else 0)
    assert list(edges) == sorted(edges)
