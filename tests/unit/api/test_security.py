from __future__ import annotations

import pytest

from api.security import (
    CONTENT_POLICY,
    HostRule,
    LoginBrake,
    form_token,
    inner_path,
    login_keys,
    same_origin,
    same_token,
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "target",
    ["//evil.example/x", "https://evil.example", "javascript:alert(1)", "", None, "/\\evil", "/a\nb", "x"],
)
def test_a_wish_that_leads_out_leads_to_the_first_page(target):
    assert inner_path(target) == "/"


@pytest.mark.parametrize("target", ["/", "/documents/3?page=2&q=合同", "/review"])
def test_a_wish_that_stays_inside_is_kept(target):
    assert inner_path(target) == target


@pytest.mark.parametrize("host", ["localhost:8420", "127.0.0.1", "[::1]:8420", "LOCALHOST", "localhost."])
def test_loopback_answers_to_loopback_names(host):
    assert HostRule.for_address("127.0.0.1").allows(host)


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.5", "127.0.0.1.evil.example", "", None, "[::1"])
def test_loopback_answers_to_nothing_else(host):
    assert not HostRule.for_address("127.0.0.1").allows(host)


def test_an_open_address_answers_to_addresses_and_own_names_only():
    rule = HostRule.for_address("0.0.0.0", more=["scans.office"])
    assert rule.allows("192.168.1.5:8420")
    assert rule.allows("scans.office")
    assert not rule.allows("evil.example")


def test_a_form_token_fits_its_own_secret_only():
    assert same_token(form_token("one"), form_token("one"))
    assert not same_token(form_token("one"), form_token("two"))
    assert not same_token(None, None)
    assert not same_token("", "")


@pytest.mark.parametrize(
    ("origin", "fits"),
    [
        (None, True),
        ("http://127.0.0.1:8420", True),
        ("http://127.0.0.1:9", False),
        ("https://evil.example", False),
        ("null", False),
    ],
)
def test_a_change_must_come_from_our_own_pages(origin, fits):
    assert same_origin(origin, "127.0.0.1:8420") is fits


def test_the_content_policy_lets_nothing_inline_in():
    assert "unsafe" not in CONTENT_POLICY
    assert "*" not in CONTENT_POLICY
    assert "http" not in CONTENT_POLICY


def test_the_brake_holds_after_five_failures_and_doubles():
    clock = Clock()
    brake = LoginBrake(clock=clock)
    for _ in range(4):
        brake.failed({"ada": 5})
    assert brake.wait(["ada"]) == 0
    brake.failed({"ada": 5})
    assert brake.wait(["ada"]) == 30
    clock.now += 30
    assert brake.wait(["ada"]) == 0
    brake.failed({"ada": 5})
    assert brake.wait(["ada"]) == 60
    assert brake.wait(["carl"]) == 0


def test_the_brake_never_holds_longer_than_its_longest_wait():
    brake = LoginBrake(clock=Clock())
    for _ in range(50):
        brake.failed({"ada": 5})
    assert brake.wait(["ada"]) == 900


def test_success_and_time_release_the_brake():
    clock = Clock()
    brake = LoginBrake(clock=clock)
    for _ in range(6):
        brake.failed({"ada": 5, "from:x": 5})
    brake.succeeded(["ada"])
    assert brake.wait(["ada"]) == 0
    assert brake.wait(["from:x"]) > 0
    clock.now += 3700
    brake.failed({"other": 5})
    assert brake.wait(["from:x"]) == 0


def test_one_forgetful_person_does_not_lock_out_the_office():
    brake = LoginBrake(clock=Clock())
    for _ in range(10):
        brake.failed(login_keys("Carl ", "10.0.0.1"))
    assert brake.wait(login_keys("carl", "10.0.0.1")) > 0
    assert brake.wait(login_keys("ada", "10.0.0.1")) == 0
    assert brake.wait(login_keys("carl", "10.0.0.2")) == 0
