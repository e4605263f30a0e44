"""Pages over HTTP: strangers, another team, the owner; forms, languages, errors, headers."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest

from api.security import CONTENT_POLICY
from capture.pages import Message, PageWarning

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages show."""

    customer: int
    filed: int
    waiting: int


@pytest.fixture(scope="module")
def desk(web) -> Desk:
    customer = web.add_customer("南方金属有限公司", "North")
    filed = web.add_paper(
        "filed", "contract", ("购销合同", "南方专用词语"), customer=customer, fields={"contract_no": "HT-1"}
    )
    waiting = web.add_paper("waiting", "other", ("看不懂的一张纸",), pages=2)
    return Desk(customer, filed, waiting)


PAGES = (
    "/",
    "/intake",
    "/intake?state=rejected",
    "/intake/queue",
    "/balance",
    "/review",
    "/review/{waiting}",
    "/customers",
    "/customers?q=南方",
    "/customers/pick?pick=南",
    "/customers/{customer}",
    "/documents/{filed}",
    "/documents/{filed}?page=99&q=专用&box=1,2,3,4",
    "/documents/{waiting}/fields?type=contract",
    "/search",
    "/search?q=专用",
    "/admin",
)


def path_of(path: str, desk: Desk) -> str:
    return path.format(customer=desk.customer, filed=desk.filed, waiting=desk.waiting)


@pytest.mark.parametrize("path", PAGES)
def test_strangers_are_sent_to_the_login(web, desk, path):
    with web.browser() as client:
        answer = client.get(path_of(path, desk))
    assert answer.status_code == 303
    assert httpx.URL(answer.headers["location"]).path == "/login"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_shows_itself_in_the_readers_language(web, desk, path, language):
    with web.signed_in("carl", language) as client:
        answer = client.get(path_of(path, desk))
    assert answer.status_code == 200, answer.text
    if "<html" in answer.text:
        assert f'<html lang="{language}">' in answer.text
        assert ("退出" in answer.text) == (language == "zh-CN")
        assert ("Sign out" in answer.text) == (language == "en")


@pytest.mark.parametrize(
    "path",
    [
        "/customers/{customer}",
        "/documents/{filed}",
        "/documents/{filed}/pages/1.jpg",
        "/documents/{filed}/pdf",
    ],
)
def test_another_team_finds_nothing_there(web, desk, path):
    with web.signed_in("dora") as client:
        answer = client.get(path_of(path, desk))
        assert answer.status_code == 404
        assert "南方" not in answer.text
        assert "南方" not in client.get("/customers").text
        found = client.get("/search", params={"q": "南方专用词语"}).text
        assert "data-hit" not in found


def test_clerks_see_neither_audit_nor_accounts(web, desk):
    with web.signed_in("carl") as client:
        assert client.get("/audit").status_code == 403
        page = client.get("/admin").text
        assert "First password" not in page
        form = {"csrf": web.csrf_in(page), "name": "eve", "password": PASSWORD, "role": "administrator"}
        assert client.post("/admin/users", data=form).status_code == 403


def test_the_form_token_guards_every_change(web, desk):
    with web.signed_in("carl") as client:
        for token in (None, "wrong"):
            data = {"type": "order", **({"csrf": token} if token else {})}
            answer = client.post(f"/documents/{desk.filed}/retype", data=data)
            assert answer.status_code == 403
            assert "form_expired" in answer.text


def test_a_change_from_another_site_is_refused(web, desk):
    with web.signed_in("carl") as client:
        token = web.csrf_in(client.get("/intake").text)
        answer = client.post(
            f"/documents/{desk.filed}/retype",
            data={"type": "order", "csrf": token},
            headers={"origin": "https://evil.example"},
        )
    assert answer.status_code == 421


