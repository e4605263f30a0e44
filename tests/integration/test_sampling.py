"""Acceptance sampling: drawn, judged, signed and printed, on a real database and through the pages."""

from __future__ import annotations

import io
import re

import pymupdf
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from capture.pages import Message, PageWarning
from dossier import (
    accounts,
    care,
    collecting,
    describing,
    filing,
    merging,
    sampling,
    sampling_judging,
    sampling_report,
)
from dossier.cli import app
from dossier.errors import BadRequest, Conflict, Forbidden, NotFound
from dossier.sampling_draw import draw_sample
from dossier.sampling_judging import Judged
from dossier.sampling_rates import rates_of
from storage.states import SampleVerdict, SamplingState
from storage.values_archive import CatalogueWords
from storage.viewer import SYSTEM, Role, Viewer

CLERK = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER, frozenset())
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
NAME = "保定清苑铸造有限公司"
LOW = PageWarning("low_resolution", Message("{dpi} dpi", {"dpi": 150}))
SLANT = PageWarning("skewed", Message("The lines slant."))


def dossier(web, name, papers=4, **more):
    customer = web.add_customer(name)
    for place in range(papers):
        web.add_paper(
            f"s{customer}-{place}",
            "contract",
            ("购销合同", name),
            customer=customer,
            pages=1 + place % 2,
            **more,
        )
    return customer


@pytest.fixture(scope="module")
def twenty(web) -> str:
    """A dossier of twenty papers without a fault."""
    return str(dossier(web, "二号抽检公司", 20))


def judged(one, verdict=SampleVerdict.PASS, agrees=True, note=""):
    count = len(one.seen["pages"])
    verdicts = {page: SampleVerdict.PASS for page in range(1, count)} | {count: verdict}
    return Judged(verdicts, {count: note}, agrees)


def shown_in(page: str) -> str:
    """Return what a drawn paper's page says it shows."""
    return re.search(r'name="shown" value="([0-9a-f]{64})"', page)[1]


def judge_all(web, drawn, **what):
    for one in drawn.documents:
        drawn = sampling_judging.judge(web.service, ARCHIVIST, drawn.id, one.position, judged(one, **what))
    return drawn


def test_a_clean_sample_is_accepted_and_its_draw_can_be_repeated(web):
    customer = dossier(web, "一号抽检公司", 6)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=50)
    assert len(drawn.documents) == 3
    ids = [one.document_id for one in drawn.documents]
    assert draw_sample(drawn.population, 3, drawn.seed) == ids
    again = sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=50, seed=drawn.seed)
    assert [one.document_id for one in again.documents] == ids
    assert {check["verdict"] for check in drawn.checks} == {"pass", "not_run"}
    signed = sampling_judging.sign(web.service, ARCHIVIST, judge_all(web, drawn).id, "全部合格")
    assert signed.state is SamplingState.ACCEPTED
    assert (signed.signed_by, signed.note) == ("赵档案", "全部合格")
    assert care.verify_audit(web.service, SYSTEM) is None


@pytest.mark.parametrize(
    ("agrees", "verdict", "accepted"),
    [(True, SampleVerdict.SKEWED, True), (False, SampleVerdict.PASS, False)],
)
def test_one_fault_of_twenty_is_borne_but_a_wrong_catalogue_is_not(web, twenty, agrees, verdict, accepted):
    drawn = judge_all(web, sampling.draw(web.service, ARCHIVIST, [twenty], percent=100))
    bad = drawn.documents[0]
    found = judged(bad, verdict=verdict, agrees=agrees)
    drawn = sampling_judging.judge(web.service, ARCHIVIST, drawn.id, bad.position, found)
    assert rates_of(drawn).rate == 95
    signed = sampling_judging.sign(web.service, ARCHIVIST, drawn.id)
    assert (signed.state is SamplingState.ACCEPTED) == accepted


def test_two_faults_of_twenty_are_too_many(web, twenty):
    drawn = judge_all(web, sampling.draw(web.service, ARCHIVIST, [twenty], percent=100))
    for one in drawn.documents[:2]:
        found = judged(one, verdict=SampleVerdict.UNREADABLE)
        drawn = sampling_judging.judge(web.service, ARCHIVIST, drawn.id, one.position, found)
    assert sampling_judging.sign(web.service, ARCHIVIST, drawn.id).state is SamplingState.REFUSED


