"""Every error code stands on the page of error codes."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import api
import capture
import dossier
import storage
from api.errors import ApiError
from capture.errors import CaptureError
from classify.profile import ProfileError
from dossier.errors import DossierError
from storage.errors import StorageError

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
FROZEN = {
    *("encrypted", "truncated", "empty", "wrong_format", "no_pages", "too_large"),
    *("link", "unsupported", "unreadable", "reader_crashed", "timeout"),
}


def codes(kind: type) -> set[str]:
    """The codes of a tree of errors without its abstract root."""
    return {child.code for child in kind.__subclasses__()} | {
        code for child in kind.__subclasses__() for code in codes(child)
    }


def told() -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def import_all() -> None:
    """A subclass is known once its module is loaded: load every module that may hold one."""
    for package in (api, capture, dossier, storage):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def test_the_page_lists_the_codes_that_exist():
    import_all()
    trees = (CaptureError, DossierError, ApiError, StorageError)
    assert told() == set().union(*(codes(tree) for tree in trees), {ProfileError.code})


def test_the_frozen_codes_are_the_codes_of_reading():
    assert codes(CaptureError) == FROZEN
