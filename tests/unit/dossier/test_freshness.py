from __future__ import annotations

import pytest

from dossier.freshness import FRESH_SECONDS, Fresh


class Store:
    """What another process writes, and how often it was looked at."""

    def __init__(self) -> None:
        self.written, self.looks, self.now = "one", 0, 100.0
        self.fresh = Fresh("nothing", self.read, clock=lambda: self.now)

    def read(self, before: str) -> str:
        self.looks += 1
        if self.written == "broken":
            raise ValueError(before)
        return self.written


def test_a_change_of_another_process_is_noticed_within_a_second():
    store = Store()
    assert store.fresh.current() == "one"
    store.written = "two"
    assert store.fresh.current() == "one"
    assert store.looks == 1
    store.now += FRESH_SECONDS
    assert store.fresh.current() == "two"
    store.written = "three"
    assert store.fresh.refresh() == "three"


def test_what_cannot_be_read_is_asked_for_again_and_nothing_old_is_given():
    store = Store()
    store.fresh.current()
    store.written, store.now = "broken", store.now + FRESH_SECONDS
    for _ in range(2):
        with pytest.raises(ValueError, match="one"):
            store.fresh.current()
    store.written = "mended"
    assert store.fresh.current() == "mended"
