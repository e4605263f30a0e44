"""Where the time of a page goes, how soon a reader is ready, how much a worker holds.

.venv/bin/python bench/speed.py --pages 20
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import capture.pipeline  # noqa: E402  # the path is set first
from bench.pages import draw_pages  # noqa: E402  # the path is set first
from capture.engines import rapidocr  # noqa: E402  # the path is set first
from capture.engines.runtime import Network, Recogniser, Tensor  # noqa: E402  # the path is set first
from capture.engines.scores import Scores  # noqa: E402  # the path is set first
from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pool import PagePool  # noqa: E402  # the path is set first
from capture.probe import probe_file  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

_START = """
import sys, time
begun = time.monotonic()
from pathlib import Path
from capture.pool import PagePool
from capture.probe import Limits, probe_file
path = Path(sys.argv[1])
if __name__ == "__main__":
    limits = Limits()
    pool = PagePool(1, limits, "rapidocr")
    ready = pool.submit(Path(sys.argv[2]), probe_file(Path(sys.argv[2]), limits).kind, 1).result()
    print(time.monotonic() - begun)
    for _ in range(2):
        begun = time.monotonic()
        pool.submit(path, probe_file(path, limits).kind, 1).result()
        print(time.monotonic() - begun)
    pool.close()
"""


class Clock:
    """Adds up seconds of processor time by name: of all threads, so that one that spins is not overlooked."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, timed."""

        def call(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[name] += time.process_time() - begun

        return call


class _TimedNetwork:
    """A network that finds lines, its inference timed, and nothing else."""

    def __init__(self, network: Network, clock: Clock) -> None:
        self.runtime = network.runtime
        self.run: Callable[[Tensor], Tensor] = clock.timed("inference: lines", network.run)


class _TimedRecogniser:
    """A network that tells characters, its inference timed, and nothing else."""

    def __init__(self, network: Recogniser, clock: Clock) -> None:
        self.runtime, self.characters = network.runtime, network.characters
        self.score: Callable[[Tensor], Scores] = clock.timed("inference: characters", network.score)


def watch_stages(clock: Clock) -> None:
    """Time the stages of `capture.pipeline` and the two networks in this process, which is for that only."""
    load_network, load_recogniser = rapidocr.load_network, rapidocr.load_recogniser
    rapidocr.load_network = lambda *asked: _TimedNetwork(load_network(*asked), clock)
    rapidocr.load_recogniser = lambda *asked: _TimedRecogniser(load_recogniser(*asked), clock)
    for name in (
        "draw_page",
        "clean_page",
        "find_codes",
        "find_sheet",
        "read_seals",
        "find_tables",
        "find_marks",
        "judge_page",
    ):
        if hasattr(capture.pipeline, name):
            setattr(capture.pipeline, name, clock.timed(name, getattr(capture.pipeline, name)))


def stages(pages: int, which: str, seed: int, level: Level) -> tuple[dict[str, float], float]:
    """Return seconds a page by stage, and altogether, of one warm process on one core."""
    clock = Clock()
    watch_stages(clock)
    reader = engine("rapidocr")
    look, read = clock.timed("look", reader.look), clock.timed("read", reader.read)
    reader.look, reader.read = look, read  # type: ignore[method-assign]  # timed for this run only
    with tempfile.TemporaryDirectory() as name:
        drawn = [page.path for page in draw_pages(Path(name), which, seed, level, pages)]
        kinds = [probe_file(path, capture.pipeline.Limits()).kind for path in drawn]
        for path, kind in zip(drawn[:3], kinds, strict=False):
            capture.pipeline.read_page(path, 1, kind=kind, reader="rapidocr")
        clock.seconds.clear()
        begun = time.process_time()
        for path, kind in zip(drawn, kinds, strict=True):
            capture.pipeline.read_page(path, 1, kind=kind, reader="rapidocr")
        whole = (time.process_time() - begun) / len(drawn)
    return {name: spent / len(drawn) for name, spent in clock.seconds.items()}, whole


def starts(path: Path, small: Path) -> tuple[float, float, float]:
    """Return seconds of a new process until its reader has answered, of its first page, and of its second."""
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "start.py"
        script.write_text(_START, "utf-8")
        command = [sys.executable, str(script), str(path), str(small)]
        done = subprocess.run(
            command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
        )
    ready, first, second = map(float, done.stdout.split())
    return ready, first, second


def peak_megabytes(pool: PagePool) -> list[int]:
    """Return the most memory each worker of a pool has held, the libraries' pages among it."""
    peaks = []
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            status = Path(f"/proc/{child.pid}/status").read_text("ascii")
            found = re.search(r"VmHWM:\s+(\d+) kB", status)
            peaks.append(int(found[1]) // 1024 if found else 0)
    return sorted(peaks)[-pool.workers :]


def main(
    pages: int = 20,
    seed: int = 9_400_002,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        page = next(draw_pages(Path(name), which.value, seed, Level.OFFICE, 1)).path
        small = Path(name) / "small.png"
        Image.new("RGB", (300, 200), (255, 255, 255)).save(small)
        ready, first, second = starts(page, small)
    print(f"ready after start {ready:.2f} s; first page {first:.2f} s, the same page again {second:.2f} s")
    by_stage, whole = stages(pages, which.value, seed, Level.OFFICE)
    inference = sum(spent for name, spent in by_stage.items() if name.startswith("inference"))
    print(f"{whole:.2f} s a page on one core, {100 * inference / whole:.1f} % of it pure inference")
    for name, spent in sorted(by_stage.items(), key=lambda one: -one[1]):
        print(f"  {name:24}{spent:>8.3f} s{100 * spent / whole:>7.1f} %")


if __name__ == "__main__":
    typer.run(main)
