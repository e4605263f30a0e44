"""The ledger of received files, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.errors import Conflict, LeaseLost, NotVisible, WrongCursor
from storage.states import DocumentState, PageState, ScanState, Source
from storage.values import Judgement, PageRef, Received, page_id, page_of
from storage.viewer import SYSTEM, Role, Viewer

LEASE = dt.timedelta(seconds=30)


def test_a_received_file_is_being_worked_on(office):
    scan = office.receive()
    assert (scan.state, scan.duplicate_of, scan.attempts) == (ScanState.WORKING, None, 0)
    with office.database.reading() as work:
        assert work.scans.get(SYSTEM, scan.id) == scan


def test_the_same_bytes_elsewhere_are_a_duplicate_of_the_first(office):
    first = office.receive(sha256="a" * 64)
    second = office.receive(sha256="a" * 64)
    third = office.receive(sha256="a" * 64, source=Source.UPLOAD, inbox=None, path=None)
    assert (second.state, second.duplicate_of, second.finished_at) == (
        ScanState.DUPLICATE, first.id, office.now,
    )  # fmt: skip
    assert third.duplicate_of == first.id


def test_the_same_arrival_seen_twice_stays_one_row(office):
    first = office.receive(sha256="a" * 64, path="x.pdf")
    copy = office.receive(sha256="a" * 64, path="copy.pdf")
    with office.database.unit_of_work() as work:
        for scan in (first, copy):
            receipt = work.scans.receive(_again(scan), office.now)
            assert (receipt.known, receipt.scan.id) == (True, scan.id)
        assert work.scans.balance().seen == 2


def test_a_file_that_comes_back_after_it_was_moved_is_a_duplicate(office):
    first = office.receive(sha256="a" * 64, path="x.pdf")
    with office.database.unit_of_work() as work:
        work.scans.moved(first.id, "done/x.pdf", office.now)
        receipt = work.scans.receive(_again(first), office.now)
    assert (receipt.known, receipt.scan.state) == (False, ScanState.DUPLICATE)


def test_a_changed_file_under_the_same_name_is_another_scan(office):
    first = office.receive(sha256="a" * 64, path="x.pdf")
    second = office.receive(sha256="b" * 64, path="x.pdf")
    assert (second.state, second.id != first.id) == (ScanState.WORKING, True)


def test_file_names_that_are_no_text_come_back_as_they_were(office):
    name = b"\xba\xcf\xcd\xac.pdf".decode("utf-8", "surrogateescape")
    scan = office.receive(file_name=name, path=f"客户/{name}", hint=name)
    assert (scan.file_name, scan.path, scan.hint) == (name, f"客户/{name}", name)
    with office.database.unit_of_work() as work:
        assert work.scans.receive(_again(scan), office.now).known


def test_the_six_counts_add_up(office):
    office.file("合同", customer=office.customer("甲"))
    office.file("合同")
    rejected, _ = office.receive(sha256="a" * 64), office.receive(sha256="a" * 64)
    office.receive()
    with office.database.unit_of_work() as work:
        work.scans.claim_one(rejected.id, "w", office.now, LEASE)
        work.scans.finish(rejected.id, "w", ScanState.REJECTED, office.now, error_code="empty")
    with office.database.reading() as work:
        balance = work.scans.balance()
    assert (balance.filed, balance.review, balance.rejected, balance.duplicate, balance.working) == (
        1, 1, 1, 1, 1,
    )  # fmt: skip
    assert balance.seen == 5


def test_a_rejected_scan_must_say_why(office):
    scan = office.receive()
    with pytest.raises(Exception, match="rejected_says_why"), office.database.unit_of_work() as work:
        _finish(work, scan, ScanState.REJECTED, office.now)


def test_scans_are_claimed_oldest_first_and_by_one_owner_only(office):
    first, second = office.receive(), office.receive()
    with office.database.unit_of_work() as work:
        one = work.scans.claim("one", office.now, LEASE)
        other = work.scans.claim("other", office.now, LEASE)
        assert (one.id, other.id) == (first.id, second.id)
        assert (one.lease_owner, one.attempts, one.lease_until) == ("one", 1, office.now + LEASE)
        assert work.scans.claim("third", office.now, LEASE) is None
        assert work.scans.owners() == {"one": 1, "other": 1}


def test_what_a_person_waits_for_is_claimed_and_read_before_what_lies_in_a_folder(office):
    folder, other = office.receive(), office.receive()
    brought = office.receive(source=Source.UPLOAD, inbox=None, path=None)
    with office.database.unit_of_work() as work:
        assert work.scans.claim("w", office.now, LEASE, urgent=True).id == brought.id
        assert work.scans.claim("w", office.now, LEASE, urgent=True) is None
        assert work.pages.left() == 3
        for scan, pages in ((folder, 2), (other, 1), (brought, 20)):
            work.pages.create(scan.id, pages)
            work.scans.claim_one(scan.id, "w", office.now, LEASE)
        work.pages.set_turn(PageRef(folder.id, 2), 90)
        pending = work.pages.pending("w", limit=99)
        order = [(page.scan_id, page.number) for page in pending]
        assert work.pages.left() == len(order) == 23
        assert [page.awaited for page in pending] == [True] * 9 + [False] * 14
    begun = [(brought.id, number) for number in range(1, 9)]
    assert order[0] == (brought.id, 1)
    assert set(order[:9]) == {*begun, (folder.id, 2)}
    assert order[9:11] == [(folder.id, 1), (other.id, 1)]


def test_a_lease_that_ran_out_or_was_released_is_claimed_again(office):
    scan = office.receive()
    with office.database.unit_of_work() as work:
        work.scans.claim("dead", office.now, LEASE)
        assert work.scans.claim("w", office.now + LEASE, LEASE) is None
        late = office.now + LEASE + dt.timedelta(seconds=1)
        assert work.scans.claim("w", late, LEASE).id == scan.id
        assert work.scans.release("w") == 1
        assert work.scans.claim("v", office.now, LEASE).attempts == 3


def test_a_heartbeat_prolongs_all_leases_of_an_owner(office):
    office.receive(), office.receive()
    with office.database.unit_of_work() as work:
        work.scans.claim("w", office.now, LEASE)
        work.scans.claim("w", office.now, LEASE)
        assert work.scans.heartbeat("w", office.now + LEASE, LEASE) == 2
        assert {scan.lease_until for scan in work.scans.held_by("w")} == {office.now + 2 * LEASE}


def test_work_on_a_lost_lease_is_refused(office):
    scan = office.receive()
    with office.database.unit_of_work() as work:
        work.scans.claim("slow", office.now, LEASE)
        work.scans.claim("quick", office.now + 2 * LEASE, LEASE)
        with pytest.raises(LeaseLost):
            work.scans.hold(scan.id, "slow")
        with pytest.raises(LeaseLost):
            work.scans.finish(scan.id, "slow", ScanState.FILED, office.now)
        assert work.scans.hold(scan.id, "quick").id == scan.id
        done = work.scans.finish(scan.id, "quick", ScanState.FILED, office.now)
        assert (done.state, done.lease_owner, done.finished_at) == (ScanState.FILED, None, office.now)
        with pytest.raises(LeaseLost):
            work.scans.finish(scan.id, "quick", ScanState.FILED, office.now)


def test_a_rejected_scan_is_tried_again_in_its_own_row(office):
    scan = office.receive()
    with office.database.unit_of_work() as work:
        work.pages.create(scan.id, 1)
        work.scans.claim("w", office.now, LEASE)
        work.pages.set_unread(PageRef(scan.id, 1), "timeout")
        error = {"code": "encrypted", "message": "…"}
        rejected = work.scans.finish(
            scan.id, "w", ScanState.REJECTED, office.now, error_code="encrypted", error=error
        )
        assert rejected.error == error
        again = work.scans.reopen(scan.id, password="geheim")
        assert (again.id, again.state, again.error_code, again.attempts) == (scan.id, "working", None, 0)
        assert work.scans.password_of(scan.id) == "geheim"
        assert work.pages.of_scan(scan.id)[0].state is PageState.PENDING
        with pytest.raises(Conflict):
            work.scans.reopen(scan.id)


def test_a_scan_with_a_filed_part_is_not_read_again(office):
    document = office.file("合同", "附件", customer=office.customer("甲"))
    with office.database.unit_of_work() as work:
        work.documents.set_state(document.id, DocumentState.REVIEW, office.now)
        work.scans.settle([1])
        assert work.scans.reopen(1, reread=True).state is ScanState.WORKING
    office.file("合同", customer=1)
    with office.database.unit_of_work() as work, pytest.raises(Conflict):
        work.scans.reopen(2)


def test_a_scan_is_in_review_while_any_of_its_documents_is(office):
    document = office.file("合同", "送货单", customer=office.customer("甲"))
    with office.database.unit_of_work() as work:
        work.documents.set_pages(document.id, [PageRef(1, 1)], office.now)
        other = work.documents.create(
            _judgement(), [PageRef(1, 2)], customer_id=None, state=DocumentState.REVIEW, now=office.now
        )
        work.scans.settle([1])
        assert work.scans.get(SYSTEM, 1).state is ScanState.REVIEW
        work.documents.set_state(other.id, DocumentState.WITHDRAWN, office.now)
        work.scans.settle([1])
        assert work.scans.get(SYSTEM, 1).state is ScanState.FILED


def test_finished_files_wait_to_be_moved(office):
    office.file("合同")
    office.receive(path="still working.pdf")
    copy = office.receive(sha256="c" * 64, path="c1.pdf"), office.receive(sha256="c" * 64, path="c2.pdf")
    office.receive(source=Source.UPLOAD, inbox=None, path=None)
    with office.database.unit_of_work() as work:
        assert [scan.path for scan in work.scans.to_move()] == ["0001.pdf", "c2.pdf"]
        work.scans.moved(copy[1].id, "done/c2.pdf", office.now)
        assert [scan.path for scan in work.scans.to_move("/in")] == ["0001.pdf"]
        assert work.scans.to_move("/other") == []
        assert sorted(work.scans.arrivals("/in")) == ["0001.pdf", "c1.pdf", "still working.pdf"]


def test_scans_are_listed_newest_first_in_slices(office):
    for number in range(5):
        office.receive(file_name=f"Scan_{number}.pdf")
    with office.database.reading() as work:
        first = work.scans.browse(SYSTEM, limit=2)
        second = work.scans.browse(SYSTEM, limit=2, cursor=first.next)
        third = work.scans.browse(SYSTEM, limit=2, cursor=second.next)
        assert [scan.id for part in (first, second, third) for scan in part.items] == [5, 4, 3, 2, 1]
        assert (first.total, third.next) == (5, None)
        assert work.scans.browse(SYSTEM, states=[ScanState.FILED]).total == 0
        assert [scan.id for scan in work.scans.browse(SYSTEM, name="scan_3").items] == [4]
        assert work.scans.browse(SYSTEM, name="n%3").total == 0
        with pytest.raises(WrongCursor):
            work.scans.browse(SYSTEM, cursor="nonsense")


def test_a_clerk_does_not_see_scans_with_papers_of_other_teams(office):
    ours, theirs = office.team("一部"), office.team("二部")
    office.file("合同", customer=office.customer("甲", team=ours))
    office.file("合同", customer=office.customer("乙", team=theirs))
    office.file("合同")
    with office.database.unit_of_work() as work:
        hidden = work.scans.get(SYSTEM, 2)
        work.scans.moved(2, None, office.now)
        work.scans.receive(_again(hidden), office.now)
    clerk = Viewer(1, "c", Role.CLERK, frozenset({ours}))
    with office.database.reading() as work:
        assert [scan.id for scan in work.scans.browse(clerk).items] == [3, 1]
        assert work.scans.browse(clerk).total == 2
        for scan_id in (2, 4):
            with pytest.raises(NotVisible):
                work.scans.get(clerk, scan_id)
        with pytest.raises(NotVisible):
            work.pages.get(clerk, PageRef(2, 1))
        with pytest.raises(NotVisible):
            work.pages.result(clerk, PageRef(2, 1))
        assert work.pages.result(clerk, PageRef(1, 1)) == '"\\u5408\\u540c"'
        assert list(work.pages.results_of(clerk, [PageRef(n, 1) for n in (1, 2, 3)])) == [
            PageRef(1, 1), PageRef(3, 1),
        ]  # fmt: skip
        assert sorted(work.pages.progress(clerk, [1, 2, 3])) == [1, 3]
        assert work.scans.browse(Viewer(2, "m", Role.MANAGER)).total == 4


def test_small_scans_are_read_before_the_tail_of_big_ones(office):
    big, small = office.receive(), office.receive()
    with office.database.unit_of_work() as work:
        for scan, pages in ((big, 3), (small, 1)):
            work.pages.create(scan.id, pages)
            work.scans.claim_one(scan.id, "w", office.now, LEASE)
        order = [(page.scan_id, page.number) for page in work.pages.pending("w", limit=9)]
        assert order == [(big.id, 1), (small.id, 1), (big.id, 2), (big.id, 3)]
        read_now = frozenset({page_id(big.id, 1)})
        assert work.pages.pending("w", limit=1, skip=read_now)[0].scan_id == small.id
        assert work.pages.pending("other", limit=9) == []


def test_a_page_is_saved_once(office):
    scan = office.receive()
    page = PageRef(scan.id, 1)
    with office.database.unit_of_work() as work:
        work.pages.create(scan.id, 2)
        work.pages.create(scan.id, 2)
        assert work.pages.start(page) == 1
        assert work.pages.start(page) == 2
        assert work.pages.save(page, "first")
        assert not work.pages.save(page, "second")
        assert not work.pages.set_unread(page, "timeout")
        assert work.pages.results(scan.id) == {1: "first"}
        assert work.pages.count_pending(scan.id) == 1
        assert work.pages.set_unread(PageRef(scan.id, 2), "reader_crashed", "blank")
        assert work.pages.count_pending(scan.id) == 0
        assert work.pages.results(scan.id) == {1: "first", 2: "blank"}
        assert work.pages.progress(SYSTEM, [scan.id]) == {scan.id: (2, 2)}


def test_a_person_turns_a_page(office):
    office.file("合同")
    page = PageRef(1, 1)
    with office.database.unit_of_work() as work:
        work.pages.set_turn(page, 180)
        work.pages.replace_result(page, "turned")
        assert (work.pages.get(SYSTEM, page).turn, work.pages.result(SYSTEM, page)) == (180, "turned")
        work.pages.read_again(page)
        assert work.pages.get(SYSTEM, page).state is PageState.PENDING


def test_page_ids_put_new_scans_first_and_pages_in_order():
    pages = [(1, 1), (1, 2), (2, 1), (2, 1_048_575)]
    assert [page_of(page_id(*page)) for page in pages] == pages
    assert sorted(pages, key=lambda page: -page_id(*page)) == [(2, 1), (2, 1_048_575), (1, 1), (1, 2)]
    with pytest.raises(ValueError, match="no page"):
        page_id(1, 0)


def test_refused_paths_and_problems_are_listed_until_they_are_gone(office):
    later = office.now + LEASE
    with office.database.unit_of_work() as work:
        assert work.refused.see("/in", "link", "link", office.now)
        assert not work.refused.see("/in", "link", "link", later)
        (seen,) = work.refused.paths()
        assert (seen.first_seen, seen.last_seen) == (office.now, later)
        work.refused.forget("/in", "link")
        assert work.refused.paths() == []
        assert work.refused.raise_problem("/in", "gone", office.now, {"folder": "/in"})
        assert not work.refused.raise_problem("/in", "gone", later)
        assert [problem.code for problem in work.refused.problems()] == ["gone"]
        work.refused.clear_problem("/in", "gone")
        assert work.refused.problems() == []


def test_marks_are_kept(office):
    with office.database.unit_of_work() as work:
        assert work.marks.get("daily") is None
        work.marks.set("daily", "2026-03-02", office.now)
        work.marks.set("daily", {"day": 3}, office.now)
    with office.database.reading() as work:
        assert work.marks.get("daily") == {"day": 3}


def test_originals_are_listed_for_checking(office):
    office.receive(sha256="a" * 64)
    office.receive(sha256="a" * 64)
    office.receive(sha256="b" * 64)
    with office.database.reading() as work:
        assert work.scans.hashes(limit=1) == [(1, "a" * 64, 10)]
        assert work.scans.hashes(after=1) == [(3, "b" * 64, 10)]


def _again(scan):
    return Received(scan.sha256, scan.size, scan.file_name, scan.source, scan.inbox, scan.path, scan.hint)


def _finish(work, scan, state, now):
    work.scans.claim_one(scan.id, "w", now, LEASE)
    work.scans.finish(scan.id, "w", state, now)


def _judgement():
    return Judgement("delivery_slip", "送货单", 0.5)


def test_a_file_in_the_wrong_tray_is_told(office):
    for number, tray in enumerate(("done", "rejected", "done", "rejected"), start=1):
        document = office.file("合同")
        with office.database.unit_of_work() as work:
            work.scans.moved(number, f"{tray}/{number}.pdf", office.now)
            if number > 2:
                _reject(work, document, number, office.now)
    with office.database.reading() as work:
        assert [scan.id for scan in work.scans.misplaced("/in")] == [2, 3]
        assert work.scans.misplaced("/other") == []
        assert len(work.scans.moved_since("/in", office.now)) == 4
        assert work.scans.moved_since("/in", office.now + LEASE) == []
        assert work.scans.arrival("/in", "0001.pdf") is None


def test_a_finished_scan_is_put_back_to_work_with_its_documents(office):
    document = office.file("合同", customer=office.customer("甲"))
    with office.database.unit_of_work() as work:
        work.scans.resume(1)
        assert work.scans.claim("w", office.now, LEASE).id == 1
        assert [found.id for found in work.documents.of_scan(SYSTEM, 1)] == [document.id]


def _reject(work, document, scan_id, now):
    work.documents.set_state(document.id, DocumentState.WITHDRAWN, now)
    work.scans.resume(scan_id)
    work.scans.claim_one(scan_id, "w", now, LEASE)
    work.scans.finish(scan_id, "w", ScanState.REJECTED, now, error_code="empty")
