"""``make bench``: every measured figure in one run, printed and written into docs/benchmarks.md.

Papers come from the judging layouts with a seed of their own; the service is measured from outside.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.report import machine, put_section  # noqa: E402  # the path is set first

LEVELS = ("clean", "office", "bad")


def run(*arguments: str) -> str:
    """Run a bench script; return what it prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{arguments[0]} failed")
    sys.stdout.write(done.stdout)
    return done.stdout.strip()


def put(title: str, printed: str) -> None:
    """Write what a script printed as a section of docs/benchmarks.md."""
    put_section(title, f"{machine()}\n\n```\n{printed}\n```")


def main() -> int:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="papers per level")
    parser.add_argument("--seed", type=int, help="seed of the papers")
    given = parser.parse_args()
    seed = ["--seed", str(given.seed)] if given.seed is not None else []
    with tempfile.TemporaryDirectory() as folder:
        for level in LEVELS:
            size = ["--level", level, "--count", str(given.pages), "--out", folder]
            put(f"Reading and deciding, judging layouts, level {level}", run("bench/judge.py", *size, *seed))
    put("The whole service", run("bench/service.py"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
