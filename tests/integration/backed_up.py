"""Archives as tests of backups fill them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.viewer import Role, Viewer

KEEPER = Viewer(None, "keeper", Role.ADMINISTRATOR)


def silent(_done: int, _total: int) -> None:
    """Nobody looks."""


@contextmanager
def opened(folder: Path) -> Iterator[Service]:
    """Open an archive that reads nothing."""
    with open_service(read_settings(folder, reader="none", workers=1)) as service:
        yield service


@contextmanager
def copied(filled: Path, folder: Path) -> Iterator[Service]:
    """Open a copy of a filled archive."""
    shutil.copytree(filled, folder)
    with opened(folder) as service:
        yield service
