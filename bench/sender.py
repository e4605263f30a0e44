"""People and scanners that put files into inboxes, in every way they do; keeps count of what they sent."""

from __future__ import annotations

import io
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pymupdf
from PIL import Image

from bench.house import digest

CUSTOMERS = ("华东机械有限公司", "南方电器有限公司", "西山水泥有限公司", "北海渔业有限公司")


def slip(number: int) -> bytes:
    """Draw a delivery slip of one page with a text layer, as an office program prints it."""
    customer = CUSTOMERS[number % len(CUSTOMERS)]
    lines = (
        f"收货单位：{customer}", f"单号：SH{number:08d}", "日期：2024年3月5日",
        "发货单位：东港钢铁有限公司", f"合计：{number}.00 元",
    )  # fmt: skip
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 100), "送货单", fontname="china-s", fontsize=24)
        for row, line in enumerate(lines):
            page.insert_text((72, 150 + 30 * row), line, fontname="china-s", fontsize=12)
        drawn: bytes = document.tobytes()
    return drawn


def picture(number: int, kind: str) -> bytes:
    """Draw a small grey picture, different for each number."""
    out = io.BytesIO()
    shade = Image.new("L", (64, 64), 255)
    shade.putdata([(number * 7919 + place * 31) % 251 for place in range(64 * 64)])
    more = {"save_all": True, "append_images": [shade.rotate(90)]} if kind == "TIFF" else {}
    shade.resize((320, 320)).save(out, kind, **more)
    return out.getvalue()


def broken(number: int) -> bytes:
    """Make a file that is to be rejected, different for each number."""
    kind = number % 3
    if kind == 0:
        return slip(number)[:-300]
    if kind == 1:
        return picture(number, "JPEG")[:-60]
    return f"text number {number}, renamed to .pdf".encode()


class Sender:
    """Delivers files, several at once.

    ``must`` counts what has to be received, ``may`` what can be, because its sender wrote over it.
    """

    def __init__(self, inboxes: Sequence[Path], seed: int, *, slowest: float = 4.0) -> None:
        self._inboxes = inboxes
        self._chance = random.Random(seed)
        self._slowest = slowest
        self._lock = threading.Lock()
        self._hands = ThreadPoolExecutor(16)
        self._at_work: list[Future[None]] = []
        self._number = seed % 1000 * 100_000
        self.sent = 0
        self.must: Counter[str] = Counter()
        self.may: Counter[str] = Counter()

    def send(self, count: int) -> None:
        """Begin to deliver about ``count`` files, each in a way of its own."""
        ways: tuple[tuple[int, Callable[[random.Random, Path, int], None]], ...] = (
            (40, self._at_once), (10, self._renamed), (15, self._slowly), (10, self._twice),
            (10, self._changed), (5, self._rewritten), (10, self._broken),
        )  # fmt: skip
        kinds, weights = [way for _, way in ways], [weight for weight, _ in ways]
        target = self.sent + count
        while self.sent < target:
            self._number += 1
            way = self._chance.choices(kinds, weights)[0]
            self.sent += 2 if way in (self._twice, self._changed, self._rewritten) else 1
            own = random.Random(self._chance.random())
            inbox = own.choice(self._inboxes)
            folder = inbox / own.choice(CUSTOMERS) if own.random() < 0.2 else inbox
            folder.mkdir(parents=True, exist_ok=True)
            self._at_work.append(self._hands.submit(way, own, folder, self._number))

    def finish(self) -> None:
        """Wait until everything is delivered."""
        for hand in wait(self._at_work).done:
            hand.result()
        self._hands.shutdown()

    def _content(self, chance: random.Random, number: int) -> tuple[str, bytes]:
        if chance.random() < 0.7:
            return f"{number}.pdf", slip(number)
        kind = chance.choice(("JPEG", "PNG", "TIFF", "BMP"))
        return f"{number}.{kind.lower()}", picture(number, kind)

    def _count(self, content: bytes, *, overwritten: bool = False) -> None:
        with self._lock:
            (self.may if overwritten else self.must)[digest(content)] += 1

    def _at_once(self, chance: random.Random, folder: Path, number: int) -> None:
        name, content = self._content(chance, number)
        (folder / name).write_bytes(content)
        self._count(content)

    def _renamed(self, chance: random.Random, folder: Path, number: int) -> None:
        name, content = self._content(chance, number)
        partial = folder / f"{name}.part"
        partial.write_bytes(content)
        partial.rename(folder / name)
        self._count(content)

    def _slowly(self, chance: random.Random, folder: Path, number: int) -> None:
        name, content = self._content(chance, number)
        pieces = chance.randint(2, 5)
        step = len(content) // pieces + 1
        with (folder / name).open("wb", buffering=0) as file:
            for start in range(0, len(content), step):
                file.write(content[start : start + step])
                time.sleep(chance.uniform(0, self._slowest / pieces))
        self._count(content)

    def _twice(self, chance: random.Random, folder: Path, number: int) -> None:
        name, content = self._content(chance, number)
        (folder / name).write_bytes(content)
        self._count(content)
        if chance.random() < 0.5:
            name = f"copy of {name}"
        else:  # under the same name again, once the first is gone from there
            deadline = time.monotonic() + 600
            while (folder / name).exists():
                time.sleep(0.05)
                if time.monotonic() > deadline:
                    raise AssertionError(f"{folder / name} was never taken")
        (folder / name).write_bytes(content)
        self._count(content)

    def _changed(self, chance: random.Random, folder: Path, number: int) -> None:
        """Another file takes the name, before or after the first was taken."""
        name, first = self._content(chance, number)
        second = slip(number + 50_000)
        (folder / name).write_bytes(first)
        self._count(first, overwritten=True)
        time.sleep(chance.uniform(0, self._slowest))
        (folder / f"{name}.tmp").write_bytes(second)
        (folder / f"{name}.tmp").rename(folder / name)
        self._count(second)

    def _rewritten(self, chance: random.Random, folder: Path, number: int) -> None:
        """The same file is opened and written anew, wherever it lies by then."""
        first, second = slip(number), slip(number + 50_000)
        path = folder / f"{number}.pdf"
        path.write_bytes(first)
        self._count(first, overwritten=True)
        time.sleep(chance.uniform(0, self._slowest))
        with path.open("wb") as file:
            file.write(second)
        self._count(second)

    def _broken(self, chance: random.Random, folder: Path, number: int) -> None:
        content = broken(number)
        (folder / f"broken {number}.pdf").write_bytes(content)
        self._count(content)
