from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.checklist import (
    FiledDocument,
    Requirement,
    Shipment,
    State,
    Waiver,
    check,
    is_complete,
    join_shipment,
)
from classify.profile import load_profile
from dossier.language import translate

PROFILE = load_profile("manufacturing")
TODAY = dt.date(2026, 11, 22)
CODE = "91320113580452133T"

LICENCE = FiledDocument(
    1,
    "business_licence",
    {"uscc": CODE, "legal_representative": "高山流", "valid_until": "2041-08-09"},
    places={"valid_until": (1, None), "uscc": (1, None)},
)
BACKGROUND = FiledDocument(2, "customer_background", {})
CONTRACT = FiledDocument(3, "contract", {"contract_no": "HD-2024-0315"})
SLIP = FiledDocument(4, "delivery_slip", {"contract_no": "HD-2024-O315"})
WHOLE = (LICENCE, BACKGROUND, CONTRACT, SLIP)


def lines(
    documents: Sequence[FiledDocument],
    facts: dict[str, bool] | None = None,
    shipments: Sequence[Shipment] = (),
    waivers: Sequence[Waiver] = (),
) -> dict[tuple[str, int | None], Requirement]:
    found = check(PROFILE, facts or {}, documents, shipments, TODAY, waivers)
    return {(r.id, r.for_document): r for r in found}


def test_an_empty_dossier_lacks_what_everybody_needs() -> None:
    found = lines([])
    assert {key[0] for key in found} == {"licence", "background", "contract_or_order", "tax"}
    assert {r.state for r in found.values()} == {State.MISSING}


def test_a_whole_dossier_is_complete_with_proof() -> None:
    found = check(PROFILE, {}, WHOLE, (), TODAY)
    assert is_complete(found)
    assert all(r.proof for r in found)
    assert not is_complete(check(PROFILE, {}, WHOLE[:-1], (), TODAY))


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("2026-11-21", State.EXPIRED),
        ("2026-11-22", State.EXPIRING),
        ("2026-12-10", State.EXPIRING),
        ("2030-01-01", State.USABLE),
        ("长期", State.USABLE),
        (None, State.USABLE),
    ],
)
def test_a_licence_must_be_valid_today(until: str | None, state: State) -> None:
    licence = replace(LICENCE, fields={"uscc": CODE, **({"valid_until": until} if until else {})})
    assert lines([licence])["licence", None].state is state


def test_a_document_in_review_counts_as_received_only() -> None:
    found = lines([replace(d, state="review") for d in WHOLE])
    assert found["licence", None].state is State.RECEIVED
    assert found["background", None].state is State.RECEIVED
    assert ("slip_per_contract", 3) not in found


def test_an_old_licence_without_credit_code_needs_a_tax_registration() -> None:
    old = replace(LICENCE, fields={"registration_no": "110108000000016"})
    assert lines([old])["tax", None].state is State.MISSING
    assert lines([old, FiledDocument(9, "tax_registration")])["tax", None].state is State.USABLE


def test_a_licence_without_a_code_was_called_not_filed() -> None:
    [said] = lines([FiledDocument(8, "business_licence")])["tax", None].said
    assert translate(said, "zh_CN") == "营业执照已归档，但未读到统一社会信用代码。"
    assert translate(said, "en").startswith("Business licence is filed, but without")
    [said] = lines([])["tax", None].said
    assert translate(said, "en") == "Looked for Tax registration or Business licence: none is filed."


def test_an_agent_needs_an_authorisation() -> None:
    signed = replace(CONTRACT, fields={"contract_no": "HD-2024-0315", "agent": "李四光"})
    letter = FiledDocument(7, "authorisation_letter", {"agent": "李四光"})
    other = FiledDocument(8, "authorisation_letter", {"agent": "王五常"})
    assert lines([LICENCE, signed])["authorisation", 3].state is State.MISSING
    assert lines([LICENCE, signed, letter])["authorisation", 3].state is State.USABLE
    assert lines([LICENCE, signed, other])["authorisation", 3].state is State.MISSING
    head = replace(signed, fields={"agent": "高山流"})
    assert not [key for key in lines([LICENCE, head]) if key[0] == "authorisation"]
    assert not [key for key in lines([signed]) if key[0] == "authorisation"]


def test_facts_ask_for_their_papers() -> None:
    assert lines([], {"credit_sale": True})["credit_approval", None].state is State.MISSING
    plan = FiledDocument(5, "repayment_plan")
    assert lines([plan], {"arrears": True})["arrears_papers", None].state is State.USABLE
    assert ("credit_approval", None) not in lines([], {"credit_sale": False})


def test_every_contract_needs_a_slip_of_its_own() -> None:
    second = FiledDocument(6, "contract", {"contract_no": "HD-2025-0001"})
    found = lines([*WHOLE, second])
    assert found["slip_per_contract", 3].state is State.USABLE
    assert found["slip_per_contract", 6].state is State.MISSING


