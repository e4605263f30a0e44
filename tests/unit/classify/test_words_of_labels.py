"""Every field is read behind three words and more that offices print before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from capture.pages import Page
from classify.decide import decide
from classify.normalise import folded
from classify.profile import Profile

LISTED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words_of_labels.yaml").read_text("utf-8"))
FEWEST = 3


@pytest.mark.parametrize("kind", sorted(LISTED))
def test_values_stand_behind_the_words_of_many_offices(
    kind: str, page: Callable[..., Page], profile: Profile
) -> None:
    entry = LISTED[kind]
    below = [(100, 320 + 60 * n, text) for n, text in enumerate(entry["below"])]
    missed = []
    for field, said in entry["fields"].items():
        for word in said["words"]:
            drawn = page((600, 60, entry["title"], 56), (100, 200, f"{word}：{said['printed']}"), *below)
            found = decide([drawn], profile, today=dt.date(2026, 11, 22), type_id=kind).fields.get(field)
            if found is None or folded(str(found.value)) != folded(str(said["read"])):
                missed.append((field, word, found and found.value))
    assert not missed


def test_the_list_holds_all_fields_that_labels_give(profile: Profile) -> None:
    few = {
        (kind, field)
        for kind, entry in LISTED.items()
        for field, said in entry["fields"].items()
        if len(said["words"]) < FEWEST
    }
    assert not few - {("invoice", "invoice_code"), ("invoice", "contract_no")}
