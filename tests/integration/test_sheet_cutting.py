"""A sheet with two delivery slips, cut apart: drawn as a picture, read by the real reader, filed."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from classify.piles.two_papers import Between
from dossier import adding, care, filing, overview, pagework, sections, sheet_cutting
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.settings import Settings
from dossier.sheet_cutting import cut_from, cut_into, cut_sheet, find_place_to_cut, one_paper
from dossier.wiring import Service, open_service
from storage.states import DocumentState, ScanState, Source
from storage.values import Document
from storage.viewer import SYSTEM, Role, Viewer

pytestmark = pytest.mark.timeout(300)

CLERK = Viewer(None, "clerk", Role.CLERK)
OWN = "石家庄晟衡金属制品有限公司"
FIRST, SECOND = "济南瑞通机械制造有限公司", "大连北方轴承有限公司"


def slip(page: pymupdf.Page, x: float, y: float, buyer: str, number: str) -> None:
    """Write a delivery slip on a page, its upper left corner at x, y."""
    page.insert_text((x + 150, y), "送货单", fontname="china-s", fontsize=24)
    rows = (
        f"收货单位：{buyer}",
        f"单号：{number}",
        "日期：2026年3月11日",
        f"发货单位：{OWN}",
        "合计：¥12300.00",
    )
    for row, text in enumerate(rows, start=1):
        page.insert_text((x, y + 12 + 24 * row), text, fontname="china-s", fontsize=13)


def scan_of(*pages: pymupdf.Page) -> bytes:
    """Return pages as a scanner gives them: grey pictures of 200 dpi in a TIFF."""
    pictures = []
    for page in pages:
        pixels = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        pictures.append(Image.frombytes("L", (pixels.width, pixels.height), pixels.samples))
    out = io.BytesIO()
    pictures[0].save(
        out, "TIFF", save_all=True, append_images=pictures[1:], dpi=(200, 200), compression="tiff_lzw"
    )
    return out.getvalue()


def below() -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=842)
    slip(page, 70, 90, FIRST, "SH20260311")
    slip(page, 70, 500, SECOND, "SH20260312")
    return page


def beside() -> pymupdf.Page:
    page = pymupdf.open().new_page(width=842, height=595)
    slip(page, 50, 100, FIRST, "SH20260313")
    slip(page, 470, 110, SECOND, "SH20260314")
    return page


def letter() -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=842)
    page.insert_text((180, 90), "关于春节放假的通知", fontname="china-s", fontsize=20)
    page.insert_text((70, 150), "各位同事：春节期间放假七天，请相互转告。", fontname="china-s", fontsize=13)
    return page


def settings_for(folder: Path) -> Settings:
    return Settings(data=folder, own_company=(OWN,), workers=1, _env_file=None)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with open_service(settings_for(tmp_path / "data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a sheet with one slip below another was read; every test gets a copy."""
    folder = tmp_path_factory.mktemp("sheet")
    with open_service(settings_for(folder / "data")) as opened:
        add(opened, folder, below())
    return folder / "data"


@pytest.fixture
def waiting(tmp_path: Path, read_once: Path) -> Path:
    """A data folder in which the sheet waits as paper 1."""
    return Path(shutil.copytree(read_once, tmp_path / "waiting"))


@pytest.fixture
def desk(waiting: Path) -> Iterator[tuple[Service, Document]]:
    """A service and the sheet that waits in it."""
    with open_service(settings_for(waiting)) as opened:
        yield opened, document(opened, 1)


def add(service: Service, tmp_path: Path, *pages: pymupdf.Page) -> list[Document]:
    """Take a scan in and work it off; returns its documents."""
    file = tmp_path / "two slips.tif"
    file.write_bytes(scan_of(*pages))
    [answer] = adding.add_files(service, SYSTEM, [file], lambda _done, _total: None)
    return [document(service, one.id) for one in answer.documents]


def document(service: Service, document_id: int) -> Document:
    with service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id)


def work_off(service: Service, parts) -> list[Document]:
    adding.work_off(service, frozenset(one.id for one in parts), lambda _done, _total: None)
    with service.database.reading() as work:
        return [paper for one in parts for paper in work.documents.of_scan(SYSTEM, one.id)]


def owner(service: Service, paper: Document) -> str | None:
    with service.database.reading() as work:
        return work.customers.get(SYSTEM, paper.customer_id).name if paper.customer_id else None


