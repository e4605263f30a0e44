"""Hand thousands of damaged and hostile files to the real path: an answer or an error code, nothing else.

    .venv/bin/python bench/fuzz.py --cases 2000 --seed 1

Small whole files of every format are damaged, or made anew to harm, and each goes the way of the service in
processes of the service's kind: probe, read, show, save; a share of them with the real reader, too, and a
share through the inbox of a running service that reads with it, among papers that are right. A fault is any
error without one of the frozen codes, more time or memory than allowed, a whole file that is not read any
more afterwards, or a ledger that does not add up; every file that is at fault, or that cost a process, is
kept in data/fuzz with a line about it. ``--case 17`` tries one case again. The figures are written into
docs/benchmarks.md; the exit code is 1 when there are faults.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.craftpdf import HOSTILE_PDF  # noqa: E402  # the path is set first
from bench.damage import PLAIN, Damage, odd_words, spliced  # noqa: E402  # the path is set first
from bench.damagepdf import PDF  # noqa: E402  # the path is set first
from bench.damagepictures import PICTURES  # noqa: E402  # the path is set first
from bench.damagezip import ZIP  # noqa: E402  # the path is set first
from bench.delivery import Delivery, open_delivery  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from bench.trial import READ, Desk, Verdict  # noqa: E402  # the path is set first
from bench.wholefiles import EXTENSIONS, LINES, PASSWORD, whole_files  # noqa: E402  # the path is set first
from capture.probe import Limits  # noqa: E402  # the path is set first

FOLDER = ROOT / "data" / "fuzz"
LIMITS = Limits(max_pixels=30_000_000, max_pages=2000, page_seconds=20, page_memory_mb=1024)
READER_LIMITS = Limits(max_pixels=30_000_000, max_pages=2000, page_seconds=60, page_memory_mb=2048)
WITNESS_EVERY = 50
SETTLE_EVERY = 20
_ROUND = (
    "pdf",
    "jpeg",
    "ofd",
    "png",
    "pdf",
    "tiff",
    "docx",
    "bmp",
    "pdf",
    "webp",
    "xlsx",
    "xls",
    "heif",
    "ofd",
    "jpeg2000",
)
_SPECIAL: Mapping[str, Sequence[Damage]] = {
    **PICTURES,
    "pdf": (*PDF, *HOSTILE_PDF * 4),
    "ofd": ZIP,
    "docx": ZIP,
    "xlsx": ZIP,
    "xls": PLAIN,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file."""

    number: int
    format: str
    data: bytes
    extension: str
    password: str | None
    damages: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """The figures of one format."""

    cases: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    slowest: float = 0.0
    peak_mb: int = 0

    def add(self, verdict: Verdict) -> None:
        """Count a file."""
        self.cases += 1
        self.codes[verdict.code] += 1
        self.faults += bool(verdict.fault)
        self.slowest = max(self.slowest, verdict.seconds)
        self.peak_mb = max(self.peak_mb, verdict.peak_mb)


@dataclass(slots=True)
class Outcome:
    """What a run showed: figures by format, faults, and files that cost a process."""

    formats: dict[str, Tally] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    contained: list[str] = field(default_factory=list)
    seconds: float = 0.0
    read_really: int = 0
    delivered: int = 0
    states: Counter[str] = field(default_factory=Counter)
    delivered_codes: Counter[str] = field(default_factory=Counter)

    @property
    def cases(self) -> int:
        """Return how many files were tried."""
        return sum(tally.cases for tally in self.formats.values())


