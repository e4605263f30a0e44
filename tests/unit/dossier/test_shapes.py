from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from dossier.shapes import SHAPES, Proof, Req

ROOT = Path(__file__).resolve().parents[3]


def test_schemas_in_docs_are_those_of_the_shapes() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "schemas.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SHAPES)
def test_every_schema_is_a_valid_one(name: str) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)


def test_requirement_says_for_not_for_document() -> None:
    requirement = Req(id="a", title="b", kind="c", state="usable", **{"for": 7}, proof=[Proof(document_id=7)])
    assert requirement.model_dump(by_alias=True)["for"] == 7
    assert "for_document" not in requirement.model_dump(by_alias=True)
