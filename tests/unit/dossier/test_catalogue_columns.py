"""What a catalogue says of a paper: its own number and who made it, never those of another paper or party."""

from __future__ import annotations

import pytest

from classify.profile import load_profile
from dossier.catalogue import reference_of, responsible_of

TYPES = load_profile("manufacturing").types
NUMBERS = {
    name: {"value": name}
    for name in ("number", "slip_no", "order_no", "contract_no", "registration_no", "uscc", "shipment_no")
}
PARTIES = {
    name: {"value": name}
    for name in ("registrar", "party_a", "buyer", "supplier", "consignee", "seller", "payee", "party", "name")
}


def read_of(type_id, fields):
    return {name: value for name, value in fields.items() if name in TYPES[type_id].fields}


@pytest.mark.parametrize(
    ("type_id", "own"),
    [
        ("contract", "contract_no"),
        ("order", "order_no"),
        ("delivery_slip", "slip_no"),
        ("packing_list", "slip_no"),
        ("invoice", "number"),
        ("return_approval", "number"),
        ("tax_registration", "number"),
    ],
)
def test_the_number_of_the_contract_is_not_the_number_of_the_slip(type_id, own):
    declared = TYPES[type_id].fields
    read = read_of(type_id, NUMBERS)
    assert reference_of(read, declared) == own
    assert reference_of({name: one for name, one in read.items() if name != own}, declared) == ""


def test_a_licence_is_numbered_by_its_registration_or_its_credit_code():
    declared = TYPES["business_licence"].fields
    assert reference_of({"uscc": NUMBERS["uscc"]}, declared) == "uscc"
    assert reference_of(read_of("business_licence", NUMBERS), declared) == "registration_no"


@pytest.mark.parametrize(
    ("type_id", "maker"),
    [
        ("order", "buyer"),
        ("delivery_slip", "supplier"),
        ("invoice", "seller"),
        ("receipt", "payee"),
        ("business_licence", "registrar"),
        ("contract", "party_a"),
    ],
)
def test_whoever_a_paper_is_for_did_not_make_it(type_id, maker):
    declared = TYPES[type_id].fields
    read = read_of(type_id, PARTIES)
    assert responsible_of(read, declared) == maker
    assert responsible_of({name: one for name, one in read.items() if name != maker}, declared) == ""
