"""Forms of firms the world over: at the end of a name, before it, with dots and without."""

from __future__ import annotations

import re

import pytest

from classify.names.firms import is_form_alone
from classify.names.organisations import is_complete_organisation, organisation

_FORMS = re.findall(
    r"\S+",
    "S.A.E. S.A.L. S.A.A. S.A.C.I. S.A.O.C. S.A.S.U. B.S.C. K.S.C.C. Q.P.S.C. W.L.L. V.O.F. S.N.C. P.L.C. "
    "PJSC OJSC SARL S.A.R.L. S.p.A. S.r.l. S.à.r.l. Ltda. Lda. Kft. Zrt. s.r.o. d.o.o. a.s. OHG KGaA e.K. "
    "SPRL BVBA EURL LLC L.L.C. FZE FZCO N.V. B.V. A/S ApS AB Oy Est. Limitada SE LP Corp. PLC",
)


@pytest.mark.parametrize(
    "form",
    [
        *_FORMS,
        "Sdn. Bhd.",
        "Pte. Ltd.",
        "Pty Ltd",
        "Co. W.L.L.",
        "GmbH & Co. KG",
        "GmbH & Co. KGaA",
        "S. de R.L. de C.V.",
        "San. ve Tic. A.Ş.",
        "San. ve Tic. Ltd. Şti.",
        "Sp. z o.o.",
        "S.R.L. de C.V.",
    ],
)
def test_a_name_abroad_keeps_its_whole_form(form: str) -> None:
    """…S.A.E. was cut to …S.A., …PJSC was no name."""
    name = f"Lotus Cable Works {form}"
    assert organisation(name) == name
    assert organisation(f"{name}, 7 Port Road") == name
    assert is_complete_organisation(name)


@pytest.mark.parametrize(
    "name",
    ["LLC Stroymash", 'UAB "Baltijos Linai"', "PT. Sinar Laut Tbk.", "SARL Pierre Dumas", "PJSC Metiz"],
)
def test_a_form_stands_before_the_name(name: str) -> None:
    assert organisation(name) == name


def test_a_dot_that_ends_the_sentence_is_no_form_s() -> None:
    assert organisation("Harbor Spices LLC.") == "Harbor Spices LLC"


@pytest.mark.parametrize("called", ["Messrs. ", "M/s ", "M/S. "])
def test_the_word_that_addresses_a_firm_is_not_its_name(called: str) -> None:
    assert organisation(f"{called}Lotus Cable S.A.E.") == "Lotus Cable S.A.E."


@pytest.mark.parametrize(
    "words", ["NET WEIGHT OF ALL", "UNIT PRICE SE", "SALES TAX LP", "SAE 1045 steel bar"]
)
def test_words_in_capitals_are_no_forms(words: str) -> None:
    assert organisation(words) is None


def test_a_form_alone_goes_with_the_line_above() -> None:
    assert is_form_alone("S.A.E.")
    assert is_form_alone("GmbH & Co. KG")
    assert not is_form_alone("S.A.E. Cairo")
