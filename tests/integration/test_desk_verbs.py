"""The verbs of the review desk on a real database: together, arranged, turned, and taken back."""

from __future__ import annotations

import pytest

from api.documents import candidates
from capture.pages import Message
from dossier import arranging, filing, pagework
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.judgement import message_row
from dossier.rules_again import alike_papers, settle_likeness
from dossier.settings import read_settings
from dossier.together import waiting_alike
from dossier.wiring import open_service
from storage.states import DocumentState, PageState, ScanState
from storage.viewer import SYSTEM, Role, Viewer
from tests.acceptance.desk_room import OWN, RIGHT, TWIN, Sheet, contract, open_dossier, put_in, slip

CLERK = Viewer(None, "clerk", Role.MANAGER)


@pytest.fixture
def service(tmp_path):
    settings = read_settings(tmp_path / "data", own_company=(OWN,), reader="none", workers=1)
    with open_service(settings) as opened:
        open_dossier(opened, RIGHT)
        open_dossier(opened, TWIN)
        yield opened


def slips(service, count):
    """Slips whose customer is in question between two."""
    return [
        put_in(service, f"slip {n}", [Sheet(slip(f"SH20260{n}", f"2026年3月{n}日", RIGHT), {}, {3: 0.55})])[0]
        for n in range(1, count + 1)
    ]


def three_pages(service):
    pages = [
        Sheet(contract("HT-2026-90", "2026年1月9日", RIGHT)[:6], {}, {1: 0.5}),
        Sheet(["附页", "甲方确认条款"]),
        Sheet(["附页", "乙方确认条款"]),
    ]
    with_pages = put_in(service, "three", pages)
    if len(with_pages) > 1:
        pagework.merge(service, CLERK, with_pages)
    return with_pages[0]


def document(service, one):
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, one)


def customer(service, name):
    with service.database.reading() as work:
        return next(one.id for one in work.customers.known(0) if one.name == name)


def test_papers_that_wait_alike_are_found_and_others_are_not(service):
    ids = slips(service, 3)
    three_pages(service)
    assert waiting_alike(service, CLERK, ids[1]) == [ids[1], ids[0], ids[2]]


def test_papers_scanned_once_more_are_not_filed_together(service):
    ids = slips(service, 4)
    assert len(waiting_alike(service, CLERK, ids[0])) == 4
    with service.database.unit_of_work() as work:
        for copy in ids[2:]:
            work.likenesses.found(copy, ids[0], "same", 0.99, service.now())
    assert waiting_alike(service, CLERK, ids[0]) == ids[:2]
    assert waiting_alike(service, CLERK, ids[2]) == [ids[2]]
    settle_likeness(service, CLERK, ids[2], ids[0], "both")
    assert waiting_alike(service, CLERK, ids[0]) == ids[:3]


def test_what_was_said_of_two_scans_is_no_doubt_any_more_and_undoing_asks_again(service):
    first, copy = slips(service, 2)
    again = Message("It looks like paper {n}, scanned once more. Keep the better one, or both.", {"n": first})
    with service.database.unit_of_work() as work:
        work.likenesses.found(copy, first, "same", 0.99, service.now())
        reasons = [*work.documents.get(SYSTEM, copy).review_reasons, message_row(again)]
        work.documents.set_state(copy, DocumentState.REVIEW, service.now(), review_reasons=reasons)
    for keep in ("this", "both"):
        settle_likeness(service, CLERK, copy, first, keep)
        assert message_row(again) not in document(service, copy).review_reasons
        assert document(service, copy).review_reasons
        assert alike_papers(service, CLERK, copy) == []
        filing.undo_newest(service, CLERK)
        assert document(service, copy).review_reasons == reasons
        assert [one.id for one in alike_papers(service, CLERK, copy)] == [first]


def test_similar_papers_are_filed_by_one_act_and_come_back_by_one_undo(service):
    ids = slips(service, 3)
    before = [document(service, one) for one in ids]
    act = filing.file_together(
        service, CLERK, ids, customer_id=customer(service, RIGHT), type="delivery_slip"
    )
    filed = [document(service, one) for one in ids]
    assert {one.state for one in filed} == {DocumentState.FILED}
    assert {one.customer_id for one in filed} == {customer(service, RIGHT)}
    assert [one.fields["slip_no"] for one in filed] == [one.fields["slip_no"] for one in before]
    assert filing.undo_newest(service, CLERK).id == act
    after = [document(service, one) for one in ids]
    assert [(one.state, one.customer_id, one.review_reasons) for one in after] == [
        (one.state, one.customer_id, one.review_reasons) for one in before
    ]


def test_where_one_of_them_was_decided_meanwhile_none_is_filed(service):
    ids = slips(service, 3)
    filing.file(service, CLERK, ids[2], customer_id=customer(service, TWIN))
    with pytest.raises(Conflict):
        filing.file_together(service, CLERK, ids, customer_id=customer(service, RIGHT), type="delivery_slip")
    assert [document(service, one).state for one in ids[:2]] == [DocumentState.REVIEW] * 2


def test_a_decision_about_a_paper_that_somebody_decided_meanwhile_is_refused(service):
    one, other = slips(service, 2)
    filing.file(service, CLERK, one, customer_id=customer(service, RIGHT), seen=0)
    with pytest.raises(Conflict, match="does not wait any more"):
        filing.file(service, CLERK, one, customer_id=customer(service, TWIN), seen=0)
    assert document(service, one).customer_id == customer(service, RIGHT)
    pagework.turn_pages(service, CLERK, other, [1], 180, seen=0)
    with pytest.raises(Conflict, match="was changed after this page was opened"):
        pagework.turn_pages(service, CLERK, other, [1], 180, seen=0)
    filing.undo_newest(service, CLERK)  # the turn: the paper is as it was seen
    filing.file(service, CLERK, other, customer_id=customer(service, TWIN), seen=0)
    assert document(service, other).state is DocumentState.FILED


