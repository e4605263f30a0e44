"""What a wrong paper would cost: a pure ranking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.error_cost import (
    CONDITIONAL,
    PLAIN,
    REQUIRED,
    error_cost,
    paper_certainty,
    type_weights,
)
from classify.profile import load_profile

SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def weights():
    return type_weights(load_profile("manufacturing"))


def test_what_every_dossier_must_hold_is_dearest(weights):
    assert weights["business_licence"] == weights["contract"] == weights["customer_background"] == REQUIRED


def test_what_is_asked_for_at_times_lies_between(weights):
    assert weights["delivery_slip"] == weights["credit_approval"] == CONDITIONAL


def test_what_no_checklist_asks_for_counts_least(weights):
    assert weights["other"] == weights["receipt"] == PLAIN


def test_each_doubt_halves_the_certainty():
    assert paper_certainty(0.8, 0) == 0.8
    assert paper_certainty(0.8, 2) == 0.2


@given(SHARE, SHARE, st.sampled_from((PLAIN, CONDITIONAL, REQUIRED)))
def test_a_surer_paper_never_costs_more(one, other, weight):
    surer, weaker = max(one, other), min(one, other)
    assert 0 <= error_cost(surer, weight) <= error_cost(weaker, weight) <= weight
