"""Running text over several sheets, and what a contract says in truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_scans.case import Case, Drawn, named
from sample_scans.fonts import printable
from sample_scans.money import in_words
from sample_scans.paper import Paper, break_lines
from sample_scans.people_and_firms import Firm

_PT = 25.4 / 72


@dataclass(slots=True)
class Flow:
    """A pen that writes down the sheet and takes a new one when it is full."""

    pages: list[Paper]
    y: float
    font: str = "song"
    size: float = 11
    leading: float = 1.65
    margin: float = 24
    bottom: float = 24
    top: float = 24
    bold_font: str = "hei"
    after: float = 0.6

    @property
    def paper(self) -> Paper:
        """The sheet being written."""
        return self.pages[-1]

    @property
    def width(self) -> float:
        """How wide the text is."""
        return self.paper.width - 2 * self.margin

    def room(self, height: float) -> None:
        """Take a new sheet unless ``height`` mm are left."""
        if self.y + height > self.paper.height - self.bottom:
            last = self.paper
            self.pages.append(Paper(last.width, last.height, ground=last.ground))
            self.y = self.top

    def say(self, text: str, *, indent: int = 0, heading: bool = False) -> None:
        """Write one paragraph."""
        font = self.bold_font if heading else self.font
        em = self.size * _PT
        for number, line in enumerate(break_lines(printable(font, text), font, self.width / em, indent)):
            self.room(em * self.leading)
            shift = indent * em if number == 0 else 0.0
            self.paper.text(self.margin + shift, self.y, line, font=font, size=self.size)
            self.y += em * self.leading
        self.y += self.after

    def say_all(self, texts: Sequence[str], *, indent: int = 0) -> None:
        """Write paragraphs; one that starts with # is a heading."""
        for text in texts:
            self.say(text.removeprefix("#"), indent=0 if text.startswith("#") else indent,
                     heading=text.startswith("#"))  # fmt: skip

    def number(self, pattern: str, *, first: int = 0) -> None:
        """Write page numbers at the foot of all sheets from ``first`` on."""
        numbered = self.pages[first:]
        for place, paper in enumerate(numbered, 1):
            text = pattern.format(n=place, of=len(numbered))
            paper.text(paper.width / 2, paper.height - 13, text, font=self.font, size=9, align="m")


def contract(
    name: str, pages: list[Paper], case: Case, a: Firm, b: Firm, *, code: bool = True, **more: str | None
) -> Drawn:
    """Return the drawn contract; ``more`` adds to the usual truth, None takes away."""
    truth: dict[str, str | None] = {
        "contract_no": case.contract_no, "party_a": a.name, "party_b": b.name,
        "signed": case.signed.isoformat(), "place": case.place, "amount": f"{case.total:.2f}",
        "amount_in_words": in_words(case.total),
    }  # fmt: skip
    truth |= more
    fields = {key: value for key, value in truth.items() if value is not None}
    return Drawn("contract", name, pages, named(case.customer, code=code), fields)


def term(case: Case) -> dict[str, str]:
    """Return the truth of a printed term from one day to another."""
    return {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
