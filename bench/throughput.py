"""The rate of the whole service beside that of its reader alone, on the same pages.

Other work on the machine slows both. So the reader alone is measured before and after each burst, and two
figures are told beside the clock that others' work hardly touches: the processor time of a page, and the
part of the time in which a page worker had nothing to do (it neither ran nor waited for a core).
"""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psutil

from bench.peers import Ours
from bench.sustained import measure
from storage.database import Database
from storage.values import Balance

WORKERS = 2
WARM = 4
_LOOK_SECONDS = 0.1
_PATIENCE_SECONDS = 1800


class Served(Protocol):
    """A running service."""

    inbox: Path
    database: Database
    process: psutil.Process


def busy_seconds(process: psutil.Process) -> dict[int, float]:
    """Return by process, of all that were started by one, how long they ran or waited for a core."""
    busy = {}
    for child in process.children():
        ran, waited = Path(f"/proc/{child.pid}/schedstat").read_text("ascii").split()[:2]
        busy[child.pid] = (int(ran) + int(waited)) / 1e9
    return busy


def idle_share(before: dict[int, float], after: dict[int, float], seconds: float) -> float:
    """Return the part of the time in which the page workers, the busiest processes, had nothing to do."""
    busy = sorted(after[pid] - before.get(pid, 0.0) for pid in after)[-WORKERS:]
    return round(1 - sum(busy) / (WORKERS * seconds), 3)


Running = Callable[[], AbstractContextManager[Served]]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time of a process, and of all it has started."""

    itself: float
    below: float

    @classmethod
    def by(cls, process: psutil.Process) -> Spent:
        """Look how much it is by now; what ended processes spent is part of it."""
        times = process.cpu_times()
        living = [child.cpu_times() for child in process.children()]
        below = times.children_user + times.children_system + sum(one.user + one.system for one in living)
        return cls(times.user + times.system, below)

    def since(self, before: Spent) -> Spent:
        """Return what was spent since."""
        return Spent(self.itself - before.itself, self.below - before.below)


def beside_the_reader(running: Running, pictures: Sequence[Path], rounds: int) -> dict[str, Any]:
    """Let reader and service take turns; the first pictures only warm them up.

    Returns:
        Pages per minute of each turn, and the service's part of the reader's rate measured around it.
    """
    warm, pages = pictures[:WARM], pictures[WARM:]
    readers, services = [reader_alone(warm, pages)], []
    for _ in range(rounds):
        with running() as served:
            services.append(service_burst(served, warm, pages))
        readers.append(reader_alone(warm, pages))
    around = [(one["rate"] + two["rate"]) / 2 for one, two in itertools.pairwise(readers)]
    shares = [service["rate"] / rate for service, rate in zip(services, around, strict=True)]
    return {
        "pages": len(pages),
        "reader": readers,
        "service": services,
        "ratio": [round(share, 3) for share in shares],
        "ratio_mean": round(sum(shares) / rounds, 3),
        "ratio_of_processor_time": round(
            _mean(readers, "processor_s_a_page") / _mean(services, "processor_s_a_page"), 3
        ),
    }


def _mean(turns: Sequence[dict[str, Any]], name: str) -> float:
    return float(sum(turn[name] for turn in turns) / len(turns))


def reader_alone(warm: Sequence[Path], pages: Sequence[Path]) -> dict[str, Any]:
    """Read pages in a page pool whose workers are all busy."""
    ours, process = Ours(WORKERS), psutil.Process()
    try:
        ours.read(warm)
        before, busy = Spent.by(process), busy_seconds(process)
        read = measure(ours, pages)
        spent = Spent.by(process).since(before)
        idle = idle_share(busy, busy_seconds(process), read["seconds"])
    finally:
        ours.close()
    return {
        "rate": round(read["rate"], 1),
        "seconds": round(read["seconds"], 1),
        "processor_s_a_page": round(spent.below / len(pages), 3),
        "workers_idle": idle,
        "failed": read["failed"],
    }


def service_burst(served: Served, warm: Sequence[Path], pages: Sequence[Path]) -> dict[str, Any]:
    """Drop pages into the inbox at once; ends when the last is searchable."""
    _drop(served, warm)
    _wait(served, len(warm))
    before, busy, start = Spent.by(served.process), busy_seconds(served.process), time.monotonic()
    _drop(served, pages)
    balance = _wait(served, len(warm) + len(pages))
    seconds = time.monotonic() - start
    spent = Spent.by(served.process).since(before)
    idle = idle_share(busy, busy_seconds(served.process), seconds)
    return {
        "rate": round(60 * len(pages) / seconds, 1),
        "seconds": round(seconds, 1),
        "processor_s_a_page": round((spent.itself + spent.below) / len(pages), 3),
        "of_it_the_main_process": round(spent.itself / len(pages), 3),
        "workers_idle": idle,
        "outcomes": {"filed": balance.filed, "review": balance.review, "rejected": balance.rejected},
    }


def _drop(served: Served, pictures: Sequence[Path]) -> None:
    for picture in pictures:
        shutil.copyfile(picture, served.inbox / picture.name)


def _wait(served: Served, count: int) -> Balance:
    """Wait until that many files are finished and every page of them is in the index."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with served.database.reading() as work:
            balance = work.scans.balance()
            done = balance.filed + balance.review + balance.rejected + balance.duplicate
            if done >= count and not work.search.waiting():
                return balance
        time.sleep(_LOOK_SECONDS)
    raise TimeoutError(f"{count} files were not finished in {_PATIENCE_SECONDS} seconds")
