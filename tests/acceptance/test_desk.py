"""The review desk by clicking and typing, in real Chromium, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from capture.files.saved import page_from_json
from dossier import filing
from dossier.running import Background, working
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.states import DocumentState
from storage.values import Document
from storage.viewer import SYSTEM
from tests.acceptance.desk_room import OWN, RIGHT, TWIN, Sheet, contract, open_dossier, put_in, slip
from tests.acceptance.office import PATIENCE, Office, grave_faults, window_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FAR = "烟台北船船舶工程有限公司"
FILED = {"en": "Filed.", "zh-CN": "已归档。"}
UNDONE = {"en": "The change was undone.", "zh-CN": "已撤销该变更。"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Background]]:
    settings = read_settings(
        tmp_path_factory.mktemp("desk") / "data", own_company=(OWN,), reader="none", workers=1
    )
    with open_service(settings) as service, working(service) as background:
        for name in (RIGHT, TWIN, FAR):
            open_dossier(service, name)
        yield service, background


@pytest.fixture(scope="module", params=["zh-CN", pytest.param("en", marks=pytest.mark.long)])
def office(
    request: pytest.FixtureRequest, browser: Browser, running: tuple[Service, Background]
) -> Iterator[Office]:
    """A window in one language on a desk on which nothing waits."""
    service, background = running
    with service.database.reading() as work:
        left = work.documents.browse(SYSTEM, states=(DocumentState.REVIEW,), limit=200).items
        [customer] = [one.id for one in work.customers.known(0) if one.name == RIGHT]
    for row in left:
        filing.file(service, SYSTEM, row.id, customer_id=customer)
    with window_on(service, browser, request.param, background) as office:
        office.sign_in()
        yield office


def waiting_slip(office: Office, number: str) -> int:
    """Put a slip in whose customer is in question between two."""
    number += office.language[:2].upper()
    sheet = Sheet(slip(number, "2026年3月5日", RIGHT), {}, {3: 0.55})
    return put_in(office.service, number, [sheet])[0]


def waiting_contract(office: Office, number: str) -> int:
    """Put a contract of three pages in; its date stands on the last one."""
    number += office.language[:2].upper()
    lines = contract(number, "2026年2月1日", RIGHT)[:4]
    sheets = [
        Sheet(lines, {}, {1: 0.5}),
        Sheet([f"合同编号：{number}", "第二页", "质量标准按国家标准执行"]),
        Sheet([f"合同编号：{number}", "第三页", "签订日期：2026年2月1日", "签订地点：石家庄市"]),
    ]
    return put_in(office.service, number, sheets)[0]


def stored(office: Office, document_id: int) -> Document:
    with office.service.database.reading() as work:
        return work.documents.get(SYSTEM, document_id)


def owner(office: Office, document_id: int) -> str:
    document = stored(office, document_id)
    assert document.state is DocumentState.FILED
    with office.service.database.reading() as work:
        return work.customers.get(SYSTEM, document.customer_id or 0).name


def chosen(page: Page) -> Locator:
    return page.locator("#customers .choice:has(input:checked)")


def said(office: Office, text: str) -> None:
    """Wait for a notice, and until the page it stands on listens to keys."""
    expect(office.page.locator("#notices")).to_contain_text(text)
    office.page.wait_for_load_state()


def test_one_key_confirms_and_the_next_paper_comes_by_itself(office, page):
    ids = [waiting_slip(office, f"SH1{n}") for n in range(2)]
    office.go("/review")
    office.shoot("desk-list")
    assert not grave_faults(page)
    page.click("main .button.primary")
    page.wait_for_url(re.compile(r"/review/\d+$"))
    first = int(page.url.rsplit("/", 1)[1])
    office.shoot("desk-paper", whole=False)
    assert not grave_faults(page)
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, first) == RIGHT
    [second] = set(ids) - {first}
    expect(page).to_have_url(re.compile(rf"/review/{second}\?"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/review\\?"))
    assert owner(office, second) == RIGHT


def test_of_two_scans_one_is_kept_by_one_key_and_taken_back_by_another(office, page):
    first, copy = waiting_slip(office, "SH16"), waiting_slip(office, "SH17")
    with office.service.database.unit_of_work() as work:
        work.likenesses.found(copy, first, "same", 0.98, office.service.now())
    office.go(f"/review/{copy}")
    expect(page.locator("[data-likeness]")).to_be_in_viewport()
    page.keyboard.press("o")
    page.wait_for_url(re.compile("said=kept_other"))
    assert stored(office, copy).state is DocumentState.WITHDRAWN
    page.keyboard.press("u")
    page.wait_for_url(re.compile(f"/review/{copy}[?]said=undone"))
    expect(page.locator("[data-likeness]")).to_be_in_viewport()
    page.keyboard.press("b")
    page.wait_for_url(re.compile(f"/review/{copy}[?]said=kept_both"))
    expect(page.locator("[data-likeness]")).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, copy) == RIGHT


def test_a_refused_act_does_not_block_the_desk(office, page):
    one = waiting_slip(office, "SH15")
    office.go(f"/review/{one}")
    page.keyboard.press("n")
    page.fill("#f-new_name", "")
    with office.refused():
        page.keyboard.press("Enter")
        expect(page.locator("#decide .form-error")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, one) == RIGHT


def test_figures_choose_customer_and_type(office, page):
    one = waiting_slip(office, "SH21")
    office.go(f"/review/{one}")
    expect(chosen(page)).to_contain_text(RIGHT)
    page.keyboard.press("2")
    expect(chosen(page)).to_contain_text(TWIN)
    page.keyboard.press("t")
    chip = page.locator("#type-options [data-type]").nth(2)
    wanted = chip.get_attribute("data-type")
    with page.expect_response(re.compile("/fields\\?")):
        page.keyboard.press("3")
    expect(chip).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert (owner(office, one), stored(office, one).type) == (TWIN, wanted)


def test_a_customer_is_found_by_typing_or_opened_from_the_paper(office, page):
    found, new = waiting_slip(office, "SH31"), f"聊城中信印刷{office.language[:2]}有限公司"
    office.go(f"/review/{found}")
    page.keyboard.press("c")
    page.keyboard.type("北船")
    page.keyboard.press("Enter")
    expect(page.locator("#picks input")).to_be_checked()
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, found) == FAR
    number = f"SH32{office.language[:2]}"
    sheet = Sheet(slip(number, "2026年3月5日", new), {}, {3: 0.55})
    [one] = put_in(office.service, number, [sheet])
    office.go(f"/review/{one}")
    page.keyboard.press("n")
    expect(page.locator("#f-new_name")).to_have_value(new)
    expect(page.locator("#new-customer input[type=radio]")).to_be_checked()
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, one) == new


def test_a_field_shows_its_place_and_takes_words_from_the_page(office, page):
    one = waiting_contract(office, "HT-41-")
    office.go(f"/review/{one}")
    page.keyboard.press("f")
    expect(page.locator("#v-contract_no")).to_be_focused()
    expect(page.locator(".mark.on[data-mark=contract_no]")).to_be_visible()
    page.focus("#v-signed")
    expect(page.locator(".sheet")).to_have_attribute("data-page", "3")
    expect(page.locator(".mark.on[data-mark=signed]")).to_be_visible()
    field, keys = page.locator("#v-signed").bounding_box(), page.locator(".keys").bounding_box()
    assert field["y"] + field["height"] < keys["y"]  # the line of keys hides no field that has the focus
    office.shoot("desk-field", (1280,), whole=False)
    page.fill("#v-place", "")
    page.locator(".word[data-word=石家庄市]").click()
    expect(page.locator("#v-place")).to_have_value("石家庄市")
    expect(page.locator("#v-place")).to_be_focused()
    page.locator(".word[data-word=第三页]").click(modifiers=["Shift"])
    expect(page.locator("#v-place")).to_have_value("石家庄市第三页")
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert stored(office, one).fields["place"]["value"] == "石家庄市第三页"


def test_keys_are_shown_and_never_taken_from_somebody_typing(office, page):
    one = waiting_slip(office, "SH51")
    office.go(f"/review/{one}")
    expect(page.locator(".keys kbd").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#all-keys")).to_be_visible()
    office.shoot("desk-keys", (1280,), whole=False)
    assert not grave_faults(page)
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(page.locator("#all-keys")).to_be_hidden()
    page.focus("#v-slip_no")
    page.keyboard.press("End")
    page.keyboard.type("s1u?ntg9")
    expect(page.locator("#v-slip_no")).to_have_value(re.compile("^SH51..s1u\\?ntg9$"))
    expect(page).to_have_url(re.compile(f"/review/{one}$"))
    page.keyboard.press("Escape")
    expect(page.locator("#file-it")).to_be_focused()
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.keyboard.press("l")
    assert asked.value.type == "beforeunload"  # what was typed is not lost without being asked
    expect(page).to_have_url(re.compile(f"/review/{one}$"))


def test_the_picture_is_enlarged_moved_turned_and_sharpened_in_the_view_only(office, page):
    one = waiting_contract(office, "HT-61-")
    office.go(f"/review/{one}")
    sheet, port, seen = page.locator(".sheet"), page.locator(".port"), stored(office, one).version
    page.click("[data-zoom-in]")
    page.keyboard.press("+")
    expect(sheet).to_have_attribute("style", re.compile(r"width: 156\.25%"))
    page.keyboard.press("ArrowRight")
    before = port.evaluate("one => one.scrollLeft")
    assert before > 0
    place = port.bounding_box()
    page.mouse.move(place["x"] + 200, place["y"] + 200)
    page.mouse.down()
    page.mouse.move(place["x"] + 150, place["y"] + 190)
    page.mouse.up()
    page.wait_for_function("left => document.querySelector('.port').scrollLeft === left", arg=before + 50)
    page.keyboard.press("0")
    page.keyboard.press("h")
    expect(page.locator("[data-contrast]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("r")
    expect(page.locator("[data-viewer]")).to_have_attribute("data-turned", "90")
    box = sheet.bounding_box()
    assert box["height"] > box["width"]
    page.keyboard.press("PageDown")
    expect(sheet).to_have_attribute("data-page", "2")
    assert stored(office, one).version == seen


@contextmanager
def doing(page: Page, said: str) -> Iterator[None]:
    """Wait until the page says that something was done, even where it said so before."""
    page.evaluate("history.replaceState(null, '', location.pathname)")
    yield
    page.wait_for_url(re.compile(f"said={said}"))


def test_pages_are_moved_dropped_and_split_by_their_pictures_and_come_back(office, page):
    one = waiting_contract(office, "HT-71-")
    first, second, third = stored(office, one).pages
    office.go(f"/review/{one}")
    page.check("[data-leaf='2'] input")
    with doing(page, "arranged"):
        page.click("button[value=earlier]")
    assert stored(office, one).pages == (second, first, third)
    page.keyboard.press("g")
    page.keyboard.press("ArrowRight")
    with doing(page, "arranged"):
        page.keyboard.press("Shift+ArrowRight")
    assert stored(office, one).pages == (second, third, first)
    # a picture that comes while another is dragged moves what it is dragged onto; in a closed form none comes
    page.wait_for_function(
        "() => [...document.images].every(one => one.complete || one.closest('details:not([open])'))"
    )
    with doing(page, "arranged"):
        page.locator("[data-leaf='3']").drag_to(page.locator("[data-leaf='1']"))
    assert stored(office, one).pages == (first, second, third)
    page.check("[data-leaf='3'] input")
    with doing(page, "dropped"):
        page.click("button[value=drop]")
    expect(page.locator("[data-leaf]")).to_have_count(2)
    office.shoot("desk-pages", (1280,), whole=False)
    with doing(page, "undone"):
        page.keyboard.press("u")
    expect(page.locator("[data-leaf]")).to_have_count(3)
    page.check("[data-leaf='3'] input")
    with doing(page, "split"):
        page.click("button[value=split]")
    expect(page.locator("[data-leaf]")).to_have_count(2)
    page.check(".sibling input")
    with doing(page, "merged"):
        page.click("button[value=merge]")
    expect(page.locator("[data-leaf]")).to_have_count(3)
    for _ in range(5):
        with doing(page, "undone"):
            page.keyboard.press("u")
    assert stored(office, one).pages == (first, second, third)


def stands(page: Page, *leaves: int) -> None:
    """Wait until the pictures of the pages stand in an order; a drag is told to the page when it suits."""
    page.wait_for_function(
        "want => [...document.querySelectorAll('[data-leaf]')].map(one => one.dataset.leaf).join() === want",
        arg=",".join(map(str, leaves)),
    )


def test_a_drag_that_was_refused_or_given_up_leaves_nothing_behind(office, page):
    one = waiting_contract(office, "HT-76-")
    office.go(f"/review/{one}")
    pages, seen = "**/review/*/pages", stored(office, one).pages
    third, first, viewer = (page.locator(part) for part in ("[data-leaf='3']", "[data-leaf='1']", ".port"))
    third.hover()
    page.mouse.down()
    first.hover()
    first.hover()  # a browser takes the second move over it for the drag
    stands(page, 3, 1, 2)
    viewer.hover()
    page.mouse.up()
    stands(page, 1, 2, 3)
    page.route(pages, lambda route: route.abort())
    with office.refused():
        third.drag_to(first)
        expect(page.locator("#strip .form-error")).to_be_visible()
    stands(page, 1, 2, 3)
    page.unroute(pages)
    page.check("[data-leaf='3'] input")
    with doing(page, "dropped"):
        page.click("button[value=drop]")
    assert stored(office, one).pages == seen[:2]


def test_of_two_pages_asked_for_the_last_one_is_shown(office, page):
    one = waiting_contract(office, "HT-78-")
    office.go(f"/review/{one}")
    late: list[Route] = []
    page.route(second := "**/sheet?page=2", lambda route: late.append(route))
    page.keyboard.press("PageDown")
    for _ in range(PATIENCE // 50):  # held back before the third is asked for
        if late:
            break
        page.wait_for_timeout(50)
    page.keyboard.press("PageDown")
    expect(page.locator(".sheet")).to_have_attribute("data-page", "3")
    with page.expect_response(second) as answer:
        late[0].continue_()
    answer.value.finished()
    page.unroute(second)
    page.keyboard.press("PageDown")  # there is no fourth
    expect(page.locator(".sheet")).to_have_attribute("data-page", "3")
    expect(page.locator("[data-page-number]")).to_have_text("3")


def test_a_turned_page_is_read_again_and_turned_back(office, page):
    one = waiting_slip(office, "SH81")
    office.go(f"/review/{one}")
    page.click("button[value=right]")
    page.wait_for_url(re.compile("said=turned"))
    _until_read(office, one, 90)
    office.go(f"/review/{one}")
    expect(page.locator(".sheet img")).to_have_attribute("src", re.compile("r=90&"))
    page.keyboard.press("u")
    said(office, UNDONE[office.language])
    _until_read(office, one, 0)


def _until_read(office: Office, document_id: int, rotation: int) -> None:
    """Wait until the page was read anew and stands so."""
    [ref] = stored(office, document_id).pages
    for _ in range(PATIENCE // 50):
        with office.service.database.reading() as work:
            text = work.pages.result(SYSTEM, ref)
        if text and page_from_json(text).rotation == rotation:
            return
        office.page.wait_for_timeout(50)
    raise AssertionError(f"the page does not stand turned by {rotation}")


def test_similar_papers_are_previewed_filed_together_and_undone_at_once(office, page):
    ids = [waiting_slip(office, f"SH9{n}") for n in range(3)]
    left_out = ids.pop()
    office.go(f"/review/{ids[0]}")
    page.keyboard.press("2")
    page.keyboard.press("a")
    expect(page.locator("h2")).to_contain_text(TWIN)
    page.wait_for_load_state()
    for one in ids:
        expect(page.locator(f"[data-paper='{one}']")).to_contain_text(TWIN)
    office.shoot("desk-together")
    assert not grave_faults(page)
    for row in page.locator("tr[data-paper]").all():
        if int(row.get_attribute("data-paper")) not in ids:
            row.locator("input").uncheck()
    page.click("form .button.primary")
    page.wait_for_url(re.compile("said=filed_together"))
    assert [owner(office, one) for one in ids] == [TWIN, TWIN]
    assert stored(office, left_out).state is DocumentState.REVIEW
    page.click("#notices form button")
    said(office, UNDONE[office.language])
    assert {stored(office, one).state for one in ids} == {DocumentState.REVIEW}


def test_the_readers_last_changes_are_listed_and_each_taken_back(office, page):
    one = waiting_slip(office, "SHA1")
    office.go(f"/review/{one}")
    page.keyboard.press("Enter")
    said(office, FILED[office.language])
    assert owner(office, one) == RIGHT
    office.go("/review")
    page.locator("a[href='/review/acts']").click()
    page.wait_for_url("**/review/acts")
    office.shoot("desk-changes")
    assert not grave_faults(page)
    page.locator("tr[data-act]").first.locator("button").click()
    said(office, UNDONE[office.language])
    assert stored(office, one).state is DocumentState.REVIEW
