"""What a dossier lacks: every state and kind of requirement is told, in both languages."""

from __future__ import annotations

import pytest

from capture.pages import Message
from classify.profiles.profile_file import RequirementKind
from classify.requirements.requirement import MET, State, is_complete
from dossier.judgement import message_row
from dossier.lacking import STATES, lacking
from dossier.language import translate
from storage.values import RequirementRow

SAID = message_row(Message("Its term ended on {date}.", {"date": "2020-01-01"}))


def row(state: str, kind: str = "required", **more) -> RequirementRow:
    return RequirementRow("licence", state, {"zh_CN": "营业执照", "en": "Licence"}, kind, **more)


@pytest.mark.parametrize("kind", RequirementKind)
@pytest.mark.parametrize("state", State)
def test_a_line_is_told_exactly_where_it_keeps_the_dossier_from_being_complete(state, kind):
    line = row(state.value, kind.value)
    told = lacking([line], ())
    assert bool(told) == (state not in MET) == (not is_complete([line]))
    for message in told:
        assert translate(message, "en") == f"Licence: {STATES[state]}"
        assert translate(message, "zh_CN").startswith("营业执照：")
        assert not translate(message, "zh_CN").endswith(str(STATES[state]))


def test_it_is_told_what_was_looked_for_and_whose_line_it_is():
    (contract,), (shipment,) = (
        lacking([row("expired", said=[SAID], **what)], ())
        for what in ({"for_document": 7}, {"for_shipment": 3})
    )
    assert translate(contract, "en") == "Licence #7: expired. Its term ended on 2020-01-01."
    assert translate(shipment, "en").startswith("Licence (shipment 3): expired.")
    assert translate(shipment, "zh_CN").startswith("营业执照（发货 3）：")
