"""A paper that counts more pages than came does not file itself."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest

from capture.files.saved import page_to_json
from capture.pages import Box, Line, Page, Reader
from dossier.digitise import decide_documents
from dossier.judgement import say
from dossier.placing import place_scan
from dossier.shaping import MISSING_PAGES, shape_document
from storage.states import DocumentState, Source
from storage.values import PageRef, Received
from storage.viewer import SYSTEM

OWN = "上海宏达机械制造有限公司"
SPOTS = (
    (500, 80, "工业品买卖合同"),
    (100, 200, f"出卖人：{OWN}"),
    (900, 200, "合同编号：HD-2024-0315"),
    (100, 260, "买受人：苏州远景贸易有限公司"),
    (900, 260, "签订地点：苏州市"),
    (900, 320, "签订时间：2024年3月15日"),
    (100, 400, "第一条 标的、数量、价款"),
    (100, 500, "合计人民币金额（大写）：壹拾贰万叁仟元整（￥123,000.00）"),
    (100, 600, "违约责任：按《民法典》执行"),
    (100, 650, "本合同有效期自2024年3月15日至2025年3月14日"),
    (100, 800, f"出卖人：{OWN}"),
    (900, 800, "买受人：苏州远景贸易有限公司"),
)
CLAUSES = ((100, 300, "第九条 争议由双方协商解决。"), (100, 400, "第十条 本合同一式两份。"))


def pages(*feet: str) -> list[Page]:
    """A contract; what its pages say in their feet."""
    return [
        Page(number, 1700, 2200, 0, _lines((*(SPOTS if number == 1 else CLAUSES), (700, 2100, foot))))
        for number, foot in enumerate(feet, start=1)
    ]


def _lines(spots):
    return tuple(
        Line(text, Box(x, y, x + 30 * len(text), y + 36), 0.98, Reader.RAPIDOCR) for x, y, text in spots
    )


WHOLE = ("第1页 共3页", "第2页 共3页", "第3页 共3页")


def place(service, name: str, read: list[Page]):
    """Put pages in as if they had been read, and let the machine place them."""
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
    settings = service.settings.model_copy(update={"own_company": (OWN,)})
    place_scan(replace(service, settings=settings), "test", scan)
    with service.database.reading() as work:
        (document,) = work.documents.of_scan(SYSTEM, scan.id)
    return document


def test_a_whole_paper_files_itself(web):
    document = place(web.service, "whole", pages(*WHOLE))
    assert (document.state, document.review_reasons) == (DocumentState.FILED, [])


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "has 3 pages; missing: 3."), ("zh_CN", "共 3 页，缺第 3 页")]
)
def test_a_paper_of_which_a_page_did_not_come_waits_for_a_person(web, language, sentence):
    document = place(web.service, f"part-{language}", pages(*WHOLE[:2]))
    assert document.state is DocumentState.REVIEW
    first, *_ = document.review_reasons  # behind it: that it is like a paper of the test before
    assert sentence in say(first, language)


def test_a_missing_page_is_told_when_a_file_is_only_read(web):
    service = web.service
    whole, part = (
        decide_documents(pages(*feet), service.profile, own=(OWN,), today=service.today())[0]
        for feet in (WHOLE, WHOLE[:2])
    )
    assert not shape_document(whole, "en").review
    shaped = shape_document(part, "en")
    assert shaped.review
    assert [one.text for one in shaped.reasons if one.rule == MISSING_PAGES]
    assert (shaped.type, shaped.confidence) == ("contract", shape_document(whole, "en").confidence)
