#!/usr/bin/env python3
"""Verify a handed-over dossier (BagIt, RFC 8493) with Python's standard library alone.

Copied as ``verify.py`` to the root of every package. Run it there: ``python3 verify.py``.
Exits 0 when every file is as it was handed over, else 1 with one line per fault naming the file.
``--quick`` leaves SM3 out where this Python has no fast one, and says so. It speaks Chinese where the
system does, else English; ``--zh`` and ``--en`` choose.
核对移交包：每个文件与移交时一致则返回 0，否则返回 1，并逐行列出有问题的文件。
按系统语言输出，``--zh``、``--en`` 可指定。
"""

from __future__ import annotations

import hashlib
import locale
import os
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

ALGORITHMS = ("sha256", "sm3")
DECLARATION = "bagit.txt"
CHINESE = {"changed": "内容被改动", "missing": "缺失", "added": "多出", "renamed": "被改名"}
"""What a line begins with when Chinese is spoken."""
_BLOCK = 1 << 20


class Sm3:
    """SM3 (GB/T 32905-2016) in plain Python, for where hashlib has none: some 0.3 MB a second."""

    def __init__(self) -> None:
        self._state: tuple[int, ...] = (
            0x7380166F,
            0x4914B2B9,
            0x172442D7,
            0xDA8A0600,
            0xA96F30BC,
            0x163138AA,
            0xE38DEE4D,
            0xB0FB0E4E,
        )
        self._rest = b""
        self._length = 0

    def update(self, data: bytes) -> None:
        """Take more bytes in."""
        self._length += len(data)
        data = self._rest + data
        whole = len(data) - len(data) % 64
        for place in range(0, whole, 64):
            self._state = _compress(self._state, data[place : place + 64])
        self._rest = data[whole:]

    def hexdigest(self) -> str:
        """Return the digest of what was taken in; nothing may follow."""
        length = self._length
        self.update(b"\x80" + bytes((55 - length) % 64) + struct.pack(">Q", length * 8))
        return "".join(f"{word:08x}" for word in self._state)


