"""The short form of ``make soak``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.soak import run_soak


@pytest.mark.timeout(900)
def test_kills_at_random_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    outcome = run_soak(
        tmp_path, kills=20, files=40, seed=2, reader="none", main_share=0.2, life=6, within=240
    )
    assert outcome.faults == []
    assert outcome.kills >= 20
    assert sum(outcome.received.values()) >= 30
