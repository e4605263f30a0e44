"""What search promises, on every database."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from storage.query import OneOf
from storage.reindex import mend, rebuild
from storage.search_finding import MOST
from storage.states import DocumentState
from storage.viewer import Role, Viewer

CONTRACT = """买卖合同
合同编号：HT2024-018
甲方：東方機械製造有限公司
乙方：宏達貿易（上海）有
限公司
合同金额 ￥12,300.00 元，大写人民币壹万贰仟叁佰元整
Supplier: ACME's "Precision" Tools 50% off_now [A-1]"""
SLIP = "送货单\n编号 HT2025-018\n型号Ｍ８×２０ 数量 100"


STANDING = [
    "合",
    "合同",
    "买卖合",
    "买卖合同",
    "壹万贰仟叁佰元整",
    "东方机械制造有限公司",
    "東方機械",
    "宏达贸易(上海)有限公司",
    "有限公司 HT2024",
    "HT2024",
    "ht2024",
    "T2024-0",
    "HT2024-018",
    "HT2024018",
    "ＨＴ２０２４",
    "2",
    "12,300.00",
    "¥12,300",
    "acme's",
    '"Precision"',
    "50%",
    "off_now",
    "[A-1]",
    "A-1 合同",
    "  合同　编号  ",
    "-",
    "_",
]
ABSENT = [
    "卖同",
    "卖合编",
    '"HT2024018"',
    "HT2024-019",
    "合同 送货单",
    "018甲",
    "Supplier:ACME",
    "合%同",
    "c_ntract",
    "OR",
    "NOT 合同",
    "合*",
    "合同^",
    "ones:合",
]


def test_a_page_is_found_by_what_stands_on_it(office):
    document = office.file(CONTRACT)
    office.file("发票")
    for query in STANDING:
        found = office.search(query)
        assert [hit.document_id for hit in found.hits] == [document.id], query
        assert (found.total, found.total_exact) == (1, True), query


def test_a_page_is_not_found_by_what_does_not_stand_on_it(office):
    office.file(CONTRACT)
    assert [query for query in ABSENT if office.search(query).total] == []


def test_nothing_asked_is_nothing_found(office):
    office.file(CONTRACT)
    assert [query for query in ("", "   ", "　", "\n\t") if office.search(query).hits] == []


def test_full_width_and_half_width_are_one(office):
    office.file(SLIP)
    assert office.search("m8×20").total == 1
    assert office.search("Ｍ８").total == 1


def test_all_terms_must_stand_on_the_same_page(office):
    office.file("买卖合同", "送货单")
    assert office.search("买卖 送货").total == 0
    assert office.search("合同 买卖").total == 1


def test_words_of_two_columns_do_not_grow_together(office):
    office.file("AB CD\nEF")
    assert office.search("abcd").total == 0
    assert office.search("cdef").total == 0
    assert office.search("bc").total == 0
    assert office.search("ab cd ef").total == 1


def test_newest_scans_come_first_and_their_pages_in_reading_order(office):
    first = office.file("合同 一", "合同 二")
    second = office.file("合同 三", "合同 四", "合同 五")
    hits = office.search("合同").hits
    assert [(hit.document_id, hit.page.number) for hit in hits] == [
        (second.id, 1), (second.id, 2), (second.id, 3), (first.id, 1), (first.id, 2),
    ]  # fmt: skip


def test_a_long_list_is_walked_through_by_cursor(office):
    for number in range(7):
        office.file(f"合同 {number}")
    seen, cursor = [], None
    while True:
        found = office.search("合同", limit=3, cursor=cursor)
        assert found.total == 7
        seen += [hit.document_id for hit in found.hits]
        cursor = found.next
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 50])
def test_a_list_goes_on_alike_whether_or_not_all_of_it_was_counted(office, limit):
    called = office.customer("宏达贸易")
    papers = [office.file("付款单位 宏达贸易" * (1 + number % 2)).id for number in range(4)]
    own = [office.file("送货单", customer=called).id for _ in range(3)]
    papers += [office.file("收款单位 宏达贸易").id for _ in range(2)]
    for count_to in (1, 8, 9, MOST):
        seen, cursor = [], None
        while True:
            found = office.search("宏达贸易", limit=limit, cursor=cursor, count_to=count_to)
            seen += [hit.document_id for hit in found.hits]
            cursor = found.next
            if cursor is None:
                break
        assert seen[:3] == own[::-1]
        assert seen[3:] == [papers[3], papers[1], papers[5], papers[4], papers[2], papers[0]]


def test_a_hit_tells_where_the_words_stand(office):
    office.file(CONTRACT)
    lines = CONTRACT.split("\n")
    hit = office.search("有限公司").hits[0]
    texts = [lines[span.line][span.start : span.end] for span in hit.spans]
    assert texts == ["有限公司", "有", "限公司"]
    assert "东方" not in hit.snippet
    assert "東方機械製造有限公司" in hit.snippet


def test_a_hit_names_customer_type_state_and_file(office):
    customer = office.customer("宏达贸易", uscc="91310000MA1FL0AB12")
    office.file(CONTRACT, customer=customer, type_id="order")
    hit = office.search("买卖").hits[0]
    assert (hit.customer_id, hit.customer_name, hit.customer_uscc) == (
        customer, "宏达贸易", "91310000MA1FL0AB12",
    )  # fmt: skip
    assert (hit.type, hit.state, hit.file_name, hit.page.number) == ("order", "filed", "0001.pdf", 1)


