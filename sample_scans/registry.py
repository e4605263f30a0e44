"""Find the layouts: every module of a folder registers its own."""

from __future__ import annotations

import importlib
import pkgutil

import sample_scans.judging
import sample_scans.layouts
from sample_scans.case import LAYOUTS, Layout

_FOLDERS = {"tuning": sample_scans.layouts, "judging": sample_scans.judging}


def layouts_of(which: str) -> dict[str, dict[str, Layout]]:
    """Return type -> layout name -> function of the set ``tuning`` or ``judging``."""
    folder = _FOLDERS[which]
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        importlib.import_module(f"{folder.__name__}.{module}")
    return LAYOUTS[which]
