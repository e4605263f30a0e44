"""Real processes that are killed, starved and cut off; reading itself is quick here: text layers only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.house import House

QUICK = {
    "DOSSIER_READER": "none",
    "DOSSIER_WORKERS": "1",
    "DOSSIER_SETTLE_SECONDS": "0.5",
    "DOSSIER_PATIENCE_SECONDS": "4",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., House]]:
    """Make houses; whatever happens they are stopped."""
    made: list[House] = []

    def make(*inboxes: str, data: Path | None = None, **settings: str) -> House:
        place = tmp_path_factory.mktemp("house")
        folders = [place / inbox for inbox in inboxes or ("inbox",)]
        for folder in folders:
            folder.mkdir()
        here = House(data or place / "data", folders, {**QUICK, **settings})
        here.data.mkdir(exist_ok=True)
        made.append(here)
        return here

    yield make
    for one in made:
        one.stop()
