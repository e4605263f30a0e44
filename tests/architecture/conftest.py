"""The source tree as values: every module with its text and its syntax tree."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("capture", "classify", "storage", "dossier", "api")
OTHERS = ("bench", "sample_scans", "scripts", "tests")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file; ``path`` is relative to the root, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.path.split("/", 1)[0]

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [
            node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    def imports(self) -> list[tuple[str, ast.stmt]]:
        """Every imported module with its statement, wherever it stands."""
        found: list[tuple[str, ast.stmt]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(alias.name, node) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.append((node.module, node))
        return found


def _read(folders: tuple[str, ...]) -> list[Module]:
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    modules = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        modules.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return modules


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def product() -> list[Module]:
    """The modules of the five packages."""
    return _read(PACKAGES)


@pytest.fixture(scope="session")
def tree(product: list[Module]) -> list[Module]:
    """Every module of the repository, tests included."""
    return product + _read(OTHERS)
