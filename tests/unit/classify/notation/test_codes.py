from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.codes.taxcode import passes
from classify.normalise import fold
from classify.notation.codes import (
    ALPHABET,
    correct_credit_code,
    credit_check,
    find_credit_codes,
    is_credit_code,
    is_id_number,
    is_registration_no,
    organisation_ok,
    read_credit_code,
)

GOOD = "91320113580452133T"


def code_of(area: str, body: str) -> str:
    first = f"91{area}{body}"
    check = credit_check(first)
    assert check is not None
    return first + check


CODES = st.builds(
    code_of,
    st.sampled_from(["320113", "110111", "440606", "510106"]),
    st.text(alphabet=ALPHABET, min_size=9, max_size=9),
)


def test_known_codes_pass() -> None:
    assert is_credit_code(GOOD)
    assert organisation_ok(GOOD)
    assert is_credit_code("9111011157319077XC")
    assert not is_credit_code(GOOD[:-1] + "U")


@pytest.mark.parametrize(
    "misread", ["9I320113580452133T", "9132O113580452133T", "9132Oll3580452133T", "913201135B0452133T"]
)
def test_a_misread_code_is_mended_and_says_so(misread: str) -> None:
    found = find_credit_codes(fold(f"统一社会信用代码：{misread}"))
    assert [(c.value, c.ok, c.corrected) for c in found] == [(GOOD, True, True)]


def test_an_organisation_code_read_right_is_not_changed_to_make_the_last_character_pass() -> None:
    read = read_credit_code("913201135804521331")
    assert (read.value, read.ok, read.corrected) == (GOOD, True, True)


def test_a_wrong_code_that_nothing_mends_is_kept_as_wrong() -> None:
    read = read_credit_code("91320113580452143T")
    assert not read.ok
    assert read.value == "91320113580452143T"


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET + "OISVZ"))
def test_only_a_single_passing_candidate_is_accepted(code: str, place: int, other: str) -> None:
    spoilt = code[:place] + other + code[place + 1 :]
    mended = correct_credit_code(spoilt)
    assert mended is None or is_credit_code(mended)
    assert correct_credit_code(code) in (code, None) or not is_credit_code(code)


@given(CODES)
def test_a_good_code_stays_as_it_is(code: str) -> None:
    read = read_credit_code(code)
    assert (read.value, read.ok, read.corrected) == (code, True, False)


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_seals_and_papers_hold_the_same_codes_for_right(code: str, place: int, other: str) -> None:
    spoilt = code[:place] + other + code[place + 1 :]
    assert passes(code)
    assert passes(spoilt) == is_credit_code(spoilt)
    assert passes(code[:-1]) == is_credit_code(code[:-1])


@given(st.text())
def test_no_text_crashes_the_checks(text: str) -> None:
    find_credit_codes(fold(text))
    read_credit_code(text)
    is_registration_no(text)
    is_id_number(text)
    organisation_ok(text)


def test_identity_numbers_need_a_birth_date_and_a_check_character() -> None:
    assert is_id_number("11010519491231002X")
    assert not is_id_number("110105194912310021")
    assert not is_id_number("11010519491331002X")


def test_registration_numbers_carry_a_check_digit() -> None:
    assert is_registration_no("110108000000016")
    assert not is_registration_no("110108000000017")
    assert not is_registration_no("11010800000001")