def adds_up(service: Service) -> bool:
    status = overview.status(service)
    told = (status.filed, status.review, status.rejected, status.duplicate, status.working)
    return status.seen == sum(told) and care.verify_audit(service, Viewer(None, "a", Role.ARCHIVIST)) is None


@pytest.mark.parametrize("drawn", [below, beside])
def test_two_slips_on_one_sheet_wait_are_cut_and_lie_in_two_dossiers(service, tmp_path, drawn):
    [sheet] = add(service, tmp_path, drawn())
    assert sheet.state is DocumentState.REVIEW
    place = find_place_to_cut(service, CLERK, sheet.id, 1)
    assert place is not None
    assert place.beside is (drawn is beside)
    parts = cut_sheet(service, CLERK, sheet.id, 1)
    assert [one.file_name for one in parts] == ["two slips-p1-1of2.png", "two slips-p1-2of2.png"]
    assert {one.source for one in parts} == {Source.CUT}
    papers = work_off(service, parts)
    assert [owner(service, one) for one in papers] == [FIRST, SECOND]
    assert {(one.type, one.state) for one in papers} == {("delivery_slip", DocumentState.FILED)}
    assert document(service, sheet.id).state is DocumentState.WITHDRAWN
    with service.database.reading() as work:
        assert [ids for _, ids in cut_into(work, CLERK, sheet.id)] == [(one.id,) for one in papers]
        assert [cut_from(work, CLERK, one) for one in papers] == [[sheet.id], [sheet.id]]
    assert adds_up(service)


def test_both_parts_together_are_the_whole_page_pixel_by_pixel(desk):
    service, sheet = desk
    parts = cut_sheet(service, CLERK, sheet.id, 1, Between(False, 0.4321))
    pictures = [Image.open(service.files.path(one.sha256)) for one in parts]
    with service.database.reading() as work:
        whole = Image.open(service.files.path(work.scans.get(SYSTEM, sheet.pages[0].scan_id).sha256))
    assert np.array_equal(np.vstack([np.asarray(one) for one in pictures]), np.asarray(whole))
    assert [round(one.info["dpi"][0]) for one in pictures] == [200, 200]
    assert [one.info["Source"].split(":")[0] for one in pictures] == ["part 1 of 2", "part 2 of 2"]


def test_undoing_a_cut_brings_the_sheet_back_and_it_can_be_cut_again(desk):
    service, sheet = desk
    parts = cut_sheet(service, CLERK, sheet.id, 1)
    with pytest.raises(Conflict):  # nobody read them yet
        filing.undo_last(service, CLERK, sheet.id)
    papers = work_off(service, parts)
    filing.undo_last(service, CLERK, sheet.id)
    back = document(service, sheet.id)
    assert (back.state, back.pages, back.review_reasons) == (
        DocumentState.REVIEW,
        sheet.pages,
        sheet.review_reasons,
    )
    assert {document(service, one.id).state for one in papers} == {DocumentState.WITHDRAWN}
    with service.database.reading() as work:
        assert cut_into(work, CLERK, sheet.id) == []
    again = work_off(service, cut_sheet(service, CLERK, sheet.id, 1))
    assert [owner(service, one) for one in again] == [FIRST, SECOND]
    assert adds_up(service)


def test_a_cut_is_not_undone_over_what_a_person_did_with_its_parts(desk):
    service, sheet = desk
    papers = work_off(service, cut_sheet(service, CLERK, sheet.id, 1))
    filing.confirm(service, CLERK, papers[1].id)
    with pytest.raises(Conflict) as refused:
        filing.undo_last(service, CLERK, sheet.id)
    assert refused.value.hint.params == {"n": papers[1].id}
    filing.undo_last(service, CLERK, papers[1].id)
    filing.undo_last(service, CLERK, sheet.id)
    assert document(service, sheet.id).state is DocumentState.REVIEW


def test_the_other_pages_of_a_file_stay_in_its_document(service, tmp_path):
    letter_first = add(service, tmp_path, letter(), below())
    pagework.merge(service, CLERK, [one.id for one in letter_first])
    whole = document(service, letter_first[0].id)
    assert len(whole.pages) == 2
    parts = cut_sheet(service, CLERK, whole.id, 2)
    left = document(service, whole.id)
    assert left.pages == whole.pages[:1]
    assert left.state is not DocumentState.WITHDRAWN
    assert [owner(service, one) for one in work_off(service, parts)] == [FIRST, SECOND]
    filing.undo_last(service, CLERK, whole.id)
    assert document(service, whole.id).pages == whole.pages


