"""Files papers into a database until it is ended: the work beside which the search bench measures."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import signal
import sys
import time
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.papertexts import Paper, Writer  # the path is set first
from bench.shelves import fields_of, result_of
from storage.database import Database
from storage.reindex import tidy
from storage.states import DocumentState, ScanState, Source
from storage.values import Judgement, PageRef, Received

EVERY_SECONDS = 0.2
"""Five papers a second are more than two cores read."""
TIDIED_EVERY = 25


def file_paper(database: Database, paper: Paper, number: int) -> None:
    """Take a paper in and file it, as the service does."""
    now = dt.datetime.now(dt.UTC)
    digest = hashlib.sha256(f"filing {number}".encode()).hexdigest()
    with database.unit_of_work() as work:
        scan = work.scans.receive(Received(digest, 1, f"new-{number}.pdf", Source.CLI), now).scan
        work.scans.claim_one(scan.id, "bench", now, dt.timedelta(minutes=1))
        work.pages.create(scan.id, 1)
        ref = PageRef(scan.id, 1)
        work.pages.save(ref, result_of(paper.text))
        judgement = Judgement(paper.type, paper.title, 0.9, fields=fields_of(paper), date=paper.date)
        work.documents.create(
            judgement, [ref], customer_id=paper.customer + 1, state=DocumentState.FILED, now=now
        )
        work.search.put(ref, paper.text.split("\n"))
        work.scans.finish(scan.id, "bench", ScanState.FILED, now)


def main() -> int:
    """File until told to stop, then say how many and how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--after", type=int, default=0, help="papers that are there already")
    given = parser.parse_args()
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda signum, _frame: stopped.append(signum))
    database, writer = Database(given.database), Writer(given.after + 1, 10)
    spent: list[float] = []
    processor = 0.0
    for number in count(1):
        if stopped:
            break
        paper = writer.paper(number)
        start, used = time.monotonic(), time.process_time()
        file_paper(database, paper, given.after + number)
        spent.append(time.monotonic() - start)
        processor += time.process_time() - used
        if number % TIDIED_EVERY == 0:
            tidy(database)  # as the service does every five seconds
        time.sleep(max(0.0, EVERY_SECONDS - spent[-1]))
    database.close()
    mean, most, used = (1000 * one for one in (sum(spent) / len(spent), max(spent), processor / len(spent)))
    print(f"{len(spent)} papers, each {mean:.0f} ms, at most {most:.0f} ms, {used:.0f} ms of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
