"""The whole service measured from outside: drop to searchable, behind a big file, in a burst, at its rate.

    .venv/bin/python bench/service.py --pages 150 --only-rate

Starts ``dossier run`` on a fresh folder, copies files into its inbox, and looks into the ledger: a file
counts when its documents, checklist and search rows are committed. Prints one JSON document. The rate is
told beside that of the reader alone on the same pages; they are drawn, or taken from ``--folder``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pymupdf
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.peers import HOME  # noqa: E402  # the path is set first
from bench.sustained import drawn_pages  # noqa: E402  # the path is set first
from bench.throughput import WARM, beside_the_reader  # noqa: E402  # the path is set first
from storage.database import Database  # noqa: E402  # the path is set first
from storage.states import ScanState  # noqa: E402  # the path is set first

SAMPLES = ROOT / "sample_scans"
PORT = 8499
LOOK_SECONDS = 0.02


class House:
    """A running service on a folder of its own."""

    def __init__(self, data: Path, pid: int) -> None:
        self.inbox = data / "inbox"
        self.process = psutil.Process(pid)
        self.database = Database(f"sqlite:///{data / 'dossier.db'}")

    def drop(self, source: Path, name: str | None = None) -> str:
        """Copy a file into the inbox; returns its SHA-256."""
        shutil.copyfile(source, self.inbox / (name or source.name))
        return hashlib.sha256(source.read_bytes()).hexdigest()

    def finished(self, sha256: str) -> bool:
        """Tell whether a file's documents are committed."""
        with self.database.reading() as work:
            scan = work.scans.first_with(sha256)
        return scan is not None and scan.state is not ScanState.WORKING

    def wait(self, sha256: str, seconds: float = 600) -> float:
        """Wait for a file; returns the seconds it took from now."""
        start = time.monotonic()
        while not self.finished(sha256):
            if time.monotonic() - start > seconds:
                raise TimeoutError(sha256)
            time.sleep(LOOK_SECONDS)
        return time.monotonic() - start


@contextmanager
def running(own: str) -> Iterator[House]:
    """Run the service; ends it, and its folder, at the end."""
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        data = Path(folder) / "data"
        environment = {**os.environ, "DOSSIER_OWN_COMPANY": own}
        dossier = Path(sys.executable).parent / "dossier"
        command = [str(dossier), "run", "--data", str(data), "--port", str(PORT)]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while not (data / "inbox").is_dir():
                time.sleep(0.1)
            yield House(data, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def single_pages(manifest: dict[str, Any]) -> list[Path]:
    """Return the samples of one page that are pictures."""
    return [
        SAMPLES / entry["file"]
        for entry in manifest["files"]
        if entry["pages"] == 1 and entry["outcome"] != "duplicate" and entry["made"] == "scan"
    ]


def big_pdf(picture: Path, pages: int, out: Path) -> Path:
    """Write a PDF of many scanned pages."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, filename=picture)
        page.insert_text((20, 830), str(number))
    document.save(out)
    document.close()
    return out


def measure_latency(house: House, files: Sequence[Path]) -> dict[str, float]:
    """Drop files one by one; return seconds from the last byte to searchable."""
    taken = [house.wait(house.drop(path)) for path in files]
    return {
        "files": len(taken),
        "median_s": round(statistics.median(taken), 2),
        "worst_s": round(max(taken), 2),
    }


def measure_behind_big(house: House, big: Path, small: Path) -> dict[str, float]:
    """Drop a small file while a big one is being read."""
    house.drop(big)
    time.sleep(12)
    return {"small_behind_big_s": round(house.wait(house.drop(small)), 2)}


def measure_burst(house: House, files: Sequence[Path], pages: int) -> dict[str, float]:
    """Drop many files at once; return pages per minute until all are searchable."""
    start = time.monotonic()
    hashes = [house.drop(path) for path in files]
    for sha256 in hashes:
        house.wait(sha256)
    seconds = time.monotonic() - start
    return {"pages": pages, "seconds": round(seconds, 1), "pages_per_minute": round(pages * 60 / seconds, 1)}


def measure_sizes(given: argparse.Namespace, manifest: dict[str, Any], own: str) -> dict[str, Any]:
    """Measure single files, one behind a big one, and a burst, with the samples."""
    answer: dict[str, Any] = {}
    singles = single_pages(manifest)
    with running(own) as house:
        house.wait(house.drop(singles[0]))  # warm
        answer["drop_to_searchable"] = measure_latency(house, singles[1 : given.singles + 1])
        with tempfile.TemporaryDirectory() as folder:
            big = big_pdf(singles[0], given.big, Path(folder) / "big.pdf")
            answer["behind_big"] = measure_behind_big(house, big, singles[given.singles + 1])
    warm = singles[-1]
    burst = [e for e in manifest["files"] if e["outcome"] != "duplicate" and SAMPLES / e["file"] != warm]
    burst = burst[: given.burst]
    with running(own) as house:
        house.wait(house.drop(warm))
        files = [SAMPLES / entry["file"] for entry in burst]
        answer["burst"] = measure_burst(house, files, sum(entry["pages"] for entry in burst))
    return answer


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--singles", type=int, default=20)
    parser.add_argument("--burst", type=int, default=60)
    parser.add_argument("--big", type=int, default=100)
    parser.add_argument(
        "--pages", type=int, default=150, help="pages of the rate beside the reader; 0: leave out"
    )
    parser.add_argument("--rounds", type=int, default=1, help="how often reader and service take turns")
    parser.add_argument("--seed", type=int, default=9_400_004, help="seed of the drawn pages")
    parser.add_argument("--set", default="tuning", choices=("judging", "tuning"), help="the layouts to draw")
    parser.add_argument("--folder", type=Path, help="where office-*.jpg lie already")
    parser.add_argument("--only-rate", action="store_true", help="leave out single files and the samples")
    given = parser.parse_args()
    manifest = yaml.safe_load((SAMPLES / "manifest.yaml").read_text("utf-8"))
    own = manifest["own_company"]["name"]
    answer: dict[str, Any] = {} if given.only_rate else measure_sizes(given, manifest, own)
    if given.pages:
        folder = given.folder or HOME / f"pages-{given.set}-{given.seed}"
        pictures = drawn_pages(folder, given.set, given.seed, given.pages + WARM)
        answer["rate"] = beside_the_reader(lambda: running(own), pictures, given.rounds)
    sys.stdout.write(json.dumps(answer, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