def _turn(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def _words(block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turn(words[j - 3], 15)
        mixed ^= _turn(mixed, 15) ^ _turn(mixed, 23)
        words.append(mixed ^ _turn(words[j - 13], 7) ^ words[j - 6])
    return words


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    w = _words(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < 16
        twelve = _turn(a, 12)
        ss1 = _turn((twelve + e + _turn(0x79CC4519 if early else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ twelve) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, _turn(b, 9), c
        e, f, g, h = tt2 ^ _turn(tt2, 9) ^ _turn(tt2, 17), e, _turn(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def has_fast_sm3() -> bool:
    """Tell whether this Python's OpenSSL offers SM3."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return False
    return True


def digest_file(path: Path, algorithm: str) -> str:
    """Return a file's digest as hex."""
    digest = Sm3() if algorithm == "sm3" and not has_fast_sm3() else hashlib.new(algorithm)
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def read_manifest(path: Path) -> dict[str, str]:
    """Return file name to digest as a manifest lists them."""
    listed: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        digest, _, name = line.partition(" ")
        if digest:
            listed[unquote(name.strip())] = digest.lower()
    return listed


def present_files(root: Path) -> set[str]:
    """Return every file and link of the package, by its name below the root."""
    found = set()
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            found.add((Path(folder) / name).relative_to(root).as_posix())
    return found


def manifest_text(digests: Mapping[str, str]) -> str:
    """Return a manifest's one text: sorted by name, escaped as RFC 8493 asks."""
    escaped = {
        name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D"): digest
        for name, digest in digests.items()
    }
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(escaped.items()))


def find_faults(root: Path, algorithms: tuple[str, ...] = ALGORITHMS) -> list[str]:
    """Return a line for each changed, missing, added or renamed file."""
    listed: dict[str, dict[str, str]] = {}
    unlisted = {f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
    present = present_files(root)
    faults: dict[str, str] = {}
    for algorithm in algorithms:
        for manifest in (f"tagmanifest-{algorithm}.txt", f"manifest-{algorithm}.txt"):
            for name, digest in _entries(root, manifest, faults).items():
                listed.setdefault(name, {})[algorithm] = digest
    added = {name: _digest_or_none(root / name) for name in sorted(present - listed.keys() - unlisted)}
    for name in sorted(listed):
        if name in present:
            _compare(root, name, listed[name], algorithms, faults)
        else:
            _miss(name, listed[name].get("sha256"), added, faults)
    _find_moved_tag_manifests(root, listed, added, faults)
    faults.update({name: f"added: {name}" for name in added})
    return list(faults.values())


def _entries(root: Path, manifest: str, faults: dict[str, str]) -> dict[str, str]:
    try:
        text = (root / manifest).read_bytes().decode("utf-8")
        entries = read_manifest(root / manifest)
    except (OSError, UnicodeDecodeError):
        state = "changed" if (root / manifest).exists() else "missing"
        faults[manifest] = f"{state}: {manifest}"
        return {}
    if text != manifest_text(entries):
        faults[manifest] = f"changed: {manifest}"
    return entries


def _compare(
    root: Path, name: str, digests: Mapping[str, str], algorithms: tuple[str, ...], faults: dict[str, str]
) -> None:
    """Compare one file; where only one manifest speaks against it, the manifest is what was changed."""
    told = {algorithm: digests.get(algorithm) for algorithm in algorithms}
    found = {algorithm: _digest_or_none(root / name, algorithm) for algorithm in algorithms}
    right = [algorithm for algorithm in algorithms if told[algorithm] == found[algorithm]]
    if not right:
        faults[name] = f"changed: {name}"
    for algorithm in set(algorithms) - set(right) if right else ():
        kind = "manifest" if name.startswith("data/") else "tagmanifest"
        faults.setdefault(f"{kind}-{algorithm}.txt", f"changed: {kind}-{algorithm}.txt ({name})")


def _miss(name: str, wanted: str | None, added: dict[str, str | None], faults: dict[str, str]) -> None:
    """Tell that a file is gone, or what it is called now."""
    new_name = next((other for other, digest in added.items() if digest == wanted), None) if wanted else None
    if new_name is None:
        faults[name] = f"missing: {name}"
    else:
        del added[new_name]
        faults[name] = f"renamed: {name} -> {new_name}"


def _find_moved_tag_manifests(
    root: Path, listed: Mapping[str, object], added: dict[str, str | None], faults: dict[str, str]
) -> None:
    """Recognise a renamed tag manifest, which no other manifest lists, by the text it must have."""
    for algorithm in ALGORITHMS:
        manifest = f"tagmanifest-{algorithm}.txt"
        if (root / manifest).exists():
            continue
        tags = [name for name in listed if not name.startswith("data/") and (root / name).is_file()]
        text = manifest_text({name: digest_file(root / name, algorithm) for name in tags})
        _miss(manifest, hashlib.sha256(text.encode()).hexdigest(), added, faults)


def _digest_or_none(path: Path, algorithm: str = "sha256") -> str | None:
    try:
        return None if path.is_symlink() else digest_file(path, algorithm)
    except OSError:
        return None


def speaks_chinese(arguments: list[str]) -> bool:
    """Tell whether to speak Chinese: as asked for, else as the system does."""
    if "--zh" in arguments or "--en" in arguments:
        return "--zh" in arguments
    named = next((text for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (text := os.environ.get(name))), "")
    return (named or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def in_chinese(fault: str) -> str:
    """Return a fault's line in Chinese."""
    kind, _, rest = fault.partition(": ")
    return f"{CHINESE[kind]}：{rest}"


def main(arguments: list[str], tell: Callable[[str], object] = sys.stdout.write) -> int:
    """Verify the package this script lies in, or the one named on the command line."""
    quick, chinese = "--quick" in arguments, speaks_chinese(arguments)
    named = [argument for argument in arguments if argument not in ("--quick", "--zh", "--en")]
    root = Path(named[0]) if named else Path(__file__).parent
    algorithms = ("sha256",) if quick and not has_fast_sm3() else ALGORITHMS
    faults = find_faults(root, algorithms)
    for fault in faults:
        tell(f"{in_chinese(fault) if chinese else fault}\n")
    if algorithms != ALGORITHMS:
        tell("未核对 SM3\n" if chinese else "SM3 was not checked\n")
    if not faults:
        tell("OK\n")
    return 1 if faults else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # names of files are Chinese, the console may not be
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
