"""A pile that may be divided wrongly waits for a person, whatever becomes known meanwhile."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from capture.files.saved import page_to_json
from capture.pages import Box, Line, Page, Reader
from dossier import intake
from dossier.digitise import is_about_division
from dossier.judgement import row_message
from dossier.placing import place_scan
from storage.states import DocumentState, Source
from storage.values import Document, PageRef, Received
from storage.viewer import SYSTEM

OWN = "上海宏达机械制造有限公司"
BUYER = "苏州远景贸易有限公司"
CONTRACT = (
    (500, 80, "工业品买卖合同"), (100, 200, f"出卖人：{OWN}"), (900, 200, "合同编号：HD-2024-0315"),
    (100, 260, f"买受人：{BUYER}"), (900, 320, "签订时间：2024年3月15日"), (900, 260, "签订地点：苏州市"),
    (100, 500, "合计人民币金额（大写）：壹拾贰万叁仟元整（￥123,000.00）"),
    (100, 650, "本合同有效期自2024年3月15日至2025年3月14日"), (100, 1900, "双方盖章后生效"),
    *((100, 800 + 60 * n, "双方应当遵守本条所列的各项约定并及时通知对方有关情况的变化") for n in range(8)),
)  # fmt: skip
#: a head of its own, but of no known type and hardly larger than its text
UNSURE = ((640, 120, "仓库发货联系方式"), (100, 300, "发货前请与仓库联系"), (100, 400, "周末休息"))
HEAD_HEIGHT, HEIGHT = 52, 36


def _height(text: str) -> int:
    return HEAD_HEIGHT if text == UNSURE[0][2] else HEIGHT


def _page(number: int, spots: tuple[tuple[int, int, str], ...]) -> Page:
    lines = (
        Line(text, Box(x, y, x + 30 * len(text), y + _height(text)), 0.98, Reader.RAPIDOCR)
        for x, y, text in spots
    )
    return Page(number, 1700, 2200, 0, tuple(lines))


def _place(service, name: str, read: list[Page]) -> list[Document]:
    now = dt.datetime.now(dt.UTC)
    stored = service.files.put(io.BytesIO(name.encode()))
    with service.database.unit_of_work() as work:
        received = Received(stored.sha256, stored.size, f"{name}.tif", Source.UPLOAD)
        scan = work.scans.receive(received, now).scan
        work.scans.claim_one(scan.id, "test", now, dt.timedelta(minutes=1))
        work.scans.set_probe(scan.id, "tiff", len(read))
        work.pages.create(scan.id, len(read))
        for page in read:
            work.pages.save(PageRef(scan.id, page.number), page_to_json(page))
    place_scan(service, "test", scan)
    with service.database.reading() as work:
        return work.documents.of_scan(SYSTEM, scan.id)


def _division_told(document: Document) -> bool:
    return any(is_about_division(row_message(row)) for row in document.review_reasons)


def test_a_file_tried_again_does_not_file_itself_while_its_division_is_doubtful(web) -> None:
    settings = web.service.settings.model_copy(update={"own_company": (OWN,)})
    service = replace(web.service, settings=settings)
    documents = _place(service, "doubtful", [_page(1, CONTRACT), _page(2, UNSURE)])
    first = documents[0]
    assert (first.type, first.state, _division_told(first)) == ("contract", DocumentState.REVIEW, True)
    scan_id = first.pages[0].scan_id
    scan = intake.retry(service, SYSTEM, scan_id)
    with service.database.unit_of_work() as work:
        work.scans.claim_one(scan_id, "test", service.now(), dt.timedelta(minutes=1))
    place_scan(service, "test", scan)
    with service.database.reading() as work:
        again = work.documents.get(SYSTEM, first.id)
    assert (again.state, _division_told(again)) == (DocumentState.REVIEW, True)
