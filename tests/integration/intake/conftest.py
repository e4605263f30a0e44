"""A service that can be struck at any step, and its inbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.settings import Settings
from dossier.wiring import Service, limits_of
from tests.integration.intake.room import TappedDatabase, TappedStore


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data=tmp_path / "data")
    settings.data.mkdir()
    database = TappedDatabase(settings.database)
    database.migrate()
    files = TappedStore(settings.data / "originals")
    files.prepare()
    yield Service(settings, database, files, None, limits_of(settings), None, None)
    database.close()


@pytest.fixture
def inbox(service: Service) -> Path:
    root = service.settings.data / "inbox"
    root.mkdir()
    return root
