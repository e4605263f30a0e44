"""Customers, facts, checklists and registers, on every database."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event

from storage.errors import NotVisible, WrongCursor
from storage.states import DocumentState
from storage.values import RequirementRow, ShipmentData
from storage.viewer import SYSTEM, Role, Viewer

TODAY = dt.date(2026, 3, 2)
CODE = "91310000MA1FL0AB12"


def test_a_customer_is_found_by_what_people_call_it(office):
    one = office.customer("宏达贸易", uscc=CODE)
    office.customer("远东机械")
    with office.database.unit_of_work() as work:
        work.customers.add_alias(one, "宏达", "宏达", "a")
        work.customers.add_alias(one, "宏达", "宏达", "a")
        work.customers.set_number(one, "KH-7")
        assert work.customers.aliases(SYSTEM, one) == ("宏达",)
        for text in (str(one), CODE, CODE.lower(), "宏达贸易", " 宏达 ", "KH-7"):
            assert [c.id for c in work.customers.find(SYSTEM, text, text.strip())] == [one], text
        assert work.customers.find(SYSTEM, "没有", "没有") == []
        work.customers.remove_alias(one, "宏达")
        assert work.customers.find(SYSTEM, "宏达", "宏达") == []


def test_an_ambiguous_name_means_several(office):
    ids = [office.customer("宏达"), office.customer("宏达")]
    with office.database.reading() as work:
        assert [found.id for found in work.customers.find(SYSTEM, "宏达", "宏达")] == ids


def test_of_several_customers_the_standing_ones_are_returned_that_one_may_see(office):
    ours, theirs = office.team("一部"), office.team("二部")
    kept, gone, long_gone = (office.customer(name, team=ours) for name in ("宏达", "红达", "虹达"))
    hidden = office.customer("远东", team=theirs)
    clerk = Viewer(1, "c", Role.CHECKER, frozenset({ours}))
    with office.database.unit_of_work() as work:
        work.customers.set_merged(gone, kept)
        work.customers.set_merged(long_gone, gone)
        found = work.customers.get_many(clerk, [hidden, long_gone, kept, 999])
        assert {asked: one.id for asked, one in found.items()} == {long_gone: kept, kept: kept}
        assert list(work.customers.get_many(SYSTEM, [hidden, kept])) == [hidden, kept]
        assert work.customers.get_many(SYSTEM, []) == {}


def test_customers_change(office):
    team = office.team("一部")
    one = office.customer("甲")
    with office.database.unit_of_work() as work:
        work.customers.rename(one, "乙", "乙")
        work.customers.set_uscc(one, CODE)
        work.customers.set_team(one, team)
        work.customers.set_profile(one, "trade")
        kept = work.customers.get(SYSTEM, one)
        assert (kept.name, kept.uscc, kept.team_id, kept.profile) == ("乙", CODE, team, "trade")
        assert work.customers.ids() == [one]
        assert work.customers.ids(after=one) == []
        (known,) = work.customers.known()
        assert (known.id, known.name, known.uscc, known.aliases) == (one, "乙", CODE, ())
        work.customers.lock_matching()


def test_the_list_counts_documents_and_gaps_in_two_queries(office, database):
    for number in range(30):
        customer = office.customer(f"客户{number:02}")
        if number < 3:
            office.file("合同", customer=customer)
    withdrawn = office.file("合同", customer=1)
    with database.unit_of_work() as work:
        work.documents.set_state(withdrawn.id, DocumentState.WITHDRAWN, office.now)
        work.requirements.replace(2, [], missing=0, complete=True, today=TODAY)
        work.requirements.replace(1, [], missing=3, complete=False, today=TODAY)
    statements = []
    event.listen(database._engine, "after_cursor_execute", lambda *args: statements.append(args[2]))
    with database.reading() as work:
        first = work.customers.browse(SYSTEM, limit=20)
    asked = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(asked) == 2
    assert [(row.documents, row.missing, row.complete) for row in first.items[:3]] == [
        (1, 3, False), (1, 0, True), (1, 0, False),
    ]  # fmt: skip
    with database.reading() as work:
        rest = work.customers.browse(SYSTEM, limit=20, cursor=first.next)
        assert [row.name for row in (*first.items, *rest.items)] == [f"客户{n:02}" for n in range(30)]
        assert (first.total, rest.next) == (30, None)
        assert work.customers.browse(SYSTEM, incomplete_only=True).total == 29
        assert [row.id for row in work.customers.browse(SYSTEM, text="户07").items] == [8]
        with pytest.raises(WrongCursor):
            work.customers.browse(SYSTEM, cursor="MQ")


def test_a_clerk_sees_customers_of_own_teams_and_of_none(office):
    ours, theirs = office.team("一部"), office.team("二部")
    mine, hidden = office.customer("甲公司", team=ours), office.customer("乙公司", team=theirs)
    free = office.customer("丙公司")
    clerk = Viewer(1, "c", Role.CLERK, frozenset({ours}))
    with office.database.unit_of_work() as work:
        work.facts.set(hidden, "arrears", True, "a", office.now)
        work.registers.add(hidden, ShipmentData(number="1"), office.now)
        line = RequirementRow("licence", "missing", "营业执照", "required")
        for customer in (mine, hidden, free):
            work.requirements.replace(customer, [line], missing=1, complete=False, today=TODAY)
    with office.database.reading() as work:
        assert sorted(row.id for row in work.customers.browse(clerk).items) == [mine, free]
        assert work.customers.browse(clerk).total == 2
        assert work.customers.find(clerk, "乙公司", "乙公司") == []
        assert work.customers.find(clerk, str(hidden), str(hidden)) == []
        for read in (
            lambda: work.customers.get(clerk, hidden),
            lambda: work.customers.aliases(clerk, hidden),
            lambda: work.facts.of(clerk, hidden),
            lambda: work.requirements.of(clerk, hidden),
            lambda: work.requirements.waivers(clerk, hidden),
        ):
            with pytest.raises(NotVisible):
                read()
        assert work.registers.of(clerk, hidden) == []
        assert work.requirements.counts(clerk) == {"missing": 2}
        assert work.requirements.browse(clerk, ["missing"]).total == 2
        assert work.requirements.counts(SYSTEM) == {"missing": 3}


def test_facts_are_said_and_said_anew(office):
    one = office.customer("甲")
    with office.database.unit_of_work() as work:
        assert work.facts.of(SYSTEM, one) == {}
        work.facts.set(one, "credit_sale", True, "a", office.now)
        work.facts.set(one, "credit_sale", False, "b", office.now)
        work.facts.set(one, "arrears", "partly", "a", office.now)
        assert work.facts.of(SYSTEM, one) == {"arrears": "partly", "credit_sale": False}
        assert [(row.fact, row.set_by) for row in work.facts.rows(SYSTEM, one)] == [
            ("arrears", "a"), ("credit_sale", "b"),
        ]  # fmt: skip
        with pytest.raises(NotVisible):
            work.facts.set(99, "arrears", True, "a", office.now)


def test_of_a_checklist_only_what_changed_is_written(office):
    one = office.customer("甲")
    names = [f"r{number:02}" for number in range(40)]

    written = []

    def count(*args):
        written.append((args[2].split()[0], args[5], args[3]))

    def write(order, state="missing"):
        states = {name: state if name == "r20" else "missing" for name in order}
        rows = [RequirementRow(name, states[name], name, "required") for name in order]
        written.clear()
        with office.database.unit_of_work() as work:
            listen = (office.database._engine, "after_cursor_execute")
            event.listen(*listen, count)
            work.requirements.replace(one, rows, missing=1, complete=False, today=TODAY)
            event.remove(*listen, count)
            assert [row.requirement for row in work.requirements.of(SYSTEM, one)] == list(order)
        return sum(len(values) if many else 1 for verb, many, values in written if verb == "INSERT")

    assert write(names) >= 1
    assert write(names) == 0
    assert write(names, "usable") == 1
    assert write(["r-1", *names], "usable") == 1
    assert write(["r-1", *names[:10], "new", *names[10:]], "usable") == 1
    assert write(["r-1", *names[:10], *names[10:]], "usable") == 0
    assert write([*reversed(names)], "usable") >= 1


def test_a_checklist_is_replaced_as_a_whole(office):
    one = office.customer("甲")
    contract = office.file("合同", customer=one)
    lines = [
        RequirementRow("licence", "missing", {"template": "Licence"}, "required", []),
        RequirementRow(
            "slip_per_contract", "expiring", "送货单", "per_document",
            [{"document_id": contract.id}], contract.id, None, dt.date(2026, 4, 1),
        ),
    ]  # fmt: skip
    with office.database.unit_of_work() as work:
        work.requirements.replace(one, lines * 2, missing=2, complete=False, today=TODAY)
        work.requirements.replace(one, lines, missing=1, complete=False, today=TODAY)
    with office.database.reading() as work:
        assert work.requirements.of(SYSTEM, one) == lines
        customer = work.customers.get(SYSTEM, one)
        assert (customer.missing, customer.complete, customer.checked_on) == (1, False, TODAY)
        assert work.customers.not_checked_since(TODAY) == []
        assert work.customers.not_checked_since(TODAY + dt.timedelta(days=1)) == [one]


def test_open_requirements_of_all_customers_come_in_slices(office):
    line = RequirementRow("licence", "missing", "营业执照", "required")
    with office.database.unit_of_work() as work:
        for number in range(3):
            customer = work.customers.create(str(number), str(number), "m", office.now).id
            work.requirements.replace(customer, [line, line], missing=2, complete=False, today=TODAY)
        first = work.requirements.browse(SYSTEM, ["missing"], limit=4)
        rest = work.requirements.browse(SYSTEM, ["missing"], limit=4, cursor=first.next)
    assert [row.customer_id for row in (*first.items, *rest.items)] == [1, 1, 2, 2, 3, 3]
    assert (first.total, rest.next, first.items[0].customer_name) == (6, None, "0")


def test_a_waiver_holds_until_it_ends(office):
    one = office.customer("甲")
    with office.database.unit_of_work() as work:
        first = work.requirements.waive(one, "tax", "老客户", "m", office.now)
        work.requirements.waive(one, "background", "…", "m", office.now, until=dt.date(2026, 3, 1))
        assert [waiver.id for waiver in work.requirements.waivers(SYSTEM, one, TODAY)] == [first]
        work.requirements.end_waiver(one, first, office.now)
        assert work.requirements.waivers(SYSTEM, one, TODAY) == []
        assert len(work.requirements.waivers(SYSTEM, one)) == 2


def test_the_register_keeps_shipments(office):
    one = office.customer("甲")
    with office.database.unit_of_work() as work:
        row = work.registers.add(one, ShipmentData("S1", "D1", "O1", "C1", TODAY, True), office.now)
        assert (row.number, row.export, row.date) == ("S1", True, TODAY)
        changed = work.registers.change(row.id, ShipmentData("S2"))
        assert (changed.number, changed.declaration_no, changed.export) == ("S2", None, False)
        assert work.registers.of(SYSTEM, one) == [changed]
        work.registers.remove(row.id, office.now)
        assert work.registers.of(SYSTEM, one) == []
