"""Folding: what is the same text for search."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.search_hits import spans
from storage.tokenizer import figures, fold, inner_row, ones, places, rough, row, twos


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
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("第㈱ ＨＴ\n１", "株", [(1, 2)]),
        ("第㈱ ＨＴ\n１", ") ht 1", [(1, 7)]),
        ("有限\n 公司, 公 司", "公司", [(4, 6), (8, 11)]),
        ("a b ab", "ab", [(4, 6)]),
        ("a  b ab", "a b", [(0, 4)]),
        ("（Ａ，公 司", "(a,公", [(0, 4)]),
        ("a， 公 a, 公", ",公", [(1, 4)]),
        ("哈哈哈", "哈哈", [(0, 2), (1, 3)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("e\u0301 有 限", "有限", [(3, 6)]),
    ],
)
def test_places_of_a_word(text, word, found):
    assert places(text, [word]) == found


@given(st.text("合同 ab\n，,1㈱"), st.text("合同 ab，,1", min_size=1, max_size=4))
def test_places_are_those_where_a_plain_look_sees_the_word(text, term):
    word = fold(term)
    if not word:
        return
    found = places(text, [word])
    assert all(fold(text[start:end]) == word or "㈱" in text[start:end] for start, end in found)
    folded = fold(text)
    assert len(found) == sum(folded.startswith(word, at) for at in range(len(folded)))
    assert found == [(a - 2, b - 2) for a, b in places("e\u0301" + text, [word])]  # character by character


def test_grams_of_a_text():
    assert ones("ab a") == ["a", "b"]
    assert twos("合同号") == ["合同", "同号"]
    assert twos("x") == []


@given(st.text("合同号ab1- ", max_size=12), st.text("合同号ab1- ", max_size=5))
def test_tokens_stand_in_a_row_exactly_where_a_term_stands(text, term):
    """What the index answers is what a plain look would."""
    whole, part = fold(text), fold(term)
    if not part:
        return
    tokens, wanted = [*row(whole), *ones(whole)], inner_row(part)
    rows = [tokens[at : at + len(wanted)] for at in range(len(tokens))]
    assert (wanted in rows) == (part in whole)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2026年3月18日", "2026 年 3 月 18 日"),
        ("二〇二六年三月八日", "二〇二六年 三月八日"),
        ("138 0013 8000", "13800138000"),
    ],
)
def test_figures_are_sought_by_fours_whatever_the_blanks(written, same):
    assert figures(written) == figures(same) != []


@given(st.text("0123一十年-. a", max_size=20), st.data())
def test_every_piece_of_a_text_has_figures_that_the_text_has(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert set(figures(text[start:end])) <= set(figures(text))
    assert all(len(four) == 4 and sum(sign in "0123一十" for sign in four) > 1 for four in figures(text))


def test_spans_overlap_and_cross_lines():
    found = spans(["哈哈哈有", "限公司 A"], ("哈哈", "有限"))
    assert [(span.line, span.start, span.end) for span in found] == [
        (0, 0, 2), (0, 1, 3), (0, 3, 4), (1, 0, 1),
    ]  # fmt: skip


@settings(max_examples=50)
@given(st.text(), st.data())
def test_every_piece_of_a_text_without_blanks_is_found_in_it(text, data):
    """What somebody copies from a page finds the page (unless it cuts a letter from its accent)."""
    words = [word for word in text.split() if fold(word)]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    assert all(term in fold(text) for term in fold(word).split())


@given(st.text())
def test_folding_a_folded_text_changes_nothing_that_is_looked_for(text):
    once = fold(text)
    assert fold(once).replace(" ", "") == once.replace(" ", "")


def test_what_is_not_looked_up_folds_to_itself():
    """A text of which most is passed over folds as one of which every character is looked up."""
    ranges = ((0x21, 0x7F), (0x3001, 0x3020), (0x4E00, 0xA000), (0xFF01, 0xFF61))
    text = " ".join("".join(map(chr, range(*one))) for one in ranges)
    quick, slow = fold(text), fold("e\u0301" + text)  # an accent has every character looked up
    assert quick == slow[1:]
    assert rough("甲方\n乙 方Ａ") == "甲方 乙 方a"