def test_pages_are_not_cut_or_arranged_in_a_paper_that_looks_otherwise_by_now(service):
    one = three_pages(service)
    with service.database.reading() as work:
        newest = work.acts.last_of(one)
    seen = newest.id if newest else 0
    arranging.arrange(service, CLERK, one, [3, 1], seen=seen)
    pages = document(service, one).pages
    for late in (
        lambda: arranging.arrange(service, CLERK, one, [1, 2], seen=seen),
        lambda: pagework.split(service, CLERK, one, [1], seen=seen),
        lambda: pagework.merge(service, CLERK, [one, *slips(service, 1)], seen=seen),
    ):
        with pytest.raises(Conflict):
            late()
    assert document(service, one).pages == pages


def test_together_needs_papers_a_type_and_a_customer(service):
    [one] = slips(service, 1)
    known = customer(service, RIGHT)
    with pytest.raises(BadRequest):
        filing.file_together(service, CLERK, [], customer_id=known, type="delivery_slip")
    with pytest.raises(BadRequest):
        filing.file_together(service, CLERK, [one], customer_id=known, type="nonsense")
    with pytest.raises(NotFound):
        filing.file_together(service, CLERK, [one], customer_id=999, type="delivery_slip")
    assert document(service, one).state is DocumentState.REVIEW


def test_pages_are_put_in_order_dropped_and_brought_back(service):
    one = three_pages(service)
    first, second, third = document(service, one).pages
    assert arranging.arrange(service, CLERK, one, [3, 1, 2]).pages == (third, first, second)
    assert arranging.arrange(service, CLERK, one, [2, 1]).pages == (first, third)
    with service.database.reading() as work:
        assert work.documents.at_page(second) is None
    filing.undo_newest(service, CLERK)
    filing.undo_newest(service, CLERK)
    assert document(service, one).pages == (first, second, third)


@pytest.mark.parametrize("order", [[], [1, 1], [4]])
def test_an_order_without_pages_or_with_wrong_ones_changes_nothing(service, order):
    one = three_pages(service)
    with pytest.raises(BadRequest):
        arranging.arrange(service, CLERK, one, order)
    assert len(document(service, one).pages) == 3


def test_a_turn_of_several_pages_is_one_act_and_its_undo_turns_them_back(service):
    one = three_pages(service)
    refs = document(service, one).pages
    pagework.turn_pages(service, CLERK, one, [1, 3], 90)
    assert [turns(service, ref) for ref in refs] == [90, None, 90]
    pagework.turn_pages(service, CLERK, one, [1], 90)
    assert turns(service, refs[0]) == 180
    filing.undo_newest(service, CLERK)
    assert turns(service, refs[0]) == 90
    filing.undo_newest(service, CLERK)
    assert [turns(service, ref) for ref in refs] == [None, None, None]
    with service.database.reading() as work:
        assert work.pages.get(SYSTEM, refs[0]).state is PageState.PENDING
        assert work.scans.get(SYSTEM, refs[0].scan_id).state is ScanState.WORKING


def turns(service, ref):
    with service.database.reading() as work:
        return work.pages.get(SYSTEM, ref).turn


def test_fifty_acts_are_taken_back_one_after_the_other(service):
    [one] = slips(service, 1)
    before = document(service, one).fields
    for n in range(50):
        filing.mend(service, CLERK, one, {"slip_no": f"SH{n}"})
    with service.database.reading() as work:
        assert len(work.acts.standing(CLERK.name, 50)) == 50
    for _ in range(50):
        filing.undo_newest(service, CLERK)
    assert document(service, one).fields == before
    with pytest.raises(Conflict):
        filing.undo_newest(service, CLERK)


def test_an_identity_card_is_offered_to_the_firm_its_holder_represents(service):
    licence = [
        "营业执照",
        "统一社会信用代码：91130100MA07TRHB1X",
        f"名称：{RIGHT}",
        "法定代表人：陈赟然",
        "成立日期：2015年3月9日",
        "注册资本：伍佰万元整",
        "登记机关：石家庄市市场监督管理局",
    ]
    card = [
        "居民身份证",
        "姓名 {name}",
        "性别 男 民族 汉",
        "出生 1980年1月1日",
        "公民身份号码 130102198001010017",
    ]
    [paper] = put_in(service, "licence", [Sheet(licence)])
    filing.file(service, CLERK, paper, customer_id=customer(service, RIGHT))
    offered, cards = [], []
    for name in ("陈赟然", "高永刚"):
        [one] = put_in(service, f"card {name}", [Sheet([line.format(name=name) for line in card])])
        assert document(service, one).type == "id_card"
        found = candidates(service, CLERK, one)
        offered.append([shape.name for shape in found.customers])
        cards.append(one)
    assert offered == [[RIGHT], []]
    known = candidates(service, CLERK, cards[0])
    assert known.represented
    assert known.likeliest == known.customers[0]
    other = [line.replace(RIGHT, TWIN).replace("91130100MA07TRHB1X", "") for line in licence]
    [paper] = put_in(service, "licence of the other firm", [Sheet(other)])
    filing.file(service, CLERK, paper, customer_id=customer(service, TWIN), type="business_licence")
    filing.mend(service, CLERK, paper, {"legal_representative": "陈赟然"})
    both = candidates(service, CLERK, cards[0])
    assert {shape.name for shape in both.customers} == {RIGHT, TWIN}
    assert both.likeliest is None, "a person who represents two firms is no ground to choose one"
