"""How commands open the data folder, and who they act as."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.viewer import Role, Viewer


@contextmanager
def opened(data: Path | None) -> Iterator[Service]:
    """Open the service on a data folder."""
    with open_service(read_settings(data)) as service:
        yield service


def command_line_viewer() -> Viewer:
    """Return who acts: whoever may read the data folder may do everything, under their own name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "unknown"
    return Viewer(None, f"cli:{name}", Role.ADMINISTRATOR)
