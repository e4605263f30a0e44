"""Random changes to a package, each with the lines its verifier must say."""

from __future__ import annotations

import random
from pathlib import Path

CHANGES = (
    "byte",
    "append",
    "truncate",
    "remove",
    "rename",
    "move",
    "add",
    "swap",
    "empty",
    "tag",
    "manifest",
)


def change_package(package: Path, chance: random.Random, kind: str) -> list[str]:
    """Make one change of a kind; returns what ``find_faults`` must tell."""
    files = sorted(
        path for path in (package / "data").rglob("*") if path.is_file() and path.stat().st_size > 1
    )
    path = chance.choice(files)
    name = path.relative_to(package).as_posix()
    if kind in ("byte", "append", "truncate", "empty"):
        _spoil(path, chance, kind)
        return [f"changed: {name}"]
    if kind == "remove":
        path.unlink()
        return [f"missing: {name}"]
    if kind in ("rename", "move"):
        folder = path.parent if kind == "rename" else package / "data" / f"另存{chance.randrange(1000)}"
        folder.mkdir(exist_ok=True)
        target = folder / f"改名 {chance.randrange(10**6)}%{path.suffix}"
        path.rename(target)
        return [f"renamed: {name} -> {target.relative_to(package).as_posix()}"]
    if kind == "add":
        target = path.parent / f"新文件{chance.randrange(10**6)}.bin"
        target.write_bytes(chance.randbytes(chance.randrange(0, 200)))
        return [f"added: {target.relative_to(package).as_posix()}"]
    if kind == "swap":
        return _swap(package, files, chance)
    return _spoil_tag(package, chance, kind)


def _spoil(path: Path, chance: random.Random, kind: str) -> None:
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    if kind == "byte":
        data[place] ^= 1 << chance.randrange(8)
    elif kind == "append":
        data += chance.randbytes(chance.randrange(1, 9))
    else:
        del data[place if kind == "truncate" else 0 :]
    path.write_bytes(bytes(data))


def _swap(package: Path, files: list[Path], chance: random.Random) -> list[str]:
    """Let two files change places: both have other contents now."""
    one = chance.choice(files)
    others = [path for path in files if path.read_bytes() != one.read_bytes()]
    other = chance.choice(others)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    names = sorted(path.relative_to(package).as_posix() for path in (one, other))
    return [f"changed: {name}" for name in names]


def _spoil_tag(package: Path, chance: random.Random, kind: str) -> list[str]:
    """Change a tag file, or one digest in a tag manifest."""
    if kind == "tag":
        path = package / chance.choice(("bag-info.txt", "bagit.txt", "verify.py"))
        path.write_bytes(path.read_bytes() + b"\n")
        return [f"changed: {path.name}"]
    path = package / f"tagmanifest-{chance.choice(('sha256', 'sm3'))}.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = chance.randrange(len(lines))
    digest, _, name = lines[place].partition("  ")
    digit = chance.choice([one for one in "0123456789abcdef" if one != digest[0]])
    lines[place] = f"{digit}{digest[1:]}  {name}"
    path.write_text("".join(lines), "utf-8")
    return [f"changed: {path.name} ({name.strip()})"]
