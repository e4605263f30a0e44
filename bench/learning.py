"""How fast a new type is learned from corrections, and what the learned witness alone would know.

    .venv/bin/python bench/learning.py --write

Papers of the tuning layouts that are ``other`` today play new types, one after the other: ten are corrected,
a rule is proposed from them against all other papers, switched on, and judged on papers of the same layout
and of all others that it has never seen. Words are those drawn, not read: reading is judged elsewhere.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.drawn import true_pages  # noqa: E402  # the path is set first
from bench.report import machine, put_section  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from classify.profile import load_profile  # noqa: E402  # the path is set first
from classify.profiles.learned import train  # noqa: E402  # the path is set first
from classify.profiles.plan import OTHER, Profile  # noqa: E402  # the path is set first
from classify.profiles.profile_file import OverlayEntry, TypeEntry  # noqa: E402  # the path is set first
from classify.profiles.profile_overlay import extend_profile  # noqa: E402  # the path is set first
from classify.rules import certainty, score_types  # noqa: E402  # the path is set first
from classify.types.proposals import Known, known_paper, propose_rule  # noqa: E402  # the path is set first
from sample_scans.case import Layout, random_case  # noqa: E402  # the path is set first
from sample_scans.judging_set import own_firm  # noqa: E402  # the path is set first
from sample_scans.registry import layouts_of  # noqa: E402  # the path is set first

SEED = 5_300_001
NEW = "new_type"
#: layout that plays a new type -> another layout, and the words that head its papers of this type too
OTHER_FORMS = {
    "quotation_to_customer": ("offer_with_prices", "报价"),
    "offer_with_prices": ("quotation_to_customer", "报价"),
}


@dataclass(frozen=True, slots=True)
class Learned:
    """What became of one new type."""

    layout: str
    next_right: int
    next_sure: int
    next: int
    others_before: int
    others_after: int
    forms_taken: int
    forms: int
    rule: str


def draw(layout: Layout, name: str, numbers: range) -> list[tuple[list[Page], tuple[str, ...]]]:
    """Draw papers of a layout with the firms named on them; each has a deal of its own."""
    own = own_firm(SEED)
    papers = []
    for number in numbers:
        rng = random.Random(f"{SEED}/{name}/{number}")
        case = random_case(rng, own)
        papers.append((true_pages(layout(case, rng)), (case.customer.name, case.own.name)))
    return papers


def known(papers: Sequence[tuple[list[Page], tuple[str, ...]]], type_id: str) -> list[Known]:
    """Return drawn papers as the archive's confirmed ones."""
    return [known_paper(type_id, pages, names) for pages, names in papers]


def right(papers: Sequence[Known], profile: Profile) -> int:
    """Count the papers whose best type is theirs."""
    return sum(score_types(paper.sheets, profile)[0].type == paper.type for paper in papers)


def is_other_form(paper: Known, name: str) -> bool:
    """Tell whether a paper of another layout is of the type that a layout plays, by its heading."""
    layout, words = OTHER_FORMS.get(name, ("", ""))
    return layout in paper.names and any(words in title for title in paper.titles)


def declared(profile: Profile) -> Profile:
    """Return the profile with an empty new type, as a person declares it."""
    entry = TypeEntry(id=NEW, category=4, title="新文种", title_en="New type", needs_customer=False)
    return extend_profile(profile, OverlayEntry(types=[entry]), "local")


