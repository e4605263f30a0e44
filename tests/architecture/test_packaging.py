"""The wheel holds the product, nothing beside its five packages, and runs where it alone is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

PACKAGES = ("capture", "classify", "storage", "dossier", "api")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
LOAD = """
import pathlib, sys
from classify.profile import load_profile
from dossier.language import translate
from capture.pages import Message
from storage.database import Database
import api.app, dossier.cli
assert "营业执照" in {kind.title for kind in load_profile("manufacturing").types.values()}
Database(f"sqlite:///{sys.argv[1]}/dossier.db").migrate()
web = pathlib.Path(api.app.__file__).parent / "web"
assert (web / "templates" / "base.html").is_file()
assert list((web / "static").rglob("htmx*.js"))
assert translate(Message("The file is empty."), "zh_CN") != "The file is empty."
for name in ("api", "capture", "dossier"):
    assert pathlib.Path(sys.modules[name].__file__).is_relative_to(sys.prefix)
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    """The wheel, built from a copy of the source."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    for name in PACKAGES:
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    out = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-c", BUILD, out, cwd=source)
    assert built.returncode == 0, built.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """An environment with the wheel alone; what it depends on is lent from the present one."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    done = run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=place,
    )
    assert done.returncode == 0, done.stderr
    packages = next((place / "lib").glob("python3*")) / "site-packages"
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place


def test_only_the_five_packages_reach_the_top_level(names):
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(PACKAGES)


def test_every_file_of_the_packages_is_in_the_wheel(root, names):
    ours = {
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= names


def test_the_licence_goes_with_it(names):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_installed_command_tells_what_it_does(environment, tmp_path):
    done = run(environment / "bin" / "dossier", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(command in done.stdout for command in ("run", "read", "add", "status", "check", "search"))


def test_profiles_templates_migrations_and_translations_load(environment, tmp_path):
    done = run(environment / "bin" / "python", "-I", "-c", LOAD, tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
