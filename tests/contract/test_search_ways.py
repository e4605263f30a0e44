"""Numbers, days and sums are found however they are typed and printed, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from dossier.search_names import cents_of, day_of
from storage.query_parser import Names, parse
from storage.viewer import SYSTEM

NAMES = Names({"contract_no": ("contract_no",)}, day=day_of, cents=cents_of)
PRINTED = [
    "HT-2026-0318",
    "HT20260318",
    "HT/2026/0318",
    "HT 2026 0318",
    "HT－2026－0318",
    "HT—2026—0318",
    "HT_2026.0318",
    "HT-2026-\n0318",
    "HT2026-0318",
]
TYPED = ["HT20260318", "HT-2026-0318", "ht2026-0318", "HT/2026/0318", "HT－20260318"]
OTHERS = ["合同编号：HT-2026-10318\n采购", "合同编号：HT-2026-0381", "合同编号：HQ-2026-0318", "HT-2025-0318"]


@pytest.mark.parametrize("printed", PRINTED)
def test_a_number_is_found_with_or_without_what_stands_between(office, printed):
    document = office.file(f"买卖合同\n合同编号：{printed}\n甲方签字")
    for other in OTHERS:
        office.file(other)
    for typed in TYPED:
        found = office.search(typed, names=NAMES)
        assert [hit.document_id for hit in found.hits] == [document.id], typed
        assert found.hits[0].spans, typed


def test_a_number_typed_with_blanks_is_found_whole_beside_the_words_alone(office):
    whole, apart = office.file("合同编号：HT20260318"), office.file("HT 甲\n2026 年\n0318")
    office.file("HT 甲\n2026 年")
    found = office.search("HT 2026 0318", names=NAMES)
    assert {hit.document_id for hit in found.hits} == {whole.id, apart.id}


def test_both_ways_to_print_a_number_are_found_at_once_and_none_but_they(office):
    wanted = {office.file(f"送货单\n单号 {printed}").id for printed in ("SH20260318-01", "SH-20260318-01")}
    for other in ("SH20260318-02", "SH20260318001", "2026-03-18 01"):
        office.file(f"送货单\n单号 {other}")
    for typed in ("SH2026031801", "SH-2026-0318-01", "sh20260318-01"):
        assert {hit.document_id for hit in office.search(typed, names=NAMES).hits} == wanted, typed


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("蓝湾发〔2026〕18号", "蓝湾发[2026]18号"),
        ("华誉函[2026]7号", "华誉函（2026）7号"),
        ("粤B·12345", "粤B12345"),
        ("川A-D12345", "川AD12345"),
        ("浙A8K629", "浙A·8K629"),
        ("6222 0212 0204 1234 567", "6222021202041234567"),
        ("138 0013 8000", "13800138000"),
        ("13800138000", "138 0013 8000"),
        ("(0571) 8765 4321", "0571-87654321"),
        ("0571-87654321", "0571 8765 4321"),
        ("XY/CG/25-071", "XYCG25071"),
    ],
)
def test_plates_telephones_and_reference_numbers_likewise(office, printed, typed):
    document = office.file(f"说明\n{printed}\n其他")
    office.file("说明\n13900139000 粤B54321 第18号 0571-12345678")
    assert [hit.document_id for hit in office.search(typed, names=NAMES).hits] == [document.id]


def test_figures_of_neighbouring_cells_are_no_telephone(office):
    office.file("数量\n13 80 01 38 000")
    assert office.search("13800138000", names=NAMES).total == 0


def test_a_number_in_quotation_marks_is_taken_as_it_is(office):
    office.file("合同编号：HT-2026-0318")
    assert office.search('"HT20260318"', names=NAMES).total == 0
    assert office.search('"HT-2026-0318"', names=NAMES).total == 1


def test_a_field_holds_a_number_either_way_but_equals_it_one_way(office):
    document = office.file("合同", fields={"contract_no": {"value": "HT-2026-0318"}})
    office.file("合同", fields={"contract_no": {"value": "HT-2026-0418"}})
    for typed in ("contract_no:HT20260318", "contract_no:HT202603*"):
        assert [hit.document_id for hit in office.search(typed, names=NAMES).hits] == [document.id], typed
    assert office.search("contract_no=HT20260318", names=NAMES).total == 0


def test_what_is_left_out_is_left_out_either_way(office):
    office.file("合同 HT-2026-0318")
    kept = office.file("合同 HT-2026-0319")
    assert [hit.document_id for hit in office.search("合同 -HT20260318", names=NAMES).hits] == [kept.id]


DAYS = [
    "2026.3.8",
    "2026-03-08",
    "20260308",
    "2026/3/8",
    "2026年3月8日",
    "2026 年 3 月 8 日",
    "二〇二六年三月八日",
]


@pytest.mark.parametrize("printed", [*DAYS, "2026年03月08日", "二零二六年三月八日", "2026-3-8至"])
def test_a_day_is_found_however_it_is_typed_or_printed(office, printed):
    document = office.file(f"函\n日期 {printed}\n此致")
    for other in ("2026.3.18", "2026年3月18日", "2025年3月8日", "3月8日"):
        office.file(f"函\n日期 {other}")
    for typed in DAYS:
        assert [hit.document_id for hit in office.search(typed, names=NAMES).hits] == [document.id], typed


def test_a_day_is_not_the_beginning_of_another_or_of_a_number(office):
    for other in ("2026.3.18", "2026-03-080", "2026-3-81", "CG2026-03-086", "SH20260308-01"):
        office.file(f"函\n日期 {other}")
    assert office.search("2026年3月8日", names=NAMES).total == 0


def test_a_day_is_the_date_of_the_document_too(office):
    document = office.file("送货单", date=dt.date(2026, 3, 8))
    office.file("送货单", date=dt.date(2026, 3, 9))
    assert [hit.document_id for hit in office.search("2026.3.8", names=NAMES).hits] == [document.id]


SUMS = ["金额 36,000.00", "合计：36000元", "小写：￥36,000", "应付3.6万元", "36000.00"]


@pytest.mark.parametrize("printed", SUMS)
def test_a_sum_is_found_however_it_is_typed_or_printed(office, printed):
    document = office.file(f"送货单\n{printed}\n此致")
    for other in ("83600000.00", "93.6万元", "36,001.00", "编号360001"):
        office.file(f"送货单\n{other}")
    for typed in ("36,000", "¥36000", "36000元", "叁万陆仟", "三万六千元", "36,000.00"):
        assert [hit.document_id for hit in office.search(typed, names=NAMES).hits] == [document.id], typed


def test_a_sum_is_that_of_the_document_too(office):
    document = office.file("合同", fields={"amount": {"value": "36000.00"}})
    office.file("合同", fields={"amount": {"value": "136000.00"}})
    assert [hit.document_id for hit in office.search("叁万陆仟元整", names=NAMES).hits] == [document.id]


@pytest.mark.parametrize("word", ["2026", "3.5", "12", "1380013800", "HT2026", "合同", "两年", "2026年"])
def test_what_may_be_anything_is_neither_a_day_nor_a_sum(word):
    assert (day_of(word), cents_of(word)) == (None, None)


def test_what_is_learned_of_numbers_is_forgotten_when_a_page_changes(office):
    document = office.file("合同编号：HQ 甲\n采购")
    [page] = document.pages
    query = parse("HT20260318", NAMES)
    with office.database.unit_of_work() as work:
        assert work.search.count(SYSTEM, query) == (0, True)
        work.search.put(page, ["合同编号：HT-2026-0318"])
        work.search.follow()
        assert work.search.count(SYSTEM, query) == (1, True)
        assert work.search.find(SYSTEM, query).total == 1
        work.search.put(page, ["合同编号：HT-2026-0319"])
        work.search.follow()
        assert work.search.count(SYSTEM, query) == (0, True)


def test_a_count_says_whether_it_is_all(office):
    for at in range(4):
        office.file(f"合同编号：HT-2026-000{at}")
    assert office.search("合同编号").total == 4
    with office.database.reading() as work:
        assert work.search.count(SYSTEM, parse("合同编号"), count_to=3) == (3, False)
        assert work.search.count(SYSTEM, parse("合同编号"), count_to=4) == (4, True)
        assert work.search.count(SYSTEM, parse("-合同编号")) == (0, True)
