"""Accounts, inboxes, our own company and health, by the pages' forms; and what stands in the audit log."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from dossier import access, accounts, inbox_list, phone
from dossier.inboxes import Inboxes
from dossier.logs import set_up_logs
from dossier.settings import LogFormat
from storage.viewer import SYSTEM, Role

PASSWORD = "correct horse battery"
OTHER = "an entirely other one"


def send(client: httpx.Client, path: str, page: str = "/admin", **words: object) -> httpx.Response:
    """Send a form of a page as its script does."""
    token = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)[1]
    return client.post(path, data={"csrf": token, **words}, headers={"x-form": "1", "hx-request": "true"})


def add_person(web, name: str, role: Role = Role.CLERK) -> int:
    return accounts.create_user(web.service, SYSTEM, name=name, password=PASSWORD, role=role).id


def verbs(web, *, subject: str) -> list[str]:
    with web.service.database.reading() as work:
        return [entry.verb for entry in work.audit.browse(limit=100).items if entry.subject_kind == subject]


def log_in(web, name: str, password: str) -> httpx.Response:
    with web.browser() as client:
        csrf = web.csrf_in(client.get("/login").text)
        return client.post("/login", data={"csrf": csrf, "name": name, "password": password, "next": "/"})


@contextmanager
def audit_stopped(web) -> Iterator[None]:
    """Let every entry of the audit log fail, as if the service were stopped just before it."""
    with closing(sqlite3.connect(web.service.settings.data / "dossier.db")) as link:
        link.execute("CREATE TRIGGER stop BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'stopped'); END")
        link.commit()
        try:
            yield
        finally:
            link.execute("DROP TRIGGER stop")
            link.commit()


def test_an_account_is_closed_and_opened_again(web):
    number = add_person(web, "gina")
    with web.signed_in("ada") as client:
        assert "closed" in send(client, f"/admin/users/{number}/active", active="false").headers["x-go"]
        assert log_in(web, "gina", PASSWORD).status_code == 401
        assert "reopened" in send(client, f"/admin/users/{number}/active", active="true").headers["x-go"]
        assert log_in(web, "gina", PASSWORD).status_code == 303


def test_a_new_password_ends_the_sessions_of_the_person(web):
    number = add_person(web, "hugo")
    with web.signed_in("ada") as client, web.freshly_signed_in("hugo") as theirs:
        assert theirs.get("/intake").status_code == 200
        assert (
            "password_set" in send(client, f"/admin/users/{number}/password", password=OTHER).headers["x-go"]
        )
        assert theirs.get("/intake").status_code == 303
    assert log_in(web, "hugo", OTHER).status_code == 303


def test_a_guessed_at_account_is_locked_and_released(web):
    number = add_person(web, "ivan")
    for _ in range(5):
        assert log_in(web, "ivan", "wrong").status_code == 401
    assert log_in(web, "ivan", PASSWORD).status_code == 429
    with web.signed_in("ada") as client:
        assert (
            "data-locked" in re.search(r'data-user="ivan".*?</tr>', client.get("/admin").text, re.DOTALL)[0]
        )
        assert "released" in send(client, f"/admin/users/{number}/release").headers["x-go"]
    assert log_in(web, "ivan", PASSWORD).status_code == 303
    assert {"account.locked", "account.released"} <= set(verbs(web, subject="user"))


def test_a_braked_address_locks_no_account(web):
    """Whose name was tried last from an address that guessed at many was entered as locked."""
    add_person(web, "nora")
    door = create_app(web.service)
    for _ in range(49):
        door.state.dossier.brake.failed({"address 127.0.0.1": 50})

    async def guess() -> list[int]:
        transport = httpx.ASGITransport(app=door)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            csrf = web.csrf_in((await client.get("/login")).text)
            words = {"csrf": csrf, "name": "nora", "password": "wrong", "next": "/"}
            return [(await client.post("/login", data=words)).status_code for _ in range(2)]

    before = verbs(web, subject="user")
    assert asyncio.run(guess()) == [401, 429]
    assert verbs(web, subject="user") == before


def test_the_own_password_needs_the_present_one(web):
    add_person(web, "jane")
    with web.freshly_signed_in("jane") as client:
        words = {"password": OTHER, "again": OTHER}
        refused = send(client, "/account/password", now="wrong", **words)
        assert refused.status_code == 400
        assert "The present password is wrong." in refused.text
        differing = send(client, "/account/password", now=PASSWORD, password=OTHER, again="x")
        assert "“Password again”" in differing.text
        before = len(verbs(web, subject="user"))
        assert send(client, "/account/password", now=PASSWORD, **words).headers["x-go"] == "/admin?said=saved"
        assert client.get("/intake").status_code == 200
        # Nobody signed in: the browser only goes on.
        assert verbs(web, subject="user")[: len(verbs(web, subject="user")) - before] == ["account.password"]
    assert log_in(web, "jane", OTHER).status_code == 303


def test_tokens_run_out_and_are_revoked_by_whoever_administers(web):
    number = add_person(web, "kim")
    viewer = accounts.viewer_named(web.service, "kim")
    short = accounts.create_token(web.service, viewer, "short", dt.timedelta(seconds=-1))
    good = accounts.create_token(web.service, viewer, "good", dt.timedelta(days=1))
    assert accounts.viewer_of_token(web.service, short) is None
    assert accounts.viewer_of_token(web.service, good) == viewer
    ((owner, token),) = access.all_tokens(web.service, SYSTEM)[:1]
    assert (owner, token.name) == ("kim", "good")
    with web.signed_in("carl") as clerk:
        stolen = send(clerk, f"/admin/tokens/{token.id}/revoke", owner=number)
        assert stolen.status_code == 403
    with web.signed_in("ada") as client:
        send(client, f"/admin/tokens/{token.id}/revoke", owner=number)
    assert accounts.viewer_of_token(web.service, good) is None


def test_a_clerk_sees_nothing_of_the_administration(web):
    with web.signed_in("carl") as client:
        for path in ("/admin/inboxes", "/admin/company", "/admin/health", "/admin/profile"):
            assert client.get(path).status_code == 403
        for path, words in (
            ("/admin/inboxes", {"folder": "/srv"}),
            ("/admin/company", {"own": "x"}),
            ("/admin/links", {"role": "administrator"}),
            ("/admin/profile/try", {"name": "lending"}),
        ):
            assert send(client, path, **words).status_code == 403


def test_a_form_that_fails_in_its_last_step_leaves_nothing_half_done(web):
    """The audit entry is the last thing a verb writes: without it the account must not be there either."""
    set_up_logs(LogFormat.TEXT)
    with web.signed_in("ada") as client, audit_stopped(web):
        words = {"name": "half", "password": PASSWORD, "role": "clerk"}
        assert send(client, "/admin/users", **words).status_code == 500
        assert send(client, "/admin/teams", team_name="Half").status_code == 500
        assert send(client, "/admin/company", own="半成品有限公司").status_code == 500
        assert send(client, "/admin/tokens", token_name="half").status_code == 500
        assert send(client, "/intake/phone", page="/intake/phone").status_code == 500
        links = phone.links_of(web.service, accounts.viewer_named(web.service, "ada"))
        assert list(links) == []
    with web.service.database.reading() as work:
        assert work.users.by_name("half") is None
        assert work.teams.by_name("Half") is None
        assert work.marks.get("own_company") is None


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("scans", "is not a whole path"),
        ("/etc", "belongs to the system"),
        ("/", "belongs to the system"),
        ("/srv/../etc/ssl", "belongs to the system"),
        ("/nowhere/at/all", "There is no folder"),
    ],
)
def test_a_folder_that_is_no_inbox_is_refused_with_the_reason(web, folder, said):
    with web.signed_in("ada") as client:
        answer = send(client, "/admin/inboxes", folder=folder)
        assert answer.status_code == 400
        assert said in answer.text


def test_a_link_to_a_system_folder_is_no_inbox(web, tmp_path):
    (tmp_path / "scans").symlink_to("/etc")
    with web.signed_in("ada") as client:
        assert "belongs to the system" in send(client, "/admin/inboxes", folder=str(tmp_path / "scans")).text
        inside = send(client, "/admin/inboxes", folder=str(web.service.settings.data / "originals"))
        assert inside.status_code == 400


PNG = bytes.fromhex("89504e470d0a1a0a") + b"IEND\xae\x42\x60\x82"


class Office:
    """Our inboxes, watched quickly; whoever takes a file may be held up on the way."""

    def __init__(self, web) -> None:
        quick = web.service.settings.model_copy(update={"settle_seconds": 0.05, "rescan_seconds": 0.05})
        self.free = threading.Event()
        self.free.set()
        self.taken: list[str] = []
        self.inboxes = Inboxes(replace(web.service, settings=quick), self.take, leave_seconds=0.05)

    def take(self, scan) -> None:
        self.taken.append(scan.file_name)
        self.free.wait(240)

    def bring(self, folder: Path, name: str) -> None:
        (folder / name).write_bytes(PNG + name.encode() + PNG[8:])

    def has_taken(self, name: str, within: float = 120) -> bool:
        end = time.monotonic() + within
        while name not in self.taken and time.monotonic() < end:
            time.sleep(0.01)
        return name in self.taken


@pytest.fixture
def office(web) -> Iterator[Office]:
    here = Office(web)
    here.inboxes.start()
    yield here
    here.free.set()
    here.inboxes.stop()


def test_files_are_taken_from_an_inbox_only_while_it_is_watched(web, office, tmp_path):
    folder = tmp_path / "second"
    folder.mkdir()
    with web.signed_in("ada") as client:

        def told(path: str, **words: str) -> httpx.Response:
            answer = send(client, f"/admin/inboxes{path}", folder=str(folder), **words)
            office.inboxes.follow()
            return answer

        assert "inbox_added" in told("").headers["x-go"]
        assert told("").status_code == 409
        office.bring(folder, "added.png")
        assert office.has_taken("added.png")
        told("/pause", paused="true")
        shown = client.get("/admin/inboxes").text
        assert 'data-state="paused"' in shown
        assert "Resume it only when no other service watches it" in shown
        office.bring(folder, "paused.png")
        assert not office.has_taken("paused.png", within=0.5)
        told("/pause", paused="false")
        assert office.has_taken("paused.png")
        told("/remove")
        office.bring(folder, "removed.png")
        assert not office.has_taken("removed.png", within=0.5)
        assert folder not in [view.root for view in office.inboxes.views()]
        fixed = str(web.service.settings.inboxes[0].absolute())
        assert send(client, "/admin/inboxes/remove", folder=fixed).status_code == 404
    done = ["inbox.added", "inbox.paused", "inbox.resumed", "inbox.removed"]
    assert verbs(web, subject="inbox")[::-1] == done


def test_an_inbox_paused_while_it_takes_a_file_is_watched_again_when_it_is_resumed(web, office, tmp_path):
    """Its thread outlived the pause, so it passed for watched, and then ended."""
    folder = inbox_list.add_inbox(web.service, SYSTEM, str(tmp_path))
    office.inboxes.follow()
    office.free.clear()
    office.bring(folder, "long.png")
    assert office.has_taken("long.png")
    for paused in (True, False, True, False):
        inbox_list.pause_inbox(web.service, SYSTEM, str(folder), paused)
        office.inboxes.follow()
    office.free.set()
    office.bring(folder, "after.png")
    assert office.has_taken("after.png")
    inbox_list.remove_inbox(web.service, SYSTEM, str(folder))


@pytest.mark.parametrize("act", ["pause", "remove"])
def test_nothing_is_left_behind_of_an_inbox_that_is_not_watched(web, office, tmp_path, act):
    """Links refused there and its problems stood in health for ever."""
    folder = inbox_list.add_inbox(web.service, SYSTEM, str(tmp_path))
    with web.service.database.unit_of_work() as work:
        work.refused.see(str(folder), "link", "link", web.service.now())
        work.refused.raise_problem(str(folder), "inbox_gone", web.service.now())
    if act == "pause":
        inbox_list.pause_inbox(web.service, SYSTEM, str(folder), True)
    else:
        inbox_list.remove_inbox(web.service, SYSTEM, str(folder))
    with web.service.database.reading() as work:
        assert [one.inbox for one in (*work.refused.paths(), *work.refused.problems())] == []
    if act == "pause":
        inbox_list.remove_inbox(web.service, SYSTEM, str(folder))


def test_our_own_company_is_written_and_counts_at_once(web):
    with web.signed_in("ada") as client:
        saved = send(client, "/admin/company", own="诚信机械有限公司\n\n91110000100000000A\n诚信机械有限公司")
        assert saved.headers["x-go"] == "/admin/company?said=saved"
        assert list(web.service.own) == ["诚信机械有限公司", "91110000100000000A"]
        assert "data-doubtful" in client.get("/admin/company").text
        assert "data-opened" not in client.get("/admin/company").text
        web.add_customer("诚信机械有限公司")  # opened before anybody said that it is us
        assert "data-opened" in client.get("/admin/company").text
        assert "too short" in send(client, "/admin/company", own="厂").text
        send(client, "/admin/company", own="")
        assert list(web.service.own) == []
    assert "company.changed" in verbs(web, subject="company")


def test_a_change_on_a_full_disk_was_called_a_fault_of_ours(web):
    def room_for(pages: int) -> None:
        with web.service.database.unit_of_work() as work:
            work.marks._session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with web.signed_in("ada") as client:
        room_for(1)  # as many pages as there are now: not one more
        try:
            answer = send(client, "/admin/company", own="\n".join(f"第{n}机械厂有限公司" for n in range(400)))
        finally:
            room_for(1_000_000)
        assert "The disk of the service is full; nothing was changed." in answer.text
        assert answer.status_code == 507


def test_health_names_what_is_wrong_with_its_remedy(web):
    def found(client: httpx.Client) -> dict[str, str]:
        rows = re.findall(r'data-standing="(\w+)"><td[^>]*>([^<]+)<', client.get("/admin/health").text)
        return {check: standing for standing, check in rows}

    with web.signed_in("ada") as client:
        before = found(client)
        assert before["Originals"] == before["Audit log"] == before["Search index"] == "good"
        web.add_rejected("damaged.pdf", "truncated")
        with web.service.database.reading() as work:
            sha256 = work.scans.newest_hashes(1)[0]
        path = web.service.files.path(sha256)
        kept = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(b"changed")
        try:
            assert found(client)["Originals"] == "bad"
            assert "data-remedy" in client.get("/admin/health").text
        finally:
            path.write_bytes(kept)
        assert found(client)["Originals"] == "good"


def test_a_profile_is_checked_and_tried_without_a_change(web):
    with web.signed_in("ada") as client:
        before = web.service.profile.id
        tried = send(client, "/admin/profile/try", name="lending")
        assert tried.status_code == 200
        assert "data-change" in tried.text
        wrong = send(client, "/admin/profile/try", text="profile: mine\ncategories: 7\n")
        assert wrong.status_code == 400
        assert "profile, line 1: the key" in wrong.text
        assert web.service.profile.id == before
        for name, said in (("", "No profile was chosen."), ("../secret", "There is no profile “../secret”.")):
            unknown = send(client, "/admin/profile/try", name=name)
            assert unknown.status_code == 400
            assert said in unknown.text
