"""The set-up script, and that image and compose file do nothing beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from dossier.settings import Settings

NEEDED = (
    "bash",
    "env",
    "id",
    "find",
    "grep",
    "cat",
    "sha256sum",
    "mktemp",
    "timeout",
    "dirname",
    "rm",
    "mkdir",
    "flock",
)
FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *-VV*) echo "Python 3.11.0" ;;
  "-m pip "*) echo "$PIP_CONSTRAINT $*" >> "$CALLS" ;;
esac
"""


def setup(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("bash") or "bash", str(root / "scripts" / "setup.sh"), *words]
    if os.geteuid() == 0 and "CALLS" in environment:
        command = [
            shutil.which("setpriv") or "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            *command,
        ]
    full = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        command,
        cwd=root,
        env=full,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def bare(root) -> Iterator[dict[str, str]]:
    """The script where there is no root, no sudo and no Tesseract; its Python notes what it is asked."""
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        place = Path(name)
        for source in ("pyproject.toml", "constraints.txt"):
            shutil.copy(root / source, place)
        shutil.copytree(root / "scripts", place / "scripts")
        (place / "bin").mkdir()
        for program in NEEDED:
            (place / "bin" / program).symlink_to(shutil.which(program) or program)
        python = place / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(FAKE_PYTHON)
        python.chmod(0o755)
        place.chmod(0o777)
        (place / ".venv").chmod(0o777)
        yield {"root": name, "PATH": str(place / "bin"), "CALLS": str(place / "calls"), "TMPDIR": name}


def run_bare(bare, *words):
    given = dict(bare)
    return setup(Path(given.pop("root")), *words, **given)


def test_without_root_one_sentence_names_the_packages_and_set_up_goes_on(bare):
    done = run_bare(bare)
    told = [row for row in done.stderr.splitlines() if "apt-get install" in row]
    assert done.returncode == 0, done.stderr
    assert len(told) == 1
    assert "tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng" in told[0]
    assert "rapidocr" in told[0]
    assert Path(bare["CALLS"]).read_text().startswith("constraints.txt -m pip ")


def test_nothing_is_resolved_again_while_nothing_changed(bare):
    run_bare(bare)
    run_bare(bare)
    assert len(Path(bare["CALLS"]).read_text().splitlines()) == 1


def test_a_changed_constraint_is_installed(bare):
    run_bare(bare)
    with (Path(bare["root"]) / "constraints.txt").open("a") as file:
        file.write("# changed\n")
    run_bare(bare)
    assert len(Path(bare["CALLS"]).read_text().splitlines()) == 2


def test_the_development_set_up_serves_running_too(bare):
    run_bare(bare, "--dev")
    run_bare(bare)
    assert Path(bare["CALLS"]).read_text().splitlines()[0].endswith("-e .[dev]")
    assert len(Path(bare["CALLS"]).read_text().splitlines()) == 1


def test_an_unknown_option_is_refused(root):
    assert setup(root, "--everything").returncode == 2


def test_every_dependency_is_locked(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    named = [*project["build-system"]["requires"], *project["project"]["dependencies"], *extras["dev"]]
    asked = {_folded(re.match(r"[\w.-]+", name)[0]) for name in named}
    rows = [row for row in (root / "constraints.txt").read_text().splitlines() if not row.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+", row) for row in rows)
    assert asked <= {_folded(row.split("==")[0]) for row in rows}


def _folded(name):
    return re.sub(r"[-_.]+", "-", name).lower()


# --- image and compose file ------------------------------------------------------------------


@pytest.fixture
def image(root) -> list[tuple[str, str]]:
    """The instructions of the Dockerfile."""
    rows = (root / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return [tuple(row.split(None, 1)) for row in rows if row.strip() and not row.startswith("#")]


def copied(image) -> list[str]:
    return [source.rstrip("/") for word, rest in image if word == "COPY" for source in rest.split()[:-1]]


def test_the_image_installs_by_the_set_up_script_alone(image):
    runs = [rest for word, rest in image if word == "RUN"]
    assert sum("scripts/setup.sh" in rest for rest in runs) == 1
    assert not [rest for rest in runs if re.search(r"apt(-get)? |pip |dpkg|curl|wget", rest)]


def test_the_image_gets_what_the_wheel_is_made_of(root, image):
    ignored = (root / ".dockerignore").read_text().split()
    sources = set(copied(image))
    needed = {"pyproject.toml", "constraints.txt", "README.md", "LICENSE", "scripts", "capture", "classify"}
    assert needed | {"storage", "dossier", "api"} == sources
    assert all((root / source).exists() for source in sources)
    assert not sources & set(ignored)


def test_the_image_runs_as_a_user_of_its_own_on_a_kept_folder(image):
    told = dict(image)
    assert told["USER"] not in ("root", "0")
    assert told["VOLUME"] == "/data"
    assert '"--data", "/data"' in told["CMD"]
    assert '"status", "--data", "/data"' in told["HEALTHCHECK"]
    assert told["EXPOSE"] == str(Settings.model_fields["port"].default)


def test_the_compose_file_builds_this_image_on_loopback(root):
    service = yaml.safe_load((root / "compose.yaml").read_text())["services"]["dossier"]
    port = Settings.model_fields["port"].default
    assert service["build"] == "."
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert any(volume.endswith(":/data") for volume in service["volumes"])
    known = {"DOSSIER_" + name.upper() for name in Settings.model_fields}
    assert set(service["environment"]) <= known


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("files", ["clone", "image"])
def test_the_script_sets_up_a_fresh_place_with_an_empty_home(root, image, tmp_path, files):
    place, home = tmp_path / "a place", tmp_path / "home"
    home.mkdir()
    if files == "clone":
        subprocess.run(["git", "clone", "-q", str(root), str(place)], check=True)
    else:
        place.mkdir()
        for source in copied(image):
            (shutil.copytree if (root / source).is_dir() else shutil.copy)(root / source, place / source)
    certificates = {name: os.environ[name] for name in ("PIP_CERT", "SSL_CERT_FILE") if name in os.environ}
    for _ in range(2):
        done = setup(place, HOME=str(home), **certificates)
        assert done.returncode == 0, done.stderr
    told = subprocess.run(
        [place / ".venv/bin/dossier", "--help"], capture_output=True, text=True, check=True, cwd=home
    )
    assert "read" in told.stdout