def test_a_foreign_host_name_is_not_answered(web):
    with web.browser() as client:
        for path in ("/", "/api/v1/status", "/static/dossier.css"):
            assert client.get(path, headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "path", ["/login", "/static/dossier.css", "/nowhere", "/api/v1/status", "/api/nowhere"]
)
def test_every_answer_carries_the_headers(web, path):
    with web.browser() as client:
        headers = client.get(path).headers
    assert headers["content-security-policy"] == CONTENT_POLICY
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(web):
    with web.browser() as client:
        token = web.csrf_in(client.get("/login").text)
        answer = client.post("/login", data={"csrf": token, "name": "carl", "password": PASSWORD})
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("dossier_session"))
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_signing_out_ends_the_session(web):
    with web.freshly_signed_in("ada") as client:
        cookie = client.cookies["dossier_session"]
        token = web.csrf_in(client.get("/").text)
        assert client.post("/logout", data={"csrf": token}).status_code == 303
    with httpx.Client(base_url=web.url, cookies={"dossier_session": cookie}, timeout=60) as thief:
        assert thief.get("/").status_code == 303


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_wrong_passwords_are_refused_and_then_braked(web, language):
    name = f"nobody-{language}"
    with web.browser(language) as client:
        token = web.csrf_in(client.get("/login").text)
        tries = [
            client.post("/login", data={"csrf": token, "name": name, "password": "wrong"}) for _ in range(6)
        ]
    assert tries[0].status_code in (401, 429)
    assert tries[-1].status_code == 429
    assert ("登录" in tries[-1].text) == (language == "zh-CN")


@pytest.mark.parametrize("next_page", ["//evil.example", "https://evil.example/"])
def test_the_login_leads_nowhere_else(web, next_page):
    with web.browser() as client:
        page = client.get("/login", params={"next": next_page}).text
    assert "evil" not in re.search(r'name="next" value="([^"]*)"', page)[1]


def test_a_used_link_opens_no_account(web):
    with web.browser() as client:
        page = client.get("/first-account/nonsense").text
        form = {"csrf": web.csrf_in(page), "name": "eve", "password": PASSWORD, "again": PASSWORD}
        answer = client.post("/first-account/nonsense", data=form)
    assert answer.status_code == 401
    assert "link" in answer.text


def test_of_two_passwords_that_differ_the_field_is_called_by_its_label(web):
    with web.browser("zh-CN") as client:
        page = client.get("/first-account/nonsense").text
        form = {"csrf": web.csrf_in(page), "name": "eve", "password": PASSWORD, "again": "another one"}
        answer = client.post("/first-account/nonsense", data=form).text
    assert "“再次输入密码”" in answer
    assert "“password”" not in answer


def test_a_search_that_only_leaves_out_is_told_why_nothing_is_found(web):
    with web.signed_in("carl") as client:
        alone = "Leaving out alone finds nothing."
        assert alone in client.get("/search", params={"q": "-合同"}).text
        assert alone not in client.get("/search", params={"q": "没有这样的词"}).text


def test_papers_that_do_not_say_whose_they_are_are_not_ticked_with_the_first(web, desk):
    papers = [web.add_paper(f"nobody-{n}", "other", (f"第{n}张",)) for n in (1, 2)]
    with web.signed_in("carl") as client:
        page = client.get(f"/review/{papers[0]}/together", params={"customer": desk.customer}).text
    assert re.findall(r'name="paper" value="(\d+)" checked', page) == [str(papers[0])]
    assert f'name="paper" value="{papers[1]}"' in page


def test_the_language_link_is_remembered(web):
    with web.browser("en") as client:
        assert client.get("/language/zh_CN", params={"next": "/login"}).headers["location"] == "/login"
        assert '<html lang="zh-CN">' in client.get("/login").text
        client.get("/language/xx", params={"next": "//evil.example"})
        assert '<html lang="zh-CN">' in client.get("/login").text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("DELETE", "/review", 405),
        ("GET", "/documents/abc", 422),
        ("GET", "/documents/9999", 404),
    ],
)
def test_errors_are_pages_in_the_readers_language(web, desk, method, path, status, language):
    with web.signed_in("carl", language) as client:
        answer = client.request(method, path)
    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text
    title = re.search(r"<h1>(.*?)</h1>", answer.text)[1]
    assert any("一" <= sign <= "鿿" for sign in title) == (language == "zh-CN")


