#!/usr/bin/env python3
"""Verify a handed-over dossier (BagIt, RFC 8493) with Python's standard library alone.

Copied as ``verify.py`` to the root of every package. Run it there: ``python3 verify.py``.
Exits 0 when every file is as it was handed over, else 1 with one line per fault naming the file.
核对移交包：每个文件与移交时一致则返回 0，否则返回 1，并逐行列出有问题的文件。
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from urllib.parse import unquote

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
NOT_LISTED = {TAG_MANIFEST}


def read_manifest(path: Path) -> dict[str, str]:
    """Return file name to SHA-256 as a manifest lists them."""
    listed: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        digest, _, name = line.partition(" ")
        if digest:
            listed[unquote(name.strip())] = digest.lower()
    return listed


def hash_file(path: Path) -> str:
    """Return a file's SHA-256 as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def present_files(root: Path) -> set[str]:
    """Return every file of the package, by its name below the root."""
    found = set()
    for folder, _, names in os.walk(root):
        for name in names:
            found.add((Path(folder) / name).relative_to(root).as_posix())
    return found - NOT_LISTED


def find_faults(root: Path) -> list[str]:
    """Return a line for each changed, missing, added or renamed file."""
    faults = []
    listed: dict[str, str] = {}
    for manifest in (TAG_MANIFEST, MANIFEST):
        try:
            listed.update(read_manifest(root / manifest))
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"missing or unreadable 缺失或无法读取: {manifest} ({type(error).__name__})")
    present = present_files(root)
    added = {name: hash_file(root / name) for name in present - listed.keys()}
    for name in sorted(listed):
        if name in present:
            if hash_file(root / name) != listed[name]:
                faults.append(f"changed 内容被改动: {name}")
            continue
        new_name = next((other for other, digest in sorted(added.items()) if digest == listed[name]), None)
        if new_name is None:
            faults.append(f"missing 缺失: {name}")
        else:
            del added[new_name]
            faults.append(f"renamed 被改名: {name} -> {new_name}")
    faults.extend(f"added 多出: {name}" for name in sorted(added))
    return faults


def main() -> int:
    """Verify the package this script lies in, or the one named on the command line."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    faults = find_faults(root)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "OK\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
