"""What a wrong paper would cost: a pure ranking."""

from __future__ import annotations

import pytest

from classify.profile import load_profile
from classify.types.error_cost import CONDITIONAL, PLAIN, REQUIRED, type_weights


@pytest.fixture(scope="module")
def weights():
    return type_weights(load_profile("manufacturing"))


def test_what_every_dossier_must_hold_is_dearest(weights):
    assert weights["business_licence"] == weights["contract"] == weights["customer_background"] == REQUIRED


def test_what_is_asked_for_at_times_lies_between(weights):
    assert weights["delivery_slip"] == weights["credit_approval"] == CONDITIONAL


def test_what_no_checklist_asks_for_counts_least(weights):
    assert weights["other"] == weights["receipt"] == PLAIN
