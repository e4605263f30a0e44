"""How long it takes to find a paper's customer among many: ``python -m bench.customers [COUNT]``."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.report import machine, put_section
from classify.customers import match_customer
from classify.names.firms import fold_name
from classify.values import Party
from dossier.namebook import NameBook
from storage.database import Database

PLACES = (
    *("苏州", "东莞市", "深圳市", "上海", "北京", "广州市", "佛山市南海区", "宁波", "温州"),
    *("青岛", "天津市", "重庆", "成都", "武汉", "杭州", "无锡", "济南", "石家庄"),
)
CHARACTERS = "华兴宏达远景瑞通博力永固恒丰泰和鑫源新桦金晟衡信诚联创科美佳利"
TRADES = (
    "贸易",
    "五金制品",
    "机械制造",
    "电子科技",
    "塑胶制品",
    "建材",
    "纺织品",
    "化工",
    "包装材料",
    "模具",
    "汽车配件",
    "精密机械",
)
FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "厂")
LOOKS = 50
KINDS = ("exact", "one character misread", "company form misread", "unknown")
NEWCOMER = "呼伦贝尔新来的有限公司"
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def names(count: int, chance: random.Random) -> list[str]:
    """Return so many different names of firms."""
    found: dict[str, None] = {}
    while len(found) < count:
        middle = "".join(chance.choice(CHARACTERS) for _ in range(chance.choice((2, 3, 3, 4, 4))))
        found[chance.choice(PLACES) + middle + chance.choice(TRADES) + chance.choice(FORMS)] = None
    return list(found)


def read_as(name: str, kind: str, chance: random.Random) -> str:
    """Return a name as a paper gives it: exact, one character misread, the form misread, or unknown."""
    at = chance.randrange(2, len(name) - 4)
    return {
        "exact": name,
        "one character misread": name[:at] + chance.choice(CHARACTERS) + name[at + 1 :],
        "company form misread": name[:-1] + "同",
        "unknown": "呼伦贝尔" + "".join(chance.choice("草原牧歌骏马奔腾") for _ in range(4)) + "乳业有限公司",
    }[kind]


def timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds of a core an act takes; other programs on the machine do not count."""
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1000


def measure(count: int, folder: Path) -> str:
    """Fill a database, look papers' customers up through the book of names, and tell the times."""
    chance = random.Random(7)
    known = names(count, chance)
    url = f"sqlite:///{folder / 'bench.db'}"
    database = Database(url)
    database.migrate()
    rows = [(name, fold_name(name), number) for number, name in enumerate(known, start=1)]
    with contextlib.closing(sqlite3.connect(folder / "bench.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO customers (name, folded_name, revision, profile, created_at, missing, complete) "
            "VALUES (?, ?, ?, 'manufacturing', '2026-11-23 00:00:00', 0, 0)",
            rows,
        )
    book = NameBook(database)

    def look(name: str) -> None:
        with database.reading() as work, book.seen_from(work) as index:
            match_customer(Party(name, None, 0.95), index)

    build = timed(partial(look, known[0]))
    lines = ["| name on the paper | median | p95 |", "|---|---|---|"]
    for kind in KINDS:
        papers = [read_as(chance.choice(known), kind, chance) for _ in range(LOOKS)]
        times = [timed(partial(look, name)) for name in papers]
        p95 = statistics.quantiles(times, n=20)[-1]
        lines.append(f"| {kind} | {statistics.median(times):.1f} ms | {p95:.1f} ms |")
    other = Database(url)
    with other.unit_of_work() as work:
        work.customers.create(NEWCOMER, fold_name(NEWCOMER), "manufacturing", NOW)
    other.close()
    change = timed(partial(look, NEWCOMER))
    database.close()
    return (
        f"{machine()}\n\n{count:,} customers in SQLite, {LOOKS} looks of each kind, each in a reading unit "
        f"of its own, time of one core (`python -m bench.customers {count}`).\n\n" + "\n".join(lines) + "\n\n"
        f"Building the index at a process's first look: {build / 1000:.1f} s. The first look after another "
        f"process opened a customer: {change:.1f} ms. There is no rebuild per paper."
    )


def main() -> None:
    """Measure and put the figures into docs/benchmarks.md."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        put_section("Finding a customer", measure(count, Path(folder)))


if __name__ == "__main__":
    main()