def test_an_error_for_a_part_of_a_page_is_a_part(web, desk):
    with web.signed_in("carl") as client:
        answer = client.get("/documents/9999/fields?type=order", headers={"hx-request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Scanned at 150 dpi; DA/T 31 asks"), ("zh-CN", "扫描分辨率为 150 dpi")]
)
def test_what_is_wrong_with_a_scan_stands_beside_it(web, desk, language, sentence):
    text = "Scanned at {dpi} dpi; DA/T 31 asks for at least {least}. Please scan it again at 300 dpi."
    warning = PageWarning("low_resolution", Message(text, {"dpi": 150, "least": 200}))
    name = f"coarse-{language}"
    filed = web.add_paper(
        name, "contract", ("购销合同",), customer=desk.customer, pages=2, warnings=(warning,)
    )
    waiting = web.add_paper(f"{name}-waiting", "contract", ("购销合同",), warnings=(warning,))
    with web.signed_in("carl", language) as client:
        shown = client.get(f"/documents/{filed}").text
        assert sentence in shown
        assert f'href="/documents/{filed}?page=2">2</a>' in shown.split("data-verdict")[1]
        assert sentence in client.get(f"/review/{waiting}").text
        assert "data-verdict" not in client.get(f"/documents/{desk.filed}").text


def test_filing_from_the_desk_opens_a_dossier_and_can_be_undone(web, desk):
    paper = web.add_paper("desk-paper", "other", ("新客户的合同",))
    with web.signed_in("carl") as client:
        page = client.get(f"/review/{paper}").text
        form = {
            "csrf": web.csrf_in(page),
            "type": "contract",
            "customer": "new",
            "new_name": "新来的有限公司",
            "new_uscc": "",
            "field.contract_no": "HT-2024-777",
        }
        answer = client.post(f"/documents/{paper}/file", data=form)
        assert answer.status_code == 303, answer.text
        notice = client.get(answer.headers["location"]).text
        act = re.search(r"/acts/(\d+)/undo", notice)[1]
        shown = client.get(f"/documents/{paper}").text
        assert "新来的有限公司" in shown
        assert "HT-2024-777" in shown
        undo = client.post(f"/acts/{act}/undo", data={"csrf": web.csrf_in(notice), "next": "/review"})
        assert undo.headers["location"] == "/review?said=undone"
        assert client.get(f"/review/{paper}").status_code == 200


def test_of_two_windows_on_one_paper_the_second_is_told_that_it_was_decided(web, desk):
    paper = web.add_paper("two-windows", "contract", ("两个窗口的合同",))
    with web.signed_in("carl") as client:
        page = client.get(f"/review/{paper}").text
        [seen] = set(re.findall(r'name="seen" value="(\d+)"', page))
        form = {"csrf": web.csrf_in(page), "type": "contract", "seen": seen, "customer": str(desk.customer)}
        assert client.post(f"/documents/{paper}/file", data=form).status_code == 303
        late = client.post(f"/documents/{paper}/file", data=form | {"type": "order"})
        assert late.status_code == 409
        assert f"The paper {paper} does not wait any more." in late.text
        turn = {"csrf": form["csrf"], "do": "over", "order": "1", "seen": seen}
        assert client.post(f"/review/{paper}/pages", data=turn).status_code == 409


def test_a_customer_known_by_the_name_on_the_paper_is_offered_first(web, desk):
    paper = web.add_paper("named", "other", ("南方金属有限公司",), party="南方金属有限公司")
    with web.signed_in("carl") as client:
        page = client.get(f"/review/{paper}").text
    assert re.search(rf'name="customer" value="{desk.customer}" checked', page)


def test_fields_are_mended_on_the_document_page(web, desk):
    with web.signed_in("carl") as client:
        page = client.get(f"/documents/{desk.filed}").text
        form = {"csrf": web.csrf_in(page), "field.contract_no": "HT-2024-888", "field.place": "上海"}
        answer = client.post(f"/documents/{desk.filed}/mend", data=form)
        assert "said=mended" in answer.headers["location"]
        assert "HT-2024-888" in client.get(f"/documents/{desk.filed}").text
        again = client.post(f"/documents/{desk.filed}/mend", data=form)
        assert "said=unchanged" in again.headers["location"]


