"""Making a folder a BagIt package (RFC 8493) with SHA-256 and SM3 manifests and its verifier."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash

from dossier import bag_verify

VERIFIER = "verify.py"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Payload:
    """How much a package carries."""

    files: int
    octets: int


def digests_of(path: Path) -> dict[str, str]:
    """Return a file's SHA-256 and SM3, read once."""
    sha256, sm3 = hashlib.sha256(), Hash(SM3())
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            sha256.update(block)
            sm3.update(block)
    return {"sha256": sha256.hexdigest(), "sm3": sm3.finalize().hex()}


def make_bag(root: Path, info: Mapping[str, str], day: dt.date) -> Payload:
    """Write tag files and manifests around ``root/data``, which holds the payload already.

    ``info`` goes to ``bag-info.txt`` before the date and the payload's size.

    Raises:
        OSError: something cannot be written.
    """
    paths = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    payload = Payload(len(paths), sum(path.stat().st_size for path in paths))
    (root / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "utf-8")
    whole = {
        **info,
        "Bagging-Date": day.isoformat(),
        "Payload-Oxum": f"{payload.octets}.{payload.files}",
    }
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in whole.items())
    (root / "bag-info.txt").write_text("".join(lines), "utf-8")
    shutil.copyfile(Path(bag_verify.__file__), root / VERIFIER)
    _write_manifests(root, "manifest", paths)
    tags = sorted(path for path in root.iterdir() if path.is_file())
    _write_manifests(root, "tagmanifest", tags)
    return payload


def _write_manifests(root: Path, kind: str, paths: Iterable[Path]) -> None:
    found = {path.relative_to(root).as_posix(): digests_of(path) for path in paths}
    for algorithm in bag_verify.ALGORITHMS:
        text = bag_verify.manifest_text({name: digests[algorithm] for name, digests in found.items()})
        (root / f"{kind}-{algorithm}.txt").write_text(text, "utf-8", newline="\n")
