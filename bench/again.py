"""Draw papers, scan each twice, and slips of one printer that differ in one thing: which are told the same?

    .venv/bin/python bench/again.py --count 60 --slips 6

Only the tuning layouts are drawn. With ``--write`` the figures go to docs/benchmarks.md.
"""

from __future__ import annotations

import dataclasses
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.drawn import Job, read_jobs, true_pages  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from classify.piles.rescans import compare_papers, marks_of  # noqa: E402  # the path is set first
from sample_scans.case import Case, Drawn, random_case  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.judging_set import own_firm  # noqa: E402  # the path is set first
from sample_scans.registry import layouts_of  # noqa: E402  # the path is set first

SEED = 4_200_001


def _bump(number: str) -> str:
    """Return the next number of the pad: its last digit is another."""
    return number[:-1] + str((int(number[-1]) + 1) % 10) if number[-1].isdigit() else number + "1"


def variants(case: Case) -> dict[str, Case]:
    """Return slips that the same printer printed for the same customer: each differs in one thing."""
    first, *others = case.goods
    more = dataclasses.replace(first, quantity=first.quantity + Decimal(1))
    return {
        "as_it_is": case,
        "number": dataclasses.replace(case, slip_no=_bump(case.slip_no)),
        "quantity": dataclasses.replace(case, goods=(more, *others)),
        "day": dataclasses.replace(case, delivered=case.delivered.replace(day=case.delivered.day % 28 + 1)),
    }


def pairs(count: int, seed: int = SEED) -> Iterator[tuple[str, Drawn]]:
    """Draw papers of all tuning layouts in turn."""
    rota = [one for layouts in layouts_of("tuning").values() for one in sorted(layouts.items())]
    random.Random(f"again/{seed}").shuffle(rota)
    own = own_firm(seed)
    for number in range(count):
        name, draw = rota[number % len(rota)]
        rng = random.Random(f"again/{seed}/{number}")
        yield f"p{number:03d}-{name}", draw(random_case(rng, own), rng)


def slips(count: int, seed: int = SEED) -> Iterator[tuple[str, str, Drawn]]:
    """Draw slips in groups; within a group each differs from the first in one thing."""
    layouts = sorted(layouts_of("tuning")["delivery_slip"].items())
    own = own_firm(seed)
    for number in range(count):
        name, draw = layouts[number % len(layouts)]
        case = random_case(random.Random(f"slips/{seed}/{number}"), own)
        for what, other in variants(case).items():
            yield f"s{number:03d}-{name}", what, draw(other, random.Random(f"slip/{seed}/{number}"))


def jobs(count: int, slip_count: int, seed: int = SEED) -> Iterator[Job]:
    """Return what is to be read: every paper at two levels, shaken differently."""
    for name, what, drawn in slips(slip_count, seed):
        yield Job(f"{name}-{what}", drawn, Level.OFFICE, f"{name}/{what}")
        yield Job(f"{name}-{what}", drawn, Level.BAD, f"{name}/{what}/bad")
    for name, drawn in pairs(count, seed):
        yield Job(f"{name}-a", drawn, Level.OFFICE, f"{name}/a")
        yield Job(f"{name}-b", drawn, Level.OFFICE, f"{name}/b")
        yield Job(f"{name}-c", drawn, Level.BAD, f"{name}/c")


def main(
    count: int = 60,
    slip_count: Annotated[int, typer.Option("--slips")] = 6,
    seed: int = SEED,
    folder: Path = Path("data/again"),
    workers: int = 1,
    write: Annotated[bool, typer.Option(help="Put the figures on docs/benchmarks.md.")] = False,
) -> None:
    """Draw, read, compare and print."""
    wanted = list(jobs(count, slip_count, seed))
    read = list(read_jobs(wanted, folder / str(seed), workers=workers))
    figures, misses = judge(read)
    print(*misses, sep="\n")
    body = (
        f"{machine()}\n\n"
        f"`bench/again.py --count {count} --slips {slip_count} --seed {seed}`, tuning layouts:\n"
        f"One paper scanned twice, told the same: {figures['twice']}. Slips of one printer that differ in a\n"
        f"number, a quantity or a day, told the same: {figures['slips']}. Found among all by its marks:\n"
        f"{figures['found']}. Comparing two papers: {figures['ms']:.1f} ms."
    )
    print(body)
    if write:
        put_section("Same paper again", body)


def judge(read: Sequence[tuple[Job, list[Page]]]) -> tuple[dict[str, Any], list[str]]:
    """Compare all scans of a group with each other; a group's papers are one, or alike slips."""
    groups: dict[str, list[tuple[str, list[Page]]]] = defaultdict(list)
    for job, pages in read:
        groups[job.name.split("-")[0]].append(("\n".join(words(job.drawn)), pages))
    same = [0, 0]
    confused = [0, 0]
    misses = []
    started, compared = time.process_time(), 0
    for name, scans in groups.items():
        for (text_a, a), (text_b, b) in combinations(scans, 2):
            sameness = compare_papers(a, b)
            compared += 1
            count = same if text_a == text_b else confused
            count[0] += sameness.is_same
            count[1] += 1
            if sameness.is_same != (text_a == text_b):
                misses.append(f"{name}: {sameness}")
    milliseconds = 1000 * (time.process_time() - started) / max(compared, 1)
    return {
        "twice": f"{same[0]} of {same[1]}",
        "slips": f"{confused[0]} of {confused[1]}",
        "found": found_by_marks(groups),
        "ms": milliseconds,
    }, misses


def found_by_marks(groups: Mapping[str, Sequence[tuple[str, list[Page]]]]) -> str:
    """Look each paper's first scan up among all others: is its second among the ten that share most marks?"""
    marked = [
        (name, text, set().union(*(marks_of(page) for page in pages)))
        for name, scans in groups.items()
        for text, pages in scans
    ]
    found = asked = 0
    for place, (_, text, marks) in enumerate(marked):
        others = [(len(marks & m), t) for at, (_, t, m) in enumerate(marked) if at != place]
        best = sorted(others, key=lambda pair: -pair[0])[:10]
        asked += any(t == text for _, t in others)
        found += any(t == text and n >= 2 for n, t in best)
    return f"{found} of {asked}"


def words(drawn: Drawn) -> list[str]:
    """Return what is printed on a paper: two drawings with the same words are one paper."""
    return [line.text for page in true_pages(drawn) for line in page.lines]


if __name__ == "__main__":
    typer.run(main)
