"""Damaged and hostile files go the full way: the inbox of a running service, among good papers."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.house import ENDED, House, digest, find_faults
from bench.sender import slip
from bench.trial import CODES
from capture.probe import Limits

PAGES_AT_MOST = 12
_FILE_SECONDS = 60
_MOVING_SECONDS = 15.0
_SETTLED = {"DOSSIER_WORKERS": "1", "DOSSIER_SETTLE_SECONDS": "0.5", "DOSSIER_PATIENCE_SECONDS": "3"}


@dataclass(slots=True)
class Delivery:
    """A running service whose inbox is fed; ``faults`` says what must never be."""

    house: House
    sent: int = 0
    states: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    stands_still: bool = False
    _must: Counter[str] = field(default_factory=Counter)
    _names: dict[str, str] = field(default_factory=dict)
    _good: set[str] = field(default_factory=set)

    def drop(self, name: str, data: bytes) -> None:
        """Put a damaged file into the inbox."""
        self.sent += 1
        self._names[digest(data)] = name
        self._put(name, data)

    def settle(self) -> None:
        """Put a good paper in behind the damaged files and wait for all; then look for what must never be.

        A file has the time of as many pages as are read of it at most, each tried twice.
        """
        if not self._must or not self.house.process or self.stands_still:
            return
        good = slip(len(self._good) + 1)
        self._good.add(digest(good))
        self._put(f"good-{len(self._good)}.pdf", good)
        try:
            self.house.wait_until_done(self._must, _FILE_SECONDS * len(self._must))
        except AssertionError as error:
            self.stands_still = True
            self.faults.append(f"the inbox stands still: {str(error)[-1500:]}")
            return
        deadline = time.monotonic() + _MOVING_SECONDS
        while found := find_faults(self.house, self._must, Counter()):
            if time.monotonic() > deadline:  # until then a file may be on its way from done/ to rejected/
                self.faults += [fault for fault in found if fault not in self.faults]
                break
            time.sleep(0.5)
        self._look_at_rows()

    def _put(self, name: str, data: bytes) -> None:
        self._must[digest(data)] += 1
        partial = self.house.inbox / f".{name}.part"
        partial.write_bytes(data)
        partial.rename(self.house.inbox / name)

    def _look_at_rows(self) -> None:
        self.states.clear()
        self.codes.clear()
        for sha256, state, code in self.house.rows("SELECT sha256, state, error_code FROM scans"):
            name = self._names.get(sha256, sha256)
            if sha256 in self._good and state not in ("filed", "review"):
                self.faults.append(f"a good paper is {state} ({code})")
            if state not in ENDED or (state == "rejected") != (code in CODES):
                self.faults.append(f"{name} is {state} with the code {code}")
            if sha256 in self._names:
                self.states[state] += 1
                self.codes.update([code] if code else [])

    def peak_mb(self) -> int:
        """Return how much memory the hungriest process of the service holds now."""
        sizes = [0]
        for process in self.house.processes():
            try:
                sizes.append(process.memory_info().rss // 2**20)
            except psutil.Error:
                continue
        return max(sizes)


def open_delivery(place: Path, limits: Limits, reader: str) -> Delivery:
    """Start a service on a fresh folder, its limits those given."""
    house = House(
        place / "data",
        [place / "inbox"],
        {
            **_SETTLED,
            "DOSSIER_READER": reader,
            "DOSSIER_MAX_PIXELS": str(limits.max_pixels),
            "DOSSIER_MAX_PAGES": str(PAGES_AT_MOST),
            "DOSSIER_PAGE_SECONDS": str(limits.page_seconds),
            "DOSSIER_PAGE_MEMORY_MB": str(limits.page_memory_mb),
        },
    )
    house.inbox.mkdir(parents=True)
    house.data.mkdir(exist_ok=True)
    house.start()
    return Delivery(house)
