"""Each kind of requirement, on small checklists of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from capture.pages import Box
from capture.seals.sealkinds import SEAL_KINDS
from classify.checklist import FiledDocument, Requirement, Shipment, State, Waiver, check
from classify.profile import Profile, ProfileError, parse_profile
from classify.requirements.checklist_words import SEALS
from classify.requirements.joins import Attested, FoundSeal, FoundWriting
from classify.requirements.periods import period_at, periods_due

TODAY = dt.date(2026, 11, 22)
HEAD = """
profile: small
title: 小
title_en: Small
version: 1
categories: [{number: 1, name: 一, name_en: One}]
facts:
  - {id: export, title: 出口, title_en: Export}
  - {id: line, title: 额度, title_en: Line, kind: amount}
  - {id: grade, title: 等级, title_en: Grade, kind: choice, choices: [甲, 乙]}
types:
  - {id: contract, category: 1, title: 合同, title_en: Contract}
  - {id: licence, category: 1, title: 执照, title_en: Licence}
  - {id: slip, category: 1, title: 送货单, title_en: Slip}
  - {id: review, category: 1, title: 年审, title_en: Review}
  - {id: other, title: 其它, title_en: Other}
requirements:
"""


def profile(rule: str) -> Profile:
    return parse_profile(f"{HEAD}  - {{id: asked, title: 要, title_en: Asked, {rule}}}\n", "small.yaml")


def look(
    rule: str,
    papers: Sequence[FiledDocument] = (),
    facts: dict[str, bool | str] | None = None,
    waivers: Sequence[Waiver] = (),
    opened: dt.date = dt.date(2020, 1, 1),
) -> list[Requirement]:
    return list(check(profile(rule), facts or {}, papers, (), TODAY, waivers, opened))


def said(line: Requirement) -> str:
    return " ".join(str(sentence) for sentence in line.said)


@pytest.mark.parametrize(
    ("condition", "facts", "asked"),
    [
        ("{fact: export}", {"export": True}, True),
        ("{fact: export}", {"export": False}, False),
        ("{fact: export}", {}, False),
        ("{fact: line, over: 500000}", {"line": "500000.01"}, True),
        ("{fact: line, over: 500000}", {"line": "500000.00"}, False),
        ("{fact: line, over: 500000}", {"line": "unread"}, False),
        ("{fact: line, under: 10}", {"line": "9"}, True),
        ("{fact: grade, equals: [甲]}", {"grade": "甲"}, True),
        ("{fact: grade, equals: [甲]}", {"grade": "乙"}, False),
        ("{paper: contract}", {}, True),
        ("{paper: slip}", {}, False),
        ("{paper: contract, field: amount, over: 1000000}", {}, True),
        ("{paper: contract, field: amount, over: 3000000}", {}, False),
    ],
)
def test_a_requirement_applies_by_facts_and_papers(condition, facts, asked):
    contract = FiledDocument(1, "contract", {"amount": "2000000.00"})
    found = look(f"kind: when, types: [licence], when: [{condition}]", [contract], facts)
    assert bool(found) is asked


def test_what_is_missing_says_what_was_looked_for():
    (line,) = look("kind: required, types: [contract, slip]")
    assert line.state is State.MISSING
    assert said(line) == "Looked for Contract or Slip: none is filed."


def test_too_few_are_missing_and_show_those_that_came():
    two = [FiledDocument(n, "slip") for n in (1, 2)]
    (line,) = look("kind: at_least, at_least: 3, types: [slip]", two)
    assert (line.state, [proof.document_id for proof in line.proof]) == (State.MISSING, [1, 2])
    assert said(line) == "2 of 3 are filed."
    (line,) = look(
        "kind: at_least, at_least: 3, types: [slip]", [*two, FiledDocument(3, "slip", state="review")]
    )
    assert line.state is State.RECEIVED


@pytest.mark.parametrize(
    ("every", "day", "identity", "first", "last", "title"),
    [
        ("year", dt.date(2025, 7, 3), "2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31), "2025年"),
        (
            "half_year",
            dt.date(2025, 7, 3),
            "2025-H2",
            dt.date(2025, 7, 1),
            dt.date(2025, 12, 31),
            "2025年下半年",
        ),
        (
            "quarter",
            dt.date(2025, 7, 3),
            "2025-Q3",
            dt.date(2025, 7, 1),
            dt.date(2025, 9, 30),
            "2025年第三季度",
        ),
        ("month", dt.date(2024, 2, 3), "2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "2024年2月"),
    ],
)
def test_periods_are_whole_months(every, day, identity, first, last, title):
    period = period_at(day, every)
    assert (period.id, period.first, period.last, period.title) == (identity, first, last, title)


def test_periods_are_due_some_days_after_their_end():
    def ids(today: dt.date) -> list[str]:
        return [one.id for one in periods_due(dt.date(2024, 5, 1), today, "year", 10, 3)]

    assert ids(dt.date(2026, 1, 10)) == ["2024"]
    assert ids(dt.date(2026, 1, 11)) == ["2024", "2025"]
    assert ids(dt.date(2024, 12, 31)) == []


def test_each_period_asks_for_its_paper():
    papers = [FiledDocument(1, "review", date="2024-03-01"), FiledDocument(2, "review", date="2025-03-01")]
    rule = "kind: per_period, every: year, due_days: 10, last: 3, types: [review]"
    states = {line.period: line.state for line in look(rule, papers)}
    assert states == {"2023": State.MISSING, "2024": State.USABLE, "2025": State.USABLE}
    lines = {line.period: line for line in look(rule, [papers[0], FiledDocument(3, "review")])}
    assert lines["2025"].state is State.RECEIVED
    assert lines["2025"].proof[0].document_id == 3
    attested = FiledDocument(3, "review", attested=Attested(belongs_to=("period", "2025")))
    states = {line.period: line.state for line in look(rule, [papers[0], attested])}
    assert states == {"2023": State.MISSING, "2024": State.USABLE, "2025": State.USABLE}
    assert lines["2023"].title == "要（2023年）"


def test_periods_begin_with_the_first_paper_of_a_type():
    rule = "kind: per_period, every: year, types: [review], since: contract"
    assert look(rule) == []
    assert [line.period for line in look(rule, [FiledDocument(1, "contract", date="2025-05-01")])] == ["2025"]


def test_a_waiver_lets_one_period_go_and_no_other():
    rule = "kind: per_period, every: year, types: [review]"
    lines = look(rule, waivers=[Waiver("asked", period="2024")])
    assert {line.period: line.state for line in lines}["2024"] is State.WAIVED
    assert {line.period: line.state for line in lines}["2025"] is State.MISSING


def test_a_licence_must_be_valid_on_the_day_of_each_contract():
    rule = "kind: valid_on, types: [licence], on_each: contract, on_field: signed"
    papers = [
        FiledDocument(1, "licence", {"valid_from": "2020-01-01", "valid_until": "2024-12-31"}),
        FiledDocument(2, "contract", {"signed": "2024-06-01"}),
        FiledDocument(3, "contract", {"signed": "2025-06-01"}),
        FiledDocument(4, "contract", {}),
        FiledDocument(5, "contract", {"signed": "2019-06-01"}),
    ]
    states = {line.for_document: line.state for line in look(rule, papers)}
    assert states == {2: State.USABLE, 3: State.EXPIRED, 4: State.RECEIVED, 5: State.RECEIVED}


def test_a_term_read_unsurely_is_not_relied_on():
    paper = FiledDocument(1, "licence", {"valid_until": "2030-01-01"}, unsure=frozenset({"valid_until"}))
    (line,) = look("kind: valid_on, types: [licence]", [paper])
    assert (line.state, line.until) == (State.RECEIVED, dt.date(2030, 1, 1))


NAMES = (
    "kind: must_agree, types: [contract], fields: [party_a, party_b], "
    "against: {types: [licence], fields: [name]}, compare: name"
)
SUM = (
    "kind: must_agree, types: [contract], fields: [amount], "
    "against: {types: [slip], fields: [total], joined: true, sum: true}, compare: amount, tolerance: 0.01"
)


def test_the_party_must_be_the_holder_of_the_licence():
    licence = FiledDocument(
        1, "licence", {"name": "济南瑞通机械有限责任公司"}, places={"name": (1, Box(1, 2, 3, 4))}
    )
    right = FiledDocument(2, "contract", {"party_a": "我方公司", "party_b": "济南瑞通机械有限公司"})
    wrong = FiledDocument(3, "contract", {"party_a": "我方公司", "party_b": "济南端通机械有限公司"})
    silent = FiledDocument(4, "contract", {})
    lines = {line.for_document: line for line in look(NAMES, [licence, right, wrong, silent])}
    assert {key: line.state for key, line in lines.items()} == {
        2: State.USABLE,
        3: State.CONTRADICTS,
        4: State.RECEIVED,
    }
    assert [proof.document_id for proof in lines[3].proof] == [3, 1]
    assert lines[3].proof[1].box == Box(1, 2, 3, 4)
    assert "济南瑞通机械有限责任公司" in said(lines[3])
    assert look(NAMES, [right]) == []


@pytest.mark.parametrize(
    ("totals", "state"),
    [
        (("400.00", "600.00"), State.USABLE),
        (("400.00", "609.00"), State.USABLE),
        (("400.00", "611.00"), State.CONTRADICTS),
        (("400.00", "?"), State.RECEIVED),
    ],
)
def test_slips_must_add_up_to_the_contract(totals, state):
    contract = FiledDocument(1, "contract", {"contract_no": "C1", "amount": "1000.00"})
    slips = [
        FiledDocument(n, "slip", {"contract_no": "C1", "total": total})
        for n, total in enumerate(totals, start=2)
    ]
    stranger = FiledDocument(9, "slip", {"contract_no": "C2", "total": "5.00"})
    (line,) = look(SUM, [contract, *slips, stranger])
    assert line.state is state
    assert 9 not in [proof.document_id for proof in line.proof]


def test_seals_are_found_by_their_kind_or_a_person_says():
    rule = "kind: sealed, types: [contract], seals: [contract, company]"
    box = Box(10, 10, 90, 90)
    papers = [
        FiledDocument(1, "contract", seals=(FoundSeal(2, box, "contract"),)),
        FiledDocument(2, "contract", seals=(FoundSeal(1, box, "finance"),)),
        FiledDocument(3, "contract", pages=2),
        FiledDocument(4, "contract", attested=Attested(sealed=True)),
        FiledDocument(5, "contract", seals=(FoundSeal(1, box, "contract"),), attested=Attested(sealed=False)),
        FiledDocument(6, "contract", state="review"),
    ]
    lines = {line.for_document: line for line in look(rule, papers)}
    assert {key: line.state for key, line in lines.items()} == {
        1: State.USABLE,
        2: State.RECEIVED,
        3: State.MISSING,
        4: State.USABLE,
        5: State.MISSING,
    }
    assert (lines[1].proof[0].page, lines[1].proof[0].box) == (2, box)
    assert said(lines[3]) == "Looked for a contract seal or company seal on 2 pages: none was found."


def test_every_kind_of_seal_has_its_words():
    assert {kind: names[0] for kind, names in SEALS.items()} == SEAL_KINDS


@pytest.mark.parametrize(
    ("kind", "attribute", "unknown"),
    [
        ("signed", "signed", State.RECEIVED),
        ("original", "original", State.RECEIVED),
        ("on_shelf", "on_shelf", State.MISSING),
    ],
)
def test_what_no_picture_tells_a_person_says(kind, attribute, unknown):
    papers = [
        FiledDocument(1, "contract"),
        FiledDocument(2, "contract", attested=Attested(**{attribute: True})),
        FiledDocument(3, "contract", attested=Attested(**{attribute: False})),
    ]
    states = {line.for_document: line.state for line in look(f"kind: {kind}, types: [contract]", papers)}
    assert states == {1: unknown, 2: State.USABLE, 3: State.MISSING}


def test_a_name_seal_counts_as_a_signature():
    paper = FiledDocument(1, "contract", seals=(FoundSeal(1, Box(1, 1, 9, 9), "person"),))
    (line,) = look("kind: signed, types: [contract]", [paper])
    assert line.state is State.USABLE


def test_a_hand_beside_a_label_is_a_signature_unless_a_person_says_otherwise():
    box = Box(400, 900, 600, 960)
    signed = (
        FoundWriting(1, Box(1, 1, 9, 9), ("备注：",)),
        FoundWriting(2, box, ("甲方（盖 章）", "客户签名：")),
    )
    papers = [
        FiledDocument(1, "contract", writing=signed),
        FiledDocument(2, "contract", writing=signed[:1]),
        FiledDocument(3, "contract", writing=signed, attested=Attested(signed=False)),
    ]
    lines = look("kind: signed, types: [contract]", papers)
    assert [line.state for line in lines] == [State.USABLE, State.RECEIVED, State.MISSING]
    assert (lines[0].proof[0].page, lines[0].proof[0].box) == (2, box)


def test_a_name_that_may_be_printed_is_shown_to_a_person():
    doubtful = FoundWriting(2, Box(400, 900, 600, 960), ("客户签名：",), unsure=True)
    written = FoundWriting(3, Box(400, 100, 600, 160), ("收货人：",))
    papers = [
        FiledDocument(1, "contract", writing=(doubtful,)),
        FiledDocument(2, "contract", writing=(doubtful, written)),
        FiledDocument(3, "contract"),
        FiledDocument(4, "contract", shelf_only=True),
    ]
    lines = look("kind: signed, types: [contract]", papers)
    assert [line.state for line in lines] == [State.RECEIVED, State.USABLE, State.RECEIVED, State.RECEIVED]
    assert [line.proof[0].page for line in lines] == [2, 3, 1, None]
    assert [said(lines[place]) for place in (0, 2, 3)] == [
        "A name stands where people sign, perhaps written, perhaps printed. Please look.",
        "No signature was found, and nobody has said yet whether it is signed. Please look.",
        "Nobody has said yet whether it is signed.",
    ]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("签收日期：", State.RECEIVED),
        ("签署地点：", State.RECEIVED),
        ("收货人电话：", State.RECEIVED),
        ("货物签收单", State.RECEIVED),
        ("签收人：", State.USABLE),
        ("签署日期及签字：", State.USABLE),
    ],
)
def test_the_day_of_signing_written_by_hand_is_no_signature(words, state):
    paper = FiledDocument(1, "contract", writing=(FoundWriting(1, Box(1, 1, 9, 9), (words,)),))
    (line,) = look("kind: signed, types: [contract]", [paper])
    assert line.state is state


def test_a_profile_names_its_own_words_for_signing():
    text = HEAD.replace("requirements:", "signing_labels: [画押]\nrequirements:")
    own = parse_profile(
        f"{text}  - {{id: a, kind: signed, title: 要, title_en: A, types: [contract]}}\n", "x"
    )
    papers = [
        FiledDocument(number, "contract", writing=(FoundWriting(1, None, (word,)),))
        for number, word in ((1, "画押"), (2, "签字"))
    ]
    assert [line.state for line in check(own, {}, papers, (), TODAY)] == [State.USABLE, State.RECEIVED]


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        ("kind: required, types: [contract]", State.RECEIVED),
        ("kind: at_least, at_least: 2, types: [contract]", State.MISSING),
        ("kind: valid_on, types: [contract]", State.RECEIVED),
        ("kind: sealed, types: [contract]", State.RECEIVED),
        ("kind: on_shelf, types: [contract]", State.USABLE),
    ],
)
def test_a_paper_on_the_shelf_only_is_received_and_shown_without_a_page(rule, state):
    paper = FiledDocument(1, "contract", pages=12, shelf_only=True)
    (line,) = look(rule, [paper])
    assert line.state is state
    assert [(proof.document_id, proof.page, proof.box) for proof in line.proof] == [(1, None, None)]


def test_a_scanned_paper_beside_one_on_the_shelf_meets_the_line():
    papers = [FiledDocument(1, "contract", pages=12, shelf_only=True), FiledDocument(2, "contract")]
    (line,) = look("kind: required, types: [contract]", papers)
    assert (line.state, [proof.document_id for proof in line.proof]) == (State.USABLE, [2])


def test_an_ambiguous_paper_waits_for_a_person_who_says_what_it_is_for():
    rule = "kind: for_each, each: contract, types: [slip]"
    owners = [FiledDocument(n, "contract", {"contract_no": f"C{n}", "order_no": "O1"}) for n in (1, 2)]
    slip = FiledDocument(3, "slip", {"order_no": "O1"})
    assert [line.state for line in look(rule, [*owners, slip])] == [State.RECEIVED, State.RECEIVED]
    named = FiledDocument(3, "slip", {"order_no": "O1"}, attested=Attested(belongs_to=("document", 2)))
    assert [line.state for line in look(rule, [*owners, named])] == [State.MISSING, State.USABLE]


def test_an_ambiguous_paper_of_a_shipment_waits_too():
    shown = profile("kind: for_each, each: shipment, types: [slip]")
    shipments = [Shipment(n, {"shipment_no": f"S{n}", "contract_no": "C1"}) for n in (1, 2)]
    slip = FiledDocument(3, "slip", {"contract_no": "C1"})
    lines = check(shown, {}, [slip], shipments, TODAY)
    assert [(line.for_shipment, line.state) for line in lines] == [(1, State.RECEIVED), (2, State.RECEIVED)]
    only_one = [Waiver("asked", for_shipment=1)]
    lines = check(shown, {}, [], shipments, TODAY, only_one)
    assert [line.state for line in lines] == [State.WAIVED, State.MISSING]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("kind: must_agree, types: [contract]", "must_agree"),
        ("kind: valid_on, types: [licence], on_each: contract", "belong together"),
        ("kind: when, types: [licence], when: [{over: 3}]", "a fact or a paper"),
        ("kind: when, types: [licence], when: [{paper: slip, over: 3}]", "names its field"),
        ("kind: when, types: [licence], when: [{fact: weather}]", "unknown fact"),
        ("kind: sealed, types: [contract], seals: [wax]", "unknown kind of seal 'wax'"),
        ("kind: per_period, every: week, types: [review]", "every"),
        ("kind: per_period, types: [review], since: nothing", "unknown type 'nothing'"),
    ],
)
def test_a_requirement_that_makes_no_sense_is_refused_with_its_line(rule, says):
    with pytest.raises(ProfileError, match=says) as caught:
        profile(rule)
    assert caught.value.line >= 18


def test_types_are_borrowed_from_profiles_that_exist():
    text = HEAD.replace("types:", "borrow: [{profile: manufacturing, types: {receipt: 1}}]\ntypes:", 1)
    rule = "  - {id: asked, title: 要, title_en: Asked, kind: required, types: [receipt]}\n"
    assert parse_profile(text + rule, "small.yaml").types["receipt"].category == 1
    for right, wrong in (("profile: manufacturing", "profile: nowhere"), ("{receipt", "{recipe")):
        with pytest.raises(ProfileError, match=wrong[-6:]):
            parse_profile(text.replace(right, wrong, 1) + rule, "small.yaml")
