"""``make bench``: every measured figure in one run, printed and written into docs/benchmarks.md.

Papers come from the judging layouts with a seed of their own; the service is measured from outside.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
LEVELS = ("clean", "office", "bad")

HEAD = """# Benchmarks

Written by `make bench`; run it on your own machine. Papers are drawn from the layouts kept for judging
(`sample_scans/judging`), which no rule was written against, with a seed of their own.

"""


def run(*arguments: str) -> str:
    """Run a bench script; return what it prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{arguments[0]} failed")
    sys.stdout.write(done.stdout)
    return done.stdout.strip()


def processor() -> str:
    """Return the processor's name and whether it has AMX."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    amx = any("amx_tile" in line for line in lines if line.startswith("flags"))
    return f"{name}, {os.cpu_count()} cores, {'AMX' if amx else 'no AMX'}"


def main() -> int:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="papers per level")
    given = parser.parse_args()
    page = [HEAD, f"{dt.date.today():%Y-%m-%d} · Python {platform.python_version()} · {processor()}\n"]
    with tempfile.TemporaryDirectory() as folder:
        for level in LEVELS:
            printed = run("bench/judge.py", "--level", level, "--count", str(given.pages), "--out", folder)
            page.append(f"\n## Reading and deciding, judging layouts, level {level}\n\n```\n{printed}\n```\n")
    page.append(f"\n## The whole service\n\n```\n{run('bench/service.py')}\n```\n")
    PAGE.write_text("".join(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