def test_what_the_computer_finds_on_any_paper_counts_and_doubts_do_not(web):
    poor, doubtful = (
        dossier(web, "四号公司", 6, warnings=(LOW,)),
        dossier(web, "五号公司", warnings=(SLANT,)),
    )
    drawn = judge_all(web, sampling.draw(web.service, ARCHIVIST, [str(poor)]))
    (check,) = [one for one in drawn.checks if one["code"] == "dpi"]
    assert (check["verdict"], check["checked"], len(check["memos"])) == ("fail", 9, 9)
    assert len(drawn.documents) == 1
    assert sampling_judging.sign(web.service, ARCHIVIST, drawn.id).state is SamplingState.REFUSED
    other = judge_all(web, sampling.draw(web.service, ARCHIVIST, [str(doubtful)]))
    (check,) = [one for one in other.checks if one["code"] == "scan"]
    assert check["verdict"] == "pass"
    assert check["memos"]
    assert sampling_judging.sign(web.service, ARCHIVIST, other.id).state is SamplingState.ACCEPTED


def test_a_later_change_of_a_sampled_paper_is_seen(web):
    customer = dossier(web, "六号公司")
    drawn = judge_all(web, sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=100))
    first = drawn.documents[0].document_id
    describing.describe(web.service, ARCHIVIST, first, CatalogueWords(title="改过的题名"))
    with pytest.raises(Conflict, match="changed after it was judged"):
        sampling_judging.sign(web.service, ARCHIVIST, drawn.id)
    drawn = judge_all(web, drawn)
    sampling_judging.sign(web.service, ARCHIVIST, drawn.id)
    describing.describe(web.service, ARCHIVIST, first, CatalogueWords(title="又改", reference="HT-新"))
    report = sampling_report.read_report(web.service, ARCHIVIST, drawn.id, "zh_CN")
    assert [name.template for name in report.changed[first]] == ["Title", "Own number"]
    assert set(report.changed) == {first}


def test_papers_that_went_to_another_dossier_are_still_checked(web):
    """The dossiers of the draw were checked: after a merge they were empty, and nothing failed."""
    kept = web.add_customer("合并后的公司")
    poor, moved = dossier(web, "被合并的公司", 3, warnings=(LOW,)), dossier(web, "改归户的公司", 2)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(poor), str(moved)], percent=100)
    merging.merge(web.service, ARCHIVIST, str(poor), str(kept))
    filing.move(web.service, ARCHIVIST, drawn.documents[-1].document_id, kept)
    again = sampling_judging.check_again(web.service, ARCHIVIST, drawn.id)
    (check,) = [one for one in again.checks if one["code"] == "dpi"]
    assert (check["verdict"], check["checked"], len(check["memos"])) == ("fail", 7, 4)


def test_what_cannot_be_is_refused_with_a_reason(web):
    service, customer = web.service, dossier(web, "七号公司", 2)
    with pytest.raises(Forbidden):
        sampling.draw(service, CLERK, [str(customer)])
    for arguments in (
        {"customers": []},
        {"customers": [str(customer)], "handover_id": 1},
        {"customers": [str(customer)], "percent": 4},
        {"customers": [str(web.add_customer("空的公司"))]},
    ):
        with pytest.raises(BadRequest):
            sampling.draw(service, ARCHIVIST, **arguments)
    drawn = sampling.draw(service, ARCHIVIST, [str(customer)], percent=100)
    with pytest.raises(Conflict, match="2 papers are not judged"):
        sampling_judging.sign(service, ARCHIVIST, drawn.id)
    for found in (Judged({9: SampleVerdict.PASS}), Judged({1: SampleVerdict.OTHER})):
        with pytest.raises(BadRequest):
            sampling_judging.judge(service, ARCHIVIST, drawn.id, 1, found)
    with pytest.raises(BadRequest):
        sampling_judging.judge(service, ARCHIVIST, drawn.id, 99, Judged({}))
    signed = sampling_judging.sign(service, ARCHIVIST, judge_all(web, drawn).id)
    with pytest.raises(Conflict, match="is signed"):
        sampling_judging.judge(service, ARCHIVIST, signed.id, 1, judged(signed.documents[0]))
    with pytest.raises(Forbidden):
        sampling_judging.sign(service, CHECKER, drawn.id)


