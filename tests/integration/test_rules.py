"""Corrections become a rule: proposed, tried, switched on, taken back; and papers that come again."""

from __future__ import annotations

import pytest

from classify.profiles.profile_file import ProfileError
from dossier import explaining, filing, rules_again, rules_learning
from dossier.errors import Conflict, Forbidden
from dossier.rules_plan import LOCAL_FILE, WITNESS
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.viewer import Role, Viewer

ADA = Viewer(None, "ada", Role.ADMINISTRATOR)
NEW = "types:\n  - {id: complaint, category: 5, title: 质量投诉单, title_en: Complaint}\n"


def lines(number: int) -> tuple[str, ...]:
    return (
        "质量异议反馈书",
        f"反馈编号：FK2024{number:04d}",
        "异议内容：表面有划伤，请派人查看",
        f"发生日期：2024年5月{number + 1}日",
        "处理时限：三个工作日内答复",
    )


def test_three_corrections_become_a_rule_that_can_be_taken_back(web):
    service = web.service
    rules_learning.switch_on(service, ADA, "complaint", NEW)
    papers = [web.add_paper(f"complaint {n}", "other", lines(n)) for n in range(5)]
    web.add_paper("slip", "delivery_slip", ("送货单", "收货单位：苏州远景贸易有限公司", "送货人签字"))
    for one in papers[:3]:
        assert rules_learning.propose(service, ADA) == []
        filing.retype(service, ADA, one, "complaint")
    proposed = rules_learning.propose(service, ADA)
    assert [rule.state for rule in proposed] == ["proposed"]
    rule = proposed[0].rule
    assert "质量异议反馈书" in proposed[0].text
    assert len(rules_learning.propose(service, ADA)) == 1

    tried = rules_learning.try_rule(service, ADA, rule)
    assert (tried.people_agree, tried.people_disagree) == (3, 0)
    assert {paper.id for paper in tried.samples} == set(papers)
    with service.database.reading() as work:
        assert work.rules.get(rule).state == "proposed"

    rules_learning.switch_on(service, ADA, rule)
    why = explaining.explain(service, ADA, papers[4], "en").why
    assert why.best.type == "complaint"
    assert "complaint." not in " ".join(reason.text for reason in why.best.reasons)
    assert why.changes
    rules_learning.switch_off(service, ADA, rule)
    assert explaining.explain(service, ADA, papers[4], "en").why.best.type == "other"
    assert [v.state for v in rules_learning.history(service, ADA, rule)] == ["off", "on", "proposed"]
    with pytest.raises(Conflict):
        rules_learning.switch_off(service, ADA, "complaint")


def test_an_undone_correction_is_no_evidence(web):
    service = web.service
    paper = web.add_paper("undone", "other", ("完全另外的一张单据", "没有别的内容"))
    filing.retype(service, ADA, paper, "order")
    with service.database.reading() as work:
        assert [c.after for c in work.rules.corrections(ADA) if c.document_id == paper] == ["order"]
    filing.undo_last(service, ADA, paper)
    with service.database.reading() as work:
        assert not [c for c in work.rules.corrections(ADA) if c.document_id == paper]


def test_a_clerk_may_not_switch_rules(web):
    with pytest.raises(Forbidden):
        rules_learning.switch_on(web.service, Viewer(1, "carl", Role.CLERK), "x", NEW)


def test_the_page_of_rules_shows_and_tries(web):
    with web.signed_in("ada") as browser:
        page = browser.get("/rules")
        assert page.status_code == 200
        form = {"csrf": web.csrf_in(page.text), "name": "mine"}
        text = "additions:\n  - {type: order, titles: [门卫放行条]}\n"
        tried = browser.post("/rules/try", data={**form, "text": text})
        assert "What mine would change" in tried.text
        wrong = browser.post("/rules/on", data={**form, "text": "additions:\n  - {type: nothing}\n"})
        assert wrong.status_code >= 400
        assert "line 2" in wrong.text
    with web.signed_in("carl") as browser:
        assert browser.get("/rules").status_code == 403


def test_papers_that_look_alike_are_shown_side_by_side_and_one_is_kept(web):
    service = web.service
    rows = (*lines(77), "客户：苏州远景贸易有限公司", "电话：0512-65551234", "合同编号：HT202405123")
    first, second = (web.add_paper(f"twice {n}", "other", rows) for n in range(2))
    with service.database.unit_of_work() as work:
        for one in (first, second):
            document = work.documents.get(ADA, one)
            pages = rules_again._pages_of(work, document)
            found = rules_again.find_earlier(work, service, one, document.pages, pages)
    assert found is not None
    assert [alike.id for alike in rules_again.alike_papers(service, ADA, second)] == [first]
    with web.signed_in("ada") as browser:
        page = browser.get(f"/documents/{second}")
        assert f"Keep paper {first}" in page.text
        form = {"csrf": web.csrf_in(page.text), "other": first, "keep": "this"}
        assert browser.post(f"/documents/{second}/keep", data=form).status_code == 303
    with service.database.reading() as work:
        assert work.documents.get(ADA, first).state == "withdrawn"
        assert work.documents.get(ADA, first).replaced_by == second
    filing.undo_last(service, ADA, second)
    with service.database.reading() as work:
        assert work.documents.get(ADA, first).state == "review"


def test_a_wrong_local_file_stops_the_start_with_its_line(tmp_path):
    (tmp_path / LOCAL_FILE).write_text("types:\n  - {id: contract, title: 合同, title_en: C}\n", "utf-8")
    with pytest.raises(ProfileError) as caught, open_service(read_settings(tmp_path, reader="none")):
        pass
    assert caught.value.line == 2
    (tmp_path / LOCAL_FILE).write_text(NEW, "utf-8")
    with open_service(read_settings(tmp_path, reader="none")) as service:
        assert "complaint" in service.profile.types


def test_the_witness_is_taught_only_when_switched_on(web):
    service = web.service
    assert service.profile.witness is None
    words = {
        "receipt": ("今收到现金人民币若干元整", "收款人签字", "交款单位盖章"),
        "order": ("请按下列品名规格供货", "要求到货日期", "采购员签字"),
    }
    for type_id, text in words.items():
        for number in range(2):
            paper = web.add_paper(f"{type_id} to learn {number}", "other", text)
            filing.retype(service, ADA, paper, type_id)
    shown = rules_learning.switch_on(service, ADA, WITNESS)
    assert shown.text == ""
    assert service.profile.witness is not None
    rules_learning.switch_off(service, ADA, WITNESS)
    assert service.profile.witness is None
