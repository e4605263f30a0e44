"""The committed samples through the whole product, read for real: who, what, and exactly the planned gaps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_scans"
DOSSIER = Path(sys.executable).parent / "dossier"

pytestmark = pytest.mark.timeout(900)


def dossier(*arguments: object, own: str) -> tuple[int, Any]:
    """Run a command with ``--json`` in an environment of its own; return exit code and answer."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("DOSSIER_")}
    environment["DOSSIER_OWN_COMPANY"] = own
    done = subprocess.run(
        [DOSSIER, *map(str, arguments), "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=SAMPLES,
        env=environment,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def fits_schema(name: str, answer: Any) -> bool:
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer)
    return True


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return yaml.safe_load((SAMPLES / "manifest.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def own(manifest: dict[str, Any]) -> str:
    return f"{manifest['own_company']['name']};{manifest['own_company']['uscc']}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples") / "data"


@pytest.fixture(scope="module")
def added(manifest: dict[str, Any], own: str, data: Path) -> dict[str, Any]:
    """Every sample added once; answers by the manifest's file names."""
    names = [entry["file"] for entry in manifest["files"]]
    code, answers = dossier("add", *names, "--data", data, own=own)
    assert code == 0
    assert fits_schema("add", answers)
    return dict(zip(names, answers, strict=True))


def allowed_outcomes(entry: dict[str, Any]) -> set[str]:
    """Return what was planned; a poor scan may go to a person instead."""
    return {entry["outcome"], "review"} if entry.get("may_review") else {entry["outcome"]}


def test_every_sample_ends_as_planned(manifest, added):
    wrong = {
        entry["file"]: added[entry["file"]]["outcome"]
        for entry in manifest["files"]
        if added[entry["file"]]["outcome"] not in allowed_outcomes(entry)
    }
    assert wrong == {}


def test_every_sample_is_recognised_and_given_to_its_customer(manifest, added):
    wrong = []
    for entry in manifest["files"]:
        answer = added[entry["file"]]
        want = [
            (one["type"], one["customer"] and one["customer"]["name"], one["pages"])
            for one in entry["documents"]
        ]
        got = [
            (one["type"], one["customer"] and one["customer"]["name"], one["pages"])
            for one in answer["documents"]
        ]
        asked = entry.get("may_review") and answer["outcome"] == "review"
        if [one[::2] for one in want] != [one[::2] for one in got] or (want != got and not asked):
            wrong.append((entry["file"], want, got))
    assert wrong == []


def test_each_dossier_lacks_exactly_what_was_planned(manifest, added, own, data):
    code, answer = dossier("check", "--data", data, own=own)
    assert code == 3
    assert fits_schema("check", answer)
    document_of = {name: one["documents"][0]["id"] for name, one in added.items() if one["documents"]}
    gaps = {}
    for checked in answer["customers"]:
        gaps[checked["customer"]["name"]] = sorted(
            (line["id"], line["state"], line.get("for"))
            for line in checked["requirements"]
            if line["state"] not in ("usable", "expiring", "waived")
        )
    planned = {
        customer["name"]: sorted(
            (gap["requirement"], gap["state"], document_of.get(gap.get("for"))) for gap in customer["gaps"]
        )
        for customer in manifest["customers"]
    }
    assert gaps == planned
    complete = {one["customer"]["name"]: one["complete"] for one in answer["customers"]}
    assert complete == {customer["name"]: customer["complete"] for customer in manifest["customers"]}


def test_shapes_hold_on_the_samples(added, own, data):
    answers = {}
    for name, arguments in (("status", ()), ("customers", ()), ("search", ("有限公司",))):
        code, answer = dossier(name, *arguments, "--data", data, own=own)
        answers[name] = answer
        assert code == 0
        assert fits_schema(name, answer)
        if name == "status":
            parts = ("filed", "review", "rejected", "duplicate", "working")
            assert answer["seen"] == sum(answer[part] for part in parts) == len(added)
        if name == "search":
            assert answer["total"] > 50
            assert all(hit["boxes"] for hit in answer["hits"])
    first = answers["customers"]["customers"][0]["name"]
    code, answer = dossier("show", first, "--data", data, own=own)
    assert code == 0
    assert fits_schema("show", answer)


@pytest.fixture(scope="module")
def bad_files() -> dict[str, str]:
    """The codes that damaged and locked files must end with, by their names."""
    entries = yaml.safe_load((SAMPLES / "bad" / "manifest.yaml").read_text("utf-8"))["files"]
    return {f"bad/{entry['file']}": entry["code"] for entry in entries}


@pytest.fixture(scope="module")
def bad_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bad") / "data"


@pytest.fixture(scope="module")
def bad_added(own: str, bad_files: dict[str, str], bad_data: Path) -> list[dict[str, Any]]:
    code, answers = dossier("add", *bad_files, "--data", bad_data, own=own)
    assert code == 1
    return answers


def test_bad_files_end_with_their_codes(own, bad_files, bad_added):
    codes = list(bad_files.values())
    assert [answer["outcome"] for answer in bad_added] == ["rejected"] * len(codes)
    assert [answer["error"]["code"] for answer in bad_added] == codes
    assert all(answer["error"]["message"] and answer["error"]["hint"] for answer in bad_added)
    code, answers = dossier("read", *bad_files, own=own)
    assert code == 1
    assert fits_schema("read", answers)
    assert [answer["error"]["code"] for answer in answers] == codes


def test_an_encrypted_file_is_tried_again_with_its_password(own, bad_files, bad_added, bad_data):
    number = list(bad_files).index("bad/encrypted.pdf") + 1
    code, again = dossier("retry", number, "--password", "wrong", "--data", bad_data, own=own)
    assert (code, again["error"]["code"]) == (1, "encrypted")
    code, again = dossier("retry", number, "--password", "dossier", "--data", bad_data, own=own)
    assert code == 0
    assert again["outcome"] in ("filed", "review")
    assert again["documents"][0]["type"] == "contract"
    _, status = dossier("status", "--data", bad_data, own=own)
    assert status["rejected"] == status["seen"] - 1 > 0


def test_an_unknown_customer_and_wrong_use_have_their_exit_codes(bad_added, bad_data):
    done = subprocess.run(
        [DOSSIER, "show", "nobody", "--data", bad_data], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nobody" in done.stderr
    assert subprocess.run([DOSSIER, "show"], capture_output=True, check=False).returncode == 2
