"""The verbs on a real database, with papers whose text layer is read for real."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bagit
import pymupdf
import pytest

from classify.checklist import is_complete
from classify.requirements.requirement import Line
from dossier import (
    adding,
    attesting,
    care,
    checklists,
    completeness,
    filing,
    find,
    handover,
    overview,
    pagework,
    pictures,
    requirements,
)
from dossier import customers as customer_verbs
from dossier.errors import BadRequest, Conflict, Forbidden, NotFound
from dossier.settings import Settings
from dossier.shapes import AddedFile
from dossier.wiring import Service, open_service
from storage.states import DocumentState
from storage.viewer import SYSTEM, Role, Viewer

OWN = "石家庄晟衡金属制品有限公司"
BUYER = "济南瑞通机械制造有限公司"
CODE = "9137011201J4161438"
ARCHIVIST = Viewer(None, "archivist", Role.ARCHIVIST)
MANAGER = Viewer(None, "manager", Role.MANAGER)

LICENCE = [
    ("营业执照", 28),
    ("（副本）", 16),
    (f"统一社会信用代码：{CODE}", 12),
    (f"名称：{BUYER}", 12),
    ("类型：有限责任公司", 12),
    ("法定代表人：孙静", 12),
    ("注册资本：伍佰万元整", 12),
    ("成立日期：2017年03月28日", 12),
    ("营业期限：2017年03月28日至长期", 12),
    ("住所：济南市历下区建设路62号", 12),
    ("登记机关：济南市市场监督管理局", 12),
]
CONTRACT = [
    ("购销合同", 26),
    ("合同编号：HT-2026-018", 12),
    (f"供方：{OWN}", 12),
    (f"需方：{BUYER}", 12),
    ("签订日期：2026年3月5日", 12),
    ("签订地点：石家庄市", 12),
    ("一、产品名称、规格、数量、金额", 12),
    ("合计金额：人民币壹万贰仟叁佰元整（¥12300.00）", 12),
    ("法定代表人：孙静", 12),
]
SLIP = [
    ("送货单", 26),
    ("单号：SH20260311", 12),
    ("合同编号：HT-2026-018", 12),
    ("日期：2026年3月11日", 12),
    (f"收货单位：{BUYER}", 12),
    (f"发货单位：{OWN}", 12),
    ("合计：¥12300.00", 12),
]
LETTER = [("关于春节放假的通知", 20), ("各位同事：春节期间放假七天，请相互转告。", 12)]


def write_pdf(path: Path, *pages: list[tuple[str, int]]) -> Path:
    document = pymupdf.open()
    for lines in pages:
        page = document.new_page(width=595, height=842)
        y = 90.0
        for text, size in lines:
            page.insert_text((200 if size > 18 else 70, y), text, fontname="china-s", fontsize=size)
            y += size * 2
    document.save(path)
    document.close()
    return path


def settings_for(folder: Path) -> Settings:
    return Settings(data=folder, own_company=(OWN,), reader="none", workers=1, _env_file=None)


@pytest.fixture
def service(tmp_path: Path, worked_off: Worked) -> Iterator[Service]:
    shutil.copytree(worked_off.data, tmp_path / "data")
    with open_service(settings_for(tmp_path / "data")) as opened:
        yield opened


def add(service: Service, *paths: Path) -> list[AddedFile]:
    return adding.add_files(service, SYSTEM, paths, lambda _done, _total: None)


@dataclass(frozen=True)
class Worked:
    data: Path
    files: dict[str, bytes]
    answers: list[AddedFile]


@pytest.fixture(scope="module")
def worked_off(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """A data folder in which four papers were worked off once; every test gets a copy."""
    folder = tmp_path_factory.mktemp("worked")
    paths = [
        write_pdf(folder / "licence.pdf", LICENCE),
        write_pdf(folder / "contract.pdf", CONTRACT),
        write_pdf(folder / "slip.pdf", SLIP),
        write_pdf(folder / "letter.pdf", LETTER),
    ]
    with open_service(settings_for(folder / "data")) as opened:
        answers = add(opened, *paths)
    return Worked(folder / "data", {path.name: path.read_bytes() for path in paths}, answers)


@pytest.fixture
def papers(worked_off: Worked) -> list[AddedFile]:
    return worked_off.answers


def states(service: Service) -> dict[str, str]:
    check = completeness.check(service, SYSTEM, CODE)
    return {requirement.id: requirement.state for requirement in check.customers[0].requirements}


def balance_adds_up(service: Service) -> bool:
    status = overview.status(service)
    return status.seen == (status.filed + status.review + status.rejected + status.duplicate + status.working)


def test_papers_file_themselves_and_the_checklist_follows(service, papers):
    licence, contract, slip, letter = papers
    assert [one.outcome for one in papers] == ["filed", "filed", "filed", "review"]
    assert [one.documents[0].type for one in papers] == [
        "business_licence",
        "contract",
        "delivery_slip",
        "other",
    ]
    assert {one.documents[0].customer.name for one in (licence, contract, slip)} == {BUYER}
    assert letter.documents[0].customer is None
    assert states(service) == {
        "licence": "usable",
        "background": "missing",
        "contract_or_order": "usable",
        "tax": "usable",
        "slip_per_contract": "usable",
    }
    assert balance_adds_up(service)
    assert care.verify_audit(service, ARCHIVIST) is None


def test_each_tick_names_the_page_that_proves_it(service, papers):
    shown = completeness.show(service, SYSTEM, BUYER)
    proofs = {requirement.id: requirement.proof for requirement in shown.requirements}
    assert proofs["licence"][0].document_id == papers[0].documents[0].id
    assert proofs["licence"][0].page == 1
    assert proofs["background"] == []


def test_text_is_found_with_its_box_on_the_page(service, papers):
    found = find.search(service, SYSTEM, "HT-2026-018")
    assert {hit.file for hit in found.hits} == {"contract.pdf", "slip.pdf"}
    for hit in found.hits:
        assert hit.boxes, hit
        for x0, y0, x1, y1 in hit.boxes:
            assert 0 <= x0 < x1 <= hit.width
            assert 0 <= y0 < y1 <= hit.height


def test_same_bytes_twice_are_a_duplicate_of_the_first(service, worked_off, tmp_path):
    (tmp_path / "licence-again.pdf").write_bytes(worked_off.files["licence.pdf"])
    (again,) = add(service, tmp_path / "licence-again.pdf")
    assert again.outcome == "duplicate"
    assert again.duplicate_of == "licence.pdf"
    assert balance_adds_up(service)


def test_a_person_files_a_doubtful_paper_and_can_take_it_back(service, papers):
    letter = papers[3].documents[0].id
    customer = papers[0].documents[0].customer.id
    filed = filing.file(service, ARCHIVIST, letter, customer_id=customer, type="customer_background")
    assert filed.state is DocumentState.FILED
    assert states(service)["background"] == "usable"
    assert overview.status(service).review == 0
    with service.database.reading() as work:
        act = work.acts.last_of(letter)
    filing.undo(service, ARCHIVIST, act.id)
    assert states(service)["background"] == "missing"
    assert overview.status(service).review == 1
    with pytest.raises(Conflict):
        filing.undo(service, ARCHIVIST, act.id)
    assert care.verify_audit(service, ARCHIVIST) is None


def test_a_paper_without_customer_cannot_be_confirmed(service, papers):
    with pytest.raises(Conflict):
        filing.confirm(service, ARCHIVIST, papers[3].documents[0].id)


def test_a_value_that_cannot_be_is_refused_and_nothing_changes(service, papers):
    licence = papers[0].documents[0].id
    with pytest.raises(BadRequest):
        filing.mend(service, ARCHIVIST, licence, {"founded": "someday"})
    with pytest.raises(BadRequest):
        filing.mend(service, ARCHIVIST, licence, {"colour": "red"})
    filing.mend(service, ARCHIVIST, licence, {"founded": "2017年4月1日"})
    with service.database.reading() as work:
        assert work.documents.get(SYSTEM, licence).fields["founded"]["value"] == "2017-04-01"


def test_what_a_person_mended_survives_a_new_decision(service, papers):
    licence, letter = papers[0].documents[0].id, papers[3].documents[0].id
    filing.mend(service, ARCHIVIST, licence, {"legal_representative": "李四"})
    pagework.merge(service, ARCHIVIST, [licence, letter])
    with service.database.reading() as work:
        document = work.documents.get(SYSTEM, licence)
    assert document.fields["legal_representative"]["value"] == "李四"
    assert len(document.pages) == 2


def test_merged_papers_are_split_again_and_undone(service, papers):
    contract, letter = papers[1].documents[0].id, papers[3].documents[0].id
    merged = pagework.merge(service, ARCHIVIST, [contract, letter])
    assert merged == contract
    first, second = pagework.split(service, ARCHIVIST, contract, [1])
    assert first == contract
    with service.database.reading() as work:
        assert [page.scan_id for page in work.documents.get(SYSTEM, second).pages] == [4]
        act = work.acts.last_of(second)
    filing.undo(service, ARCHIVIST, act.id)
    with service.database.reading() as work:
        assert work.documents.get(SYSTEM, second).state is DocumentState.WITHDRAWN
        assert len(work.documents.get(SYSTEM, contract).pages) == 2
    with pytest.raises(BadRequest):
        pagework.split(service, ARCHIVIST, contract, [2])
    assert balance_adds_up(service)


def test_a_turned_page_is_read_again_and_counts_as_being_worked_on(service, papers):
    slip = papers[2].documents[0].id
    pagework.turn(service, ARCHIVIST, slip, 1, 90)
    assert overview.status(service).working == 1
    assert balance_adds_up(service)
    adding.work_off(service, frozenset({3}), lambda _done, _total: None)
    with service.database.reading() as work:
        document = work.documents.get(SYSTEM, slip)
    assert pictures.read_page(service, SYSTEM, slip, 1).rotation == 90
    assert document.id == slip
    assert overview.status(service).working == 0


def test_pages_that_are_being_read_again_are_not_arranged_meanwhile(service, papers):
    slip, contract = papers[2].documents[0].id, papers[1].documents[0].id
    with service.database.reading() as work:
        before = work.documents.get(SYSTEM, contract).pages
    pagework.turn(service, ARCHIVIST, slip, 1, 90)
    with pytest.raises(Conflict) as refused:
        pagework.merge(service, ARCHIVIST, [contract, slip])
    assert "read again" in refused.value.message.template
    with service.database.reading() as work:
        assert work.documents.get(SYSTEM, contract).pages == before
        assert work.documents.get(SYSTEM, slip).state is not DocumentState.WITHDRAWN
    adding.work_off(service, frozenset({3}), lambda _done, _total: None)
    pagework.merge(service, ARCHIVIST, [contract, slip])


def test_a_better_scan_takes_the_place_of_a_page_and_both_are_kept(service, papers, tmp_path):
    contract = papers[1].documents[0].id
    better = [*CONTRACT, ("签字盖章齐全", 12)]
    (added,) = add(service, write_pdf(tmp_path / "better.pdf", better))
    holder = added.documents[0].id
    pagework.replace(service, ARCHIVIST, contract, 1, scan_id=5, scan_page=1)
    with service.database.reading() as work:
        assert work.documents.get(SYSTEM, contract).pages[0].scan_id == 5
        assert work.documents.get(SYSTEM, holder).state is DocumentState.WITHDRAWN
    assert len(list(service.files.names())) == 5


def test_moving_a_paper_changes_both_checklists(service, papers):
    other = customer_verbs.create(service, ARCHIVIST, name="常州宏源建材有限公司")
    filing.move(service, ARCHIVIST, papers[1].documents[0].id, other.id)
    assert states(service)["contract_or_order"] == "missing"
    there = completeness.check(service, SYSTEM, str(other.id)).customers[0]
    assert {one.id: one.state for one in there.requirements}["contract_or_order"] == "usable"


def test_a_fact_asks_for_more_papers(service, papers):
    customer = papers[0].documents[0].customer.id
    customer_verbs.set_fact(service, ARCHIVIST, customer, "credit_sale", True)
    assert states(service)["credit_approval"] == "missing"
    with pytest.raises(BadRequest):
        customer_verbs.set_fact(service, ARCHIVIST, customer, "weather", True)


@dataclass(frozen=True)
class Chance:
    """Acts of chance on the papers of two customers."""

    service: Service
    rng: random.Random
    customers: tuple[int, int]
    documents: list[int]

    def act(self) -> None:
        """Do one thing that changes a dossier."""
        service, document = self.service, self.rng.choice(self.documents)
        customer = self.rng.choice(self.customers)
        acts = {
            "move": lambda: filing.move(service, ARCHIVIST, document, customer),
            "retype": lambda: filing.retype(service, ARCHIVIST, document, self.type()),
            "file": lambda: filing.file(service, ARCHIVIST, document, customer_id=customer),
            "undo": lambda: filing.undo_last(service, ARCHIVIST, document),
            "fact": lambda: self.set_fact(customer),
            "attest": lambda: attesting.attest(service, ARCHIVIST, document, {"signed": self.yes()}),
            "whose": lambda: attesting.say_what_for(service, ARCHIVIST, document, document=self.other()),
            "waive": lambda: requirements.waive(
                service, MANAGER, str(customer), Line("background"), "老客户"
            ),
        }
        acts[self.rng.choice(sorted(acts))]()

    def type(self) -> str:
        return self.rng.choice(("contract", "order", "delivery_slip", "business_licence"))

    def yes(self) -> bool | None:
        return self.rng.choice((True, False, None))

    def other(self) -> int | None:
        return self.rng.choice((*self.documents, None))

    def set_fact(self, customer: int) -> None:
        fact = self.rng.choice(("credit_sale", "direct_export"))
        customer_verbs.set_fact(self.service, ARCHIVIST, customer, fact, self.rng.random() < 0.5)


@pytest.mark.parametrize(
    ("seed", "acts"), [(7, 30), *(pytest.param(seed, 200, marks=pytest.mark.long) for seed in (11, 12, 13))]
)
def test_no_order_of_acts_leaves_a_checklist_behind(service, papers, seed, acts):
    other = customer_verbs.create(service, ARCHIVIST, name="常州宏源建材有限公司").id
    both = (papers[0].documents[0].customer.id, other)
    chance = Chance(service, random.Random(seed), both, [one.documents[0].id for one in papers])
    done = 0
    for _ in range(acts):
        try:
            chance.act()
        except (Conflict, NotFound):
            continue
        done += 1
        with service.database.reading() as work:
            for customer in both:
                fresh = checklists.compute(work, service.profile, customer, service.today())
                kept = work.requirements.of(SYSTEM, customer)
                assert kept == [checklists.requirement_row(one) for one in fresh]
                row = work.customers.get(SYSTEM, customer)
                assert row.complete == (row.missing == 0) == is_complete(fresh)
                history = work.milestones.of(SYSTEM, customer)
                assert (history[0].complete if history else False) == row.complete
        assert care.verify_audit(service, ARCHIVIST) is None
    assert done > acts / 3
    assert balance_adds_up(service)


def test_a_clerk_of_another_team_sees_and_changes_nothing(service, papers):
    with service.database.unit_of_work() as work:
        north, south = work.teams.create("north"), work.teams.create("south")
    customer = papers[0].documents[0].customer.id
    customer_verbs.set_team(service, Viewer(None, "chief", Role.MANAGER), customer, north.id)
    stranger = Viewer(1, "stranger", Role.CLERK, frozenset({south.id}))
    assert customer_verbs.list_customers(service, stranger).total == 0
    assert find.search(service, stranger, "HT-2026-018").total == 0
    with pytest.raises(NotFound):
        completeness.show(service, stranger, CODE)
    with pytest.raises(NotFound):
        filing.confirm(service, stranger, papers[0].documents[0].id)
    with pytest.raises(Forbidden):
        customer_verbs.set_team(service, stranger, customer, south.id)


def test_the_searchable_pdf_gives_the_words_back_without_spaces(service, papers):
    path = pictures.searchable_pdf(service, SYSTEM, papers[1].documents[0].id)
    with pymupdf.open(path) as document:
        assert BUYER in document[0].get_text()


def test_a_handed_over_dossier_verifies_and_names_what_was_changed(service, papers, tmp_path):
    out = tmp_path / "handover"
    handover.export(service, ARCHIVIST, BUYER, out)
    bagit.Bag(str(out)).validate()

    def verify() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", out / "verify.py"], capture_output=True, text=True, check=False
        )

    assert verify().returncode == 0
    changed = next((out / "data" / "originals").iterdir())
    changed.chmod(0o644)
    changed.write_bytes(changed.read_bytes() + b" ")
    (out / "data" / "extra.txt").write_text("x")
    (out / "data" / "catalogue.csv").rename(out / "data" / "renamed.csv")
    done = verify()
    assert done.returncode == 1
    for name in (changed.name, "extra.txt", "renamed.csv"):
        assert name in done.stdout
    with pytest.raises(BadRequest):
        handover.export(service, ARCHIVIST, BUYER, out)
