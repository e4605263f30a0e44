"""The short form of the fuzzing: damaged and hostile files of every format get an answer or a code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fuzz import run_fuzz
from bench.trial import READ
from bench.wholefiles import EXTENSIONS


@pytest.mark.timeout(600)
def test_damaged_and_hostile_files_get_an_answer_or_a_code(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    outcome = run_fuzz(kept, cases=range(70), seed=20261122)
    assert outcome.faults == []
    assert outcome.cases == 70
    assert set(outcome.formats) == set(EXTENSIONS)
    assert sum(tally.codes[READ] for tally in outcome.formats.values()) >= 10
    assert len({code for tally in outcome.formats.values() for code in tally.codes}) >= 5