def make_case(seed: int, number: int, whole: Mapping[str, Sequence[bytes]]) -> Case:
    """Make a case: the same one for the same seed and number."""
    chance = random.Random(f"{seed}-{number}")
    form = _ROUND[number % len(_ROUND)]
    data = chance.choice(whole[form])
    others = whole[chance.choice(list(whole))]
    chosen: list[Damage] = []
    if chance.random() < 0.65:
        chosen.append(chance.choice(_SPECIAL[form]))
    if not chosen or chance.random() < 0.2:
        plain = (*PLAIN, spliced(others), *((odd_words, odd_words) if form == "pdf" else ()))
        chosen += [chance.choice(plain) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    for damage in chosen:
        data = damage(data, chance) or b"\0"
    extension = chance.choice(list(EXTENSIONS.values())) if chance.random() < 0.1 else EXTENSIONS[form]
    password = PASSWORD if chance.random() < 0.7 else None
    return Case(number, form, data, extension, password, tuple(one.__name__ for one in chosen))


@dataclass(slots=True)
class _Run:
    """The desks a case is handed to, and what they showed."""

    folder: Path
    place: Path
    witness: Path
    plain: Desk
    real: Desk
    real_every: int
    delivery: Delivery | None
    drop_every: int
    outcome: Outcome = field(default_factory=Outcome)
    done: int = 0

    def try_case(self, case: Case, name: str) -> None:
        """Hand a case to those whose turn it is."""
        path = self.place / name
        path.write_bytes(case.data)
        verdict = _try(case, path, self.plain, self.witness if self.done % WITNESS_EVERY == 0 else None)
        if verdict.code == READ and not verdict.fault and self._turn(self.real_every):
            self.outcome.read_really += 1
            verdict = _worse(verdict, _try(case, path, self.real, None))
        if self.delivery is not None and self._turn(self.drop_every):
            self.delivery.drop(name, case.data)
            if self.delivery.sent % SETTLE_EVERY == 0:
                self.settle()
        self.outcome.formats.setdefault(case.format, Tally()).add(verdict)
        _keep(self.outcome, self.folder, case, path, verdict)
        path.unlink()
        self.done += 1

    def settle(self) -> None:
        """Wait for what lies in the inbox and count it."""
        if self.delivery is None:
            return
        self.delivery.settle()
        self.outcome.delivered = self.delivery.sent
        self.outcome.states = self.delivery.states
        self.outcome.delivered_codes = self.delivery.codes

    def _turn(self, every: int) -> bool:
        return bool(every) and self.done % every == every - 1


def run_fuzz(
    folder: Path,
    *,
    cases: Sequence[int],
    seed: int,
    minutes: float = 60.0,
    real_every: int = 0,
    drop_every: int = 0,
    loud: bool = False,
) -> Outcome:
    """Try cases of a seed for some minutes at most; what is worth keeping goes into ``folder``.

    Every ``real_every``-th case that can be read is read by the real reader, too; every ``drop_every``-th
    goes through the inbox of a running service that reads with it.
    """
    whole, begun = whole_files(), time.monotonic()
    told = begun
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dossier-fuzz-")))
        witness = place / "witness.pdf"
        witness.write_bytes(whole["pdf"][0])
        plain = stack.enter_context(Desk("none", LIMITS))
        real = stack.enter_context(Desk("auto", READER_LIMITS))
        delivery = None
        if drop_every:
            delivery = open_delivery(place / "service", READER_LIMITS, "auto")
            stack.callback(delivery.house.stop)
        run = _Run(folder, place, witness, plain, real, real_every, delivery, drop_every)
        for number in cases:
            case = make_case(seed, number, whole)
            run.try_case(case, f"{seed}-{number}.{case.extension}")
            spent = time.monotonic() - begun
            if loud and time.monotonic() - told > 5:
                told = time.monotonic()
                _tell_progress(run.outcome, run.done, len(cases), spent, minutes)
            if spent > 60 * minutes:
                break
        run.settle()
        run.outcome.faults += delivery.faults if delivery is not None else []
    run.outcome.seconds = time.monotonic() - begun
    return run.outcome


def _try(case: Case, path: Path, desk: Desk, witness: Path | None) -> Verdict:
    """Judge a case; look whether the next whole file is still read, always when something went wrong."""
    verdict = desk.judge(path, case.password)
    if witness is None and (verdict.fault or verdict.contained):
        witness = path.with_name("witness.pdf")
    if witness is not None and not verdict.fault and LINES[0] not in desk.text_of(witness):
        fault = "a whole file is not read any more afterwards"
        return Verdict(verdict.code, verdict.stage, verdict.seconds, verdict.peak_mb, fault)
    return verdict


def _worse(first: Verdict, second: Verdict) -> Verdict:
    """Return the verdict of the real reader where it shows more; its time and memory are its own."""
    return second if second.fault or second.contained else first


def _keep(outcome: Outcome, folder: Path, case: Case, path: Path, verdict: Verdict) -> None:
    if not verdict.fault and not verdict.contained:
        return
    line = f"{path.name}: {verdict.stage}: {verdict.fault or verdict.contained} [{', '.join(case.damages)}]"
    (outcome.faults if verdict.fault else outcome.contained).append(line)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / path.name).write_bytes(case.data)
    with (folder / "findings.txt").open("a", encoding="utf-8") as file:
        file.write(f"{'FAULT' if verdict.fault else 'contained'} {line}\n")


