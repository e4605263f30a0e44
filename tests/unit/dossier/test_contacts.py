"""Telephones and addresses as they are compared."""

from __future__ import annotations

import pytest

from dossier.contacts import address, telephones


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0531-8888 6666", ["053188886666"]),
        ("电话：(0531)88886666转801", ["053188886666"]),
        ("+86 138 0013 8000", ["13800138000"]),
        ("13800138000/0769-22223333", ["13800138000", "076922223333"]),
        ("无", []),
        ("12345", []),
    ],
)
def test_telephones_are_their_digits(text: str, numbers: list[str]) -> None:
    assert [one.folded for one in telephones(text)] == numbers


def test_the_province_does_not_tell_addresses_apart() -> None:
    (one,) = address("山东省济南市历下区建设路62号")
    (other,) = address("济南市历下区 建设路62号")
    assert one.folded == other.folded


def test_what_is_too_short_is_no_address() -> None:
    assert list(address("济南")) == []
