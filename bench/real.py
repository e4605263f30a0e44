"""The hand-read lines of real papers in ../shared/real, where it is there; nothing of them is kept here.

    .venv/bin/python bench/real.py --out /tmp/real

Each missed line goes to ``misses.tsv`` in the output folder, with a cut-out of where it was nearly read. A
person who looks at it writes ``reader``, ``truth`` or ``illegible`` into the first column of a copy named
``classes.tsv``; the next run counts these.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.lcer import Tally, distance_to_best_stretch, flat, judge_lines  # noqa: E402  # the path is set first
from bench.peers import Ours, others  # noqa: E402  # the path is set first
from capture.errors import CaptureError  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from capture.probe import probe_file  # noqa: E402  # the path is set first

REAL = ROOT.parent / "shared/real"
PICTURES = (".jpg", ".jpeg", ".png")
CLASSES = ("reader", "truth", "illegible")


@dataclass(frozen=True, slots=True)
class Paper:
    """A real paper and the lines somebody read from it by eye."""

    path: Path
    lines: tuple[str, ...]


def papers() -> list[Paper]:
    """Return the papers that have hand-read lines."""
    listed = json.loads((REAL / "manifest.json").read_text("utf-8"))["files"]
    return [Paper(REAL / entry["file"], tuple(entry["lines"])) for entry in listed if entry.get("lines")]


def read(ours: Ours, paper: Paper) -> list[Page]:
    """Read all pages of a paper; one that is refused has none."""
    try:
        probe = probe_file(paper.path, ours.limits)
        waiting = [ours.pool.submit(paper.path, probe.kind, n) for n in range(1, probe.pages + 1)]
        return [page.result() for page in waiting]
    except CaptureError:
        return []


def note_misses(out: Path, paper: Paper, pages: Sequence[Page]) -> list[tuple[str, str, str]]:
    """Return file, true line and what was nearest to it; write a picture of that place."""
    text = flat("\n".join(page.text for page in pages))
    misses = []
    for number, line in enumerate(paper.lines):
        if not distance_to_best_stretch(flat(line), text):
            continue
        every = [(one, page) for page in pages for one in page.lines if one.box]
        nearest = min(
            every, key=lambda pair: distance_to_best_stretch(flat(line), flat(pair[0].text)), default=None
        )
        misses.append((paper.path.name, line, nearest[0].text if nearest else ""))
        if nearest and nearest[0].box and paper.path.suffix in PICTURES:
            box, page = nearest[0].box, nearest[1]
            with Image.open(paper.path) as picture:
                upright = ImageOps.exif_transpose(picture).convert("RGB").rotate(-page.rotation, expand=True)
            scale, more = upright.width / page.width, box.height
            place = (box.x0 - 2 * more, box.y0 - more, box.x1 + 2 * more, box.y1 + more)
            upright.crop(tuple(round(v * scale) for v in place)).save(out / f"{paper.path.stem}-{number}.png")
    return misses


def counted(out: Path, misses: Sequence[tuple[str, str, str]]) -> str:
    """Return how many misses are whose, by the classes somebody wrote down."""
    known: dict[tuple[str, str], str] = {}
    path = out / "classes.tsv"
    if path.exists():
        rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()]
        known = {(row[1], row[2]): row[0] for row in rows if len(row) > 2 and row[0] in CLASSES}
    tally = Counter(known.get((file, line), "not looked at") for file, line, _ in misses)
    return ", ".join(f"{name} {count}" for name, count in sorted(tally.items()))


def main(
    out: Path = ROOT / "data/bench/real",
    peers: Annotated[bool, typer.Option(help="Let the others read the pictures, too.")] = True,
) -> None:
    """Read, judge, print; texts go into the output folder only."""
    out.mkdir(parents=True, exist_ok=True)
    ours, readers = Ours(), others() if peers else []
    tallies: dict[str, Tally] = {}
    seconds: Counter[str] = Counter()
    misses: list[tuple[str, str, str]] = []
    for paper in papers():
        begun = time.monotonic()
        pages = read(ours, paper)
        spent = time.monotonic() - begun
        tally = judge_lines(paper.lines, "\n".join(page.text for page in pages))
        tallies["all papers"] = tallies.get("all papers", Tally()) + tally
        misses += note_misses(out, paper, pages)
        if paper.path.suffix not in PICTURES:
            continue
        tallies["Dossier"] = tallies.get("Dossier", Tally()) + tally
        seconds["Dossier"] += spent
        with tempfile.TemporaryDirectory() as folder:
            picture = _as_jpeg(paper.path, Path(folder))
            for reader in readers:
                begun = time.monotonic()
                tallies[reader.name] = tallies.get(reader.name, Tally()) + judge_lines(
                    paper.lines, _text(reader.read, picture)
                )
                seconds[reader.name] += time.monotonic() - begun
    (out / "misses.tsv").write_text("".join("\t".join(("?", *miss)) + "\n" for miss in misses), "utf-8")
    for name, tally in tallies.items():
        spent_here = f"lcer {tally.lcer:.2f} %" + (f", {seconds[name]:.0f} s" if name in seconds else "")
        print(f"{name:12}{tally.exactly:>8.2f} % of {tally.lines} lines exact, {spent_here}")
    print(f"missed lines: {counted(out, misses)}")
    for one in (ours, *readers):
        one.close()


def _text(read_all: object, picture: Path) -> str:
    """Return what another reader says; one that refuses the picture has read nothing."""
    assert callable(read_all)
    try:
        return str(read_all([picture])[0])
    except (RuntimeError, IndexError):
        return ""


def _as_jpeg(path: Path, folder: Path) -> Path:
    """Write the picture in a form that every reader takes, upright by its own EXIF mark."""
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture)
        if upright.mode in ("RGBA", "LA", "P"):
            layer = upright.convert("RGBA")
            upright = Image.new("RGB", layer.size, (255, 255, 255))
            upright.paste(layer, mask=layer.getchannel("A"))
        dpi = np.clip(float(upright.info.get("dpi", (150, 150))[0]) or 150.0, 100, 600)
        out = folder / "page.jpg"
        upright.convert("RGB").save(out, quality=95, dpi=(float(dpi), float(dpi)))
    return out


if __name__ == "__main__":
    typer.run(main)