def test_facts_change_the_checklist(web, desk):
    with web.signed_in("carl") as client:
        before = client.get(f"/customers/{desk.customer}").text
        form = {"csrf": web.csrf_in(before), "fact.credit_sale": "yes", "save": "yes"}
        assert client.post(f"/customers/{desk.customer}/facts", data=form).status_code == 303
        after = client.get(f"/customers/{desk.customer}").text
        assert 'data-requirement="credit_approval"' in after
        client.post(f"/customers/{desk.customer}/facts", data={"csrf": web.csrf_in(after), "save": "yes"})
        assert 'data-requirement="credit_approval"' not in client.get(f"/customers/{desk.customer}").text


def test_pages_split_merge_and_turn(web, desk):
    paper = web.add_paper("three", "contract", ("三页",), pages=3)
    with web.signed_in("carl") as client:
        token = web.csrf_in(client.get(f"/review/{paper}").text)
        split = client.post(f"/documents/{paper}/split", data={"csrf": token, "after": ["1", "2"]})
        assert "said=split" in split.headers["location"]
        page = client.get(f"/review/{paper}").text
        siblings = re.findall(r'name="with" value="(\d+)"', page)
        assert len(siblings) == 2
        merged = client.post(
            f"/documents/{paper}/merge", data={"csrf": token, "with": siblings, "numbers": ""}
        )
        assert "said=merged" in merged.headers["location"]
        turned = client.post(f"/documents/{paper}/turn", data={"csrf": token, "page": "2", "degrees": "90"})
        assert "said=turned" in turned.headers["location"]


def test_an_upload_through_the_form_is_received(web):
    with web.signed_in("carl") as client:
        token = web.csrf_in(client.get("/intake").text)
        files = [("files", ("一.tif", web.picture("一"))), ("files", ("二.tif", web.picture("二")))]
        answer = client.post("/intake/upload", data={"csrf": token}, files=files)
        assert answer.status_code == 303, answer.text
        queue = client.get("/intake/queue").text
    assert "一.tif" in queue
    assert "二.tif" in queue


def test_a_rejected_file_shows_its_reason_and_takes_a_password(web):
    scan = web.add_rejected("geheim.pdf", "encrypted")
    with web.signed_in("carl", "zh-CN") as client:
        page = client.get("/intake?state=rejected").text
        assert "geheim.pdf" in page
        assert f'action="/intake/{scan}/retry"' in page
        assert 'type="password"' in page
        answer = client.post(f"/intake/{scan}/retry", data={"csrf": web.csrf_in(page), "password": "x"})
        assert "said=retried" in answer.headers["location"]


def test_hits_are_boxed_on_the_picture(web, desk):
    with web.signed_in("carl") as client:
        found = client.get("/search", params={"q": "专用词语"}).text
        assert f'data-hit="{desk.filed}"' in found
        assert '<rect class="hit"' in found
        link = re.search(rf'href="(/documents/{desk.filed}\?[^"]*)"', found)[1].replace("&amp;", "&")
        assert '<rect class="hit"' in client.get(link).text


def test_people_teams_and_tokens_are_administered(web):
    with web.signed_in("ada") as client:
        token = web.csrf_in(client.get("/admin").text)
        form = {"csrf": token, "name": "fay", "password": PASSWORD, "role": "checker"}
        assert "said=added" in client.post("/admin/users", data=form).headers["location"]
        assert client.post("/admin/teams", data={"csrf": token, "team_name": "West"}).status_code == 303
        page = client.get("/admin").text
        fay = re.search(r'data-user="fay".*?/admin/users/(\d+)/role', page, re.DOTALL)[1]
        west = re.search(r'name="team" value="(\d+)"> West', page)[1]
        member = client.post(f"/admin/users/{fay}/teams", data={"csrf": token, "team": west})
        assert member.status_code == 303
        role = client.post(f"/admin/users/{fay}/role", data={"csrf": token, "role": "manager"})
        assert role.status_code == 303
        made = client.post("/admin/tokens", data={"csrf": token, "token_name": "scanner"}).text
        secret = re.search(r"<code data-token>([^<]+)</code>", made)[1]
        assert secret not in client.get("/admin").text
        verified = client.post("/audit/verify", data={"csrf": token}).text
        assert 'data-intact="true"' in verified


def test_pages_load_nothing_from_elsewhere(web, desk):
    with web.signed_in("carl") as client:
        for path in PAGES:
            page = client.get(path_of(path, desk)).text
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), path
