"""Photos from a phone by a link that can only add papers; uploads of folders, previews, cover sheets."""

from __future__ import annotations

import datetime as dt
import http.client
import io
import re

import cv2
import httpx
import numpy as np
import pytest
from PIL import Image

from dossier import accounts, phone
from dossier.intake import folder_hint
from storage.viewer import SYSTEM, Role

PASSWORD = "correct horse battery"


def photo(sigma: float = 0.0, mark: str = "") -> bytes:
    """Draw a printed page as a phone would send it, blurred by ``sigma`` pixels."""
    page = np.full((2000, 1500, 3), 245, np.uint8)
    for row in range(20):
        text = f"SALES AGREEMENT 0123456789 {mark}"
        cv2.putText(
            page, text, (120, 200 + 85 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (30, 30, 30), 3, cv2.LINE_AA
        )
    if sigma:
        page = cv2.GaussianBlur(page, (0, 0), sigma)
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=88)
    return out.getvalue()


class Phone:
    """A browser without an account that knows one link."""

    def __init__(self, client: httpx.Client, secret: str) -> None:
        self.client = client
        self.path = f"/phone/{secret}"

    def page(self) -> httpx.Response:
        return self.client.get(self.path)

    def send(self, data: bytes, *, anyway: bool = False, name: str = "image.jpg") -> httpx.Response:
        token = re.search(r'name="csrf" value="([^"]+)"', self.page().text)[1]
        words = {"csrf": token} | ({"anyway": "true"} if anyway else {})
        files = {"photo": (name, data, "image/jpeg")}
        return self.client.post(self.path, data=words, files=files, headers={"hx-request": "true"})


def scans(web, name: str) -> int:
    with web.service.database.reading() as work:
        return sum(scan.received_by == name for scan in work.scans.browse(SYSTEM, limit=200).items)


@pytest.fixture
def carl(web):
    return accounts.viewer_named(web.service, "carl")


def test_a_photo_is_taken_in_the_persons_name(web, carl):
    secret, link = phone.open_link(web.service, carl)
    before = scans(web, "carl")
    with web.browser("zh-CN") as client:
        one = Phone(client, secret)
        assert "拍照" in one.page().text
        assert "dossier_session" not in client.cookies
        blurred = one.send(photo(8))
        assert 'data-taken="no"' in blurred.text
        assert "太模糊，请重拍" in blurred.text
        assert scans(web, "carl") == before
        assert 'data-taken="yes"' in one.send(photo()).text
        assert 'data-taken="yes"' in one.send(photo(8), anyway=True).text
    assert scans(web, "carl") == before + 2
    assert [one.papers for one in phone.links_of(web.service, carl) if one.id == link.id] == [2]
    assert list((web.service.derived / "phone").iterdir()) == []


def test_what_is_no_picture_is_refused_in_words(web, carl):
    secret, _ = phone.open_link(web.service, carl)
    before = scans(web, "carl")
    with web.browser() as client:
        one = Phone(client, secret)
        for data in (b"no picture at all", b"%PDF-1.4 nothing", b""):
            said = one.send(data, name="../../etc/passwd.jpg")
            assert said.status_code == 200
            assert 'data-taken="no"' in said.text
            assert "data-may-keep" not in said.text
    assert scans(web, "carl") == before


