"""The choice between two papers that look alike: nothing is lost by it, decided twice or filed unseen."""

from __future__ import annotations

import re

import pytest

from dossier import filing, rules_again
from dossier.errors import Conflict
from dossier.judgement import message_row
from dossier.rules_again import alike_papers, settle_likeness
from dossier.together import waiting_alike
from storage.states import DocumentState
from storage.viewer import SYSTEM
from tests.acceptance.desk_room import RIGHT, Sheet, put_in
from tests.integration import test_desk_verbs
from tests.integration.test_desk_verbs import CLERK, customer, document, slips, three_pages

service = test_desk_verbs.service


def look_alike(service, copy, first, kind="same"):
    """Let a waiting paper look like an earlier one, as the machine says it."""
    with service.database.unit_of_work() as work:
        work.likenesses.found(copy, first, kind, 0.99, service.now())
        doubt = message_row(rules_again._sentence(kind, first))
        reasons = [*work.documents.get(SYSTEM, copy).review_reasons, doubt]
        work.documents.set_state(copy, DocumentState.REVIEW, service.now(), review_reasons=reasons)


def choices(service, one):
    return [(alike.id, list(alike.choices)) for alike in alike_papers(service, CLERK, one)]


def states(service, *ids):
    return [document(service, one).state.value for one in ids]


def test_a_page_found_inside_a_longer_paper_does_not_withdraw_the_whole_one(service):
    whole = three_pages(service)
    [part] = put_in(service, "part", [Sheet(["附页", "乙方确认条款"])])
    if not alike_papers(service, CLERK, part):
        look_alike(service, part, whole, "inside")
    [shown] = alike_papers(service, CLERK, part)
    assert (shown.pages, list(shown.choices)) == ((1, 3), ["other", "both"])
    assert [said.template for said in shown.against][1] == "Keep the paper with more pages, or both."
    with pytest.raises(Conflict) as refused:
        settle_likeness(service, CLERK, part, whole, "this")
    assert refused.value.hint.template == "Keep the paper with more pages, or both."
    assert states(service, whole, part) == ["review", "review"]
    settle_likeness(service, CLERK, part, whole, "other")
    assert states(service, whole, part) == ["review", "withdrawn"]


def test_a_likeness_that_was_decided_is_not_decided_again(service):
    first, copy = slips(service, 2)
    look_alike(service, copy, first)
    settle_likeness(service, CLERK, copy, first, "both")
    for keep in ("this", "other", "both"):
        with pytest.raises(Conflict):
            settle_likeness(service, CLERK, copy, first, keep)
    assert states(service, first, copy) == ["review", "review"]


def test_a_filed_paper_is_not_withdrawn_for_one_without_a_customer(service):
    first, copy = slips(service, 2)
    look_alike(service, copy, first)
    filing.file(service, CLERK, first, customer_id=customer(service, RIGHT))
    assert document(service, copy).customer_id is None
    assert choices(service, copy) == [(first, ["other", "both"])]
    with pytest.raises(Conflict):
        settle_likeness(service, CLERK, copy, first, "this")
    assert states(service, first, copy) == ["filed", "review"]
    filing.file(service, CLERK, copy, customer_id=customer(service, RIGHT))
    settle_likeness(service, CLERK, copy, first, "this")
    assert states(service, first, copy) == ["withdrawn", "filed"]


def test_copies_of_a_withdrawn_paper_are_compared_with_the_one_kept_and_undoing_takes_it_back(service):
    first, kept, *copies = slips(service, 4)
    for one in (kept, *copies):
        look_alike(service, one, first)
    before = [document(service, one).review_reasons for one in copies]
    settle_likeness(service, CLERK, kept, first, "this")
    for one in copies:
        assert choices(service, one) == [(kept, ["this", "other", "both"])]
        assert waiting_alike(service, CLERK, one) == [one]
        assert document(service, one).review_reasons[-1]["params"] == {"n": kept}
    filing.undo_newest(service, CLERK)
    assert [document(service, one).review_reasons for one in copies] == before
    assert [choices(service, one)[0][0] for one in copies] == [first, first]
    settle_likeness(service, CLERK, kept, first, "this")
    settle_likeness(service, CLERK, copies[0], kept, "both")
    assert choices(service, copies[0]) == []
    assert document(service, copies[0]).review_reasons == before[0][:-1]


