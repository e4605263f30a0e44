"""What offices call their papers names the type, whatever stands below."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from classify.profiles.plan import Profile
from classify.sheet import prepare
from classify.types.titles import find_titles
from tests.unit.classify.decided import Draw

LISTED: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("words_of_titles.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("kind", sorted(LISTED))
def test_titles_of_many_offices(kind: str, page: Draw, profile: Profile) -> None:
    missed = []
    for title in LISTED[kind]:
        found = find_titles(prepare(page((600, 60, title, 56), (100, 300, "甲"))), profile)
        named = found[0].type if found else "other"
        if named != kind:
            missed.append((title, named))
    assert not missed