def _tell_progress(outcome: Outcome, done: int, cases: int, spent: float, minutes: float) -> None:
    left = min(spent / done * (cases - done), 60 * minutes - spent)
    print(
        f"{done} of {cases} cases, {len(outcome.faults)} faults, {len(outcome.contained)} processes lost, "
        f"about {max(1, round(left / 60))} min left",
        file=sys.stderr,
        flush=True,
    )


def written(outcome: Outcome) -> str:
    """Return the figures as a table."""
    rows = [
        "| format | cases | answered | refused with | faults | slowest call | most memory |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, tally in sorted(outcome.formats.items()):
        refused = ", ".join(f"{code} {count}" for code, count in tally.codes.most_common() if code != READ)
        rows.append(
            f"| {name} | {tally.cases} | {tally.codes[READ]} | {refused or '-'} | {tally.faults} "
            f"| {tally.slowest:.1f} s | {tally.peak_mb} MB |"
        )
    return "\n".join(rows)


def through_inbox(outcome: Outcome) -> str:
    """Return what became of the files that went through the inbox, as a sentence."""
    states = ", ".join(f"{state} {count}" for state, count in outcome.states.most_common())
    codes = ", ".join(f"{code} {count}" for code, count in outcome.delivered_codes.most_common())
    return (
        f"{outcome.delivered} of the files went through the inbox of a running service with the real\n"
        f"reader, among good papers: {states or 'none'}; refused with {codes or 'nothing'}."
    )


def write_report(outcome: Outcome, seed: int) -> None:
    """Put the figures into docs/benchmarks.md, in place of those of the run before."""
    put_section(
        "Damaged and hostile files",
        f"{machine()}\n\n"
        f"`make fuzz`, seed {seed}: {outcome.cases} files in {outcome.seconds / 60:.0f} minutes, each\n"
        f"probed, read, drawn for a screen and written as PDF, {outcome.read_really} of them with the real\n"
        f"reader; {LIMITS.page_seconds} s a call and {LIMITS.page_memory_mb} MB a process.\n\n"
        f"{written(outcome)}\n\n"
        f"{through_inbox(outcome)}\n\n"
        + (f"**{len(outcome.faults)} faults.**" if outcome.faults else "No faults.")
        + f" {len(outcome.contained)} files cost their process, which was made anew.",
    )


def main(
    cases: int = 2000,
    seed: int = 1,
    minutes: Annotated[float, typer.Option(help="Stop after so many minutes.")] = 60.0,
    real_every: Annotated[int, typer.Option(help="Every how many cases the real reader reads, too.")] = 9,
    drop_every: Annotated[
        int, typer.Option(help="Every how many cases one goes through a running service, too.")
    ] = 11,
    case: Annotated[int | None, typer.Option(help="Try this one case only and report nothing.")] = None,
    folder: Annotated[Path, typer.Option(help="Where to keep what was found.")] = FOLDER,
) -> None:
    """Run the long form."""
    numbers = range(cases) if case is None else (case,)
    outcome = run_fuzz(
        folder,
        cases=numbers,
        seed=seed,
        minutes=minutes,
        real_every=real_every,
        drop_every=drop_every if case is None else 0,
        loud=case is None,
    )
    print(written(outcome))
    print(through_inbox(outcome))
    for line in outcome.contained:
        print(f"contained {line}")
    for line in outcome.faults:
        print(f"FAULT {line}")
    print(f"{outcome.cases} cases, {outcome.seconds:.0f} s, {len(outcome.faults)} faults")
    if case is None:
        write_report(outcome, seed)
    raise typer.Exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    typer.run(main)
