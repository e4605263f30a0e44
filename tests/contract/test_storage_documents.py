"""Documents, their pages, and what a person decided, on every database."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy.exc import IntegrityError

from storage.errors import Conflict, NotVisible
from storage.repositories.documents import scan_ids
from storage.repositories.review_queue import CostRule
from storage.snapshots import document_from_json, document_to_json
from storage.states import DocumentState
from storage.values import Judgement, PageRef
from storage.values_archive import CatalogueWords
from storage.viewer import SYSTEM, Role, Viewer

LATER = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
FIELD = {"value": "HT1", "raw": "HT1", "confidence": 0.9}


def test_a_document_keeps_everything_that_was_decided(office):
    scan = office.receive()
    judgement = Judgement(
        "contract", "买卖合同", 0.93, dt.date(2024, 3, 5),
        [{"template": "Doubt"}], [{"rule": "title"}], {"contract_no": FIELD}, [{"page": 1}],
        {"name": "宏达"}, [[3, 0.4]],
    )  # fmt: skip
    with office.database.unit_of_work() as work:
        work.pages.create(scan.id, 2)
        pages = [PageRef(scan.id, 2), PageRef(scan.id, 1)]
        made = work.documents.create(
            judgement, pages, customer_id=None, state=DocumentState.REVIEW, now=office.now
        )
    with office.database.reading() as work:
        kept = work.documents.get(SYSTEM, made.id)
    assert kept == made
    assert kept.pages == tuple(pages)
    assert (kept.date, kept.fields, kept.reasons) == (
        dt.date(2024, 3, 5), {"contract_no": FIELD}, [{"rule": "title"}],
    )  # fmt: skip
    assert (kept.party, kept.candidates, kept.review_reasons) == (
        {"name": "宏达"}, [[3, 0.4]], [{"template": "Doubt"}],
    )  # fmt: skip


def test_a_page_belongs_to_one_live_document_only(office):
    office.file("合同")
    with pytest.raises(IntegrityError), office.database.unit_of_work() as work:
        _create(work, [PageRef(1, 1)], office.now)


def test_a_document_needs_pages_and_a_filed_one_a_customer(office):
    document = office.file("合同")
    with office.database.unit_of_work() as work:
        with pytest.raises(Conflict):
            _create(work, [], office.now)
        with pytest.raises(Conflict):
            work.documents.set_pages(document.id, [], office.now)
        with pytest.raises(Conflict):
            work.documents.set_state(document.id, DocumentState.FILED, office.now)


def test_machines_do_not_overwrite_what_a_person_set(office):
    one, other = office.customer("甲"), office.customer("乙")
    document = office.file("合同", fields={"contract_no": FIELD, "amount": FIELD, "place": FIELD})
    with office.database.unit_of_work() as work:
        work.documents.set_type(document.id, "order", "订单", LATER, by_person=True)
        work.documents.set_customer(document.id, one, LATER, by_person=True)
        corrections = {"contract_no": {"value": "HT9"}, "place": None}
        work.documents.set_fields(document.id, corrections, LATER, by_person=True, date=dt.date(2024, 1, 1))
        work.documents.set_type(document.id, "invoice", "发票", LATER, by_person=False)
        work.documents.set_customer(document.id, other, LATER, by_person=False)
        machine = {"contract_no": FIELD, "place": FIELD, "amount": None}
        work.documents.set_fields(document.id, machine, LATER, by_person=False)
        again = Judgement(
            "invoice", "发票", 0.99, dt.date(2000, 1, 1), fields={"contract_no": FIELD, "x": FIELD}
        )
        kept = work.documents.decide(document.id, again, LATER)
    assert (kept.type, kept.title, kept.customer_id, kept.confidence) == ("order", "订单", one, 0.99)
    assert kept.date == dt.date(2024, 1, 1)
    assert kept.fields == {
        "contract_no": {"value": "HT9", "by": "person"},
        "place": {"removed": True, "by": "person"},
        "x": FIELD,
    }
    assert (kept.updated_at, kept.version) == (LATER, 8 - 2)


def test_machines_decide_anew_where_nobody_corrected(office):
    document = office.file("合同", fields={"old": FIELD})
    with office.database.unit_of_work() as work:
        kept = work.documents.decide(
            document.id, Judgement("invoice", "发票", 0.5, fields={"n": FIELD}), LATER
        )
        assert (kept.type, kept.title, kept.fields) == ("invoice", "发票", {"n": FIELD})
        kept = work.documents.set_customer(document.id, _customer(work, office), LATER, by_person=False)
        assert kept.customer_id is not None
        assert work.documents.set_fields(document.id, {"n": None}, LATER, by_person=False).fields == {}


def test_splitting_and_merging_keep_every_page_in_one_place(office):
    document = office.file("合同", "第二页", "送货单", customer=office.customer("甲"))
    with office.database.unit_of_work() as work:
        work.documents.set_pages(document.id, document.pages[:2], LATER)
        other = _create(work, document.pages[2:], LATER)
        assert work.documents.at_page(PageRef(1, 3)) == other.id
        assert [found.id for found in work.documents.of_scan(SYSTEM, 1)] == [document.id, other.id]
        work.documents.set_state(other.id, DocumentState.WITHDRAWN, LATER, replaced_by=document.id)
        assert work.documents.at_page(PageRef(1, 3)) is None
        merged = work.documents.set_pages(document.id, document.pages, LATER)
        assert merged.pages == document.pages
        assert work.documents.get(SYSTEM, other.id).pages == (PageRef(1, 3),)
        assert [found.id for found in work.documents.of_scan(SYSTEM, 1)] == [document.id]
        assert scan_ids([merged, other]) == {1}


def test_an_undone_change_brings_every_value_back(office):
    before = office.file("合同", "送货单", customer=office.customer("甲"), fields={"n": FIELD})
    kept = json.loads(json.dumps(document_to_json(before)))
    with office.database.unit_of_work() as work:
        work.documents.set_type(before.id, "order", "订单", LATER, by_person=True)
        work.documents.set_fields(before.id, {"n": None}, LATER, by_person=True)
        work.documents.set_pages(before.id, before.pages[:1], LATER)
        other = _create(work, before.pages[1:], LATER)
        act = work.acts.record("split", "a", LATER, [before.id, other.id], {"documents": [kept]}, {})
    with office.database.unit_of_work() as work:
        assert work.acts.last_of(before.id) == act
        assert act.document_ids == (before.id, other.id)
        work.documents.set_state(other.id, DocumentState.WITHDRAWN, LATER)
        restored = work.documents.restore(document_from_json(act.before["documents"][0]), LATER)
        undo = work.acts.record("undo", "a", LATER, [before.id], {}, {})
        work.acts.mark_undone(act.id, undo.id)
    assert document_to_json(restored) | {"version": 0, "updated_at": ""} == kept | {
        "version": 0, "updated_at": "",
    }  # fmt: skip
    with office.database.unit_of_work() as work:
        assert work.acts.last_of(before.id) is None
        with pytest.raises(Conflict):
            work.acts.mark_undone(act.id, undo.id)


def test_only_the_last_change_of_its_documents_is_undone(office):
    one, two = office.file("一"), office.file("二")
    with office.database.unit_of_work() as work:
        first = work.acts.record("move", "a", LATER, [one.id, two.id], {}, {})
        second = work.acts.record("turn", "b", LATER, [two.id], {}, {})
        assert not work.acts.is_last(first)
        assert work.acts.is_last(second)
        undo = work.acts.record("undo", "b", LATER, [two.id], {}, {})
        work.acts.mark_undone(second.id, undo.id)
        assert work.acts.is_last(first)


def test_a_dossier_lists_by_type_date_and_arrival_without_text(office):
    customer = office.customer("甲")
    ids = [office.file("页", customer=customer, type_id=kind).id for kind in ("slip", "contract", "contract")]
    with office.database.unit_of_work() as work:
        work.documents.set_fields(ids[2], {}, LATER, by_person=False, date=dt.date(2024, 1, 1))
        rows = work.documents.of_customer(SYSTEM, customer)
        assert [row.id for row in rows] == [ids[2], ids[1], ids[0]]
        assert (rows[0].customer_name, rows[0].page_count, rows[0].file_name) == ("甲", 1, "0003.pdf")
        assert work.documents.rows(SYSTEM, ids[:2])[0].scan_sha256 == work.scans.get(SYSTEM, 1).sha256
        checklist = work.documents.for_checklist(customer)
        assert [(line.id, line.type, line.page_count) for line in checklist] == [
            (ids[0], "slip", 1), (ids[1], "contract", 1), (ids[2], "contract", 1),
        ]  # fmt: skip


def test_a_checklist_sees_papers_on_the_shelf_and_what_stands_on_pages(office):
    customer = office.customer("甲")
    scanned = office.file("页", customer=customer)
    with office.database.unit_of_work() as work:
        shelved = work.documents.create_on_shelf("contract", "旧合同", customer, None, LATER)
        work.catalogues.describe(shelved.id, CatalogueWords(shelf_pages=12), "b", LATER)
        counts = [(one.id, one.page_count, one.shelf_pages) for one in work.documents.for_checklist(customer)]
        assert counts == [(scanned.id, 1, None), (shelved.id, 0, 12)]
        assert work.documents.marks(customer) == []
        writing = [{"box": [1, 2, 3, 4], "beside": ["签字："]}]
        work.pages.replace_result(scanned.pages[0], "{}", (), writing)
        (page,) = work.documents.marks(customer)
        assert (page.document_id, page.position, page.seals, page.writing) == (scanned.id, 1, None, writing)
        work.pages.read_again(scanned.pages[0])
        assert work.documents.marks(customer) == []


def test_documents_are_walked_newest_first(office):
    ids = [office.file(f"页 {number}").id for number in range(4)]
    office.file("页", customer=office.customer("甲"))
    with office.database.reading() as work:
        queue = {"states": (DocumentState.REVIEW,), "limit": 3}
        first = work.documents.browse(SYSTEM, **queue)
        rest = work.documents.browse(SYSTEM, **queue, cursor=first.next)
        assert [row.id for row in (*first.items, *rest.items)] == ids[::-1]
        assert (first.total, rest.next) == (4, None)
        assert work.documents.browse(SYSTEM, types=["contract"], customer_id=1).total == 1


def test_the_desk_is_walked_by_the_cost_of_an_error(office):
    rule = CostRule({"contract": 3.0, "order": 2.0}, 0.5)
    kinds = (
        ("order", 0.9, 0),
        ("contract", 0.9, 0),
        ("contract", 0.9, 2),
        ("other", 0.5, 1),
        ("order", 0.9, 0),
    )
    ids = [office.file(f"页 {n}").id for n in range(len(kinds))]
    with office.database.unit_of_work() as work:
        for one, (kind, sure, doubts) in zip(ids, kinds, strict=True):
            reasons = [{"template": "Not sure.", "params": {}}] * doubts
            work.documents.decide(one, Judgement(kind, kind, sure, review_reasons=reasons), office.now)
    costs = [(1 - sure * rule.doubt**doubts) * rule.weights.get(kind, 1.0) for kind, sure, doubts in kinds]
    wanted = [one for _, one in sorted(zip(costs, ids, strict=True), key=lambda pair: (-pair[0], pair[1]))]
    with office.database.reading() as work:
        first = work.review.by_cost(SYSTEM, rule, limit=2)
        rest = work.review.by_cost(SYSTEM, rule, cursor=first.next, limit=9)
        assert [row.id for row in (*first.items, *rest.items)] == wanted
        assert (first.total, rest.next) == (5, None)
        walked = [wanted[0]]
        while len(walked) < 6:
            walked.append(work.review.next_of(SYSTEM, rule, walked[-1]))
        assert walked == [*wanted, wanted[0]]
        assert work.review.next_of(SYSTEM, rule, wanted[0], but_not=wanted[:2]) == wanted[2]
        assert work.review.next_of(SYSTEM, rule, wanted[0], but_not=wanted) is None
        assert [one.id for one in work.review.of_type(SYSTEM, "order", limit=5)] == [ids[0], ids[4]]


def test_a_clerk_sees_no_documents_of_other_teams(office):
    ours, theirs = office.team("一部"), office.team("二部")
    mine = office.file("甲", customer=office.customer("甲", team=ours))
    hidden = office.file("乙", customer=office.customer("乙", team=theirs))
    free = office.file("丙")
    clerk = Viewer(1, "c", Role.CHECKER, frozenset({ours}))
    with office.database.reading() as work:
        assert [row.id for row in work.documents.browse(clerk).items] == [free.id, mine.id]
        assert work.documents.browse(clerk).total == 2
        assert [row.id for row in work.documents.rows(clerk, [mine.id, hidden.id])] == [mine.id]
        assert work.documents.of_customer(clerk, 2) == []
        assert work.documents.of_scan(clerk, 2) == []
        assert sorted(work.documents.of_scans(clerk, [1, 2, 3])) == [1, 3]
        with pytest.raises(NotVisible):
            work.documents.get(clerk, hidden.id)
        assert work.documents.get(clerk, free.id).id == free.id
        nobody = Viewer(2, "n", Role.CLERK)
        assert [row.id for row in work.documents.browse(nobody).items] == [free.id]


def _create(work, pages, now):
    return work.documents.create(
        Judgement("other", "", 0.1), pages, customer_id=None, state=DocumentState.REVIEW, now=now
    )


def _customer(work, office):
    return work.customers.create("丁", "丁", "manufacturing", office.now).id


def test_changes_of_one_kind_are_told_until_they_are_taken_back(office):
    document = office.file("送货单")
    with office.database.unit_of_work() as work:
        cut = work.acts.record("cut", "a", LATER, [document.id], {}, {"parts": [7, 8]})
        work.acts.record("mend", "a", LATER, [document.id], {}, {})
        assert work.acts.standing_of(document.id, "cut") == [cut]
        assert work.acts.standing_of(document.id, "one_paper") == []
        undo = work.acts.record("undo", "a", LATER, [document.id], {}, {})
        work.acts.mark_undone(cut.id, undo.id)
        assert work.acts.standing_of(document.id, "cut") == []
