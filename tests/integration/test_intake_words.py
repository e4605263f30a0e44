"""What the intake and handover pages say: whole sentences in one language, and ways on from each."""

from __future__ import annotations

import re

import pytest

from capture.errors import UnsupportedFormat
from capture.probe import Limits, probe_file
from dossier import filing, health
from dossier.judgement import message_row, row_message
from dossier.language import translate
from storage.states import Source
from storage.values import Received
from storage.viewer import SYSTEM, Role, Viewer
from tests.acceptance.desk_room import Sheet, put_in, slip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "旧版 Word、Excel 或 PowerPoint"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(2000), "AVIF 或视频"),
    ],
)
def test_the_reason_of_a_rejection_is_all_in_one_language(tmp_path, content, said):
    (tmp_path / "old").write_bytes(content)
    with pytest.raises(UnsupportedFormat) as refused:
        probe_file(tmp_path / "old", Limits())
    kept = row_message(message_row(refused.value.message))
    assert said in translate(kept, "zh_CN")
    assert not re.search(r"[A-Za-z]{2,} (or|and) ", translate(kept, "zh_CN"))


def test_a_duplicate_leads_to_the_papers_of_the_file_it_repeats(web):
    paper = web.add_paper("once", "contract", ("合同",), customer=web.add_customer("唐山一次锻造有限公司"))
    service = web.service
    with service.database.reading() as work:
        [scan] = {page.scan_id for page in work.documents.get(SYSTEM, paper).pages}
        first = work.scans.get(SYSTEM, scan)
    with service.database.unit_of_work() as work:
        copy = Received(first.sha256, first.size, "again.tif", Source.UPLOAD)
        again = work.scans.receive(copy, service.now()).scan
    with web.signed_in("ada") as client:
        page = client.get("/intake?state=duplicate").text
        listed = client.get("/intake").text
    row = re.search(rf'data-scan="{again.id}".*?</tr>', page, re.DOTALL)[0]
    assert f'href="/documents/{paper}"' in row
    assert f"number {first.id}<" in listed


def test_a_copy_of_a_rejected_file_passed_for_one_that_is_kept(web):
    first = web.add_rejected("shut.pdf", "encrypted")
    service = web.service
    with service.database.unit_of_work() as work:
        known = work.scans.get(SYSTEM, first)
        copy = Received(known.sha256, known.size, "shut again.pdf", Source.UPLOAD)
        again = work.scans.receive(copy, service.now()).scan
    with web.signed_in("ada") as client:
        page = client.get("/intake?state=duplicate").text
    row = re.search(rf'data-scan="{again.id}".*?</tr>', page, re.DOTALL)[0]
    assert "“shut.pdf” (number " in row
    assert "which was rejected" in row
    assert "Retry it with the password." in row
    assert f'action="/intake/{first}/retry"' in row


def test_the_choice_between_two_scans_of_a_paper_stands_above_the_button_that_files(web):
    customer = web.add_customer("秦皇岛两次玻璃有限公司")
    first = web.add_paper("scan1", "contract", ("合同",), customer=customer)
    second = web.add_paper("scan2", "contract", ("合同",))
    with web.service.database.unit_of_work() as work:
        work.likenesses.found(second, first, "same", 0.98, web.service.now())
    with web.signed_in("ada") as client:
        desk = client.get(f"/review/{second}").text
        paper = client.get(f"/documents/{second}").text
    assert 0 < desk.index(f'data-likeness="{first}"') < desk.index('id="file-it"')
    assert desk.count("data-likeness") == paper.count("data-likeness") == 1


def test_no_handover_is_told_as_such_and_where_one_begins(web):
    with web.signed_in("ada", "zh-CN") as client:
        page = client.get("/handovers").text
    assert "没有等待签字或批复的事项" in page
    assert "“档案”页开始" in page
    assert "没有待核文件" not in page


def test_whoever_waits_for_papers_is_told_of_a_full_disk(web, monkeypatch):
    full = "Make room on the data folder"
    with web.signed_in("carl") as client:
        monkeypatch.setattr(health, "TOO_LITTLE", 0)
        assert full not in client.get("/intake").text
        monkeypatch.setattr(health, "TOO_LITTLE", 2**80)
        assert full in client.get("/intake").text


def test_a_choice_at_the_desk_goes_on_there_and_can_be_undone(web):
    customer = web.add_customer("邯郸择一轧辊有限公司")
    first = web.add_paper("choose1", "contract", ("合同",), customer=customer)
    second = web.add_paper("choose2", "contract", ("合同",))
    filing.move(web.service, Viewer(None, "ada", Role.MANAGER), second, customer)
    with web.service.database.unit_of_work() as work:
        work.likenesses.found(second, first, "same", 0.98, web.service.now())
    said = {}
    with web.signed_in("ada", "zh-CN") as client:
        csrf = web.csrf_in(client.get(f"/review/{second}").text)
        for keep in ("both", "this", "other"):
            choice = {"csrf": csrf, "other": str(first), "keep": keep, "desk": "true"}
            said[keep] = client.post(f"/documents/{second}/keep", data=choice).headers["location"]
            act = re.search(r"act=(\d+)", said[keep])[1]
            if keep == "other":
                gone = client.get(f"/documents/{second}").text
                assert "已撤回" in gone
                assert f'href="/documents/{first}">代之以' in gone
            assert client.post(f"/acts/{act}/undo", data={"csrf": csrf}).status_code == 303
    assert all(said[keep].startswith(f"/review/{second}?said=kept_{keep}") for keep in ("this", "both"))
    assert re.match(r"/review(/\d+)?\?said=kept_other", said["other"])
    assert f"/review/{second}?" not in said["other"]


def test_a_file_tried_again_is_shown_in_the_list_it_stood_in(web):
    scan = web.add_rejected("locked.pdf", "encrypted")
    with web.signed_in("ada") as client:
        page = client.get("/intake?state=rejected").text
        form = re.search(rf'action="/intake/{scan}/retry".*?</form>', page, re.DOTALL)[0]
        state = re.search(r'name="state" value="(\w*)"', form)[1]
        again = {"csrf": web.csrf_in(page), "state": state, "password": "x"}
        answer = client.post(f"/intake/{scan}/retry", data=again)
    assert answer.headers["location"] == "/intake?state=rejected&said=retried"


def test_a_file_of_many_papers_filled_the_list_with_them(web):
    slips = [Sheet(slip(f"SH{n:04}", "2026年4月2日", "铁岭多页机械有限公司")) for n in range(15)]
    papers = put_in(web.service, "batch", slips)
    with web.signed_in("ada") as client:
        page = client.get("/intake").text
    row = re.search(r"batch\.pdf.*?</tr>", page, re.DOTALL)[0]
    assert len(papers) == 15
    assert len(re.findall(r'href="/(?:review|documents)/', row)) == 12
    assert "and 3 more" in row