def test_a_copy_of_a_copy_is_compared_with_the_paper_kept(service):
    first, copy, again = slips(service, 3)
    look_alike(service, copy, first)
    look_alike(service, again, copy)
    settle_likeness(service, CLERK, copy, first, "other")
    assert [one for one, _ in choices(service, again)] == [first]
    filing.undo_newest(service, CLERK)
    assert [one for one, _ in choices(service, again)] == [copy]
    assert [one for one, _ in choices(service, copy)] == [first]


def test_copies_are_not_filed_together_whatever_the_page_says(service):
    first, copy, again = slips(service, 3)
    look_alike(service, copy, first)
    look_alike(service, again, first)
    right = customer(service, RIGHT)
    with pytest.raises(Conflict):
        filing.file_together(service, CLERK, [copy, again], customer_id=right, type="delivery_note")
    assert states(service, copy, again) == ["review", "review"]
    with service.database.unit_of_work() as work:  # the doubt stands in words alone
        for one in (copy, again):
            work.likenesses.forget(one)
    assert waiting_alike(service, CLERK, copy) == [copy]
    with pytest.raises(Conflict):
        filing.file_together(service, CLERK, [copy, again], customer_id=right, type="delivery_note")
    filing.file_together(service, CLERK, [copy], customer_id=right, type=document(service, copy).type)
    assert states(service, copy, again) == ["filed", "review"]


def test_a_stale_page_does_not_choose_between_two_papers(web):
    own = web.add_customer("承德择一陈旧有限公司")
    first = web.add_paper("stale1", "contract", ("合同", "甲"))
    copy = web.add_paper("stale2", "contract", ("合同", "乙"))
    look_alike(web.service, copy, first)
    with web.signed_in("ada") as client:
        page = client.get(f"/review/{copy}").text
        form = re.search(rf'action="/documents/{copy}/keep".*?</form>', page, re.DOTALL)[0]
        shown = dict(re.findall(r'name="(seen|other_seen|other|desk)" value="(\w+)"', form))
        assert set(shown) == {"seen", "other_seen", "other", "desk"}
        filing.file(web.service, CLERK, first, customer_id=own)
        said = {"csrf": web.csrf_in(page), **shown}
        for keep in ("this", "other", "both"):
            assert client.post(f"/documents/{copy}/keep", data={**said, "keep": keep}).status_code == 409
        assert states(web.service, first, copy) == ["filed", "review"]
        fresh = client.get(f"/review/{copy}").text
        form = re.search(rf'action="/documents/{copy}/keep".*?</form>', fresh, re.DOTALL)[0]
        assert 'value="this"' not in form
        assert "is filed; it is not withdrawn" in fresh
        shown = dict(re.findall(r'name="(seen|other_seen|other|desk)" value="(\w+)"', form))
        said = {"csrf": web.csrf_in(fresh), **shown, "keep": "other"}
        assert client.post(f"/documents/{copy}/keep", data=said).status_code == 303
    assert states(web.service, first, copy) == ["filed", "withdrawn"]


def test_a_program_chose_between_two_papers_as_they_had_been(web):
    """Over REST nothing asked whether one of them was changed meanwhile."""
    own = web.add_customer("承德程序陈旧有限公司")
    first = web.add_paper("stale3", "contract", ("合同", "丙"))
    copy = web.add_paper("stale4", "contract", ("合同", "丁"))
    look_alike(web.service, copy, first)
    with web.program("ada") as client:

        def seen(document: int) -> int:
            return client.get(f"/api/v1/documents/{document}").json()["change"]

        said = {"other": first, "keep": "other", "seen": seen(copy), "other_seen": seen(first)}
        waiting = {"customer_id": own, "seen": seen(first)}
        keep = f"/api/v1/documents/{copy}/keep"
        half = {name: value for name, value in said.items() if name != "other_seen"}
        assert client.post(keep, json=half).status_code == 422
        assert client.post(f"/api/v1/documents/{first}/file", json=waiting).status_code == 200
        assert client.post(f"/api/v1/documents/{first}/file", json=waiting).status_code == 409
        assert client.post(keep, json=said).status_code == 409
        assert states(web.service, first, copy) == ["filed", "review"]
        assert client.post(keep, json={**said, "other_seen": seen(first)}).status_code == 200
    assert states(web.service, first, copy) == ["filed", "withdrawn"]
