"""Customers as verbs on a real database: names across processes, merges, lists, backlogs, order of papers."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from openpyxl import Workbook, load_workbook

from dossier import adding, backlog, customer_card, customer_import, customer_list, filing, merging
from dossier import customers as customer_verbs
from dossier.errors import BadRequest, Conflict, Forbidden, NotFound
from dossier.settings import Settings
from dossier.shapes import AddedFile
from dossier.wiring import Service, open_service
from storage.states import DocumentState
from storage.viewer import SYSTEM, Role, Viewer

OWN = "石家庄晟衡金属制品有限公司"
BUYER, CODE = "济南瑞通机械制造有限公司", "9137011201J4161438"
OTHER, OTHER_CODE = "苏州远景贸易有限公司", "91320113580452133T"
ARCHIVIST = Viewer(None, "archivist", Role.ARCHIVIST)
CLERK = Viewer(None, "clerk", Role.CLERK, frozenset({1}))


def write_pdf(path: Path, lines: list[str]) -> Path:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_text((200, 90), lines[0], fontname="china-s", fontsize=26)
    for place, text in enumerate(lines[1:]):
        page.insert_text((70, 150 + 24 * place), text, fontname="china-s", fontsize=12)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
    document.close()
    return path


def licence(path: Path, name: str, code: str, address: str = "济南市历下区建设路62号") -> Path:
    return write_pdf(
        path,
        [
            "营业执照",
            f"统一社会信用代码：{code}",
            f"名称：{name}",
            "类型：有限责任公司",
            "法定代表人：孙静",
            "注册资本：伍佰万元整",
            "成立日期：2017年03月28日",
            "营业期限：2017年03月28日至长期",
            f"住所：{address}",
            "登记机关：济南市市场监督管理局",
        ],
    )


def slip(path: Path, name: str, number: str) -> Path:
    return write_pdf(
        path,
        [
            "送货单",
            f"单号：{number}",
            "日期：2026年3月11日",
            f"收货单位：{name}",
            f"发货单位：{OWN}",
            "合计：¥12300.00",
        ],
    )


def settings_for(folder: Path) -> Settings:
    return Settings(data=folder, own_company=(OWN,), reader="none", workers=1, _env_file=None)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with open_service(settings_for(tmp_path / "data")) as opened:
        yield opened


def add(service: Service, *paths: Path) -> list[AddedFile]:
    return adding.add_files(service, SYSTEM, paths, lambda _done, _total: None)


def put(service: Service, name: str, uscc: str | None = None) -> int:
    return customer_verbs.create(service, ARCHIVIST, name=name, uscc=uscc).id


def owner(service: Service, document_id: int) -> int | None:
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id).customer_id


def found(service: Service, key: str) -> int:
    with service.database.reading() as work:
        return customer_verbs.find_customer(work, ARCHIVIST, key).id


def state(service: Service) -> dict[str, tuple[str, str | None, str | None]]:
    """Every paper's state, customer and code, by the name of its file."""
    with service.database.reading() as work:
        rows = work.documents.browse(SYSTEM, limit=500).items
        return {row.file_name: (row.state.value, row.customer_name, row.customer_uscc) for row in rows}


def names_in(service: Service, text: str) -> list[int]:
    with service.database.reading() as work, service.names.seen_from(work) as index:
        return index.named(text)


def test_names_changed_by_another_process_are_seen(service: Service) -> None:
    first = put(service, BUYER)
    assert names_in(service, BUYER) == [first]
    with open_service(service.settings) as other:
        second = put(other, OTHER)
        customer_verbs.rename(other, ARCHIVIST, first, "济南瑞达机械制造有限公司")
    assert names_in(service, OTHER) == [second]
    assert names_in(service, "济南瑞达机械制造有限公司") == [first]
    assert names_in(service, BUYER) == [first]