def test_a_handover_is_sampled_by_its_list_and_other_teams_do_not_see_it(web):
    customer = web.add_customer("八号公司", team="North")
    for place in range(3):
        web.add_paper(f"hs{place}", "contract", ("合同",), customer=customer)
    handed = collecting.collect(web.service, ARCHIVIST, str(customer))
    web.add_paper("hs-late", "contract", ("合同",), customer=customer)
    drawn = sampling.draw(web.service, ARCHIVIST, handover_id=handed.id, percent=100)
    assert len(drawn.documents) == 3
    with web.service.database.reading() as work:
        dora = work.users.viewer(work.users.by_name("dora").id)
        carl = work.users.viewer(work.users.by_name("carl").id)
    assert sampling.find(web.service, carl, drawn.id).handover_id == handed.id
    with pytest.raises(NotFound):
        sampling.find(web.service, dora, drawn.id)
    assert drawn.id not in [one.id for one in sampling.browse(web.service, dora).items]


def test_the_report_says_everything_in_both_languages(web):
    customer = dossier(web, NAME)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=100)
    drawn = judge_all(web, drawn)
    one = drawn.documents[1]
    found = judged(one, verdict=SampleVerdict.OTHER, note="右下角有手指")
    sampling_judging.judge(web.service, ARCHIVIST, drawn.id, one.position, found)
    sampling_judging.sign(web.service, ARCHIVIST, drawn.id)
    for language, words in (
        ("zh_CN", ("验收抽检报告", "其他缺陷", "验收不通过", "3 / 4 = 75.0 %", "分辨率不低于 200 dpi")),
        ("en", ("Report of an acceptance", "another fault", "Not accepted", "Resolution is 200 dpi")),
    ):
        report = sampling_report.read_report(web.service, ARCHIVIST, drawn.id, language)
        with pymupdf.open(stream=sampling_report.as_pdf(report, language)) as document:
            text = "".join(page.get_text() for page in document)
        book = load_workbook(io.BytesIO(sampling_report.as_excel(report, language)))
        cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        assert "dpi " not in cells.replace("200 dpi", "")
        for word in (*words, NAME, drawn.seed, "赵档案", "右下角有手指"):
            assert word in text.replace("\n", "") or word in text
            assert word in cells


def test_pages_lead_from_the_draw_to_the_signature(web):
    customer = dossier(web, "九号公司", 2)
    with web.service.database.reading() as work:
        ada = work.users.viewer(work.users.by_name("ada").id)
    accounts.create_user(web.service, ada, name="zhao", password="correct horse battery", role=Role.ARCHIVIST)
    with web.signed_in("zhao") as client:
        csrf = web.csrf_in(client.get("/samplings").text)
        answer = client.post("/samplings", data={"csrf": csrf, "customers": customer, "percent": "100"})
        assert answer.status_code == 303, answer.text
        base = answer.headers["location"].partition("?")[0]
        page = client.get(base).text
        assert 'data-check="dpi" data-verdict-of="pass"' in page
        assert "Sign the outcome" not in page
        asked = client.get(f"{base}/papers/1").text
        assert client.get(re.search(r'src="([^"]+)&amp;s=', asked)[1]).status_code == 200
        data = {"csrf": csrf, "shown": shown_in(asked), "verdict.1": "", "rest": "pass"}
        part = client.post(f"{base}/papers/1", data=data)
        assert "judged_in_part" in part.headers["location"]
        for place, verdict in ((1, "skewed"), (2, "")):
            shown = shown_in(client.get(f"{base}/papers/{place}").text)
            data = {"csrf": csrf, "shown": shown, "verdict.1": verdict, "verdict.2": ""}
            data |= {"agrees": "yes", "rest": "pass"}
            if place == 1:
                del data["verdict.2"]
            done = client.post(f"{base}/papers/{place}", data=data)
            assert done.status_code == 303, done.text
        assert client.post(f"{base}/sign", data={"csrf": csrf, "note": "重扫"}).status_code == 303
        assert "Not accepted" in client.get(base).text
        assert client.get(f"{base}/report.pdf").content.startswith(b"%PDF")
        assert client.get(f"{base}/report.xlsx").content.startswith(b"PK")
        assert client.post(f"{base}/sign", data={"csrf": csrf}).status_code == 409
    with web.signed_in("carl", "zh-CN") as client:
        page = client.get(base).text
        assert "验收不通过" in page
        assert re.search(r'data-check="colour"[^>]*><span[^>]*><span><b[^>]*>色彩</b>', page)
        assert (
            client.post("/samplings", data={"csrf": web.csrf_in(client.get("/customers").text)}).status_code
            == 403
        )


