"""Kill the service at random while files arrive, start it again, look whether anything is lost or doubled.

    .venv/bin/python bench/soak.py --kills 200 --files 300 --seed 1

A real service in its own processes; SIGKILL to the main process or to one of its workers at random moments,
start-up included. Files arrive at once, slowly, twice, changed under the same name, broken. At the end the
service is started once more and everything has to be filed within 60 s; then the database, the store and the
trays are compared with what was sent. The figures are written into docs/benchmarks.md.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.house import House, find_faults  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from bench.sender import Sender  # noqa: E402  # the path is set first

RECOVERY_SECONDS = 60.0
QUICK = {
    "DOSSIER_SETTLE_SECONDS": "0.5",
    "DOSSIER_PATIENCE_SECONDS": "6",
    "DOSSIER_WORKERS": "2",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run showed."""

    kills: int
    main_kills: int
    files: int
    received: dict[str, int]
    seconds: float
    recovery: float
    faults: list[str]


def run_soak(
    folder: Path,
    *,
    kills: int,
    files: int,
    seed: int,
    reader: str,
    main_share: float = 0.3,
    life: float = 12,
    within: float = RECOVERY_SECONDS,
) -> Outcome:
    """Run the service in ``folder`` while it is killed ``kills`` times and ``files`` files arrive.

    ``main_share`` of the kills hit the main process, at most ``life`` seconds after it got its workers.
    It is a fault when not all was filed ``within`` so many seconds after the last start.
    """
    chance = random.Random(seed)
    inboxes = [folder / "scanner", folder / "office"]
    for inbox in inboxes:
        inbox.mkdir(parents=True)
    house = House(folder / "data", inboxes, {**QUICK, "DOSSIER_READER": reader})
    house.data.mkdir()
    sender = Sender(inboxes, seed)
    began = time.monotonic()
    house.start()
    try:
        mains = _kill_and_send(house, sender, chance, kills, files, (main_share, life))
        sender.finish()
        house.kill()
        house.start()
        recovery = house.wait_until_done(sender.must, within + 60)
        faults = find_faults(house, sender.must, sender.may)
        faults += [f"a process outlived the service: {one}" for one in house.outlived()]
        if recovery > within:
            faults.append(f"all was filed only {recovery:.0f} s after the last start")
        return Outcome(
            kills + 1, mains + 1, sender.sent, house.counted(), time.monotonic() - began, recovery, faults
        )
    finally:
        house.stop()


def _kill_and_send(
    house: House, sender: Sender, chance: random.Random, kills: int, files: int, main: tuple[float, float]
) -> int:
    """Send the files in as many portions as there are kills; returns how often it was the main process."""
    main_share, life = main
    mains = 0
    for kill in range(kills):
        sender.send(files * (kill + 1) // kills - sender.sent)
        if chance.random() < main_share:
            _let_live(house, chance, life)
            house.kill()
            mains += 1
            time.sleep(chance.uniform(0, 0.5))
            house.start()
        else:
            time.sleep(chance.uniform(0, 1.0))
            house.kill_worker(chance)
        house.must_live()
    return mains


def _let_live(house: House, chance: random.Random, life: float) -> None:
    """Wait for the moment to kill the main process: while it starts, or within ``life`` seconds of work."""
    if chance.random() < 0.3:
        time.sleep(chance.uniform(0, 3))
        return
    deadline = time.monotonic() + 60
    while not house.is_up() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(chance.uniform(0, life))


def write_report(outcome: Outcome, seed: int, reader: str) -> None:
    """Put the figures into docs/benchmarks.md, in place of those of the run before."""
    counts = ", ".join(f"{name} {count}" for name, count in outcome.received.items())
    put_section(
        "Kills while files arrive",
        f"{machine()}\n\n"
        f"`make soak`, seed {seed}, reader `{reader}`, {round(outcome.seconds / 60)} minutes: {outcome.kills}"
        f" kills ({outcome.main_kills} of the main process) while {outcome.files} files arrived.\n"
        f"{counts}. All was filed {outcome.recovery:.0f} s after the last start.\n\n"
        + ("Nothing lost, nothing doubled." if not outcome.faults else f"**{len(outcome.faults)} faults.**"),
    )


def main(
    kills: int = 200,
    files: int = 300,
    seed: int = 1,
    reader: str = "auto",
    folder: Annotated[
        Path | None, typer.Option(help="Where to run; a fresh temporary one if not given.")
    ] = None,
) -> None:
    """Run the long form."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as fresh:
        outcome = run_soak(folder or Path(fresh), kills=kills, files=files, seed=seed, reader=reader)
    print(f"{outcome.kills} kills, {outcome.files} files, {outcome.seconds:.0f} s: {outcome.received}")
    print(f"all was filed {outcome.recovery:.1f} s after the last start")
    for fault in outcome.faults:
        print(f"FAULT {fault}")
    write_report(outcome, seed, reader)
    raise typer.Exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    typer.run(main)
