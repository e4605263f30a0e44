"""A real service in processes of its own, to be killed, starved and looked at; for fault runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

COMMAND = Path(sys.executable).parent / "dossier"
ENDED = ("filed", "review", "rejected", "duplicate")


@dataclass(slots=True)
class House:
    """``dossier run`` on a data folder of its own. Started and killed as often as one likes."""

    data: Path
    inboxes: Sequence[Path] = ()
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    started_at: float = 0.0
    orphans: list[psutil.Process] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        """The first inbox."""
        return self.inboxes[0] if self.inboxes else self.data / "inbox"

    @property
    def log(self) -> Path:
        """What all starts printed."""
        return self.data.parent / "service.log"

    def start(self, before: Callable[[], None] | None = None) -> None:
        """Start the service; does not wait until it is ready. ``before`` runs in the new process."""
        scrubbed = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
        set_here = {"DOSSIER_DATA": str(self.data), "DOSSIER_PORT": "0", **self.settings}
        if self.inboxes:
            set_here["DOSSIER_INBOX"] = os.pathsep.join(str(inbox) for inbox in self.inboxes)
        self.starts += 1
        self.started_at = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [COMMAND, "run"],
                env={**scrubbed, **set_here},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=before,
            )

    def processes(self) -> list[psutil.Process]:
        """The service's main process and all below it."""
        assert self.process is not None
        try:
            main = psutil.Process(self.process.pid)
            return [main, *main.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """SIGKILL to the main process; its workers have to go by themselves, see ``outlived``."""
        assert self.process is not None
        self.orphans += self.processes()[1:]
        self.process.kill()
        self.process.wait()

    def outlived(self) -> list[psutil.Process]:
        """Return the processes that outlived a main process that was killed; they get a moment to go."""
        _, alive = psutil.wait_procs(self.orphans, timeout=60)
        return [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]

    def must_live(self) -> None:
        """Check that nobody but us ended the service.

        Raises:
            AssertionError: it ended; says how, and what it printed last.
        """
        ended = None if self.process is None else self.process.poll()
        assert ended is None, f"the service ended by itself ({ended}): {self.log.read_text()[-3000:]}"

    def is_up(self) -> bool:
        """Whether the service got so far that it made its workers."""
        return len(self.processes()) > 1

    def kill_worker(self, chance: random.Random) -> None:
        """SIGKILL to one process below the main one; waits until there is one.

        Raises:
            AssertionError: none ever came.
        """
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            self.must_live()
            below = self.processes()[1:]
            with contextlib.suppress(psutil.NoSuchProcess, IndexError):
                chance.choice(below).kill()
                return
            time.sleep(0.05)
        raise AssertionError("the service has no workers")

    def stop(self) -> None:
        """End the service as an init system would; by force when it does not go."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database directly, past all code of the product; no rows before there is one."""
        path = self.data / "dossier.db"
        if not path.exists():
            return []
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
            try:
                return connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise

    def status(self) -> dict[str, int]:
        """Return the balance, as ``dossier status --json`` prints it."""
        answer = subprocess.run(
            [COMMAND, "status", "--json", "--data", str(self.data)],
            capture_output=True,
            check=True,
            text=True,
        )
        balance: dict[str, int] = json.loads(answer.stdout)
        return balance

    def counted(self) -> dict[str, int]:
        """Return how many rows there are of each state."""
        return dict(self.rows("SELECT state, count(*) FROM scans GROUP BY state ORDER BY state"))

    def waiting(self) -> list[Path]:
        """Files that lie in an inbox and in no tray."""
        found = []
        for inbox in self.inboxes or (self.inbox,):
            for path in inbox.rglob("*") if inbox.is_dir() else ():
                if path.is_file() and path.relative_to(inbox).parts[0] not in ("done", "rejected"):
                    found.append(path)
        return found

    def is_done(self, hashes: Counter[str]) -> bool:
        """Whether each of these was received as often as sent, nothing waits and nothing is worked on."""
        if self.waiting() or self.rows("SELECT id FROM scans WHERE state = 'working' LIMIT 1"):
            return False
        if self.rows("SELECT id FROM scans WHERE inbox IS NOT NULL AND moved_at IS NULL LIMIT 1"):
            return False
        received = Counter(row[0] for row in self.rows("SELECT sha256 FROM scans"))
        return all(received[sha256] >= number for sha256, number in hashes.items())

    def wait_until_done(self, hashes: Counter[str], seconds: float) -> float:
        """Wait; returns how long after the last start everything was done.

        Raises:
            AssertionError: it was not in time; says what is missing.
        """
        deadline = time.monotonic() + seconds
        while not self.is_done(hashes):
            if time.monotonic() > deadline:
                raise AssertionError(self._what_is_missing(hashes))
            self.must_live()
            time.sleep(0.1)
        return time.monotonic() - self.started_at

    def _what_is_missing(self, hashes: Counter[str]) -> str:
        received = Counter(row[0] for row in self.rows("SELECT sha256 FROM scans"))
        missing = {sha256: number for sha256, number in (hashes - received).items()}
        working = self.rows("SELECT id, file_name, pages, lease_owner FROM scans WHERE state = 'working'")
        unmoved = self.rows("SELECT id, path FROM scans WHERE inbox IS NOT NULL AND moved_at IS NULL")
        return f"waiting {self.waiting()}, missing {missing}, working {working}, not moved {unmoved}"


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def find_faults(house: House, must: Counter[str], may: Counter[str], *, ask_status: bool = True) -> list[str]:
    """Look for everything that must never be, once all is done: one sentence per fault.

    ``must`` is what was delivered and left as it was, ``may`` what was overwritten by its sender.
    """
    return [
        *_faults_of_receiving(house, must, may),
        *(_faults_of_balance(house) if ask_status else ()),
        *_faults_of_store(house),
        *_faults_of_trays(house),
        *_faults_of_documents(house),
    ]


def _faults_of_receiving(house: House, must: Counter[str], may: Counter[str]) -> list[str]:
    rows = house.rows("SELECT id, sha256, state, duplicate_of FROM scans ORDER BY id")
    received = Counter(row[1] for row in rows)
    firsts = {row[1]: row[0] for row in rows if row[2] != "duplicate"}
    faults = []
    for sha256, number in received.items():
        least, most = must[sha256], must[sha256] + may[sha256]
        if not least <= number <= most:
            faults.append(f"{sha256} was delivered {least} to {most} times and received {number} times")
        if sum(row[1] == sha256 and row[2] != "duplicate" for row in rows) != 1:
            faults.append(f"{sha256} has not exactly one first")
    faults += [f"{sha256} was never received" for sha256 in must if not received[sha256]]
    faults += [
        f"the duplicate {row[0]} does not name its first"
        for row in rows
        if row[2] == "duplicate" and row[3] != firsts.get(row[1])
    ]
    return faults


def _faults_of_balance(house: House) -> list[str]:
    balance = house.status()
    counted = Counter(house.counted())
    faults = []
    if balance["seen"] != sum(balance[name] for name in (*ENDED, "working")):
        faults.append(f"the five counts do not add up: {balance}")
    if any(balance[name] != counted[name] for name in (*ENDED, "working")):
        faults.append(f"status says {balance}, the rows say {dict(counted)}")
    return faults


def _faults_of_store(house: House) -> list[str]:
    store = house.data / "originals"
    faults = []
    for (sha256,) in house.rows("SELECT DISTINCT sha256 FROM scans"):
        path = store / sha256[:2] / sha256
        if not path.is_file():
            faults.append(f"the original {sha256} is not in the store")
        elif digest(path.read_bytes()) != sha256:
            faults.append(f"the original {sha256} is damaged")
    faults += [f"left behind in the store: {path.name}" for path in store.glob(".coming-*")]
    return faults


def _faults_of_trays(house: House) -> list[str]:
    faults, kept = [], set()
    query = "SELECT id, sha256, state, inbox, moved_to, duplicate_of FROM scans WHERE inbox IS NOT NULL"
    for number, sha256, state, inbox, place, first in house.rows(query):
        if place is None:
            continue  # overwritten by its sender while it was taken in
        path = Path(inbox) / place
        if path in kept:
            faults.append(f"two received files claim {path}")
        kept.add(path)
        if not path.is_file() or digest(path.read_bytes()) != sha256:
            faults.append(f"{path} is not what was received as {number}")
        tray = place.split("/")[0]
        if state != "duplicate" and tray != ("rejected" if state == "rejected" else "done"):
            faults.append(f"{number} is {state} and lies in {tray}")
        if tray == "rejected" and not list(path.parent.glob(f"{path.name}*.txt")):
            faults.append(f"no reason lies beside {path}")
        if first is None and state not in ENDED:
            faults.append(f"{number} is {state}")
    for inbox in house.inboxes or (house.inbox,):
        trays = [
            path for tray in ("done", "rejected") for path in (inbox / tray).rglob("*") if path.is_file()
        ]
        faults += [
            f"nobody knows {path}" for path in trays if path not in kept and not path.name.endswith(".txt")
        ]
    return faults


def _faults_of_documents(house: House) -> list[str]:
    faults = [
        f"scan {number} is {state} and has no document"
        for number, state in house.rows(
            "SELECT id, state FROM scans s WHERE state IN ('filed', 'review') AND NOT EXISTS (SELECT 1"
            " FROM pages p JOIN document_pages d ON d.page_id = p.id WHERE p.scan_id = s.id AND d.live)"
        )
    ]
    faults += [
        f"page {page} lies in {number} documents"
        for page, number in house.rows(
            "SELECT page_id, count(*) FROM document_pages WHERE live GROUP BY page_id HAVING count(*) <> 1"
        )
    ]
    faults += [
        f"scan {number} is {state} and has documents"
        for number, state in house.rows(
            "SELECT DISTINCT s.id, s.state FROM scans s JOIN pages p ON p.scan_id = s.id"
            " JOIN document_pages d ON d.page_id = p.id WHERE s.state IN ('rejected', 'duplicate') AND d.live"
        )
    ]
    faults += [
        f"the document {number} has no page"
        for (number,) in house.rows(
            "SELECT id FROM documents d WHERE state <> 'withdrawn'"
            " AND NOT EXISTS (SELECT 1 FROM document_pages p WHERE p.document_id = d.id AND p.live)"
        )
    ]
    faults += [
        f"the customer {name} was opened {number} times"
        for name, number in house.rows(
            "SELECT folded_name, count(*) FROM customers GROUP BY folded_name HAVING count(*) > 1"
        )
    ]
    return faults
