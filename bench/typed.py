"""How long answers and offers take for what people type: numbers, days, sums, and what is mistyped.

    python bench/typed.py FOLDER [--postgres] [--each 30] [--seed 9] [--rounds 3]

On an archive that ``bench/finding.py --keep FOLDER`` left. Of every query the least of the rounds counts;
an offer is asked for as the page does it, where fewer than three pages were found.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.asked import Filed, filed  # noqa: E402  # the path is set first
from bench.cluster import address, cluster  # noqa: E402  # as above
from bench.finding import TOP, Clock, clock  # noqa: E402  # as above
from dossier import find  # noqa: E402  # as above
from dossier.nearest import LITTLE, nearest  # noqa: E402  # as above
from dossier.settings import Settings  # noqa: E402  # as above
from dossier.wiring import Service, open_service  # noqa: E402  # as above
from storage.viewer import SYSTEM  # noqa: E402  # as above

HOMOPHONES = dict(zip("宏达长兴海天华信金和鑫新", "洪大常星海添花鑫今合新信", strict=True))
Maker = Callable[[random.Random, Sequence[Filed]], str]


def _number(rng: random.Random, pages: Sequence[Filed]) -> str:
    return rng.choice(pages).number.upper()


def _joined(rng: random.Random, pages: Sequence[Filed]) -> str:
    return _number(rng, pages).replace("-", "")


def _wrong(rng: random.Random, pages: Sequence[Filed]) -> str:
    """A number of which one figure is another or two are swapped; so near others that some have it."""
    number = _number(rng, pages)
    at = rng.randrange(7, len(number) - 1)
    if rng.random() < 0.5:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + rng.choice("0123456789") + number[at + 1 :]


def _longer(rng: random.Random, pages: Sequence[Filed]) -> str:
    """A number with one figure too many, which no paper has."""
    number = _number(rng, pages)
    return number + rng.choice("0123456789")


def _day(rng: random.Random, pages: Sequence[Filed]) -> str:
    date = rng.choice(pages).date
    return rng.choice((f"{date.year}.{date.month}.{date.day}", f"{date:%Y%m%d}", f"{date:%Y-%m-%d}"))


def _sum(rng: random.Random, pages: Sequence[Filed]) -> str:
    cents = rng.choice(pages).cents
    return rng.choice((f"{cents / 100:.2f}", f"{cents / 100:,.2f}"))


def _name(rng: random.Random, pages: Sequence[Filed]) -> str:
    """A name with a sign that is another, swapped or missing."""
    name = rng.choice(pages).customer.removesuffix("有限公司")
    at = rng.randrange(2, len(name) - 1)
    how = rng.randrange(3)
    if how == 0:
        return name[:at] + HOMOPHONES.get(name[at], "某") + name[at + 1 :]
    return name[:at] + (name[at + 1] + name[at] + name[at + 2 :] if how == 1 else name[at + 1 :])


def _nothing(rng: random.Random, pages: Sequence[Filed]) -> str:
    """Signs of several papers in a row."""
    texts = [rng.choice(pages).text for _ in range(4)]
    return "".join(text[(at := rng.randrange(60, len(text) - 2)) : at + 2] for text in texts).replace(" ", "")


def _pasted(rng: random.Random, pages: Sequence[Filed]) -> str:
    """Ten numbers and names that are no one paper's."""
    return " ".join(rng.choice((_wrong, _name, _nothing))(rng, pages) for _ in range(10))


KINDS: dict[str, Maker] = {
    "number": _number,
    "number without signs between": _joined,
    "day": _day,
    "sum": _sum,
    "number with a figure wrong": _wrong,
    "number with a figure too many": _longer,
    "name with a sign wrong": _name,
    "nothing like it": _nothing,
    "pasted": _pasted,
}


def measured(service: Service, asked: Sequence[str], used: Clock, rounds: int) -> Iterator[tuple[str, str]]:
    """Yield a title and figures: answers, then the offers beside those that found little."""
    answers: list[list[tuple[float, float]]] = [[] for _ in asked]
    offers: dict[str, list[tuple[float, float]]] = {}
    helped = set[str]()
    for _ in range(rounds):
        for at, text in enumerate(asked):
            begun = _now(used)
            found = find.search(service, SYSTEM, text, limit=TOP)
            answers[at].append(_since(begun, used))
            if found.total < LITTLE:
                begun = _now(used)
                near = nearest(service, SYSTEM, text)
                offers.setdefault(text, []).append(_since(begun, used))
                helped.update([text] if near else [])
    yield "answer", _told([_least(one) for one in answers])
    if offers:
        yield (
            f"offer, {len(helped)} of {len(offers)} not empty",
            _told([_least(one) for one in offers.values()]),
        )


def _now(used: Clock) -> tuple[float, float]:
    return time.perf_counter(), used()


def _since(begun: tuple[float, float], used: Clock) -> tuple[float, float]:
    """Return the milliseconds by the clock and of processor time since then."""
    return 1000 * (time.perf_counter() - begun[0]), 1000 * (used() - begun[1])


def _least(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(one for one, _ in times), min(one for _, one in times)


def _told(times: Sequence[tuple[float, float]]) -> str:
    parts = []
    for name, values in zip(("wall", "processor"), zip(*times, strict=True), strict=True):
        p95 = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
        parts.append(f"{name} p50 {statistics.median(values):.1f} p95 {p95:.1f} max {max(values):.1f} ms")
    return ", ".join(parts)


def main() -> int:
    """Open the archive, draw and ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--each", type=int, default=30, help="queries of every kind")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with ExitStack() as ends:
        url = address(ends.enter_context(cluster(keep=given.folder / "postgres"))) if given.postgres else ""
        service = ends.enter_context(open_service(Settings(data=given.folder, database_url=url)))
        pages, used, rng = filed(service.database), clock(service), random.Random(given.seed)
        gc.freeze()  # what the bench knows of every page is not the product's to look through
        print(f"{len(pages):,} pages, {given.each} queries of each kind, seed {given.seed}")
        for kind, make in KINDS.items():
            asked = [make(rng, pages) for _ in range(given.each)]
            for title, figures in measured(service, asked, used, given.rounds):
                print(f"{kind}: {title}: {figures}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