def test_names_of_a_unit_that_failed_are_forgotten(service: Service) -> None:
    def fail() -> None:
        with service.database.unit_of_work() as work:
            customer_verbs.open_customer(work, service, ARCHIVIST, BUYER, None)
            with service.names.seen_from(work) as index:
                assert len(index.named(BUYER)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names_in(service, BUYER) == []
    other = put(service, OTHER)
    assert names_in(service, OTHER) == [other]


def agreement(path: Path, third: str) -> Path:
    lines = [
        f"甲方：{BUYER}",
        f"乙方：{OWN}",
        third,
        "设备总价款50,000.00元，违约责任按民法典。",
        "本协议一式三份。",
    ]
    return write_pdf(path, ["设备购销协议", *lines, "2026年3月11日"])


def test_an_agreement_of_three_waits_though_one_of_them_is_known(service: Service, tmp_path: Path) -> None:
    put(service, BUYER)
    add(service, agreement(tmp_path / "two.pdf", ""), agreement(tmp_path / "three.pdf", f"丙方：{OTHER}"))
    known = state(service)
    assert (known["two.pdf"][0], known["three.pdf"][0]) == ("filed", "review")


def test_a_merge_moves_everything_and_old_names_and_numbers_lead_on(service: Service, tmp_path: Path) -> None:
    kept, gone = put(service, BUYER), put(service, OTHER, OTHER_CODE)
    (paper,) = add(service, slip(tmp_path / "slip.pdf", OTHER, "SH1"))[0].documents
    assert owner(service, paper.id) == gone
    merging.merge(service, ARCHIVIST, str(gone), BUYER)
    assert owner(service, paper.id) == kept
    assert {found(service, key) for key in (str(gone), OTHER, OTHER_CODE, BUYER)} == {kept}
    assert [row.id for row in customer_verbs.list_customers(service, ARCHIVIST).customers] == [kept]
    with service.database.reading() as work:
        assert work.customers.get(SYSTEM, kept).uscc == OTHER_CODE
        assert work.audit.verify() is None
    (later,) = add(service, slip(tmp_path / "later.pdf", OTHER, "SH2"))[0].documents
    assert owner(service, later.id) == kept


def test_an_undone_merge_gives_back_what_was_there_and_what_names_it(
    service: Service, tmp_path: Path
) -> None:
    kept, gone, third = put(service, BUYER), put(service, OTHER, OTHER_CODE), put(service, "宁波第一五金厂")
    first, moved = (
        add(service, slip(tmp_path / f"{number}.pdf", OTHER, number))[0].documents[0].id
        for number in ("SH1", "SH2")
    )
    merging.merge(service, ARCHIVIST, str(gone), str(kept))
    its_own, not_its, by_person = (
        add(service, slip(tmp_path / f"{number}.pdf", name, number))[0].documents[0].id
        for number, name in (("SH3", OTHER), ("SH4", BUYER), ("SH5", OTHER))
    )
    filing.move(service, ARCHIVIST, moved, third)
    filing.confirm(service, ARCHIVIST, by_person)
    merging.undo_last(service, ARCHIVIST, BUYER)
    assert owner(service, first) == gone
    assert owner(service, moved) == third
    assert owner(service, its_own) == gone
    assert owner(service, not_its) == kept
    assert owner(service, by_person) == kept
    assert (found(service, OTHER), found(service, OTHER_CODE), found(service, str(gone))) == (
        gone,
        gone,
        gone,
    )
    with service.database.reading() as work:
        assert work.customers.get(SYSTEM, kept).uscc is None
        assert work.audit.verify() is None
    with pytest.raises(Conflict):
        merging.undo_last(service, ARCHIVIST, BUYER)


def test_undoing_an_old_filing_after_a_merge_leads_to_the_merged_dossier(
    service: Service, tmp_path: Path
) -> None:
    kept, gone = put(service, BUYER), put(service, OTHER)
    (paper,) = add(service, slip(tmp_path / "slip.pdf", OTHER, "SH1"))[0].documents
    filing.move(service, ARCHIVIST, paper.id, kept)
    merging.merge(service, ARCHIVIST, str(gone), str(kept))
    filing.undo_last(service, ARCHIVIST, paper.id)
    assert owner(service, paper.id) == kept


def test_undoing_a_mended_type_after_an_undone_merge_leaves_the_paper_with_its_customer(
    service: Service, tmp_path: Path
) -> None:
    kept, gone = put(service, BUYER), put(service, OTHER)
    (paper,) = add(service, slip(tmp_path / "slip.pdf", OTHER, "SH1"))[0].documents
    merging.merge(service, ARCHIVIST, str(gone), str(kept))
    filing.retype(service, ARCHIVIST, paper.id, "receipt")
    merging.undo_last(service, ARCHIVIST, str(kept))
    assert owner(service, paper.id) == gone
    filing.undo_last(service, ARCHIVIST, paper.id)
    assert owner(service, paper.id) == gone


def test_firms_with_two_codes_are_not_merged(service: Service) -> None:
    put(service, BUYER, CODE)
    put(service, OTHER, OTHER_CODE)
    with pytest.raises(Conflict):
        merging.merge(service, ARCHIVIST, BUYER, OTHER)
    with pytest.raises(BadRequest):
        merging.merge(service, ARCHIVIST, BUYER, CODE)


def test_a_renaming_keeps_the_old_name_and_is_taken_back(service: Service) -> None:
    customer = put(service, BUYER)
    customer_verbs.rename(service, ARCHIVIST, customer, "济南瑞达机械制造有限公司")
    card = customer_card.card(service, ARCHIVIST, BUYER)
    assert [(one.name, one.kind) for one in card.names] == [(BUYER, "former")]
    merging.undo_last(service, ARCHIVIST, str(customer))
    card = customer_card.card(service, ARCHIVIST, BUYER)
    assert (card.customer.name, card.names) == (BUYER, [])
    assert [change.undone for change in card.changes] == [True]


def test_an_undone_renaming_is_found_by_its_name_though_the_old_name_was_forgotten(service: Service) -> None:
    customer = put(service, BUYER)
    customer_verbs.rename(service, ARCHIVIST, customer, "济南瑞达机械制造有限公司")
    customer_verbs.remove_alias(service, ARCHIVIST, customer, BUYER)
    merging.undo_last(service, ARCHIVIST, str(customer))
    assert found(service, f" {BUYER[:4]} {BUYER[4:]}") == customer
    with pytest.raises(NotFound):
        found(service, "济南瑞达机械制造有限公司")


def test_only_keepers_of_the_archive_change_names(service: Service) -> None:
    customer = put(service, BUYER)
    for change in (
        lambda: customer_verbs.rename(service, CLERK, customer, "甲乙丙有限公司"),
        lambda: customer_verbs.add_alias(service, CLERK, customer, "甲乙丙"),
        lambda: merging.merge(service, CLERK, BUYER, BUYER),
        lambda: merging.undo_last(service, CLERK, BUYER),
        lambda: customer_import.import_customers(service, CLERK, io.BytesIO()),
    ):
        with pytest.raises((Forbidden, Conflict)):
            change()


def test_a_name_is_one_customers_only(service: Service) -> None:
    customer, _ = put(service, BUYER), put(service, OTHER)
    with pytest.raises(Conflict):
        customer_verbs.add_alias(service, ARCHIVIST, customer, OTHER)
    with pytest.raises(Conflict):
        customer_verbs.rename(service, ARCHIVIST, customer, OTHER)
    with pytest.raises(BadRequest):
        customer_verbs.rename(service, ARCHIVIST, customer, OWN)
    with pytest.raises(BadRequest):
        put(service, OWN)
    customer_verbs.add_alias(service, ARCHIVIST, customer, "瑞通")
    customer_verbs.remove_alias(service, ARCHIVIST, customer, "瑞通")
    with pytest.raises(NotFound):
        customer_verbs.remove_alias(service, ARCHIVIST, customer, "瑞通")


def test_who_shares_an_address_is_shown_and_not_merged(service: Service, tmp_path: Path) -> None:
    place = "苏州市吴中区木渎镇金山路9号"
    add(
        service,
        licence(tmp_path / "a.pdf", BUYER, CODE, place),
        licence(tmp_path / "b.pdf", OTHER, OTHER_CODE, place),
    )
    branch = put(service, f"{BUYER}苏州分公司")
    one, other = found(service, BUYER), found(service, OTHER)
    card = customer_card.card(service, ARCHIVIST, BUYER)
    assert {(who.id, who.how) for who in card.related} == {(other, "address"), (branch, "branch")}
    assert one != other


def sheet(*rows: tuple[str | int | None, ...]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


HEADER = ("客户名称*", "统一社会信用代码", "曾用名", "电话", "住所", "简称", "客户编号")


def test_a_list_is_taken_in_row_by_row(service: Service) -> None:
    known = put(service, OTHER)
    rows = (
        ("客户清单", None),
        HEADER,
        (BUYER, CODE, "济南瑞通机械厂", "0531-88886666", "济南市历下区建设路62号", "瑞通", 1001),
        (BUYER, CODE, None, "0531-88886666", None, None, None),
        (OTHER, OTHER_CODE, None, None, None, None, None),
        ("坏代码有限公司", "91370112010000000X", None, None, None, None, None),
        (OWN, None, None, None, None, None, None),
        ("广州白云汽车配件有限公司", CODE, None, None, None, None, None),
        (None, "91320113580452133T", None, None, None, None, None),
        (None, None, None, None, None, None, None),
    )
    told = customer_import.import_customers(service, ARCHIVIST, sheet(*rows), dry_run=True)
    outcomes = [row.outcome for row in told.rows]
    assert outcomes == ["create", "update", "update", "refused", "refused", "refused", "refused"]
    assert all(row.reasons for row in told.rows if row.outcome == "refused")
    assert len(customer_verbs.list_customers(service, ARCHIVIST).customers) == 1
    done = customer_import.import_customers(service, ARCHIVIST, sheet(*rows), drop_bad_codes=True)
    assert (done.create, done.update, done.same, done.refused) == (2, 1, 1, 3)
    assert {found(service, key) for key in (BUYER, CODE, "瑞通", "济南瑞通机械厂")} == {
        done.rows[0].customer_id
    }
    assert found(service, OTHER_CODE) == known
    assert {one["kind"] for one in customer_card.card(service, ARCHIVIST, BUYER).contacts} == {
        "telephone",
        "address",
        "number",
    }
    again = customer_import.import_customers(service, ARCHIVIST, sheet(*rows), drop_bad_codes=True)
    assert (again.create, again.update, again.same) == (0, 0, 4)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_list_is_refused(service: Service, data: bytes) -> None:
    with pytest.raises(BadRequest):
        customer_import.import_customers(service, ARCHIVIST, io.BytesIO(data))


def test_a_list_without_a_column_of_names_is_refused(service: Service) -> None:
    with pytest.raises(BadRequest):
        customer_import.import_customers(service, ARCHIVIST, sheet(("电话",), ("0531-88886666",)))


def test_the_template_is_a_list_that_is_understood(service: Service) -> None:
    book = load_workbook(io.BytesIO(customer_list.template()))
    book.active["A2"], book.active["B2"] = BUYER, CODE
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    assert customer_import.import_customers(service, ARCHIVIST, out).create == 1


def test_a_backlog_is_shown_first_and_taken_in_once(service: Service, tmp_path: Path) -> None:
    buyer = put(service, BUYER, CODE)
    put(service, "东莞市新华五金制品有限公司")
    root = tmp_path / "backlog"
    slip(root / f"001 {BUYER}" / "slip.pdf", BUYER, "SH1")
    slip(root / f"001 {BUYER}" / "strange.pdf", OTHER, "SH2")
    write_pdf(root / CODE / "letter.pdf", ["关于发货的通知", "请贵司按期收货。"])
    slip(root / "宁波第一五金厂" / "slip.pdf", "宁波第一五金厂", "SH3")
    slip(root / "东莞市新桦五金制品有限公司" / "slip.pdf", "东莞市新桦五金制品有限公司", "SH4")
    slip(root / "杂项" / "slip.pdf", BUYER, "SH5")
    slip(root / "loose.pdf", BUYER, "SH6")
    folders = backlog.plan(service, ARCHIVIST, root)
    assert {folder.name: (folder.outcome, len(folder.files)) for folder in folders} == {
        "": ("none", 1),
        f"001 {BUYER}": ("customer", 2),
        CODE: ("customer", 1),
        "宁波第一五金厂": ("new", 1),
        "东莞市新桦五金制品有限公司": ("ambiguous", 1),
        "杂项": ("none", 1),
    }
    assert state(service) == {}
    for _ in range(2):
        folders = backlog.plan(service, ARCHIVIST, root)
        answers = backlog.take_in(service, ARCHIVIST, root, folders, lambda _done, _total: None)
    assert len(answers) == 4
    with service.database.reading() as work:
        assert work.scans.balance().seen == 4
    papers = state(service)
    assert papers["slip.pdf"][0] == "filed" or papers["slip.pdf"][1]
    assert papers["strange.pdf"][0] == "review"
    assert len(names_in(service, "宁波第一五金厂")) == 1
    given = backlog.plan(service, ARCHIVIST, root, {"杂项": BUYER})
    assert [folder.customers for folder in given if folder.name == "杂项"] == [(buyer,)]
    with pytest.raises(BadRequest):
        backlog.plan(service, ARCHIVIST, root, {"没有": BUYER})


def test_a_slip_that_came_first_is_filed_when_the_licence_makes_its_customer_known(
    service: Service, tmp_path: Path
) -> None:
    add(service, slip(tmp_path / "slip.pdf", f"{BUYER[:-1]}同", "SH1"))
    assert state(service)["slip.pdf"][0] == DocumentState.REVIEW
    add(service, licence(tmp_path / "licence.pdf", BUYER, CODE))
    assert state(service)["slip.pdf"] == ("filed", BUYER, CODE)


def test_the_order_of_papers_does_not_change_the_final_state(tmp_path: Path) -> None:
    papers = [
        licence(tmp_path / "licence.pdf", BUYER, CODE),
        slip(tmp_path / "slip.pdf", BUYER, "SH1"),
        slip(tmp_path / "misread.pdf", f"{BUYER[:-1]}同", "SH2"),
        slip(tmp_path / "branch.pdf", f"{BUYER}苏州分公司", "SH3"),
    ]
    states = []
    for number, order in enumerate(itertools.islice(itertools.permutations(papers), 0, 24, 10)):
        with open_service(settings_for(tmp_path / f"data{number}")) as opened:
            for paper in order:
                add(opened, paper)
            states.append(state(opened))
    assert all(one == states[0] for one in states)