def learn(name: str, layout: Layout, archive: Sequence[Known], judged: Sequence[Known]) -> Learned:
    """Correct ten papers of a layout, propose, switch on, judge the next twenty and all others.

    Papers of another form of the same type are nobody else's: they are counted for themselves.
    """
    profile = declared(load_profile("manufacturing"))
    ten, next_ones = known(draw(layout, name, range(10)), NEW), known(draw(layout, name, range(10, 30)), NEW)
    others = [paper for paper in archive if name not in paper.names]
    found = propose_rule(NEW, [*ten, *others], profile)
    if found is None:
        return Learned(name, right(next_ones, profile), 0, len(next_ones), 0, 0, 0, 0, "–")
    extended = extend_profile(profile, OverlayEntry(additions=[found[0]]), "r")
    forms = [paper for paper in judged if is_other_form(paper, name)]
    rest = [paper for paper in judged if name not in paper.names and paper not in forms]
    scored = [score_types(paper.sheets, extended) for paper in next_ones]
    sure = sum(s[0].type == NEW and certainty(s) >= extended.thresholds.file for s in scored)
    said = ", ".join([*found[0].titles, *(e.phrase or "" for e in found[0].evidence)])
    return Learned(
        name,
        sum(s[0].type == NEW for s in scored),
        sure,
        len(next_ones),
        right(rest, profile),
        right(rest, extended),
        sum(score_types(paper.sheets, extended)[0].type == NEW for paper in forms),
        len(forms),
        said,
    )


def witness_figures(types: int = 13) -> tuple[int, int]:
    """Train on two papers each of 13 templates and judge 48 more: the witness alone."""
    layouts = [
        (kind, name, layout)
        for kind, of_kind in sorted(layouts_of("tuning").items())
        if kind != OTHER
        for name, layout in sorted(of_kind.items())[:1]
    ][:types]
    taught, asked = [], []
    for kind, name, layout in layouts:
        taught += known(draw(layout, name, range(100, 102)), kind)
        asked += known(draw(layout, name, range(103, 107)), kind)
    witness = train((paper.type, [row.text for s in paper.sheets for row in s.rows]) for paper in taught)
    assert witness is not None
    hits = 0
    for paper in asked[:48]:
        shares = witness.shares(row.text for sheet in paper.sheets for row in sheet.rows)
        hits += max(shares, key=lambda kind: shares[kind], default="") == paper.type
    return hits, len(asked[:48])


def main(
    write: Annotated[bool, typer.Option(help="Put the figures on docs/benchmarks.md.")] = False,
    every: Annotated[int, typer.Option(help="Learn each n-th layout only, for a short run.")] = 1,
) -> None:
    """Learn every ``other`` layout as a new type and print what became of it."""
    archive, judged = [], []
    for kind, of_kind in sorted(layouts_of("tuning").items()):
        for name, layout in sorted(of_kind.items()):
            for papers, numbers in ((archive, range(200, 202)), (judged, range(300, 302))):
                for one in known(draw(layout, name, numbers), kind):
                    papers.append(Known(one.type, one.sheets, (*one.names, name), one.titles, one.grams))
    new_types = sorted(layouts_of("tuning")[OTHER].items())
    results = [learn(name, layout, archive, judged) for name, layout in new_types[::every]]
    hits, asked = witness_figures()
    lines = [
        "| new type | next papers right | sure enough to file | others right before → after "
        "| other forms of it taken in | rule |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.layout} | {r.next_right} of {r.next} | {r.next_sure} | {r.others_before} → {r.others_after} "
        f"| {f'{r.forms_taken} of {r.forms}' if r.forms else '–'} | {r.rule} |"
        for r in results
    ]
    right_ones, all_ones = sum(r.next_right for r in results), sum(r.next for r in results)
    harmed = sum(r.others_after < r.others_before for r in results)
    body = "\n".join([
        f"{machine()} · `bench/learning.py --every {every}`, tuning layouts, drawn words", "",
        f"{len(results)} of {len(new_types)} layouts. "
        f"After 10 corrections of a new type: {right_ones} of {all_ones} next papers right "
        f"({100 * right_ones / all_ones:.1f} %), types harmed: {harmed}. The learned witness alone, taught "
        f"with two papers of each of 13 templates: {hits} of {asked}.", "", *lines,
    ])  # fmt: skip
    print(body)
    if write:
        put_section("Learning from corrections", body)


if __name__ == "__main__":
    typer.run(main)