def test_a_sheet_filed_as_the_first_of_two_goes_on_saying_so_until_a_person_says_otherwise(desk):
    service, sheet = desk
    filed = filing.file(service, CLERK, sheet.id, new_customer=filing.NewCustomer("沈阳永科电气设备有限公司"))
    assert filed.state is DocumentState.FILED
    assert [row["template"].split(".")[0] for row in filed.review_reasons] == [
        "Page {pages} bears two papers"
    ]
    with service.database.reading() as work:
        customer = work.customers.get(SYSTEM, filed.customer_id)
    shown = sections.sections(service, CLERK, customer, "en")
    assert [one.bear_two for one in shown if one.papers.items] == [{sheet.id}]
    said = one_paper(service, CLERK, sheet.id)
    shown = sections.sections(service, CLERK, customer, "en")
    assert not any(one.bear_two for one in shown)
    assert (said.state, list(said.review_reasons)) == (DocumentState.FILED, [])
    with service.database.unit_of_work() as work:
        again = sheet_cutting.redecide(work, service, sheet.id)
    assert not any("two papers" in row["template"] for row in again.review_reasons)
    with pytest.raises(Conflict):
        one_paper(service, CLERK, sheet.id)


def test_a_sheet_is_not_cut_at_its_edge_nor_for_strangers_nor_after_somebody_changed_it(service, tmp_path):
    [sheet] = add(service, tmp_path, below())
    for at in (0.0, 0.01, 1.0, float("nan"), -3.0):
        with pytest.raises(BadRequest):
            cut_sheet(service, CLERK, sheet.id, 1, Between(False, at))
    with pytest.raises(BadRequest):
        cut_sheet(service, CLERK, sheet.id, 7, Between(False, 0.5))
    with pytest.raises(NotFound):
        cut_sheet(service, CLERK, 999, 1, Between(False, 0.5))
    with pytest.raises(Conflict):
        cut_sheet(service, CLERK, sheet.id, 1, seen=999)
    assert document(service, sheet.id).state is DocumentState.REVIEW
    cut_sheet(service, CLERK, sheet.id, 1)
    with pytest.raises(Conflict):
        cut_sheet(service, CLERK, sheet.id, 1)
    assert overview.status(service).seen == 3


KILLED = """
import os, signal, sys
from dossier import sheet_cutting
from tests.integration.test_sheet_cutting import CLERK, Path, open_service, settings_for
if __name__ == "__main__":
    step, where = sys.argv[2], sys.argv[3]
    def die(*_args, **_kwargs):
        os.kill(os.getpid(), signal.SIGKILL)
    kept = getattr(sheet_cutting, step)
    def last(*args, **kwargs):
        found = kept(*args, **kwargs) if where == "after" else None
        die()
        return found
    with open_service(settings_for(Path(sys.argv[1]))) as service:
        setattr(sheet_cutting, step, last)
        sheet_cutting.cut_sheet(service, CLERK, 1, 1)
"""


@pytest.mark.parametrize(
    ("step", "where"), [("_draw_parts", "after"), ("enter", "after"), ("_take_out", "after")]
)
def test_a_cut_killed_between_its_steps_changed_nothing_and_is_done_again(tmp_path, waiting, step, where):
    with open_service(settings_for(waiting)) as service:
        sheet = document(service, 1)
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, str(script), str(waiting), step, where],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL
    with open_service(settings_for(waiting)) as service:
        assert document(service, sheet.id) == sheet
        assert overview.status(service).seen == 1
        assert adds_up(service)
        papers = work_off(service, cut_sheet(service, CLERK, sheet.id, 1))
        assert [owner(service, one) for one in papers] == [FIRST, SECOND]


def test_parts_entered_before_a_kill_are_read_after_it(tmp_path, waiting):
    with open_service(settings_for(waiting)) as service:
        sheet = document(service, 1)
    code = KILLED.replace("setattr(sheet_cutting, step, last)", "").replace(
        "cut_sheet(service, CLERK, 1, 1)", "cut_sheet(service, CLERK, 1, 1)\n        die()"
    )
    script = tmp_path / "killed.py"
    script.write_text(code, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, str(script), str(waiting), "enter", "after"],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL
    with open_service(settings_for(waiting)) as service:
        with service.database.reading() as work:
            parts = [part for part, _ in cut_into(work, CLERK, sheet.id)]
        assert [one.state for one in parts] == [ScanState.WORKING, ScanState.WORKING]
        assert [owner(service, one) for one in work_off(service, parts)] == [FIRST, SECOND]
        assert adds_up(service)
