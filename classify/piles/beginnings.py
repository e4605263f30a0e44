"""Where in a pile of pages a paper begins: what speaks for it and against, in points.

A page that bears a known title is not the only first page: letters, tables and certificates of no known
type begin, too, and must not be swallowed by the paper before them. So the whole page is asked: does it have
a head, does the page before it look finished, does text, a numbering, a table or a paper's number run on?
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from capture.pages import Page
from classify.piles.continuation import (
    Named,
    counts_on,
    is_annex,
    is_clause,
    is_continued,
    is_named_before,
    is_notes,
    is_own_annex,
    is_part,
    is_repeated,
    other_names,
    other_shape,
    runs_along,
    runs_on,
    same_head,
    table_runs_on,
)
from classify.piles.page_shows import (
    COVER_WORDS,
    NOTHING_SAID,
    TOP_ROWS,
    Said,
    clauses,
    foot_of,
    heading,
    is_closed,
    is_contents,
    paper_numbers,
    top_rows,
)
from classify.profiles.plan import OTHER, Profile
from classify.rules import certainty, score_types
from classify.sheet import Sheet, prepare
from classify.types.titles import find_titles

_GOES_ON = 0.4
_LIST = re.compile("(?:清单|明细表?|一览表|名单|价格表)$")
_HEADING_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*(?=[\u4e00-\u9fff])(?!\d*[年月号])")
_TITLE_QUALITY = 0.55


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows about beginning a paper, beside the page before it; each 0…1."""

    title: float = 0.0
    other_title: float = 0.0
    known_alone: float = 0.0
    behind_cover: float = 0.0
    own_cover: float = 0.0
    head: float = 0.0
    centred_head: float = 0.0
    before_finished: float = 0.0
    before_short: float = 0.0
    other_shape: float = 0.0
    other_number: float = 0.0
    same_number: float = 0.0
    counts_on: float = 0.0
    clause_follows: float = 0.0
    clause_first: float = 0.0
    sentence_runs_on: float = 0.0
    table_runs_on: float = 0.0
    annex: float = 0.0
    own_annex: float = 0.0
    part: float = 0.0
    notes: float = 0.0
    same_head_line: float = 0.0
    other_names: float = 0.0


#: what a page is worth as a beginning that shows nothing at all: most pages of a pile go on
_NOTHING = -2.7
#: how much each sign speaks for a beginning (or, below 0, against it), where it is there in full
_POINTS = Signs(
    title=4.5,
    other_title=2.5,
    known_alone=2.5,
    behind_cover=-4.0,
    own_cover=-5.0,
    head=2.2,
    centred_head=0.8,
    before_finished=0.3,
    before_short=0.8,
    other_shape=2.2,
    other_number=1.5,
    same_number=-1.5,
    counts_on=-4.0,
    clause_follows=-2.0,
    clause_first=0.3,
    sentence_runs_on=-2.0,
    table_runs_on=-3.0,
    annex=-4.5,
    own_annex=-4.0,
    part=-3.0,
    notes=-6.0,
    same_head_line=-0.3,
    other_names=1.2,
)


def beginnings(pages: Sequence[Page], profile: Profile) -> dict[int, float]:
    """Return for each page but the first and blank ones how much speaks for a paper beginning there.

    Above 0 more speaks for it, below 0 against it; by page number. What a page says of its place (第2页) is
    left to `capture.cut`.
    """
    points: dict[int, float] = {}
    before: Sheet | None = None
    cover: str | None = None
    kind: str | None = None
    so_far = NOTHING_SAID
    for page in pages:
        if page.blank:
            continue
        sheet = prepare(page)
        goes_on = before is not None and (is_clause(sheet, before) or is_continued(sheet))
        title = None if goes_on else _title(sheet, profile)
        alone = _known(sheet, profile)
        bare = title not in (None, OTHER) and _is_bare(sheet)
        # of two bare pages with one title neither is the cover of the other: they are two small papers
        told = _GOES_ON if alone == kind else 1.0
        named = Named(title, alone, None if bare else cover, told, kind, so_far, goes_on)
        if before is not None:
            points[page.number] = _weigh(signs(sheet, before, named))
        so_far = Said.of(sheet) if points.get(page.number, 0.0) > 0 else so_far | Said.of(sheet)
        kind = alone or kind
        # behind a cover a list of contents may lie before the page that bears the title again;
        # a page that goes on is none, though its running head names the paper
        begins = points.get(page.number, 1.0) > 0
        cover = cover if is_contents(sheet) else title if bare and begins else None
        before = sheet
    return points


