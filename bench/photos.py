"""Photos of drawn papers, read with and without finding the sheet: lines, fields, cells, warnings, boxes.

    .venv/bin/python bench/photos.py --count 40 --write

The tuning layouts are drawn. Of every ten papers two are printed by needles, two are carbon copies and one
stands on a screen; half of the photos are stored turned, with the camera's mark. ``--write`` puts the
figures on docs/benchmarks.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.compare import Verdict, judge_paper  # noqa: E402  # the path is set first
from bench.lcer import Tally, judge_lines  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.clean import clean_page  # noqa: E402  # the path is set first
from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from capture.pipeline import read_picture, read_upright  # noqa: E402  # the path is set first
from capture.probe import FileKind, Limits  # noqa: E402  # the path is set first
from capture.raster import RasterPage, draw_page, turned  # noqa: E402  # the path is set first
from classify.profile import Profile, load_profile  # noqa: E402  # the path is set first
from dossier.digitise import decide_documents  # noqa: E402  # the path is set first
from dossier.shaping import shape_document, shape_page  # noqa: E402  # the path is set first
from sample_scans.case import Drawn  # noqa: E402  # the path is set first
from sample_scans.judging_set import describe, draw_many, own_firm  # noqa: E402  # the path is set first
from sample_scans.photos import (  # noqa: E402  # the path is set first
    Photo,
    Table,
    carbon_copy,
    dot_matrix,
    photo_bytes,
    photograph,
)
from sample_scans.render import line_boxes, rasterise  # noqa: E402  # the path is set first

_DPI = 220
_ORIENTATIONS = (1, 6, 1, 8, 1, 3)


@dataclasses.dataclass(slots=True)
class Score:
    """What was counted of one way of reading."""

    lines: Tally = dataclasses.field(default_factory=Tally)
    fields: Counter[bool] = dataclasses.field(default_factory=Counter)
    cells: tuple[int, int] = (0, 0)
    types: int = 0
    found: int = 0
    boxes: Counter[bool] = dataclasses.field(default_factory=Counter)
    warnings: Counter[str] = dataclasses.field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, photo: Photo, page: Page, verdict: Verdict, seconds: float) -> None:
        """Count one page."""
        self.lines += judge_lines([text for text, _ in photo.lines], page.text)
        self.fields.update(verdict.fields.values())
        self.cells = (self.cells[0] + verdict.cells[0], self.cells[1] + verdict.cells[1])
        self.types += verdict.type_right
        self.found += page.flat is not None
        self.boxes.update(_boxes_right(photo, page))
        self.warnings.update(warning.code for warning in page.warnings)
        self.seconds += seconds


def _boxes_right(photo: Photo, page: Page) -> Iterator[bool]:
    """Yield, for each true line that was read whole in one line, whether its box holds its middle."""
    for text, (x, y) in photo.lines:
        boxes = [line.box for line in page.lines if line.text == text and line.box]
        if len(boxes) == 1:
            yield boxes[0].x0 <= x <= boxes[0].x1 and boxes[0].y0 <= y <= boxes[0].y1


def draw_photos(count: int, seed: int) -> Iterator[tuple[int, Drawn, Photo]]:
    """Draw papers of one sheet and photograph them."""
    papers = (drawn for drawn in draw_many("tuning", seed, 3 * count) if len(drawn.pages) == 1)
    for number, drawn in zip(range(count), papers, strict=False):
        rng = random.Random(f"photo/{seed}/{number}")
        sheet = rasterise(drawn.pages[0], _DPI)
        if number % 10 in (1, 6):
            sheet = dot_matrix(sheet, _DPI, rng)
        elif number % 10 in (3, 8):
            sheet = carbon_copy(sheet, rng)
        table = list(Table)[number % len(Table)]
        boxes = line_boxes(drawn.pages[0], _DPI)
        yield number, drawn, photograph(sheet, boxes, rng, table=table, screen=number % 10 == 5)


def judge(drawn: Drawn, photo: Photo, page: Page, profile: Profile, own: str) -> Verdict:
    """Decide what was read and compare it with the truth."""
    truth = describe(drawn) | {"file": "photo", "lines": [[{"text": text} for text, _ in photo.lines]]}
    documents = decide_documents([page], profile, own=[own], today=dt.date(2026, 11, 22))
    result: dict[str, Any] = {
        "pages": [shape_page(page, "en").model_dump()],
        "documents": [shape_document(document, "en").model_dump() for document in documents],
    }
    return judge_paper(truth, result)


def main(
    count: int = 40,
    seed: int = 6_600_001,
    folder: Path = Path("data/photos"),
    write: Annotated[bool, typer.Option(help="Put the figures on docs/benchmarks.md.")] = False,
) -> None:
    """Draw, photograph, read both ways and print."""
    folder.mkdir(parents=True, exist_ok=True)
    reader, profile, own = engine("rapidocr"), load_profile("manufacturing"), own_firm(seed).name
    scores = {"as it is": Score(), "the sheet seen straight": Score()}
    for number, drawn, photo in draw_photos(count, seed):
        path = folder / f"{number:03d}.jpg"
        path.write_bytes(photo_bytes(photo, orientation=_ORIENTATIONS[number % len(_ORIENTATIONS)]))
        raster = draw_page(path, FileKind.JPEG, 1, Limits())
        for name, score in scores.items():
            begun = time.process_time()
            page = _plainly(raster) if name == "as it is" else read_picture(raster, 1, reader)
            seconds = time.process_time() - begun
            verdict = judge(drawn, photo, page, profile, own)
            score.add(photo, page, verdict, seconds)
            told = f"{sum(verdict.fields.values())}/{len(verdict.fields)} {[w.code for w in page.warnings]}"
            lines = judge_lines([text for text, _ in photo.lines], page.text)
            print(
                number, photo.table, drawn.layout, name, page.flat is not None, f"{lines.exactly:.1f}", told
            )
    text = report(scores, count, seed)
    print(text)
    if write:
        put_section("Phone photos", text)


def _plainly(raster: RasterPage) -> Page:
    """Read a photo without looking for the sheet."""
    reader = engine("rapidocr")
    rotation = reader.look(clean_page(raster.image).image).rotation
    upright = turned(raster.image, rotation)
    page = read_upright(upright, clean_page(upright), raster.dpi, 1, reader)
    return dataclasses.replace(page, rotation=rotation)


def report(scores: dict[str, Score], count: int, seed: int) -> str:
    """Return the figures as Markdown."""
    rows = [f"{machine()}", "", f"`bench/photos.py --count {count} --seed {seed}`, tuning layouts.", ""]
    rows += ["| | " + " | ".join(scores) + " |", "|---|" + "---|" * len(scores)]

    def row(name: str, values: list[str]) -> None:
        rows.append(f"| {name} | " + " | ".join(values) + " |")

    every = scores.values()
    row("sheet found", [f"{score.found} of {count}" for score in every])
    row("exact lines", [f"{score.lines.exactly:.2f} %" for score in every])
    row("lcer", [f"{score.lines.lcer:.2f} %" for score in every])
    row("type right", [f"{100 * score.types / count:.1f} %" for score in every])
    row("fields exact", [_share(score.fields[True], score.fields.total()) for score in every])
    row("cells of goods lines", [_share(*score.cells) for score in every])
    row("boxes on their line", [_share(score.boxes[True], score.boxes.total()) for score in every])
    row("processor time a photo", [f"{score.seconds / count:.2f} s" for score in every])
    row("warnings", [", ".join(f"{k} {v}" for k, v in sorted(score.warnings.items())) for score in every])
    return "\n".join(rows)


def _share(hits: int, total: int) -> str:
    return f"{100 * hits / total:.1f} %" if total else "–"


if __name__ == "__main__":
    typer.run(main)
