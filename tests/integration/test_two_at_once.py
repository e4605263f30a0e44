"""Two people at the same paper, list or request: the later one is told, nothing of the earlier is lost."""

from __future__ import annotations

import re

import pytest

from dossier import accounts, approvals, attesting, checking, collecting, sampling
from dossier.handover_record import SameSigner
from storage.states import ApprovalKind, SampleVerdict
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
MANAGER = Viewer(None, "钱经理", Role.MANAGER)


@pytest.fixture(scope="module")
def keepers(web) -> None:
    """An archivist and a manager with accounts."""
    with web.service.database.reading() as work:
        ada = work.users.viewer(work.users.by_name("ada").id)
    for name, role in (("zhang", Role.ARCHIVIST), ("gao", Role.MANAGER)):
        accounts.create_user(web.service, ada, name=name, password="correct horse battery", role=role)


def test_a_second_verdict_replaced_a_colleagues_that_was_never_seen(web, keepers):
    customer = web.add_customer("沧州同判机械有限公司")
    web.add_paper("tp1", "contract", ("合同",), customer=customer)
    drawn = sampling.draw(web.service, ARCHIVIST, [str(customer)], percent=100)
    path = f"/samplings/{drawn.id}/papers/1"
    with web.signed_in("ada") as first, web.signed_in("zhang") as second:
        pages = [client.get(path).text for client in (first, second)]
        forms = [
            {**dict(re.findall(r'name="(shown|before)" value="([^"]*)"', page)), "csrf": web.csrf_in(page)}
            for page in pages
        ]
        fault = {**forms[0], "verdict.1": "skewed", "agrees": "yes"}
        assert first.post(path, data=fault).status_code == 303
        refused = second.post(path, data={**forms[1], "verdict.1": "pass", "agrees": "yes"})
        assert refused.status_code == 409
        assert "ada judged the paper" in refused.text
        again = second.get(path).text
        seen = {**dict(re.findall(r'name="(shown|before)" value="([^"]*)"', again)), "verdict.1": "pass"}
        [page] = sampling.find(web.service, ARCHIVIST, drawn.id).documents[0].pages
        assert page.verdict is SampleVerdict.SKEWED
        assert (
            second.post(path, data={**seen, "csrf": web.csrf_in(again), "agrees": "yes"}).status_code == 303
        )


def test_a_manager_granted_gaps_that_the_page_did_not_show(web, keepers):
    customer = web.add_customer("沧州盲批机械有限公司")
    web.add_paper("tp2", "contract", ("合同",), customer=customer)
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    checking.check(web.service, CHECKER, handover.id, notes={handover.lines[0].document_id: "缺封面"})
    approvals.ask(web.service, COLLECTOR, handover.id, ApprovalKind.GAPS, "稍后补交")
    with web.signed_in("gao", "zh-CN") as client:
        page = client.get("/handovers").text
    assert "合同：缺封面" in page


def test_whoever_asked_was_told_that_they_had_signed(web):
    customer = web.add_customer("沧州自批机械有限公司")
    web.add_paper("tp3", "contract", ("合同",), customer=customer)
    handover = collecting.collect(web.service, COLLECTOR, str(customer))
    checking.check(web.service, CHECKER, handover.id)
    asked = approvals.ask(web.service, MANAGER, handover.id, ApprovalKind.GAPS, "稍后补交")
    with pytest.raises(SameSigner, match="钱经理 asked for this"):
        approvals.decide(web.service, MANAGER, asked.id, granted=True)


def form_of(page: str, action: str) -> dict[str, str]:
    """Return what a form sends as it stands: its fields and what is chosen."""
    form = re.search(rf'<form[^>]*action="[^"]*{action}".*?</form>', page, re.DOTALL)[0]
    said = dict(re.findall(r'name="([^"]+)" (?:inputmode="numeric" )?value="([^"]*)"', form))
    for name, choices in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        said[name] = next(iter(re.findall(r'value="([^"]*)" selected', choices)), "")
    return said


def test_what_one_said_of_a_paper_was_taken_back_by_anothers_older_page(web):
    customer = web.add_customer("沧州同注机械有限公司", team="North")
    paper = web.add_paper("tp4", "contract", ("合同",), customer=customer)
    described = f"/customers/{customer}/archive?describe={paper}"
    with web.signed_in("ada") as ada, web.signed_in("carl") as carl:
        for page, action in ((f"/documents/{paper}", "/attest"), (described, "/archive/describe")):
            path = f"/documents/{paper}{action}" if action == "/attest" else f"/customers/{customer}{action}"
            forms = []
            for client in (ada, carl):
                shown = client.get(page).text
                forms.append({**form_of(shown, action), "csrf": web.csrf_in(shown)})
            new = {"sealed": "yes", "title": "年度合同"}
            assert ada.post(path, data={**forms[0], **new}).status_code == 303
            assert carl.post(path, data={**forms[1], "signed": "yes", "remark": "缺页"}).status_code == 409
    with web.service.database.reading() as work:
        said = {one.attribute: one.said_by for one in work.attestations.of_document(SYSTEM, paper)}
        words = work.catalogues.words_of([paper])[paper]
    assert said == {"sealed": "ada"}
    assert (words.title, words.remark) == ("年度合同", None)


def test_saving_a_seal_took_back_the_period_and_who_had_said_the_rest(web):
    customer = web.add_customer("沧州留期机械有限公司", team="North")
    paper = web.add_paper("tp5", "contract", ("合同",), customer=customer)
    attesting.attest(web.service, ARCHIVIST, paper, {"original": True})
    attesting.say_what_for(web.service, ARCHIVIST, paper, period="2026-01")
    with web.signed_in("carl") as client:
        shown = client.get(f"/documents/{paper}").text
        said = {**form_of(shown, "/attest"), "csrf": web.csrf_in(shown), "sealed": "yes"}
        assert client.post(f"/documents/{paper}/attest", data=said).status_code == 303
    with web.service.database.reading() as work:
        found = {
            one.attribute: (one.value, one.said_by) for one in work.attestations.of_document(SYSTEM, paper)
        }
    by = ARCHIVIST.name
    assert found == {
        "sealed": (True, "carl"),
        "original": (True, by),
        "belongs_to": (["period", "2026-01"], by),
    }
