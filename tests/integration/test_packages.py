"""Packages: what is in them, that every change is named, and that they come back as the same dossier."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import random
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import bagit
import pytest

from bench.package_changes import CHANGES, change_package
from capture.pages import Box, Seal
from dossier import (
    approvals,
    attesting,
    backlog,
    bag_verify,
    cataloguing,
    checking,
    collecting,
    completeness,
    filing,
    handover,
    portable,
    receiving,
    shelf,
    takeover,
    volumes,
)
from dossier import customers as customer_verbs
from dossier.bag import digests_of
from dossier.company import unit_name
from dossier.errors import BadRequest, Conflict
from dossier.locks import HandedOver
from dossier.settings import read_settings
from dossier.shelf import ShelfPaper
from dossier.wiring import open_service
from storage.states import ApprovalKind
from storage.values import ShipmentData
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "collector", Role.CLERK)
CHECKER = Viewer(None, "checker", Role.CHECKER)
ARCHIVIST = Viewer(None, "archivist", Role.ARCHIVIST)
NAME = "济南瑞通机械制造有限公司"
CODE = "9137011201J4161438"


@pytest.fixture(scope="module")
def customer(web) -> int:
    """A dossier with papers, facts, a waiver, a shipment and another name."""
    customer_id = web.add_customer(NAME)
    service = web.service
    licence = {"name": NAME, "uscc": CODE, "valid_until": "长期", "registrar": "济南市市场监督管理局"}
    web.add_paper("licence", "business_licence", ("营业执照", NAME), customer=customer_id, fields=licence)
    contract = {"contract_no": "HT-2026-018", "party_a": "甲方\x0b公司", "signed": "2026-03-05"}
    seal = Seal(Box(100, 100, 200, 200), "合同专用章", "contract")
    web.add_paper(
        "contract", "contract", ("购销合同",), customer=customer_id, fields=contract, pages=3, seals=(seal,)
    )
    web.add_paper("slip", "delivery_slip", ("送货单",), customer=customer_id, fields={"slip_no": "SH1"})
    customer_verbs.set_fact(service, ARCHIVIST, customer_id, "direct_export", True)
    customer_verbs.add_alias(service, ARCHIVIST, customer_id, "瑞通机械")
    with service.database.unit_of_work() as work:
        shipment = work.registers.add(customer_id, ShipmentData(number="S1", export=True), service.now()).id
    slip = say_things_of_papers(service, customer_id, shipment)
    with service.database.unit_of_work() as work:
        made, dossier_of = service.now(), customer_id
        for target in ({}, {"for_shipment": shipment}, {"for_document": slip}, {"period": "2025"}):
            day = dt.date(2030, 1, 1) if target else None
            work.requirements.waive(dossier_of, "background", "老客户", "chief", made, until=day, **target)
        open_sheet = {"for_document": None, "for_shipment": shipment, "period": None}
        work.covers.restore("OPEN", customer_id, "packing_list", "clerk", made, **open_sheet)
        used = work.covers.restore(
            "USED", customer_id, "slip", "clerk", made, for_document=slip, for_shipment=None, period=None
        )
        work.covers.used(used.id, slip)
        changes = [
            {"requirement": "licence", "title": {}, "for_document": slip, "from": "usable", "to": None}
        ]
        work.milestones.add(customer_id, made, complete=True, missing=0, changes=changes)
        work.milestones.add(customer_id, made, complete=False, missing=2, changes=[])
        completeness.checklists.recompute(work, service.profile, customer_id, service.today())
    old = ShelfPaper("contract", 3, "旧合同", dt.date(2001, 5, 1), "旧-7")
    shelf.add(service, COLLECTOR, str(customer_id), old)
    volumes.close_year(service, ARCHIVIST, str(customer_id), 2001)
    listed = collecting.collect(service, COLLECTOR, str(customer_id))
    checking.check(service, CHECKER, listed.id)
    asked = approvals.ask(service, COLLECTOR, listed.id, ApprovalKind.GAPS, "后补")
    approvals.decide(service, Viewer(None, "chief", Role.MANAGER), asked.id, granted=True)
    receiving.receive(service, ARCHIVIST, listed.id)
    return customer_id


def say_things_of_papers(service, customer_id: int, shipment: int) -> int:
    """Attest each paper something, and one what it is for; returns the slip."""
    with service.database.reading() as work:
        ids = {row.type: row.id for row in work.documents.of_customer(SYSTEM, customer_id)}
    attesting.attest(service, COLLECTOR, ids["contract"], {"sealed": True, "signed": False})
    attesting.attest(service, COLLECTOR, ids["business_licence"], {"original": True, "on_shelf": False})
    attesting.say_what_for(service, COLLECTOR, ids["delivery_slip"], shipment=shipment)
    attesting.say_what_for(service, COLLECTOR, ids["business_licence"], document=ids["contract"])
    return ids["delivery_slip"]


@pytest.fixture(scope="module")
def package(web, customer, tmp_path_factory) -> Path:
    return handover.export(web.service, ARCHIVIST, str(customer), tmp_path_factory.mktemp("out") / "package")


def verify(package: Path, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", package / "verify.py", *arguments]
    surroundings = {"LC_ALL": language}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)


def test_a_package_is_valid_for_bagit_and_for_its_own_verifier(package):
    bag = bagit.Bag(str(package))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert verify(package).stdout == "OK\n"
    listed = bag_verify.read_manifest(package / "manifest-sm3.txt")
    assert listed == {
        name: digests_of(package / name)["sm3"]
        for name in bag_verify.read_manifest(package / "manifest-sha256.txt")
    }


def test_sm3_in_plain_python_is_that_of_the_standard():
    """Examples 1 and 2 of GB/T 32905-2016, and lengths around the block's end."""
    examples = {
        b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    }
    for data, digest in examples.items():
        plain = bag_verify.Sm3()
        plain.update(data)
        assert plain.hexdigest() == digest
    for length in (0, 55, 56, 63, 64, 119, 120):
        plain = bag_verify.Sm3()
        plain.update(b"x" * (length // 2))
        plain.update(b"x" * (length - length // 2))
        assert plain.hexdigest() == sm3_of_library(b"x" * length)


def sm3_of_library(data: bytes) -> str:
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()


def test_the_catalogue_metadata_and_events_can_be_read(web, customer, package):
    data = package / "data"
    with (data / "catalogue.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [row["题名"] for row in rows] == ["营业执照", "旧合同", "合同", "送货单"]
    assert [row["页数"] for row in rows] == ["1", "3", "3", "1"]
    assert rows[2]["文号"] == "HT-2026-018"
    tree = ET.parse(data / "catalogue.xml")
    assert [item.findtext("题名") for item in tree.getroot()] == ["营业执照", "旧合同", "合同", "送货单"]
    described = (package / "bag-info.txt").read_text("utf-8").splitlines()
    unit = unit_name(web.service) or web.service.profile.numbering.fonds
    assert f"Source-Organization: {unit}" in described
    assert "Bag-Software-Agent: Dossier (卷宗)" in described
    metadata = ET.parse(data / "metadata" / "0001.xml").getroot()
    assert metadata.findtext("内容描述/责任者") == "济南市市场监督管理局"
    assert metadata.findtext("内容描述/文种") == "营业执照"
    numbering = web.service.profile.numbering
    assert (metadata.findtext("全宗号"), metadata.findtext("类别号")) == (numbering.fonds, "1")
    assert metadata.findtext("保管期限") == "10年"
    assert metadata.findtext("数字化属性/扫描色彩模式") == "彩色"
    premis = {"p": "http://www.loc.gov/premis/v3"}
    events = ET.parse(data / "events.xml").getroot()
    with web.service.database.reading() as work:
        about = work.audit.of_subjects({"customer": [customer]})
    kinds = [event.findtext("p:eventType", namespaces=premis) for event in events.findall("p:event", premis)]
    assert kinds.count("document.placed") == 3
    assert {entry.verb for entry in about if entry.verb != "dossier.exported"} <= set(kinds)
    assert len(events.findall("p:object", premis)) == 6
    for item in ("inspection.xml", "inspection.xlsx", "completeness.json"):
        assert (data / "reports" / item).stat().st_size > 100


@pytest.mark.parametrize("seed", range(40))
def test_every_random_change_is_named(package, tmp_path, seed):
    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    told = change_package(copy, random.Random(seed), CHANGES[seed % len(CHANGES)])
    assert bag_verify.find_faults(copy) == told


def test_the_verifier_answers_with_one_and_a_line(package, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    (copy / "data" / "catalogue.csv").rename(copy / "data" / "目录.csv")
    said = "data/catalogue.csv -> data/目录.csv\n"
    for language, kind in (("--en", "renamed: "), ("--zh", "被改名："), ("--quick", "renamed: ")):
        done = verify(copy, language)
        assert (done.returncode, done.stdout) == (1, kind + said)
    assert verify(copy, language="zh_CN.UTF-8").stdout == "被改名：" + said


def test_a_package_comes_back_as_the_same_dossier(web, customer, package, tmp_path):
    with open_service(read_settings(tmp_path / "data", reader="none", workers=1)) as other:
        taken = takeover.take_over(other, ARCHIVIST, package)
        assert (taken.documents, taken.scans) == (4, 3)
        assert whole(other, taken.customer.id) == whole(web.service, customer)
        before, after = (
            completeness.check(one, SYSTEM, str(key), "en").customers[0].requirements
            for one, key in ((web.service, customer), (other, taken.customer.id))
        )
        assert [(one.id, one.state) for one in before] == [(one.id, one.state) for one in after]
        assert {one.state for one in after} >= {"waived", "missing", "usable"}
        dossier = whole(other, taken.customer.id)[0]
        assert len(dossier.archive.numbers) == 6
        told = dossier.completeness
        assert [len(part) for part in (told.attestations, told.history, told.covers)] == [6, 2, 2]
        assert {one.shipment for one in dossier.waivers} == {None, 0}
        assert seals_of(other, taken.customer.id) == seals_of(web.service, customer) != []
        with pytest.raises(HandedOver):
            filing.retype(other, ARCHIVIST, first_document(other, taken.customer.id), "order")
        with pytest.raises(Conflict):
            takeover.take_over(other, ARCHIVIST, package)


def seals_of(service, customer_id) -> list:
    with service.database.reading() as work:
        return [(page.seals, page.writing) for page in work.documents.marks(customer_id)]


def first_document(service, customer_id) -> int:
    with service.database.reading() as work:
        return cataloguing.dossier_entries(work, service.profile, SYSTEM, customer_id)[0].document_id


def whole(service, customer_id):
    """A dossier with all that was read, without numbers of rows."""
    with service.database.reading() as work:
        entries = cataloguing.dossier_entries(work, service.profile, SYSTEM, customer_id)
        dossier = portable.read_dossier(work, customer_id, [one.document_id for one in entries])
        pages = {}
        for scan in dossier.scans:
            known = work.scans.first_with(scan.sha256)
            pages[scan.sha256] = portable.portable_pages(work, known.id, range(1, scan.pages + 1))
            assert hashlib.sha256(service.files.path(scan.sha256).read_bytes()).hexdigest() == scan.sha256
    return dossier, pages


def test_a_damaged_package_is_refused_and_nothing_of_it_stays(package, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    with (copy / "data" / "dossier.json").open("ab") as target:
        target.write(b" ")
    with open_service(read_settings(tmp_path / "data", reader="none", workers=1)) as other:
        with pytest.raises(takeover.PackageDamaged, match=r"dossier\.json"):
            takeover.take_over(other, ARCHIVIST, copy)
        assert customer_verbs.list_customers(other, SYSTEM).total == 0
        with pytest.raises(BadRequest):
            takeover.take_over(other, ARCHIVIST, tmp_path)


@pytest.mark.parametrize("name", ["bagit.txt", "data/dossier.json", "manifest-sha256.txt"])
def test_a_package_that_lost_a_file_was_taken_for_a_backlog_of_folders(package, tmp_path, name):
    damaged = tmp_path / "damaged"
    shutil.copytree(package, damaged)
    (damaged / name).unlink()
    assert takeover.is_package(damaged)
    with (
        open_service(read_settings(tmp_path / "data", reader="none", workers=1)) as other,
        pytest.raises(takeover.PackageDamaged, match=name),
    ):
        takeover.take_over(other, ARCHIVIST, damaged)


def test_what_was_said_of_a_paper_that_is_gone_is_not_said_of_the_whole_dossier(web):
    """The history of a package named such a paper by nothing, which means the dossier."""
    customer_id = web.add_customer("历史公司")
    paper = web.add_paper("kept", "contract", ("合同",), customer=customer_id)
    with web.service.database.unit_of_work() as work:
        changes = [{"requirement": "licence", "for_document": one} for one in (paper, 10**6, None)]
        work.milestones.add(customer_id, web.service.now(), complete=False, missing=1, changes=changes)
        told = portable.read_dossier(work, customer_id, [paper]).completeness.history[-1]
    assert [change["for_document"] for change in told.changes] == [0, None]


def test_a_package_among_customers_folders_was_taken_in_as_loose_files(web, package, tmp_path):
    folder = tmp_path / "came"
    shutil.copytree(package, folder / "济南收到机械有限公司")
    (folder / "济南另家机械有限公司").mkdir()
    (folder / "济南另家机械有限公司" / "a.txt").write_text("合同", "utf-8")
    found = {one.name: one for one in backlog.plan(web.service, SYSTEM, folder)}
    assert found["济南收到机械有限公司"].outcome == "none"
    assert "is a package" in str(found["济南收到机械有限公司"].reason)
    assert found["济南另家机械有限公司"].outcome == "new"
    with pytest.raises(BadRequest, match="part of a package"):
        backlog.plan(web.service, SYSTEM, folder / "济南收到机械有限公司" / "data")
