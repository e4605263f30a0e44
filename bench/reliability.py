"""Is a decision that is said to be 97 % sure right 97 times of 100? Of papers that bench/judge.py has read.

    .venv/bin/python bench/judge.py --level bad --count 80 --seed 9800001
    .venv/bin/python bench/reliability.py data/judge/judging-bad-9800001-80

Types and fields are told apart. A field counts where the type is right and a value was found; what was not
found says nothing of certainty. With --write the table goes to docs/benchmarks.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.compare import same_value  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.94, 0.97, 0.99, 1.0001)
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Said:
    """How sure a decision said it was, 0…1, and whether it was right."""

    certainty: float
    right: bool


def types_and_fields(folder: Path) -> Iterator[tuple[str, Said]]:
    """Yield ``type`` or ``field`` with what was said, for every paper of a judged folder."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))["papers"]
    results = json.loads((folder / "read.json").read_text("utf-8"))
    for paper, result in zip(truth, results, strict=True):
        if len(result.get("documents", ())) != 1:
            continue  # divided wrongly: neither type nor fields can be laid beside the truth
        found: dict[str, Any] = result["documents"][0]
        right = found["type"] == paper["type"]
        yield "type", Said(found["confidence"], right)
        for key, expected in paper["fields"].items():
            if right and key in found["fields"]:
                field = found["fields"][key]
                yield "field", Said(field["confidence"], same_value(key, expected, field["value"]))


def diagram(said: Sequence[Said]) -> list[str]:
    """Return a row for each bin: how many, how sure on average, how many right, and a bar.

    In the bar ``=`` is the share that was right and ``|`` stands where it should end.
    """
    rows = []
    for low, high in pairwise(BINS):
        some = [one for one in said if low <= one.certainty < high]
        if not some:
            continue
        mean = sum(one.certainty for one in some) / len(some)
        right = sum(one.right for one in some) / len(some)
        bar = list(("=" * round(_WIDTH * right)).ljust(_WIDTH))
        bar[min(_WIDTH - 1, round(_WIDTH * mean))] = "|"
        rows.append(f"{low:.2f}–{min(high, 1):.2f}{len(some):>7}{mean:>8.3f}{right:>8.3f}  {''.join(bar)}")
    return rows


def main(
    folders: list[Path],
    write: Annotated[bool, typer.Option(help="Put the table on docs/benchmarks.md.")] = False,
) -> None:
    """Print the reliability diagrams of judged folders, all taken together."""
    said = [one for folder in folders for one in types_and_fields(folder)]
    head = f"{'said':<9}{'count':>7}{'mean':>8}{'right':>8}"
    lines = []
    for kind, title in (("type", "types of papers"), ("field", "fields")):
        lines += [title, head, *diagram([one for name, one in said if name == kind]), ""]
    body = "\n".join(lines).rstrip()
    print(body)
    if write:
        names = " ".join(folder.name for folder in folders)
        put_section(
            "Certainty of decisions", f"{machine()}\n\n`bench/reliability.py`: {names}\n\n```\n{body}\n```"
        )


if __name__ == "__main__":
    typer.run(main)
