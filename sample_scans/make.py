"""Draw the sample scans: ``make.py samples``, ``make.py judging``, ``make.py bad``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample_scans.bad_files import write_bad
from sample_scans.degrade import Level
from sample_scans.judging_set import write_set
from sample_scans.readme import write_readme
from sample_scans.samples import write_samples

SAMPLE_SEED = 20261122

app = typer.Typer(add_completion=False, help=__doc__, no_args_is_help=True)
Out = Annotated[Path, typer.Option(help="The folder to write into.")]


class Which(StrEnum):
    """Which layouts to draw."""

    JUDGING = "judging"
    TUNING = "tuning"


@app.command()
def samples(out: Out, seed: int = SAMPLE_SEED) -> None:
    """Write the scans of the ten customers, manifest.yaml and (when bad/ is there) README.md."""
    print(write_samples(out, seed))
    if (out / "bad/manifest.yaml").exists():
        print(write_readme(out))


@app.command()
def judging(
    out: Out,
    seed: int = 1,
    level: Level = Level.OFFICE,
    count: int = 60,
    which: Annotated[Which, typer.Option("--set", help="The layouts to draw.")] = Which.JUDGING,
) -> None:
    """Write papers of the judging layouts with truth.json."""
    print(write_set(out, which.value, seed, level, count))


@app.command()
def bad(out: Out) -> None:
    """Write the files that must be rejected, with manifest.yaml."""
    print(write_bad(out))


if __name__ == "__main__":
    app()
