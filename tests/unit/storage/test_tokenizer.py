"""Folding: what is the same text for search."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.search_hits import spans
from storage.tokenizer import fold, inner_row, ones, rough, row, twos


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("營業執照", "营业执照"),
        ("营 业 执 照", "营业执照"),
        ("有限\n公司", "有限公司"),
        ("甲方：\n宏达", "甲方:宏达"),
        ("ＨＴ２０２４－０１８", "ht2024-018"),
        ("HT2024\n018", "ht2024 018"),
        ("１２\n３４", "12 34"),
        ("合同 HT2024", "合同 ht2024"),
        ("  a \t\n b  ", "a b"),
        ("㎡", "m2"),
        ("e\u0301", "é"),
        ("ｶﾞ", "ガ"),
        ("a\u200bb\ufeff", "ab"),
        ("乾隆", "干隆"),
        ("ΣΑΣ", "σασ"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text).text == folded


def test_every_folded_character_knows_where_it_came_from():
    text = "第㈱ ＨＴ\n１"
    folded = fold(text)
    assert [text[a:b] for a, b in zip(folded.starts, folded.ends, strict=True)] == [
        "第", "㈱", "㈱", "㈱", " ", "Ｈ", "Ｔ", "\n", "１",
    ]  # fmt: skip


def test_grams_of_a_text():
    assert ones("ab a") == ["a", "b"]
    assert twos("合同号") == ["合同", "同号"]
    assert twos("x") == []


@given(st.text("合同号ab1- ", max_size=12), st.text("合同号ab1- ", max_size=5))
def test_tokens_stand_in_a_row_exactly_where_a_term_stands(text, term):
    """What the index answers is what a plain look would."""
    whole, part = fold(text).text, fold(term).text
    if not part:
        return
    tokens, wanted = [*row(whole), *ones(whole)], inner_row(part)
    rows = [tokens[at : at + len(wanted)] for at in range(len(tokens))]
    assert (wanted in rows) == (part in whole)


def test_spans_overlap_and_cross_lines():
    found = spans(["哈哈哈有", "限公司 A"], ("哈哈", "有限"))
    assert [(span.line, span.start, span.end) for span in found] == [
        (0, 0, 2), (0, 1, 3), (0, 3, 4), (1, 0, 1),
    ]  # fmt: skip


@settings(max_examples=50)
@given(st.text(), st.data())
def test_every_piece_of_a_text_without_blanks_is_found_in_it(text, data):
    """What somebody copies from a page finds the page (unless it cuts a letter from its accent)."""
    words = [word for word in text.split() if fold(word).text]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    assert all(term in fold(text).text for term in fold(word).text.split())


@given(st.text())
def test_folding_a_folded_text_changes_nothing_that_is_looked_for(text):
    once = fold(text).text
    assert fold(once).text.replace(" ", "") == once.replace(" ", "")


def test_what_is_not_looked_up_folds_to_itself():
    """A text of which most is passed over folds as one of which every character is looked up."""
    ranges = ((0x21, 0x7F), (0x3001, 0x3020), (0x4E00, 0xA000), (0xFF01, 0xFF61))
    text = " ".join("".join(map(chr, range(*one))) for one in ranges)
    quick, slow = fold(text), fold("e\u0301" + text)  # an accent has every character looked up
    assert quick.text == slow.text[1:]
    assert [at + 2 for at in quick.starts] == list(slow.starts[1:])
    assert [at + 2 for at in quick.ends] == list(slow.ends[1:])
    assert rough("甲方\n乙 方Ａ") == "甲方 乙 方a"


def test_places_of_folded_text_are_a_sequence():
    starts = fold("甲 \n 乙 丙 x").starts
    assert list(starts) == [0, 4, 6, 7, 8]
    assert starts[1:3] == [4, 6]
    with pytest.raises(IndexError):
        starts[5]
