"""The committed samples are what the manifest says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from PIL import Image

from sample_scans.make import SAMPLE_SEED
from sample_scans.plan import CUSTOMERS, deals_of, own_company
from sample_scans.readme import write_readme

FOLDER = Path(__file__).resolve().parents[3] / "sample_scans"
MANIFEST: dict[str, Any] = yaml.safe_load((FOLDER / "manifest.yaml").read_text(encoding="utf-8"))
BAD: dict[str, Any] = yaml.safe_load((FOLDER / "bad/manifest.yaml").read_text(encoding="utf-8"))
CODES = {
    "encrypted", "truncated", "empty", "wrong_format", "no_pages", "too_large", "link", "unsupported",
    "unreadable", "reader_crashed", "timeout",
}  # fmt: skip


def page_count(path: Path) -> int:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            return len(document)
    with Image.open(path) as image:
        return getattr(image, "n_frames", 1)


def test_the_manifest_lists_exactly_the_files_there_are() -> None:
    on_disk = {
        path.relative_to(FOLDER).as_posix() for path in (FOLDER / "scans").rglob("*") if path.is_file()
    }
    assert {entry["file"] for entry in MANIFEST["files"]} == on_disk
    assert len(on_disk) >= 60


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: Path(entry["file"]).name)
def test_each_file_has_the_pages_it_should_have(entry: dict[str, Any]) -> None:
    assert page_count(FOLDER / entry["file"]) == entry["pages"]
    pages = [number for document in entry["documents"] for number in document["pages"]]
    assert entry["outcome"] == "duplicate" or pages == list(range(1, entry["pages"] + 1))


def test_the_duplicate_is_one() -> None:
    twins = [entry for entry in MANIFEST["files"] if entry["outcome"] == "duplicate"]
    assert len(twins) == 1
    first = FOLDER / twins[0]["duplicate_of"]
    assert (FOLDER / twins[0]["file"]).read_bytes() == first.read_bytes()


def test_variety() -> None:
    files = MANIFEST["files"]
    assert {Path(entry["file"]).suffix for entry in files} == {".jpg", ".png", ".pdf", ".tif", ".bmp"}
    assert {entry.get("turned") for entry in files} >= {90, 180, 270}
    assert sum(entry.get("made") == "born-digital" for entry in files) >= 3
    assert any(len(entry["documents"]) > 1 for entry in files)
    assert any(entry["file"].startswith(f"scans/{MANIFEST['customers'][1]['name']}/") for entry in files)
    assert sum(entry["outcome"] == "review" for entry in files) >= 3


def test_numbers_are_unique() -> None:
    for kind, key in (
        ("contract", "contract_no"),
        ("delivery_slip", "slip_no"),
        ("return_approval", "number"),
    ):
        numbers = [
            (document["customer"]["name"], document["fields"][key])
            for entry in MANIFEST["files"] for document in entry["documents"] if document["type"] == kind
        ]  # fmt: skip
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("customer", MANIFEST["customers"], ids=lambda customer: customer["name"])
def test_gaps_follow_from_the_papers(customer: dict[str, Any]) -> None:
    """The default completeness, worked out again from the manifest alone with no facts set."""
    papers = [
        (entry["file"], document) for entry in MANIFEST["files"] for document in entry["documents"]
        if document["customer"] and document["customer"]["name"] == customer["name"]
    ]  # fmt: skip
    assert sorted(expected_gaps(papers), key=str) == sorted(customer["gaps"], key=str)
    assert customer["documents"] == len(papers)


def expected_gaps(papers: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    kinds = {document["type"] for _, document in papers}
    licences = [document["fields"] for _, document in papers if document["type"] == "business_licence"]
    gaps: list[dict[str, Any]] = []
    if not licences:
        gaps.append({"requirement": "licence", "state": "missing"})
    elif not any(
        fields["valid_until"] >= MANIFEST["today"] for fields in licences
    ):  # 长期 sorts after digits
        gaps.append({"requirement": "licence", "state": "expired"})
    if "customer_background" not in kinds:
        gaps.append({"requirement": "background", "state": "missing"})
    if not kinds & {"contract", "order"}:
        gaps.append({"requirement": "contract_or_order", "state": "missing"})
    if "tax_registration" not in kinds and not any("uscc" in fields for fields in licences):
        gaps.append({"requirement": "tax", "state": "missing"})
    slips = {
        document["fields"].get("contract_no") for _, document in papers if document["type"] == "delivery_slip"
    }
    judged = {
        document["fields"]["number"] for _, document in papers if document["type"] == "return_responsibility"
    }
    for file, document in papers:
        if document["type"] == "contract":
            if document["fields"]["contract_no"] not in slips:
                gaps.append({"requirement": "slip_per_contract", "state": "missing", "for": file})
            if "agent" in document.get("also", {}) and "authorisation_letter" not in kinds:
                gaps.append({"requirement": "authorisation", "state": "missing", "for": file})
        if document["type"] == "return_approval" and document["fields"]["number"] not in judged:
            gaps.append({"requirement": "return_responsibility", "state": "missing", "for": file})
    return gaps


def test_bad_files_are_listed_with_known_codes_and_are_small() -> None:
    listed = {entry["file"] for entry in BAD["files"]}
    assert listed == {path.name for path in (FOLDER / "bad").iterdir()} - {"manifest.yaml"}
    assert {entry["code"] for entry in BAD["files"]} <= CODES
    assert (FOLDER / "bad/link.jpg").is_symlink()
    assert all((FOLDER / "bad" / name).lstat().st_size < 1_000_000 for name in listed)


def test_all_of_it_is_small_enough() -> None:
    assert sum(path.lstat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 40_000_000


def test_the_readme_lists_every_file(tmp_path: Path) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for entry in MANIFEST["files"]:
        assert f"`{entry['file']}`" in text
    for name in ("manifest.yaml", "bad"):
        (tmp_path / name).symlink_to(FOLDER / name)
    assert write_readme(tmp_path).read_text(encoding="utf-8") == text


def test_the_plan_names_its_firms_as_planned() -> None:
    own = own_company(SAMPLE_SEED)
    assert own.name == MANIFEST["own_company"]["name"]
    for customer in CUSTOMERS:
        deals = deals_of(customer, own, SAMPLE_SEED)
        assert {case.customer.name for case in deals.values()} == {customer.name}
