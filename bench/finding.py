"""``make bench``: is everything found, and how fast, with a hundred thousand pages (SCALE=10 for a million).

    python bench/finding.py --pages 100000 [--seed 7] [--postgres] [--keep FOLDER] [--times]

200 judged queries: recall against a plain look at the normalised texts (`bench/asked.py`); time of a whole
answer of 50 hits with their boxes and the total counted to 10,000, first alone, then while papers are being
filed by another process. Wall time counts; processor time stands beside it: the machine may have other work.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import text

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.asked import Asked, Filed, filed, queries  # noqa: E402  # the path is set first
from bench.cluster import address, cluster, spent  # noqa: E402  # as above
from bench.papertexts import Writer  # noqa: E402  # as above
from bench.shelves import PAPERS_A_CUSTOMER, fill  # noqa: E402  # as above
from dossier import find  # noqa: E402  # as above
from dossier.settings import Settings  # noqa: E402  # as above
from dossier.wiring import Service, open_service  # noqa: E402  # as above
from storage.reindex import mend  # noqa: E402  # as above
from storage.search_finding import MOST  # noqa: E402  # as above
from storage.values import PageRef  # noqa: E402  # as above
from storage.viewer import SYSTEM  # noqa: E402  # as above

Clock = Callable[[], float]
TOP = 50
WHOLE = 2000
"""Truths up to this many pages are compared page by page; above, the count and the pages shown."""
FILING = ROOT / "bench" / "filing.py"


def clock(service: Service) -> Clock:
    """Return what tells the processor time of this process, in PostgreSQL with that of the server for it."""
    if service.database.is_sqlite:
        return time.process_time
    with service.database.reading() as work:
        process = work.marks._session.scalar(text("SELECT pg_backend_pid()")) or 0
    return lambda: time.process_time() + spent(process)  # one thread has one connection


def build(service: Service, pages: int, seed: int, used: Clock) -> None:
    """File the papers and build the index; say what either took."""
    writer = Writer(seed, max(10, pages // PAPERS_A_CUSTOMER))
    steps = (
        ("papers written", lambda: fill(service.database, writer, pages)),
        ("index built", lambda: mend(service.database, 5000)),
    )
    for name, step in steps:
        wall, processor = time.monotonic(), used()
        step()
        wall, processor = time.monotonic() - wall, used() - processor
        print(f"{name} in {wall:.0f} s, {processor:.0f} s of processor time", flush=True)


def recall(service: Service, asked: Sequence[Asked], pages: Sequence[Filed]) -> str:
    """Compare every answer with the truth; return the shares found and rightly found."""
    wanted = got = shown = wrong = 0
    for one in asked:
        truth = {page.page_id for page in pages if one.fits(page)}
        if len(truth) <= WHOLE:
            found = everything(service, one)
            wanted, got = wanted + len(truth), got + len(truth & found)
            shown, wrong = shown + len(found), wrong + len(found - truth)
            if found != truth:
                print(f"differs: {one.kind} {one.text!r} {one.filters} {len(truth)} {len(found)}")
            continue
        answer = find.search(service, SYSTEM, one.text, limit=TOP, filters=one.filters)
        right = answer.total == min(len(truth), MOST) and answer.total_exact == (len(truth) <= MOST)
        wanted, got = wanted + 1, got + right
        if not right:
            print(f"count differs: {one.kind} {one.text!r} {one.filters} {len(truth)} {answer.total}")
    return f"recall {got}/{wanted} = {got / wanted:.4%}, {wrong} of {shown} found do not fit"


def everything(service: Service, one: Asked) -> set[int]:
    """Return every page that a query finds, going through the list as a person does."""
    query, found, cursor = find.query_of(service, one.text, one.filters), set[int](), None
    while True:
        with service.database.reading() as work:
            answer = work.search.find(SYSTEM, query, limit=500, cursor=cursor)
        found |= {PageRef(hit.page.scan_id, hit.page.number).id for hit in answer.hits}
        cursor = answer.next
        if cursor is None:
            return found


def times(service: Service, asked: Sequence[Asked], used: Clock) -> tuple[list[float], list[float], str]:
    """Answer every query once; return wall and processor times in ms, and the slowest."""
    walls, processors = [], []
    for one in asked:
        wall, processor = time.perf_counter(), used()
        find.search(service, SYSTEM, one.text, limit=TOP, filters=one.filters)
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (used() - processor))
    slowest = sorted(zip(processors, asked, strict=True), key=lambda pair: -pair[0])[:8]
    told = (f"{spent:.0f} ms {one.kind} {one.text} {_limits(one)}".strip() for spent, one in slowest)
    return walls, processors, "; ".join(told)


def _limits(one: Asked) -> str:
    filters = {name: value for name, value in asdict(one.filters).items() if value not in (None, ())}
    return " ".join(f"{name}={value}" for name, value in filters.items())


def told(title: str, walls: Sequence[float], processors: Sequence[float]) -> str:
    """Return median, 95th percentile and maximum of the times in one line."""
    parts = []
    for name, values in (("wall", walls), ("processor", processors)):
        p95 = statistics.quantiles(values, n=20)[-1]
        parts.append(f"{name} p50 {statistics.median(values):.1f} p95 {p95:.1f} max {max(values):.1f} ms")
    return f"{title}: " + ", ".join(parts)


def sizes(service: Service, folder: Path) -> Iterator[tuple[str, int]]:
    """Yield what lies on the disk, in bytes."""
    if service.database.is_sqlite:
        yield "database", sum(path.stat().st_size for path in folder.glob("dossier.db*"))
        return
    asked = {
        "database": "SELECT pg_database_size(current_database())",
        "of it the index": "SELECT pg_total_relation_size('search_index')",
    }
    with service.database.reading() as work:
        for name, query in asked.items():
            # the bench asks past the repositories
            yield name, work.marks._session.scalar(text(query)) or 0


def measure(service: Service, seed: int, used: Clock, *, judged: bool) -> None:
    """Ask everything, judge it, and time it alone and beside filing."""
    known = filed(service.database)
    asked = queries(known, seed + 1)
    print(
        f"{len(known):,} pages in the index, {len(asked)} queries: {dict(Counter(one.kind for one in asked))}"
    )
    if judged:
        print(recall(service, asked, known), flush=True)
    there = len(known)
    del known
    walls, processors, slowest = times(service, asked, used)
    print(told("alone", walls, processors))
    print(f"slowest: {slowest}")
    command = [sys.executable, str(FILING), service.settings.database, "--after", str(there)]
    filing = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(3)
        walls, processors, slowest = times(service, asked, used)
    finally:
        filing.terminate()
        done = filing.communicate()[0].strip()
    print(told(f"while filing ({done})", walls, processors))
    print(f"slowest: {slowest}")


def main() -> int:
    """Build or open the archive, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--postgres", action="store_true", help="a private cluster of Debian's package")
    parser.add_argument("--keep", type=Path, help="folder to keep the archive in, or to find it in")
    parser.add_argument("--times", action="store_true", help="leave recall out")
    given = parser.parse_args()
    with ExitStack() as ends:
        folder = given.keep or Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="finding-")))
        url = ""
        if given.postgres:
            url = address(ends.enter_context(cluster(keep=given.keep and given.keep / "postgres")))
        service = ends.enter_context(open_service(Settings(data=folder, database_url=url)))
        with service.database.reading() as work:
            fresh = not work.scans.balance().seen
        used = clock(service)
        kind = "PostgreSQL" if given.postgres else "SQLite"
        print(f"{kind}, {given.pages:,} pages, seed {given.seed}")
        if fresh:
            build(service, given.pages, given.seed, used)
        for name, size in sizes(service, folder):
            print(f"{name} {size / 2**30:.2f} GiB, {size / 1024 / given.pages:.1f} KiB a page")
        measure(service, given.seed, used, judged=not given.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