def test_a_verdict_counts_for_what_was_shown_only(web):
    """A verdict was written for the paper as it was when the form came in."""
    customer = dossier(web, "十一号公司", 1)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=100)
    path = f"/samplings/{drawn.id}/papers/1"
    with web.signed_in("ada") as client:
        page = client.get(path).text
        data = {"csrf": web.csrf_in(page), "shown": shown_in(page), "agrees": "yes", "rest": "pass"}
        data |= {"verdict.1": "pass"}
        title = CatalogueWords(title="看着看着改了")
        describing.describe(web.service, ARCHIVIST, drawn.documents[0].document_id, title)
        refused = client.post(path, data=data)
        assert refused.status_code == 409
        assert "was changed while you looked at it" in refused.text
        assert not sampling.find(web.service, ARCHIVIST, drawn.id).documents[0].judged
        data["shown"] = shown_in(client.get(path).text)
        assert client.post(path, data=data).status_code == 303
    (one,) = sampling.find(web.service, ARCHIVIST, drawn.id).documents
    assert (one.judged, one.seen["title"]) == (True, "看着看着改了")


def test_a_paper_of_another_team_is_not_judged(web):
    """The sampling was still to be seen, so its paper was judged though nobody here may see it."""
    mine = web.add_customer("十二号公司", team="North")
    web.add_paper("team", "contract", ("合同",), customer=mine)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(mine)], percent=100)
    (one,) = drawn.documents
    filing.move(web.service, ARCHIVIST, one.document_id, web.add_customer("十三号公司", team="South"))
    with web.service.database.reading() as work:
        carl = work.users.viewer(work.users.by_name("carl").id)
    checker = Viewer(None, "李检查", Role.CHECKER, carl.teams)
    assert sampling.find(web.service, checker, drawn.id)
    with pytest.raises(NotFound):
        sampling_judging.judge(web.service, checker, drawn.id, 1, judged(one))


def test_samplings_are_listed_slice_by_slice(web):
    """All of them were read for one page, each with all its papers."""
    customer = dossier(web, "十四号公司", 1)
    for percent in (100, 50, 5):
        judge_all(web, sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=percent))
    with web.service.database.reading() as work:
        found, cursor = [], None
        for place in range(3):
            part = work.samplings.browse(SYSTEM, cursor=cursor, limit=2 if place == 0 else 1000)
            found, cursor = [*found, *part.items], part.next
            if cursor is None:
                break
        assert [one.percent for one in found[:3]] == [5, 50, 100]
        assert found == [work.samplings.get(SYSTEM, one.id) for one in found]
        assert len({one.id for one in found}) == part.total
    with web.signed_in("ada") as client:
        assert client.get("/samplings?cursor=x").status_code == 400


def test_the_command_line_draws_judges_and_signs(web, tmp_path):
    dossier(web, "十号公司", 2)
    data = ["--data", str(web.service.settings.data)]

    def run(*words):
        done = CliRunner().invoke(app, ["sample", *words, *data])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done

    drawn = run("draw", "十号公司", "--percent", "100", "--seed", "s1")
    number = drawn.output.split()[0]
    assert run("judge", number, "1").exit_code == 0
    assert run("judge", number, "2", "--fault", "2=blurry").exit_code == 2
    assert run("judge", number, "2", "--fault", "2=turned:倒置", "--differs").exit_code == 0
    assert run("sign", number).exit_code == 3
    assert re.search(rf"^{number}  .*2 / 2$", run("list").output, re.MULTILINE)
    assert run("report", number, "--out", str(tmp_path / "r.pdf")).exit_code == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
