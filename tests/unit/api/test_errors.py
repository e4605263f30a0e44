from __future__ import annotations

import importlib
import pkgutil

import pytest

import capture
import dossier
from api import errors
from api.errors import STATUS, STORED, ApiError
from capture.errors import CaptureError
from classify.profile import ProfileError
from dossier.errors import DossierError
from storage.errors import StorageError

for package in (capture, dossier):  # classes of errors are known once their modules are loaded
    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")


def all_of(kind: type) -> set[type]:
    return {kind} | {child for direct in kind.__subclasses__() for child in all_of(direct)}


@pytest.mark.parametrize("tree", [CaptureError, DossierError, ApiError, StorageError])
def test_every_code_has_its_http_status(tree):
    assert {kind.code for kind in all_of(tree)} <= STATUS.keys()


def test_no_status_is_for_a_code_that_does_not_exist():
    trees = (CaptureError, DossierError, ApiError, StorageError, ProfileError)
    known = {kind.code for tree in trees for kind in all_of(tree)}
    assert STATUS.keys() <= known


def test_every_error_of_storage_has_words_for_people():
    assert {kind.code for kind in all_of(StorageError)} == STORED.keys()


def test_422_means_malformed_input_only():
    bad_files = {"truncated", "empty", "wrong_format", "no_pages", "unreadable"}
    assert {code for code, status in STATUS.items() if status == 422} == bad_files | {"invalid_input"}


def test_a_malformed_value_is_named_but_not_repeated():
    error = errors.from_validation([{"loc": ("body", "page"), "msg": "too big", "input": "secret"}])
    assert error.code == "invalid_input"
    assert "page" in str(error)
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "not_found"), (405, "method_not_allowed"), (413, "request_too_large"), (400, "http_error")],
)
def test_errors_of_the_http_layer_get_our_shape(status, code):
    assert errors.from_http(status, "x", "GET").code == code