def test_hits_can_be_limited_to_customer_and_types(office):
    one, other = office.customer("甲"), office.customer("乙")
    office.file("合同", customer=one)
    wanted = office.file("合同", customer=one, type_id="order")
    office.file("合同", customer=other, type_id="order")
    found = office.search(
        "合同", filters=[OneOf("customer", (str(one),)), OneOf("type", ("order", "invoice"))]
    )
    assert [hit.document_id for hit in found.hits] == [wanted.id]
    assert found.total == 1


def test_a_clerk_finds_only_papers_of_the_own_teams(office):
    ours, theirs = office.team("一部"), office.team("二部")
    office.file("合同 甲", customer=office.customer("甲", team=ours))
    office.file("合同 乙", customer=office.customer("乙", team=theirs))
    office.file("合同 丙", customer=office.customer("丙"))
    office.file("合同 丁")
    clerk = Viewer(1, "c", Role.CLERK, frozenset({ours}))
    found = office.search("合同", clerk)
    assert sorted(hit.snippet[-1] for hit in found.hits) == sorted("甲丙丁")
    assert found.total == 3
    assert office.search("乙", clerk).total == 0
    assert office.search("合同", Viewer(2, "a", Role.ARCHIVIST)).total == 4


def test_withdrawn_documents_are_not_found_and_come_back_without_indexing(office):
    document = office.file("合同", customer=office.customer("甲"))
    with office.database.unit_of_work() as work:
        work.documents.set_state(document.id, DocumentState.WITHDRAWN, office.now)
    assert office.search("合同").total == 0
    with office.database.unit_of_work() as work:
        work.documents.set_state(document.id, DocumentState.FILED, office.now)
    assert office.search("合同").total == 1


def test_putting_again_replaces_and_dropping_forgets(office):
    document = office.file("旧的文字")
    page = document.pages[0]
    with office.database.unit_of_work() as work:
        work.search.put(page, ["新的文字"])
    assert office.search("旧").total == 0
    assert office.search("旧的").total == 0
    assert office.search("新的文字").total == 1
    with office.database.unit_of_work() as work:
        work.search.drop(page)
    assert office.search("新").total == 0


def test_a_rolled_back_unit_leaves_nothing_to_find(office):
    document = office.file("合同")
    with pytest.raises(ValueError, match="month"):
        _put_and_fail(office, document.pages[0], "发票")
    assert office.search("发票").total == 0
    assert office.search("合同").total == 1


def test_rebuilding_finds_the_same(office):
    for number in range(5):
        office.file(f"合同 HT{number}")
    with office.database.unit_of_work() as work:
        work.search.begin_rebuild(office.now)
        assert work.search.not_indexed() == 5
    assert office.search("合同").total == 0
    assert rebuild(office.database, office.now, batch=2) == 5
    assert office.search("合同").total == 5
    assert office.search("ht3").total == 1


def test_filing_goes_on_without_an_index_and_is_mended_later(office):
    _execute(office, "ALTER TABLE search_index RENAME TO lost_index")
    document = office.file("合同", customer=office.customer("甲"))
    with office.database.reading() as work:
        assert work.documents.get(Viewer(None, "x", Role.MANAGER), document.id).state == "filed"
        assert work.search.not_indexed() == 1
    assert mend(office.database) == 1
    with office.database.reading() as work:
        assert work.search.not_indexed() == 1
    _execute(office, "ALTER TABLE lost_index RENAME TO search_index")
    assert mend(office.database) == 1
    assert office.search("合同").total == 1


def test_an_index_that_cannot_forget_asks_to_be_rebuilt(office):
    document = office.file("旧")
    with office.database.reading() as work:
        assert not work.search.is_outdated()
    _execute(office, "ALTER TABLE search_index RENAME TO lost_index")
    with office.database.unit_of_work() as work:
        work.search.put(document.pages[0], ["新"])
    _execute(office, "ALTER TABLE lost_index RENAME TO search_index")
    with office.database.reading() as work:
        assert work.search.is_outdated()
    rebuild(office.database, office.now)
    with office.database.reading() as work:
        assert not work.search.is_outdated()
    assert office.search("旧").total == 0
    assert office.search("新").total == 1


def test_the_total_may_stop(office):
    for number in range(4):
        office.file(f"票 {number}")
    found = office.search("票", limit=2, count_to=3)
    assert (found.total, found.total_exact, len(found.hits)) == (3, False, 2)
    found = office.search("票", limit=2, count_to=4)
    assert (found.total, found.total_exact) == (4, True)
    assert MOST == 10_000


def test_odd_characters_are_kept_and_found(office):
    office.file("甲\x00乙 \ud800 𠮷野家 e\u0301té ﬁn \U000e0001")
    assert office.search("𠮷野").total == 1
    assert office.search("été").total == 1
    assert office.search("fin").total == 1
    assert office.search("\x00").total == 0


def test_a_whole_page_may_be_pasted_as_a_query(office):
    signs = [chr(0x4E00 + 7 * number % 20_000) for number in range(6000)]
    text = "".join(signs) + "\\'\"|&!()"
    document = office.file(text, fields={"note": {"value": "合" * 190, "confidence": 0.9}})
    for query in (text, text[50:6000], "合" * 190, f"{signs[9]} {text[100:4000]}"):
        found = office.search(query)
        assert found.total == 1, query[:20]
        assert found.hits[0].document_id == document.id
    assert office.search("".join(signs[::-1])).total == 0
    assert office.search(f"{signs[9]} -{text[100:4000]}").total == 0


def _put_and_fail(office, page, text):
    with office.database.unit_of_work() as work:
        work.search.put(page, [text])
        dt.date(2026, 13, 1)


def _execute(office, statement):
    with office.database.unit_of_work() as work:
        work.marks._session.execute(sa.text(statement))
