"""A reader proves that it reads before it gets to work."""

from __future__ import annotations

from pathlib import Path

import pytest

from capture.engines import table
from capture.engines.base import EngineMissing, Image
from capture.engines.none import NoEngine
from capture.pages import Box, Line, Message, Reader
from capture.pool import PagePool
from capture.probe import Limits
from capture.workers.selftest import SAMPLE, self_test


class Babbler(NoEngine):
    """Reads everything as something else, as a damaged network does."""

    name = "rapidocr"

    def read(self, image: Image) -> tuple[Line, ...]:
        return tuple(Line("口口口口", Box(0, 0, 9, 9), 0.9, Reader.RAPIDOCR) for _ in SAMPLE)


def missing() -> NoEngine:
    raise EngineMissing("The package rapidocr lacks its network.")


@pytest.fixture(autouse=True)
def fresh() -> None:
    table.engine.cache_clear()


@pytest.mark.parametrize("reader", ["auto", "none"])
def test_a_sound_reader_has_nothing_to_say(reader: str) -> None:
    assert self_test(reader) is None


def test_a_reader_that_reads_nonsense_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ENGINES", {**table.ENGINES, "rapidocr": Babbler})
    found = self_test("rapidocr")
    assert found is not None
    assert "口口口口" in str(found)
    table.engine.cache_clear()


def test_a_missing_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ENGINES", {**table.ENGINES, "rapidocr": missing, "tesseract": missing})
    assert "lacks its network" in str(self_test("rapidocr"))
    assert "unread" in str(self_test("auto"))
    table.engine.cache_clear()


def test_a_pool_tells_what_its_readers_lack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no tesseract there
    told: list[Message] = []
    with PagePool(1, Limits(), "tesseract", fault=told.append) as pool:
        pool.close(wait=True)
    assert len(told) == 1
    assert "tesseract" in str(told[0]).lower()
