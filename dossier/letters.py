"""The reminder letter: what a customer is to send, set on A4 or as plain text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from capture.pages import Message
from classify.profiles.profile_file import RequirementKind
from dossier.chasing import ASKED_FOR, day_words, gaps_of, named_lines, state_word
from dossier.company import unit_name
from dossier.errors import Conflict
from dossier.gap_shapes import RequirementDetail
from dossier.language import gettext_for, translate
from dossier.printouts import Align, Block, Column, Gap, Printout, Table, Text, heading, print_pdf
from dossier.wiring import Service
from storage.viewer import Viewer

DAYS_GIVEN = 15


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder letter before it is set: what it says, in the order it says it."""

    title: str
    salutation: str
    opening: str
    papers: tuple[tuple[str, str], ...]
    closing: str
    regards: str
    sender: str
    date: str


def write_letter(
    service: Service, viewer: Viewer, key: str, language: str | None = None, days: int = DAYS_GIVEN
) -> Letter:
    """Write the reminder letter to a customer: what it is to send, not what the office itself has to make.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        Conflict: nothing is asked of the customer.
    """
    language = language or service.settings.language
    customer, lines = gaps_of(service, viewer, key, language)
    office = {rule.id for rule in service.profile.requirements if rule.asked_of == "office"}
    asked = [
        line
        for line in lines
        if line.id not in office and line.state in ASKED_FOR and line.kind != RequirementKind.ON_SHELF
    ]
    if not asked:
        raise Conflict(
            Message("{name} has nothing to send.", {"name": customer.name}),
            Message("The checklist shows what the office itself has to make or to look at."),
        )
    _ = gettext_for(language)
    today = service.today()
    until = day_words(today + dt.timedelta(days=days), language)
    opening = Message(
        "To complete the file of our dealings with you we still need the papers below (as of {date}). Please "
        "send them by {until}.",
        {"date": day_words(today, language), "until": until},
    )
    return Letter(
        title=_("Reminder of missing papers"),
        salutation=translate(Message("To {name}:", {"name": customer.name}), language),
        opening=translate(opening, language),
        papers=tuple(
            (title, _why(line, language))
            for line, title in zip(asked, named_lines(service, viewer, asked), strict=True)
        ),
        closing=_("Please lay its cover sheet on each paper. If you have sent them, ignore this letter."),
        regards=_("With kind regards"),
        sender=unit_name(service),
        date=day_words(today, language),
    )


def _why(line: RequirementDetail, language: str) -> str:
    """Say to the customer what is wrong: that it lacks, or what is the matter with what we have.

    A line that a paper of ours was looked at for, in search of a seal, is no paper that did not come.
    """
    if line.state == "missing" and not (line.proof and line.said):
        return translate(Message("not received yet"), language)
    return " ".join(line.said) or state_word(line.state, language)


def letter_text(letter: Letter) -> str:
    """Return a letter as plain text, for a message."""
    papers = [f"{place}. {title}（{why}）" for place, (title, why) in enumerate(letter.papers, start=1)]
    parts = [letter.title, "", letter.salutation, letter.opening, "", *papers, "", letter.closing, ""]
    return "\n".join([*parts, letter.regards, *([letter.sender] if letter.sender else []), letter.date, ""])


def letter_pdf(letter: Letter, language: str) -> bytes:
    """Set a letter on A4."""
    _ = gettext_for(language)
    indent = 2 if language == "zh_CN" else 0
    columns = [Column(_("No."), 0.08, Align.CENTRE), Column(_("Paper"), 0.5), Column(_("Explanation"), 0.42)]
    rows = [[str(place), *paper] for place, paper in enumerate(letter.papers, start=1)]
    blocks: list[Block] = [
        heading(letter.title),
        Text(letter.salutation, 11, bold=True),
        Text(letter.opening, 11, indent=indent),
        Table(columns, rows, 10),
        Text(letter.closing, 11, indent=indent),
        Text(letter.regards, 11, indent=indent),
        Gap(8),
        Text(letter.sender, 11, align=Align.RIGHT),
        Text(letter.date, 11, align=Align.RIGHT),
    ]
    return print_pdf(Printout(letter.title, blocks, language, note=letter.title))