def _is_bare(sheet: Sheet) -> bool:
    """Return whether a page says as little as a cover does: few words, no table, no whole sentence."""
    few = sum(len(row.text) for row in sheet.rows) < COVER_WORDS
    told = any("。" in row.plain for row in sheet.rows)
    return few and not told and not sheet.page.ruled_tables and not is_contents(sheet)


def _known(sheet: Sheet, profile: Profile) -> str | None:
    """Return the type that the words of a page alone tell, if they do."""
    scored = score_types([sheet], profile)
    sure = scored[0].type != OTHER and certainty(scored) >= profile.thresholds.file
    return scored[0].type if sure else None


def _weigh(shown: Signs) -> float:
    points: float = sum(getattr(_POINTS, one.name) * getattr(shown, one.name) for one in fields(Signs))
    return _NOTHING + points


def _title(sheet: Sheet, profile: Profile) -> str | None:
    """Return the type whose title stands on a page."""
    found = (
        title
        for title in find_titles(sheet, profile)
        if title.quality >= _TITLE_QUALITY and not _HEADING_NUMBER.match(title.text)
    )
    return next((title.type for title in found), None)


def signs(sheet: Sheet, before: Sheet, named: Named) -> Signs:
    """Return what a page shows, seen beside the page before it."""
    head, running = heading(sheet), runs_along(sheet, before)
    mine, theirs = paper_numbers(sheet), paper_numbers(before)
    first, last = clauses(sheet)[:1], clauses(before)[-1:]
    listed = bool(mine & named.so_far.numbers) and any(_LIST.search(row.plain) for row in top_rows(sheet))
    behind = named.cover is not None and named.title in (None, named.cover)
    follows = bool(first and last and first[0][0] == last[0][0] and first[0][1] == last[0][1] + 1)
    return Signs(
        # the title of a cover stands again on the page behind it
        title=float(
            named.title not in (None, OTHER, named.cover) and not running and not is_repeated(sheet, named)
        ),
        # a list that bears the number of the paper before is one of its annexes
        other_title=float(named.title == OTHER and not running and not listed),
        known_alone=named.told * float(named.alone is not None and named.cover is None),
        behind_cover=float(behind),
        # its count of pages may begin behind the cover
        own_cover=float(behind and (is_contents(sheet) or is_named_before(sheet, named.so_far))),
        head=min(1.0, max(0.0, (head[0] - 1.1) / 0.5)) if head else 0.0,
        centred_head=float(bool(head and head[1])),
        before_finished=float(is_closed(before)),
        before_short=min(1.0, max(0.0, (0.85 - foot_of(before)) / 0.3)),
        other_shape=float(other_shape(sheet.page, before.page)),
        other_number=float(bool(mine and theirs and not mine & theirs)),
        same_number=float(bool(mine & theirs)),
        counts_on=float(counts_on(sheet, before)),
        clause_follows=float(follows),
        clause_first=float(bool(first and first[0][1] == 1)),
        sentence_runs_on=float(runs_on(sheet, before)),
        table_runs_on=float(table_runs_on(sheet.page, before.page)),
        annex=float(any(is_annex(row) for row in sheet.rows[:TOP_ROWS])),
        own_annex=float(is_own_annex(sheet, named)),
        part=float(named.goes_on or (named.title in (None, OTHER) and is_part(sheet))),
        notes=float(named.title in (None, OTHER) and is_notes(sheet, before)),
        same_head_line=float(same_head(sheet, before)),
        other_names=float(other_names(sheet, before)),
    )
