"""No room on the disk; an inbox that goes away."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.house import House, digest, find_faults
from bench.sender import picture, slip

Make = Callable[..., House]
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def send(inbox: Path, name: str, content: bytes, count: Counter[str]) -> None:
    (inbox / name).write_bytes(content)
    count[digest(content)] += 1


def problems(house: House) -> set[str]:
    return {row[0] for row in house.rows("SELECT code FROM inbox_problems")}


def wait_for(what: Callable[[], bool], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.1)


def big(size: int) -> bytes:
    """A slip with so much behind it that it does not fit; complete all the same."""
    return slip(1) + b"\n%" + os.urandom(size).hex().encode() + b"\n" + slip(1)[-64:]


@pytest.fixture(scope="module")
def running(house: Make) -> House:
    """A service with two inboxes that may write no file of more than 3 MB, for the tests that share it."""
    here = house("scanner", "office")
    here.start(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY)))
    return here


@pytest.fixture(scope="module")
def hashes() -> Counter[str]:
    """What was sent to that service."""
    return Counter()


@pytest.mark.timeout(900)
def test_a_file_too_big_for_the_disk_waits_and_the_others_go_on(running: House, hashes: Counter[str]) -> None:
    huge = big(2_500_000)
    (running.inbox / "huge.pdf").write_bytes(huge)
    send(running.inbox, "small.pdf", slip(2), hashes)
    wait_for(lambda: "storage_full" in problems(running))
    wait_for(lambda: bool(running.rows("SELECT 1 FROM scans WHERE state = 'filed'")))
    assert running.rows("SELECT count(*) FROM scans") == [(1,)]
    assert (running.inbox / "huge.pdf").exists()
    assert running.process is not None
    resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    hashes[digest(huge)] += 1
    running.wait_until_done(hashes, 180)
    wait_for(lambda: problems(running) == set())
    assert find_faults(running, hashes, Counter(), ask_status=False) == []


@pytest.mark.timeout(900)
def test_an_inbox_that_vanishes_stops_no_other_and_comes_back(running: House, hashes: Counter[str]) -> None:
    scanner, office = running.inboxes
    away = scanner.with_name("away")
    for number in range(12, 18):
        send(scanner, f"{number}.pdf", slip(number), hashes)
    scanner.rename(away)
    send(office, "18.pdf", slip(18), hashes)
    wait_for(lambda: problems(running) == {"inbox_gone"})
    wait_for(lambda: bool(running.rows("SELECT 1 FROM scans WHERE file_name = '18.pdf' AND state = 'filed'")))
    send(away, "19.pdf", slip(19), hashes)
    away.rename(scanner)
    running.wait_until_done(hashes, 180)
    wait_for(lambda: problems(running) == set())
    assert find_faults(running, hashes, Counter(), ask_status=False) == []


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(65536))


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", place], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.timeout(900)
def test_a_full_disk_stops_taking_in_and_loses_nothing(house: Make, small_disk: Path) -> None:
    here = house(data=small_disk / "data")
    hashes: Counter[str] = Counter()
    here.start()
    send(here.inbox, "first.pdf", slip(1), hashes)
    here.wait_until_done(hashes, 180)
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        fill(ballast)
    for number in range(2, 12):
        send(here.inbox, f"{number}.bmp", picture(number, "BMP"), hashes)
    time.sleep(3)
    assert here.process is not None
    assert here.process.poll() is None
    assert here.waiting()
    ballast.unlink()
    here.wait_until_done(hashes, 240)
    assert find_faults(here, hashes, Counter(), ask_status=False) == []
