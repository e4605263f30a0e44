"""What may be asked beyond words on a page, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from storage import search
from storage.query import OneOf
from storage.query_parser import Names, parse
from storage.reindex import mend
from storage.states import DocumentState
from storage.viewer import SYSTEM, Role, Viewer

NAMES = Names(
    {"合同编号": ("contract_no",), "编号": ("contract_no", "slip_no"), "客户": ("customer",)},
    frozenset({"日期"}),
    frozenset({"金额"}),
    {"类型": ("type", {"合同": ("contract",), "订单": ("order",)}), "状态": ("state", {"待审": ("review",)})},
)


def field(value: str) -> dict[str, object]:
    return {"value": value, "confidence": 0.9}


def found(office, query, viewer=None, **options):
    options["names"] = NAMES
    hits = office.search(query, viewer, **options) if viewer else office.search(query, **options)
    assert hits.total == len(hits.hits)
    return [hit.document_id for hit in hits.hits]


def test_names_fields_dates_and_sums_are_asked_for(office):
    maker = office.customer("上海宏达贸易有限公司", uscc="91310000MA1FL0AB12")
    other = office.customer("北京東方機械有限公司")
    first = office.file(
        "买卖 甲", customer=maker, date=dt.date(2024, 2, 29),
        fields={"contract_no": field("HT2024-018"), "amount": field("100000.00")},
    ).id  # fmt: skip
    second = office.file(
        "买卖 乙", customer=maker, type_id="order", date=dt.date(2024, 7, 1),
        fields={"contract_no": field("HT2024-0180"), "amount": field("100000.01")},
    ).id  # fmt: skip
    third = office.file("买卖 丙", customer=other, fields={"slip_no": field("XS ht2024-018")}).id
    waits = office.file("买卖 丁").id
    answers = {
        "宏達貿易": [second, first],
        "91310000ma1fl0ab12 甲": [first],
        "hdmy": [second, first],
        "shhd": [second, first],
        "客户:东方机械": [third],
        "客户:东": [third],
        "客户=上海宏达贸易有限公司": [second, first],
        "客户:宏达*": [],
        "合同编号:HT2024*": [second, first],
        "合同编号:4-018": [second, first],
        "合同编号=HT2024-018": [first],
        "编号:HT2024-018": [third, second, first],
        "编号:HT2024-018 -类型:订单": [third, first],
        "编号:X*": [third],
        "金额>100000": [second],
        "金额:1..10万": [first],
        "日期:2024-01..2024-06": [first],
        "日期>2024-02-28": [second, first],
        "日期>2024-02": [second],
        "买卖 日期:2024": [second, first],
        "类型:订单": [second],
        "状态:待审": [waits],
        "买卖 -宏达": [waits, third],
        "HT2024-018": [first, third, second],
    }
    assert {query: found(office, query) for query in answers} == answers


@pytest.mark.parametrize(
    "text",
    [
        "日期>2150",
        "日期<1800",
        "日期<0001-01",
        "日期:0001..9999",
        "金额>999999999999",
        "金额:1e999",
        "-日期>2150 合同",
    ],
)
def test_a_span_that_holds_no_day_was_refused_by_the_index(office, text):
    office.file("合同", date=dt.date(2024, 2, 29), fields={"amount": field("1.00")})
    expected = 1 if text in ("日期:0001..9999", "-日期>2150 合同") else 0
    assert office.search(text, names=NAMES).total == expected


@pytest.mark.parametrize("values", [(), ("\x00",), ("no such",)])
def test_a_filter_without_a_type_that_may_be_finds_nothing(office, values):
    office.file("合同")
    with office.database.reading() as work:
        query = parse("合同", NAMES).and_also(OneOf("type", values))
        assert work.search.find(SYSTEM, query).total == 0
        assert work.search.alike(SYSTEM, query).total == 0


def test_a_type_of_two_words_is_asked_for_by_its_name(office):
    names = Names(kinds={"type": ("type", {"businesslicence": ("business_licence",)})})
    office.file("甲", type_id="contract")
    licence = office.file("乙", type_id="business_licence").id
    with office.database.reading() as work:
        hits = work.search.find(SYSTEM, parse('type:"business licence"', names)).hits
    assert [hit.document_id for hit in hits] == [licence]


def test_exact_numbers_come_first_and_then_what_speaks_most_of_it(office):
    exact = office.file("无关", fields={"contract_no": field("HT-1")}).id
    head = office.file("对账 HT-1 HT-1\n其余").id
    plain = office.file("x" * 50 + " HT-1").id
    assert found(office, "ht-1") == [exact, head, plain]
    seen, cursor = [], None
    for _ in range(3):
        page = office.search("ht-1", limit=1, cursor=cursor)
        seen += [hit.document_id for hit in page.hits]
        cursor = page.next
    assert seen[0] == exact
    assert sorted(seen) == [exact, head, plain]
    assert cursor is None


def test_signs_that_look_alike_are_a_second_group(office):
    exact = office.file("合同编号 HT2024-018 未付").id
    misread = office.file("合同编号 HTZO24-0l8 末付").id
    office.file("合同编号 HT2025-018")
    assert found(office, "HT2024-018") == [exact]
    assert [hit.document_id for hit in office.alike("HT2024-018").hits] == [misread]
    (hit,) = office.alike("未付 HT2024-018").hits
    assert [(span.start, span.end) for span in hit.spans] == [(5, 15), (16, 18)]
    assert office.alike("编号").hits == ()


def test_the_index_follows_names_teams_and_fields(office):
    ours, theirs = office.team("一部"), office.team("二部")
    customer = office.customer("宏达贸易", team=ours)
    document = office.file("买卖", customer=customer, fields={"contract_no": field("HT-1")})
    clerk, stranger = (Viewer(1, "c", Role.CLERK, frozenset({team})) for team in (ours, theirs))
    assert found(office, "宏达", clerk) == [document.id]
    assert found(office, "宏达", stranger) == []
    with office.database.unit_of_work() as work:
        work.customers.rename(customer, "鼎盛贸易", "鼎盛贸易")
        work.customers.set_team(customer, theirs)
        work.customers.add_alias(customer, "老字号", "老字号", "a")
        work.documents.set_fields(document.id, {"contract_no": field("HT-2")}, office.now, by_person=True)
    assert [found(office, query) for query in ("宏达", "鼎盛", "老字号", "dsmy", "ht-1", "ht-2")] == [
        [], [document.id], [document.id], [document.id], [], [document.id],
    ]  # fmt: skip
    assert found(office, "鼎盛", clerk) == []
    assert found(office, "鼎盛", stranger) == [document.id]
    with office.database.unit_of_work() as work:
        work.documents.set_state(document.id, DocumentState.REVIEW, office.now)
    assert found(office, "状态:待审") == [document.id]


def test_a_great_dossier_is_followed_by_and_by(office, monkeypatch):
    monkeypatch.setattr(search, "_AT_ONCE", 2)
    customer = office.customer("宏达贸易")
    documents = [office.file(f"买卖 {number}", customer=customer).id for number in range(5)]
    with office.database.unit_of_work() as work:
        work.customers.rename(customer, "鼎盛贸易", "鼎盛贸易")
    assert len(found(office, "鼎盛")) == 2
    with office.database.reading() as work:
        assert work.search.waiting() == 3
        assert work.search.not_indexed() == 0
    assert mend(office.database) == 3
    assert sorted(found(office, "鼎盛")) == documents
    assert found(office, "宏达") == []


def test_customers_are_found_by_what_is_typed(office):
    ours, theirs = office.team("一部"), office.team("二部")
    office.customer("上海宏达贸易", uscc="91310000MA1FL0AB12", team=ours)
    office.customer("宏达", team=theirs)
    clerk = Viewer(1, "c", Role.CLERK, frozenset({ours}))
    with office.database.reading() as work:
        all_seen = Viewer(None, "m", Role.MANAGER)
        names = [one.name for one in work.search.customers(all_seen, "宏达", "宏达")]
        assert names == ["宏达", "上海宏达贸易"]
        assert [one.name for one in work.search.customers(clerk, "宏达", "宏达")] == ["上海宏达贸易"]
        assert [one.name for one in work.search.customers(clerk, "hdmy", "hdmy")] == ["上海宏达贸易"]
        assert [one.name for one in work.search.customers(clerk, "ma1fl", "ma1fl")] == ["上海宏达贸易"]
        assert work.search.customers(clerk, "100%_", "100%_") == []
        assert work.search.customers(clerk, "", "") == []


def test_filters_alone_list_the_newest(office):
    one = office.customer("甲")
    documents = [office.file(f"纸 {number}", customer=one).id for number in range(3)]
    assert found(office, "", filters=[OneOf("customer", (str(one),))]) == documents[::-1]
