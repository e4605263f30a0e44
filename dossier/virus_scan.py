"""Asking ClamAV, where it is installed, whether files carry something harmful."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("clamdscan", "clamscan")
_AT_ONCE = 200
_SECONDS = 3600
_CLEAN, _FOUND = 0, 1


@dataclass(frozen=True, slots=True)
class Report:
    """What a scan gave: ``program`` None means that there is no scanner, ``failed`` that it broke off."""

    program: str | None
    found: tuple[tuple[str, str], ...] = ()
    failed: str | None = None


def scan(paths: Sequence[Path], programs: Sequence[str] = PROGRAMS) -> Report:
    """Scan files with the first program there is; a signature's name is given for each infected file."""
    program = next((place for name in programs if (place := shutil.which(name))), None)
    if program is None:
        return Report(None)
    found: list[tuple[str, str]] = []
    for start in range(0, len(paths), _AT_ONCE):
        command = [program, "--no-summary", "--infected", *map(str, paths[start : start + _AT_ONCE])]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace"
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return Report(program, failed=type(error).__name__)
        if done.returncode not in (_CLEAN, _FOUND):
            return Report(program, failed=(done.stderr or done.stdout).strip()[:200] or str(done.returncode))
        found += [_finding(line) for line in done.stdout.splitlines() if line.endswith("FOUND")]
    return Report(program, tuple(found))


def _finding(line: str) -> tuple[str, str]:
    place, _, what = line.removesuffix("FOUND").rpartition(":")
    return Path(place).name, what.strip()
