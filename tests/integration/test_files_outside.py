"""Files that lie in an inbox and cannot be taken in yet: the intake page says which and why."""

from __future__ import annotations

import time

import pymupdf

from api.app import create_app
from dossier.running import working
from dossier.settings import read_settings
from dossier.wiring import open_service
from tests.integration.conftest import Web, people
from tests.serving import on_loopback

PATIENCE = 60


def test_a_clerk_waited_for_a_half_copied_file_without_a_word(tmp_path):
    settings = read_settings(tmp_path / "data", reader="none", workers=1)
    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "half of me is missing")
        content = made.tobytes()
    with open_service(settings) as service, working(service) as background:
        people(service)
        with on_loopback(create_app(service, background)) as url:
            web = Web(service, url)
            folder = settings.inboxes[0] / "本溪他组机械有限公司"
            folder.mkdir(parents=True)
            (folder / "slow.pdf").write_bytes(content[: len(content) // 2])
            with web.signed_in("carl") as client:
                said = _wait(
                    lambda: client.get("/intake/queue").text, "slow.pdf lies in the inbox still: its end"
                )
                assert "本溪他组" not in said
                (folder / "slow.pdf").write_bytes(content)
                _wait(lambda: client.get("/intake/queue").text, 'data-state="review"')
                assert "data-outside" not in client.get("/intake").text


def _wait(look, wanted):
    deadline = time.monotonic() + PATIENCE
    while wanted not in (seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(0.1)
    return seen
