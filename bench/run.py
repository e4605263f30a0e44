"""``make bench``: every measured figure in one run, printed and written into docs/benchmarks.md.

Papers come from the judging layouts with a seed of their own; the service is measured from outside. The
others (RapidOCR, Tesseract, OCRmyPDF) read some of the same pages in the same run, see `bench/peers.py`.
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
    parser.add_argument("--peer-pages", type=int, default=12, help="pages a level that the others read, too")
    parser.add_argument("--covers", type=int, default=100, help="papers behind cover sheets, per level")
    parser.add_argument("--set", default="judging", choices=("judging", "tuning"), help="the layouts to draw")
    parser.add_argument("--scale", type=int, default=1, help="hundreds of thousands of pages to search")
    parser.add_argument("--short", action="store_true", help="leave out the service")
    given = parser.parse_args()
    seed = ["--seed", str(given.seed)] if given.seed is not None else []
    which = ["--set", given.set]
    size = ["--pages", str(given.pages), "--peer-pages", str(min(given.pages, given.peer_pages))]
    put("Reading, beside others", run("bench/reading.py", *size, *which, *seed))
    put("Where the time goes", run("bench/speed.py", "--pages", str(min(given.pages, 20)), *which))
    put("Completeness", run("bench/completeness.py"))
    for level in ("office", "bad"):
        sheets = ["--papers", str(given.covers), "--level", level]
        put(f"Cover sheets, level {level}", run("bench/covers.py", *sheets))
    put("Seals", run("bench/seals.py", "--count", str(given.pages)))
    if (ROOT.parent / "shared/real").is_dir():
        put("Real papers", run("bench/real.py", "--peers" if given.peer_pages else "--no-peers"))
    with tempfile.TemporaryDirectory() as folder:
        for level in LEVELS:
            judged = ["--level", level, "--count", str(given.pages), "--out", folder, *which]
            put(f"Deciding, {given.set} layouts, level {level}", run("bench/judge.py", *judged, *seed))
    if not given.short:
        pages = ["--pages", str(100_000 * given.scale)]
        put("Search, SQLite", run("bench/finding.py", *pages, *seed))
        put("Search, PostgreSQL", run("bench/finding.py", "--postgres", *pages, *seed))
        put("The whole service", run("bench/service.py"))
        run("bench/packages.py")  # writes its own section
    return 0


if __name__ == "__main__":
    sys.exit(main())
