"""How well piles are cut: papers nobody has seen, read page by page, laid into piles through one feeder.

    .venv/bin/python bench/piles.py --papers 60

A boundary is the place between two pages that are not blank; it is right where a cut is made if and only if
another paper begins there. With ``--separators`` a patch sheet is laid between the papers.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.codes.patches import PATCH  # noqa: E402  # the path is set first
from capture.cut import cut_pages  # noqa: E402  # the path is set first
from capture.pages import Code, Page  # noqa: E402  # the path is set first
from capture.pool import PagePool  # noqa: E402  # the path is set first
from capture.probe import Limits, probe_file  # noqa: E402  # the path is set first
from classify.piles.beginnings import beginnings  # noqa: E402  # the path is set first
from classify.profile import load_profile  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first
from sample_scans.judging_set import write_set  # noqa: E402  # the path is set first
from sample_scans.make import Which  # noqa: E402  # the path is set first

WORKERS = 2


def main(
    papers: int = 60,
    level: Level = Level.OFFICE,
    seed: int = 9_600_001,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
    pile: Annotated[int, typer.Option(help="Papers of a pile.")] = 7,
    shuffles: Annotated[int, typer.Option(help="How often the papers are laid into piles anew.")] = 5,
    write: bool = False,
) -> None:
    """Draw and read papers, lay them into piles, count the boundaries that are cut right."""
    with tempfile.TemporaryDirectory() as folder:
        write_set(Path(folder), which.value, seed, level, papers)
        files = sorted(path for path in Path(folder).iterdir() if path.suffix in (".jpg", ".pdf"))
        read = read_papers(files)
    lines = [f"{len(read)} papers, {sum(map(len, read))} pages, {which.value}, {level.value}, seed {seed}"]
    for separated in (False, True):
        tally: Counter[str] = Counter()
        for shuffle in range(shuffles):
            for some in piles(read, pile, random.Random(f"{seed}/{shuffle}")):
                count(some, tally, separated=separated)
        lines.append(_said(tally, separated=separated))
    print("\n".join(lines))
    if write:
        put_section("Piles", f"{machine()}\n\n`bench/piles.py`\n\n```\n" + "\n".join(lines) + "\n```")


def read_papers(files: Sequence[Path]) -> list[list[Page]]:
    """Read every page of the files with warm workers."""
    with PagePool(WORKERS, Limits()) as pool:
        begun = []
        for path in files:
            probe = probe_file(path, Limits())
            begun.append([pool.submit(path, probe.kind, number + 1) for number in range(probe.pages)])
        return [[page.result() for page in pages] for pages in begun]


def piles(papers: Sequence[list[Page]], size: int, rng: random.Random) -> Iterator[list[list[Page]]]:
    """Give the papers in piles, in an order of chance."""
    order = rng.sample(range(len(papers)), len(papers))
    for start in range(0, len(order), size):
        yield [papers[index] for index in order[start : start + size]]


def count(papers: Sequence[list[Page]], tally: Counter[str], *, separated: bool) -> None:
    """Cut one pile and count its boundaries."""
    pages: list[Page] = []
    begins: set[int] = set()
    for paper in papers:
        if separated and pages:
            first = paper[0]
            sheet = Page(1, first.width, first.height, 0, (), codes=(Code(PATCH, "T", None),))
            pages.append(replace(sheet, number=len(pages) + 1))
        begins.add(len(pages) + 1)
        pages += [replace(page, number=len(pages) + 1 + place) for place, page in enumerate(paper)]
    cuts = cut_pages(pages, beginnings(pages, PROFILE))
    made = {cut.pages[0] for cut in cuts}
    told = {page for cut in cuts for page in cut.perhaps_begins}
    told |= {cut.pages[0] for cut in cuts if cut.perhaps_belongs}
    for page in pages[1:]:
        if page.blank or page.codes[:1] == (Code(PATCH, "T", None),):
            continue
        right = (page.number in made) == (page.number in begins)
        tally.update(boundaries=1, right=right, told=page.number in told)
        tally["wrong in silence"] += not right and page.number not in told
    tally.update(piles=1, whole=made == begins)


def _said(tally: Counter[str], *, separated: bool) -> str:
    share = {
        key: 100 * tally[key] / max(1, tally["boundaries"]) for key in ("right", "told", "wrong in silence")
    }
    return (
        f"{'with patch sheets' if separated else 'without sheets'}: {share['right']:.2f} % of "
        f"{tally['boundaries']} boundaries right, {share['told']:.2f} % told as doubtful, "
        f"{share['wrong in silence']:.2f} % wrong in silence, "
        f"{tally['whole']} of {tally['piles']} piles whole"
    )


PROFILE = load_profile("manufacturing")

if __name__ == "__main__":
    typer.run(main)
