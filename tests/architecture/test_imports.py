"""Who may import what, beyond the layers that import-linter checks."""

from __future__ import annotations

import ast

import pytest

OURS = {"capture", "classify", "storage", "dossier", "api"}

# A heavy library or outside program lives behind one seam; everybody else calls that seam.
HOMES = {
    "cv2": ("capture/",),
    "rapidocr": ("capture/engines/",),
    "openvino": ("capture/engines/",),
    "onnxruntime": ("capture/engines/",),
    "pytesseract": ("capture/engines/tesseract.py",),
    "zxingcpp": ("capture/",),
    "pdfplumber": ("capture/",),
    "watchdog": ("capture/watch.py",),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "fastapi": ("api/",),
    "starlette": ("api/",),
    "jinja2": ("api/",),
    "typer": ("dossier/cli.py", "dossier/commands/"),
    "rich": ("dossier/cli.py", "dossier/commands/", "dossier/logs.py"),
    "argon2": ("dossier/",),
    "bagit": ("dossier/",),
    "openpyxl": ("dossier/",),
}


def is_ours(name):
    return name.split(".")[0] in OURS


@pytest.fixture(scope="module")
def imported(product):
    """Every import of the product: its module, the name, the statement."""
    return [(module, name, node) for module in product for name, node in module.imports()]


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_stays_at_its_home(imported, library):
    strangers = [
        f"{module.path}:{node.lineno}"
        for module, name, node in imported
        if name.split(".")[0] == library and not module.path.startswith(HOMES[library])
    ]
    assert not strangers


def test_pymupdf_is_in_capture_and_one_printout_module(imported):
    users = {
        module.path
        for module, name, _ in imported
        if name.split(".")[0] in {"pymupdf", "fitz"} and module.package != "capture"
    }
    assert len(users) <= 1
    assert all(path.startswith("dossier/") for path in users)


def test_own_code_is_not_imported_inside_functions(tree):
    inside = [
        f"{module.path}:{node.lineno}"
        for module in tree
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(is_ours(name) for name in [getattr(node, "module", None) or node.names[0].name])
    ]
    assert not inside


def test_nothing_is_imported_relatively(tree):
    relative = [
        f"{module.path}:{node.lineno}"
        for module in tree
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_modules_do_not_import_in_circles(product):
    names = {module.name for module in product}
    edges = {module.name: _targets(module, names) for module in product}
    done: set[str] = set()
    for start in sorted(edges):
        _walk(start, edges, (), done)


def _targets(module, names):
    """The modules of ours that one imports when it is loaded."""
    found = set()
    for name, node in module.imports():
        candidates = (
            [f"{name}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        )
        found |= {target for target in (*candidates, name) if target in names}
    return found - {module.name}


def _walk(name, edges, path, done):
    assert name not in path, " → ".join((*path, name))
    if name not in done:
        for target in sorted(edges[name]):
            _walk(target, edges, (*path, name), done)
        done.add(name)


def test_package_files_are_empty(product):
    assert not [
        module.path for module in product if module.path.endswith("__init__.py") and module.text.strip()
    ]
