from __future__ import annotations

import pytest

from dossier.loopback import is_loopback


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost", "127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1"]
)
def test_this_machine_is_known_by_every_name(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "192.168.1.7", "archive.local", "127.example.com", "localhost.example.com"]
)
def test_a_name_that_only_begins_so_is_no_loopback(host: str) -> None:
    assert not is_loopback(host)
