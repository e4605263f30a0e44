"""Parts that office papers share: grid forms, letters, party blocks, seals in their places."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sample_scans.paper import BLACK, BLUE_INK, Color, Paper
from sample_scans.people_and_firms import Firm
from sample_scans.seals import round_seal, signature, square_seal

#: width share, text, kind: l label, v value at the left, c value in the middle, t text from the top
FormCell = tuple[float, str, str]
FormRow = tuple[float, Sequence[FormCell]]


def form(
    paper: Paper,
    x: float,
    y: float,
    width: float,
    rows: Sequence[FormRow],
    *,
    font: str = "song",
    value_font: str = "",
    size: float = 10.5,
    value_color: Color = BLACK,
    shake: float = 0.0,
    color: Color = BLACK,
) -> float:
    """Draw an approval form: rows of labelled cells. Returns the y below it."""
    for height, cells in rows:
        whole = sum(share for share, _, _ in cells)
        left = x
        for share, text, kind in cells:
            wide = width * share / whole
            paper.frame(left, y, left + wide, y + height, color=color)
            if kind == "t":
                paper.paragraph(
                    left + 1.5, y + 1.8, wide - 3, text,
                    font=value_font or font, size=size, color=value_color, leading=1.5,
                )  # fmt: skip
            elif kind == "l":
                paper.cell(left, y, wide, height, text, font=font, size=size, color=color)
            else:
                paper.cell(
                    left, y, wide, height, text, align="m" if kind == "c" else "l", font=value_font or font,
                    size=size, color=value_color, shake=shake,
                )  # fmt: skip
            left += wide
        y += height
    return y


def letter(
    paper: Paper,
    y: float,
    title: str,
    paragraphs: Sequence[str],
    closing: Sequence[str],
    *,
    greeting: str = "",
    font: str = "song",
    title_font: str = "hei",
    title_size: float = 20,
    size: float = 12,
    margin: float = 28,
    spacing: float = 1.5,
    leading: float = 1.75,
) -> float:
    """Write a letter or notice; the closing lines stand at the right. Returns the y below it."""
    paper.text(paper.width / 2, y, title, font=title_font, size=title_size, spacing=spacing, align="m")
    y += title_size * 0.353 * 2
    if greeting:
        paper.text(margin, y, greeting, font=font, size=size)
        y += size * 0.353 * leading
    for text in paragraphs:
        y = paper.paragraph(
            margin, y, paper.width - 2 * margin, text, font=font, size=size, leading=leading, indent=2
        )
    y += 10
    for text in closing:
        paper.text(paper.width - margin - 6, y, text, font=font, size=size, align="r")
        y += size * 0.353 * leading
    return y


def seal(
    paper: Paper,
    x: float,
    y: float,
    firm: Firm | str,
    rng: random.Random,
    below: str = "",
    *,
    size: float = 40,
) -> None:
    """Press a company's round seal."""
    name = firm if isinstance(firm, str) else firm.name
    number = "" if below else "".join(rng.choice("0123456789") for _ in range(13))
    image = round_seal(name, below, rng, number=number)
    paper.stamp(image, x + rng.uniform(-2, 2), y + rng.uniform(-2, 2), size)


def sign(
    paper: Paper, x: float, y: float, rng: random.Random, *, width: float = 26, color: Color = BLUE_INK
) -> None:
    """Scribble a signature."""
    paper.stamp(signature(rng, rng.randint(3, 5), color), x, y, width)


def name_seal(paper: Paper, x: float, y: float, name: str, rng: random.Random, *, size: float = 15) -> None:
    """Press a person's square seal."""
    paper.stamp(square_seal(name, rng), x, y, size)


def page_number(paper: Paper, text: str, *, font: str = "song") -> None:
    """Write the page number at the foot."""
    paper.text(paper.width / 2, paper.height - 14, text, font=font, size=9, align="m")