def test_a_link_opens_nothing_else(web, carl):
    secret, _ = phone.open_link(web.service, carl)
    with web.browser() as client:
        Phone(client, secret).page()
        for path in ("/", "/intake", "/customers", "/admin", "/intake/phone"):
            assert client.get(path).status_code == 303
        assert client.get("/api/v1/scans", headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_only_a_hash_of_the_link_is_kept(web, carl):
    secret, _ = phone.open_link(web.service, carl)
    assert secret.encode() not in (web.service.settings.data / "dossier.db").read_bytes()


def test_an_ended_and_an_old_link_are_worth_nothing(web, carl):
    secret, link = phone.open_link(web.service, carl)
    phone.end_link(web.service, carl, link.id)
    old, aged = phone.open_link(web.service, carl)
    later = web.service.now() + phone.LASTS + dt.timedelta(seconds=1)
    with web.service.database.unit_of_work() as work:
        assert not work.phone_links.count_paper(aged.id, phone.AT_MOST, later)
        assert work.phone_links.by_hash(phone.hash_of_link(old), later) is None
    with web.browser() as client:
        assert client.get(f"/phone/{secret}").status_code == 404
        with pytest.raises(phone.LinkEnded):
            phone.add_photo(web.service, secret, io.BytesIO(photo()))


def test_a_closed_account_ends_its_links(web):
    user = accounts.create_user(web.service, SYSTEM, name="leo", password=PASSWORD, role=Role.CLERK)
    secret, _ = phone.open_link(web.service, accounts.viewer_named(web.service, "leo"))
    accounts.set_active(web.service, SYSTEM, user.id, False)
    with pytest.raises(phone.LinkEnded):
        phone.holder(web.service, secret)


def test_a_link_brings_no_more_papers_than_it_may(web, carl):
    secret, link = phone.open_link(web.service, carl)
    with web.service.database.unit_of_work() as work:
        for _ in range(phone.AT_MOST):
            assert work.phone_links.count_paper(link.id, phone.AT_MOST, web.service.now())
    with pytest.raises(phone.LinkEnded):
        phone.add_photo(web.service, secret, io.BytesIO(photo(mark="more")))


def test_nobody_ends_the_link_of_another(web, carl):
    _, link = phone.open_link(web.service, carl)
    with web.signed_in("dora") as client:
        token = web.csrf_in(client.get("/intake/phone").text)
        assert client.post(f"/intake/phone/{link.id}/end", data={"csrf": token}).status_code == 404


def test_guessing_links_is_slowed_down_and_big_bodies_are_refused(web, carl):
    secret, _ = phone.open_link(web.service, carl)
    with web.browser() as client:
        told = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=120)
        told.putrequest("POST", f"/phone/{secret}")
        told.putheader("content-length", str(60 * 1024 * 1024))
        told.endheaders()
        assert told.getresponse().status == 413
        told.close()
        answers = [client.get(f"/phone/guess{number}").status_code for number in range(22)]
        assert answers[0] == 404
        assert answers[-1] == 429


def test_a_form_behind_no_link_is_not_read(web):
    """A link is sought before the form is parsed: guesses sent as photos are counted, too."""
    with web.browser() as client:
        files = {"photo": ("image.jpg", b"x", "image/jpeg")}
        answer = client.post("/phone/no-such-link", data={"csrf": "wrong"}, files=files)
    assert answer.status_code in (404, 429)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("a.pdf", None),
        ("东海贸易/a.pdf", "东海贸易"),
        ("backlog/东海贸易/2024/a.pdf", "东海贸易"),
        ("../../东海贸易/a.pdf", "东海贸易"),
        ("./a.pdf", None),
        ("#12/a.pdf", None),
        ("南海机械/2024/a.pdf", "南海机械"),
        ("backlog/2024/南海机械/a.pdf", "南海机械"),
    ],
)
def test_the_folder_of_an_upload_says_whose_it_is(path, hint):
    assert folder_hint(path, lambda name: name == "南海机械") == hint


def test_an_upload_with_a_path_keeps_the_name_alone(web):
    with web.signed_in("carl") as client:
        token = web.csrf_in(client.get("/intake").text)
        files = {"files": ("旧档/东海贸易/合同.tif", web.picture("folder"), "image/tiff")}
        client.post("/intake/upload", data={"csrf": token}, files=files)
    with web.service.database.reading() as work:
        scan = work.scans.browse(SYSTEM, limit=1).items[0]
    assert (scan.file_name, scan.hint) == ("合同.tif", "东海贸易")


def test_a_rejected_file_is_shown_where_there_is_something_to_show(web):
    number = web.add_rejected("shown.tif", "too_large")
    with web.service.database.reading() as work:
        nothing = work.scans.get(SYSTEM, number)
    stored = web.service.files.put(io.BytesIO(web.picture("shown")))
    assert stored.sha256 != nothing.sha256
    with web.signed_in("carl") as client:
        assert "could be shown" in client.get(f"/intake/{number}/preview").text
        token = web.csrf_in(client.get("/intake").text)
        files = {"files": ("b.tif", web.picture("shown"), "image/tiff")}
        client.post("/intake/upload", data={"csrf": token}, files=files)
        with web.service.database.reading() as work:
            good = work.scans.browse(SYSTEM, limit=1).items[0].id
        assert f"/intake/{good}/preview.jpg" in client.get(f"/intake/{good}/preview").text
        picture = client.get(f"/intake/{good}/preview.jpg")
        assert picture.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(picture.content)).format == "JPEG"


def test_cover_sheets_are_printed_from_the_intake_page(web):
    customer = web.add_customer("封面贸易有限公司")
    with web.signed_in("ada") as client:
        token = web.csrf_in(client.get("/intake").text)
        printed = client.post("/intake/covers", data={"csrf": token, "customer": "封面贸易有限公司"})
        assert printed.content.startswith(b"%PDF-")
        by_number = client.post("/intake/covers", data={"csrf": token, "customer": str(customer)})
        assert by_number.status_code == 200
        wrong = client.post(
            "/intake/covers", data={"csrf": token, "customer": "谁"}, headers={"hx-request": "true"}
        )
        assert wrong.status_code == 404
