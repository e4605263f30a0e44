"""Files that lie in an inbox and cannot be taken in yet: the intake page says which and why."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from api.app import create_app
from dossier.running import working
from dossier.settings import read_settings
from dossier.wiring import open_service
from tests.integration.conftest import Web, people
from tests.serving import on_loopback

PATIENCE = 60


@pytest.fixture
def watched(tmp_path) -> Iterator[tuple[Web, Path]]:
    """A service that watches its inbox, and the inbox."""
    settings = read_settings(tmp_path / "data", reader="none", workers=1)
    with open_service(settings) as service, working(service) as background:
        people(service)
        with on_loopback(create_app(service, background)) as url:
            yield Web(service, url), settings.inboxes[0]


def test_a_clerk_waited_for_a_half_copied_file_without_a_word(watched):
    web, inbox = watched
    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "half of me is missing")
        content = made.tobytes()
    folder = inbox / "本溪他组机械有限公司"
    folder.mkdir(parents=True)
    (folder / "slow.pdf").write_bytes(content[: len(content) // 2])
    with web.signed_in("carl") as client:
        said = _wait(lambda: client.get("/intake/queue").text, "slow.pdf lies in the inbox still: its end")
        assert "本溪他组" not in said
        (folder / "slow.pdf").write_bytes(content)
        _wait(lambda: client.get("/intake/queue").text, 'data-state="review"')
        assert "data-outside" not in client.get("/intake").text


def test_a_file_left_alone_for_its_name_was_told_nowhere(watched):
    web, inbox = watched
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "scan.pdf.part").write_bytes(b"%PDF-1.7")
    for name in (".hidden.tmp", "~$lock.tmp", "Thumbs.db"):
        (inbox / name).write_bytes(b"x")
    (inbox / "second.tmp").write_bytes(b"x")
    with web.signed_in("ada") as client:
        said = _wait(
            lambda: client.get("/intake/queue").text, "scan.pdf.part lies in the inbox still: its name"
        )
        assert 'data-outside="2"' in said
        page = client.get("/admin/inboxes")
        assert page.status_code == 200
        assert "scan.pdf.part" in page.text


def test_a_name_that_is_no_utf8_broke_the_page_of_inboxes(watched):
    web, inbox = watched
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / os.fsdecode("合同".encode("gbk") + b".pdf")).write_bytes(b"%PDF-1.7 half")
    (inbox / os.fsdecode("链接".encode("gbk"))).symlink_to("/etc/hostname")
    with web.signed_in("ada") as client:
        _wait(lambda: client.get("/intake/queue").text, ".pdf lies in the inbox still")
        for path in ("/admin/inboxes", "/admin/health", "/", "/intake"):
            assert client.get(path).status_code == 200


def _wait(look, wanted):
    deadline = time.monotonic() + PATIENCE
    while wanted not in (seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(0.1)
    return seen