def test_a_return_needs_its_own_responsibility_paper() -> None:
    approval = FiledDocument(10, "return_approval", {"number": "TZ202405-01", "contract_no": "A-1001"})
    second = FiledDocument(11, "return_approval", {"number": "TZ202405-02", "contract_no": "A-1001"})
    paper = FiledDocument(12, "return_responsibility", {"number": "TZ202405-01", "contract_no": "A-1001"})
    found = lines([approval, second, paper])
    assert found["return_responsibility", 10].state is State.USABLE
    assert found["return_responsibility", 11].state is State.MISSING


def test_each_shipment_needs_its_papers() -> None:
    shipments = [Shipment(1, {"shipment_no": "SH01"}, 21), Shipment(2, {"shipment_no": "SH02"}, 22)]
    papers = [FiledDocument(31, "packing_list", {"shipment_no": "SH02"})]
    found = lines(papers, {"direct_export": True}, shipments)
    assert found["packing_list", 21].state is State.MISSING
    assert found["packing_list", 22].state is State.USABLE
    assert ("packing_list", 21) not in lines(papers, {}, shipments)


def test_ambiguous_numbers_join_nothing() -> None:
    shipments = [
        Shipment(1, {"shipment_no": "SH01", "contract_no": "C1"}),
        Shipment(2, {"shipment_no": "SH02", "contract_no": "C1"}),
    ]
    assert join_shipment(FiledDocument(1, "packing_list", {"contract_no": "C1"}), shipments) is None
    assert (
        join_shipment(
            FiledDocument(1, "packing_list", {"contract_no": "C1", "shipment_no": "SH02"}), shipments
        )
        == 2
    )
    assert join_shipment(FiledDocument(1, "packing_list", {}), shipments) is None
    assert join_shipment(FiledDocument(1, "packing_list", {"shipment_no": "SH09"}), shipments) is None


def test_a_waiver_lets_a_line_go_until_its_day() -> None:
    assert lines([], waivers=[Waiver("background")])["background", None].state is State.WAIVED
    over = Waiver("background", None, dt.date(2026, 11, 21))
    assert lines([], waivers=[over])["background", None].state is State.MISSING


NUMBERS = st.sampled_from([None, "C1", "C2", "C3"])
DAYS = st.sampled_from([None, "长期", "2020-01-01", "2026-12-01", "2040-01-01"])


@st.composite
def documents(draw: st.DrawFn) -> list[FiledDocument]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        values = {
            "contract_no": draw(NUMBERS),
            "shipment_no": draw(NUMBERS),
            "number": draw(NUMBERS),
            "valid_until": draw(DAYS),
            "uscc": draw(st.sampled_from([None, CODE])),
            "agent": draw(st.sampled_from([None, "李四光", "高山流"])),
            "legal_representative": draw(st.sampled_from([None, "高山流"])),
        }
        made.append(
            FiledDocument(
                number + 1,
                draw(st.sampled_from(sorted(PROFILE.types))),
                {k: v for k, v in values.items() if v},
                state=draw(st.sampled_from(["filed", "filed", "review"])),
            )
        )
    return made


FACTS = st.fixed_dictionaries({f.id: st.booleans() for f in PROFILE.facts})
SHIPMENTS = st.lists(st.builds(lambda n: {"shipment_no": n}, NUMBERS.filter(bool)), max_size=2).map(
    lambda rows: [Shipment(i, row, 100 + i) for i, row in enumerate(rows)]
)


@settings(max_examples=150)
@given(documents(), FACTS, SHIPMENTS, st.randoms())
def test_the_order_of_papers_does_not_matter(
    papers: list[FiledDocument], facts: dict[str, bool], shipments: list[Shipment], random: Random
) -> None:
    mixed = list(papers)
    random.shuffle(mixed)
    assert check(PROFILE, facts, papers, shipments, TODAY) == check(PROFILE, facts, mixed, shipments, TODAY)


RANK = [
    State.MISSING,
    State.RECEIVED,
    State.CONTRADICTS,
    State.EXPIRED,
    State.EXPIRING,
    State.USABLE,
    State.WAIVED,
]


@settings(max_examples=150)
@given(documents(), FACTS, SHIPMENTS)
def test_another_paper_never_makes_a_line_worse(
    papers: list[FiledDocument], facts: dict[str, bool], shipments: list[Shipment]
) -> None:
    for count in range(len(papers)):
        before = lines(papers[:count], facts, shipments)
        after = lines(papers[: count + 1], facts, shipments)
        asks = {r.id for r in PROFILE.requirements if r.each == papers[count].type}
        for key, line in before.items():
            if key[0] in asks:
                continue  # a second contract may leave open to which of the two a slip belongs
            if key in after:
                assert RANK.index(after[key].state) >= RANK.index(line.state), key
            else:
                assert key[0] == "authorisation", "only another legal representative makes a line needless"
