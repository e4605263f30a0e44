from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.pages import Line, Page, Reader
from classify.customers import Index, KnownCustomer, fold_name, is_own, match_customer
from classify.names.organisations import is_complete_organisation, organisation, person
from classify.values import Party

CODE, OTHER_CODE = "91320113580452133T", "9111011157319077XC"
KNOWN = [
    KnownCustomer(1, "苏州远景贸易有限公司", CODE, ("苏州远景贸易公司",)),
    KnownCustomer(2, "苏州远大贸易有限公司"),
    KnownCustomer(3, "济南瑞通机械制造有限公司", OTHER_CODE),
    KnownCustomer(4, "宁波第一五金厂"),
]


def party(name: str, uscc: str | None = None, confidence: float = 0.95) -> Party:
    return Party(name, uscc, confidence)


def test_brackets_spaces_and_characters_fold_company_forms_do_not() -> None:
    assert fold_name("上海宏达（集团） 有限公司") == fold_name("上海宏達(集團)有限公司")
    assert fold_name("苏州远景有限公司") != fold_name("苏州远景有限责任公司")


@given(st.text())
def test_folding_a_name_is_idempotent(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


def test_the_credit_code_decides() -> None:
    match = match_customer(party("苏州远景贸易有限公同", CODE), KNOWN)
    assert (match.customer_id, match.is_new, match.doubt) == (1, False, None)


def test_name_and_alias_decide() -> None:
    assert match_customer(party("苏州遠景貿易有限公司", confidence=0.98), KNOWN).customer_id == 1
    assert match_customer(party("苏州遠景貿易有限公司"), KNOWN[:1]).customer_id == 1
    assert match_customer(party("苏州远景贸易公司"), KNOWN).customer_id == 1


def test_a_known_name_with_another_valid_code_is_doubted() -> None:
    match = match_customer(party("苏州远景贸易有限公司", OTHER_CODE), KNOWN)
    assert match.customer_id is None
    assert match.doubt is not None
    assert not match.is_new


def test_a_known_code_with_quite_another_name_is_doubted() -> None:
    match = match_customer(party("广州白云汽车配件有限公司", CODE), KNOWN)
    assert match.customer_id is None
    assert match.doubt is not None


@pytest.mark.parametrize("name", ["苏州远景商贸有限公司", "苏州远京贸易有限公司", "宁波第二五金厂"])
def test_a_near_name_is_asked_about(name: str) -> None:
    match = match_customer(party(name, confidence=0.99), KNOWN)
    assert match.customer_id is None
    assert not match.is_new
    assert match.doubt is not None
    assert match.candidates


def test_a_new_complete_name_opens_a_customer() -> None:
    match = match_customer(party("厦门翔安模具有限公司"), KNOWN)
    assert match.is_new
    assert match.doubt is None


@pytest.mark.parametrize(
    "given_party", [party("远景"), party("厦门翔安模具有限公司", confidence=0.5), party("李四"), None]
)
def test_what_may_be_no_whole_name_opens_nothing(given_party: Party | None) -> None:
    match = match_customer(given_party, KNOWN)
    assert not match.is_new
    assert match.customer_id is None
    assert match.doubt is not None


def test_a_name_that_was_not_read_is_not_quoted() -> None:
    match = match_customer(party("", CODE[:-1] + "0"), ())
    assert str(match.doubt) == "The customer's name was not read."


def test_the_folder_decides_where_the_paper_is_silent_and_asks_where_it_contradicts() -> None:
    assert match_customer(None, KNOWN, hint=KNOWN[3]).customer_id == 4
    assert (
        match_customer(party("苏州远景"), KNOWN, hint=KNOWN[0], pages=[Page(1, 10, 10, 0, ())]).doubt
        is not None
    )
    against = match_customer(party("济南瑞通机械制造有限公司", OTHER_CODE), KNOWN, hint=KNOWN[0])
    assert against.customer_id is None
    assert against.doubt is not None
    assert match_customer(party("苏州远景贸易有限公同"), KNOWN, hint=KNOWN[0]).customer_id == 1


@given(
    st.permutations(KNOWN),
    st.sampled_from(["苏州远景贸易有限公司", "苏州远景商贸有限公司", "新的某某有限公司"]),
)
def test_the_order_of_customers_does_not_matter(known: list[KnownCustomer], name: str) -> None:
    assert match_customer(party(name), known) == match_customer(party(name), KNOWN)


@given(st.text(), st.text() | st.none(), st.floats(0, 1))
def test_no_name_crashes_the_matching(name: str, uscc: str | None, confidence: float) -> None:
    match = match_customer(Party(name, uscc, confidence), KNOWN)
    assert (match.customer_id is not None) + match.is_new + (match.doubt is not None) == 1
    organisation(name)
    person(name)
    is_complete_organisation(name)


def test_our_own_company_is_known_through_small_misreadings() -> None:
    own = ["上海宏达机械制造有限公司", CODE]
    assert is_own("上海宏達机械制造有限公司", None, own)
    assert is_own("上海宏达机械制造有限公同", None, own)
    assert is_own("上海宏达机械制造有限公司苏州分公司", None, own)
    assert is_own("别的名称", CODE, own)
    assert not is_own("上海宏大机电制品有限公司", None, own)
    assert not is_own("苏州远景贸易有限公司", None, own)


def test_a_hundred_thousand_customers_are_searched_quickly() -> None:
    chars = "华兴宏达远景瑞通博力永固恒丰泰和鑫源"
    names = (f"{a}{b}{c}{d}贸易有限公司" for a in chars for b in chars for c in chars for d in chars)
    index = Index([KnownCustomer(number, name) for number, name in zip(range(30_000), names, strict=False)])
    match_customer(party("华兴宏达商贸有限公司"), index)
    started = time.process_time()
    for _ in range(5):
        match_customer(party("华兴宏达商贸有限公司"), index)
    assert (time.process_time() - started) / 5 < 0.02


TWINS = [KnownCustomer(1, "东莞市新华五金制品有限公司"), KnownCustomer(2, "东莞市新桦五金制品有限公司")]


@pytest.mark.parametrize("name", [one.name for one in TWINS] + ["东莞市新烨五金制品有限公司"])
def test_customers_one_character_apart_are_never_mixed_up(name: str) -> None:
    match = match_customer(party(name, confidence=0.93), TWINS)
    assert match.customer_id is None
    assert match.doubt is not None
    assert {customer for customer, _ in match.candidates} == {1, 2}


@pytest.mark.parametrize(("reader", "count"), [(Reader.TEXT_LAYER, 1), (Reader.RAPIDOCR, 2)])
def test_what_surely_reads_one_of_two_alike_names_is_that_customers(reader: Reader, count: int) -> None:
    lines = tuple(Line(f"需方：{TWINS[1].name}", None, 0.9, reader) for _ in range(count))
    match = match_customer(party(TWINS[1].name, confidence=0.9), TWINS, pages=[Page(1, 10, 10, 0, lines)])
    assert match.customer_id == 2


@pytest.mark.parametrize("confidence", [0.85, 0.9, 0.99])
def test_a_paper_of_an_unknown_firm_is_not_filed_under_one_that_differs_in_a_character(
    confidence: float,
) -> None:
    match = match_customer(party(TWINS[1].name, confidence=confidence), TWINS[:1])
    assert match.customer_id is None
    assert not match.is_new
    assert [customer for customer, _ in match.candidates] == [1]


@pytest.mark.parametrize(
    "name",
    [
        "东莞新华五金制品有限公司",
        "东莞市新华五金制品有限公同",
        "东莞市新华五金制品有限公",
        "东莞市新华五金制品有限责任公司",
        "東莞市新華五金製品有限公司",
        "东莞市 新华五金制品（有限公司）",
    ],
)
def test_spellings_that_tell_no_firms_apart_are_one_customer(name: str) -> None:
    assert match_customer(party(name, confidence=0.9), TWINS[:1]).customer_id == 1


@pytest.mark.parametrize("name", ["东莞市新华五金制品股份有限公司", "东莞市新华五金制品集团有限公司"])
def test_stock_companies_and_groups_are_other_firms(name: str) -> None:
    match = match_customer(party(name, confidence=0.9), TWINS[:1])
    assert match.customer_id is None
    assert not match.is_new


def test_a_branch_is_not_its_head_company() -> None:
    head, branch = "东莞市新华五金制品有限公司", "东莞市新华五金制品有限公司深圳分公司"
    index = Index([KnownCustomer(1, head)])
    assert match_customer(party(branch), index).is_new
    index.put(KnownCustomer(2, branch))
    assert match_customer(party(branch), index).customer_id == 2
    assert match_customer(party(head), index).customer_id == 1
    assert match_customer(party(head), [KnownCustomer(2, branch)]).is_new
    assert index.family(index.by_id[1]) == [2]
    assert index.family(index.by_id[2]) == [1]


def test_our_own_company_is_never_a_customer() -> None:
    own = ["东莞市新华五金制品有限公司"]
    match = match_customer(party(own[0]), TWINS, own=own)
    assert match.customer_id is None
    assert match.doubt is not None


names = st.text("东莞市新华桦五金制品有限责任股份公司分厂未末己已0O", min_size=1, max_size=14)
customers = st.builds(KnownCustomer, st.integers(1, 6), names, st.none(), st.tuples() | st.tuples(names))


@given(st.lists(customers, max_size=12), st.lists(st.integers(1, 6), max_size=4), names)
def test_an_index_changed_step_by_step_is_the_one_made_at_once(
    changes: list[KnownCustomer], removed: list[int], name: str
) -> None:
    index = Index()
    for customer in changes:
        index.put(customer)
    for customer_id in removed:
        index.remove(customer_id)
    left = {one.id: one for one in changes if one.id not in removed}
    fresh = Index(left.values())
    assert index.by_id == fresh.by_id
    assert index.named(name) == fresh.named(name)
    assert index.near(name) == fresh.near(name)
