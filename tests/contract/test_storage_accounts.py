"""People, teams, sessions, tokens and invitations, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.errors import Conflict, NotVisible
from storage.values_people import Session
from storage.viewer import Role, Viewer

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def work(database):
    with database.unit_of_work() as work:
        yield work


def test_an_account_is_opened_once_per_name(work):
    user = work.users.create("Chen", "$hash", Role.CLERK, NOW, language="zh_CN")
    assert work.users.by_name("chen") == user
    assert work.users.get(user.id) == user
    assert work.users.password_hash(user.id) == "$hash"
    assert (work.users.count(), work.users.by_name("nobody")) == (1, None)
    with pytest.raises(Conflict):
        work.users.create("CHEN", "$hash", Role.CLERK, NOW)


def test_accounts_change(work):
    user = work.users.create("a", "$1", Role.CLERK, NOW)
    work.users.create("B", "$1", Role.CLERK, NOW)
    work.users.set_role(user.id, Role.ARCHIVIST)
    work.users.set_language(user.id, "en")
    work.users.set_password(user.id, "$2")
    changed = work.users.get(user.id)
    assert (changed.role, changed.language, work.users.password_hash(user.id)) == (
        Role.ARCHIVIST, "en", "$2",
    )  # fmt: skip
    assert [other.name for other in work.users.all()] == ["a", "B"]


def test_a_viewer_has_the_teams_of_the_account(work):
    one, two = work.teams.create("一部"), work.teams.create("二部")
    with pytest.raises(Conflict):
        work.teams.create("一部")
    work.teams.rename(two.id, "三部")
    assert work.teams.by_name("三部").id == two.id
    assert {team.name for team in work.teams.all()} == {"一部", "三部"}
    user = work.users.create("a", "$", Role.CLERK, NOW)
    work.users.set_teams(user.id, [one.id, two.id])
    work.users.set_teams(user.id, [one.id, one.id])
    assert work.users.viewer(user.id) == Viewer(user.id, "a", Role.CLERK, frozenset({one.id}))
    work.users.set_role(user.id, Role.MANAGER)
    assert work.users.viewer(user.id).visible_teams is None
    work.users.set_active(user.id, False)
    with pytest.raises(NotVisible):
        work.users.viewer(user.id)


def test_a_clerk_without_teams_sees_no_team():
    assert Viewer(1, "c", Role.CLERK).visible_teams == frozenset()
    assert Viewer(1, "a", Role.ARCHIVIST, frozenset({1})).visible_teams is None


def test_sessions_end_by_time_by_sign_out_and_with_the_password(work):
    user = work.users.create("a", "$", Role.CLERK, NOW)
    for name in ("s1", "s2"):
        work.sessions.create(Session(name, user.id, "csrf", NOW, NOW + HOUR))
    assert work.sessions.get("s1", NOW).user_id == user.id
    assert work.sessions.get("s1", NOW + HOUR) is None
    work.sessions.end("s1")
    assert work.sessions.get("s1", NOW) is None
    work.users.set_password(user.id, "$2")
    assert work.sessions.get("s2", NOW) is None
    work.sessions.create(Session("s3", user.id, "csrf", NOW, NOW + HOUR))
    work.sessions.end_expired(NOW + HOUR)
    assert work.sessions.get("s3", NOW) is None
    work.sessions.create(Session("s4", user.id, "csrf", NOW, NOW + HOUR))
    work.users.set_active(user.id, False)
    assert work.sessions.get("s4", NOW) is None


def test_tokens_expire_and_are_revoked_by_their_owner(work):
    user = work.users.create("a", "$", Role.CLERK, NOW)
    other = work.users.create("b", "$", Role.CLERK, NOW)
    token = work.tokens.create("h1", "scanner", user.id, NOW, NOW + HOUR)
    endless = work.tokens.create("h2", "export", user.id, NOW)
    assert work.tokens.by_hash("h1", NOW) == token
    assert work.tokens.by_hash("h1", NOW + HOUR) is None
    assert work.tokens.by_hash("h2", NOW + 9999 * HOUR) == endless
    assert not work.tokens.revoke(other.id, token.id, NOW)
    assert work.tokens.revoke(user.id, token.id, NOW)
    assert not work.tokens.revoke(user.id, token.id, NOW)
    assert work.tokens.by_hash("h1", NOW) is None
    assert [kept.name for kept in work.tokens.of_user(user.id)] == ["export", "scanner"]


def test_an_invitation_works_once(work):
    work.invitations.create("h1", Role.ADMINISTRATOR, "system", NOW, NOW + HOUR)
    assert work.invitations.get("h1", NOW).role is Role.ADMINISTRATOR
    assert not work.invitations.use("h1", NOW + HOUR)
    assert work.invitations.use("h1", NOW)
    assert not work.invitations.use("h1", NOW)
    assert work.invitations.get("h1", NOW) is None
    work.invitations.create("h2", Role.CLERK, "system", NOW, NOW + HOUR)
    work.invitations.withdraw_all("system")
    assert work.invitations.get("h2", NOW) is None


def test_a_phones_link_counts_its_papers_and_runs_out(work):
    user = work.users.create("a", "$", Role.CLERK, NOW)
    other = work.users.create("b", "$", Role.CLERK, NOW)
    link = work.phone_links.create("h1", user.id, NOW, NOW + HOUR)
    assert work.phone_links.by_hash("h1", NOW) == link
    assert work.phone_links.by_hash("h1", NOW + HOUR) is None
    assert [work.phone_links.count_paper(link.id, 2, NOW) for _ in range(3)] == [True, True, False]
    assert [one.papers for one in work.phone_links.of_user(user.id, NOW)] == [2]
    assert not work.phone_links.end(other.id, link.id, NOW)
    assert work.phone_links.end(user.id, link.id, NOW)
    assert work.phone_links.by_hash("h1", NOW) is None
    assert work.phone_links.of_user(user.id, NOW) == []


def test_valid_tokens_of_everybody_are_listed_newest_first(work):
    user = work.users.create("a", "$", Role.CLERK, NOW)
    work.tokens.create("h1", "old", user.id, NOW, NOW + HOUR)
    work.tokens.create("h2", "endless", user.id, NOW)
    gone = work.tokens.create("h3", "gone", user.id, NOW)
    work.tokens.revoke(user.id, gone.id, NOW)
    assert [token.name for token in work.tokens.valid(NOW)] == ["endless", "old"]
    assert [token.name for token in work.tokens.valid(NOW + HOUR)] == ["endless"]
