"""Reference numbers: templates of both standards, written and read back, gaps found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.notation.numbering import Numbering, Template, find_gaps, find_repeats
from classify.profile import ProfileError, parse_profile

PARTS = {"fonds": "Z109", "year": "2011", "retention": "Y", "category": "3", "dossier": "Z109-KH·0001"}


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{fonds}-WS·{year}·{retention}·办公室-{serial:4}", "Z109-WS·2011·Y·办公室-0001"),  # DA/T 13-2022
        ("{fonds}-WS·{year}-{retention}-BGS-{serial:4}", "Z109-WS·2011-Y-BGS-0001"),  # DA/T 22-2015
        ("{year}鸿借字第{serial:3}号", "2011鸿借字第001号"),
    ],
)
def test_numbers_of_the_standards_are_written_and_read_back(template, number):
    form = Template(template)
    assert form.write(PARTS, 1) == number
    taken = form.parse(number)
    assert taken is not None
    assert (taken.series, taken.serial) == (form.series(PARTS), 1)


@given(st.integers(1, 999_999), st.integers(1900, 2999), st.sampled_from(["Y", "D10", "D30"]))
def test_every_number_comes_back_from_its_text(serial, year, retention):
    form = Numbering().dossier
    parts = {**PARTS, "year": str(year), "retention": retention}
    taken = form.parse(form.write(parts, serial))
    assert taken is not None
    assert (taken.series, taken.serial) == (form.series(parts), serial)


@pytest.mark.parametrize("number", ["Z001-ZY·KH·2026·D10-001", "Z001-ZY·KH·2026·D10-0000", "Z001-0001", ""])
def test_a_number_of_another_form_is_not_taken_apart(number):
    assert Numbering().dossier.parse(number) is None


def test_gaps_are_named_by_series_and_repeats_told():
    form = Template("A-{serial:3}")
    assert find_gaps(form, ["A-001", "A-004", "A-003"]) == ["A-002"]
    assert find_gaps(Template("{year}-{serial:2}"), ["2025-02", "2026-01"]) == ["2025-01"]
    assert find_repeats(["A-001", "A-002", "A-001", "A-001"]) == ["A-001"]


@pytest.mark.parametrize(
    "template", ["{fonds}", "{serial:2}{serial:2}", "{customer}-{serial:3}", "{fonds-{serial}"]
)
def test_a_template_that_cannot_number_is_refused_with_its_line(template):
    text = (
        "profile: x\ntitle: 甲\ntitle_en: a\nversion: 1\ncategories: []\ntypes: []\n"
        f"numbering:\n  fonds: Z001\n  document: '{template}'\n"
    )
    with pytest.raises(ProfileError) as refused:
        parse_profile(text, "x.yaml")
    assert refused.value.line == 9
