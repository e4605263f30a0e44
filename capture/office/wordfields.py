"""Fields of a Word document: a field's code is not seen, its result is; what a form's fields show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from capture.ofd.notation import number
from capture.office.markup import PAGE, PAGES
from capture.office.wishes import is_on, value_of

TICKED, UNTICKED = "☑", "□"
UNSEEN = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"})
"""What stands in a part and is not seen: deleted, said twice, or about how something looks."""


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code so far, and whether its result, if that is shown, has begun."""

    code: str = ""
    begun: bool = False
    replaced: bool = False


@dataclass(slots=True)
class Fields:
    """Tells while a part is walked what of it is a field's code; ``counted`` where pages are told anew."""

    trusted: bool
    counted: bool
    open: list[_Field] = field(default_factory=list)

    def hides(self) -> bool:
        """Return whether what stands here is not seen."""
        return self.trusted and any(not one.begun or one.replaced for one in self.open)

    def meet(self, mark: Element) -> str:
        """Take a mark of a field, and return what is shown instead of the field's own result."""
        kind = mark.get("fldCharType")
        if kind == "begin":
            shown = "" if self.hides() else _of_form(mark.find("ffData"))
            self.open.append(_Field(replaced=bool(shown)))
            return shown
        if not self.open:
            return ""
        if kind == "end":
            ended = self.open.pop()
            return "" if ended.begun or self.hides() else self.told_anew(ended.code)
        elif kind == "separate":
            self.open[-1].begun = True
            shown = self.told_anew(self.open[-1].code)
            if shown and not self.hides():
                self.open[-1].replaced = True
                return shown
        return ""

    def add_code(self, text: str) -> None:
        """Take a piece of a field's code."""
        if self.open:
            self.open[-1].code += text

    def told_anew(self, code: str) -> str:
        """Return the sign of a page's number or of their count, in heads and feet; else nothing."""
        name = code.split()[0].upper() if code.split() else ""
        return {"PAGE": PAGE, "NUMPAGES": PAGES, "SECTIONPAGES": PAGES}.get(name, "") if self.counted else ""


def are_whole(part: Element) -> bool:
    """Return whether every field that begins ends: where one does not, nothing is taken for a code."""
    depth = 0
    for mark in _marks(part):
        depth += {"begin": 1, "end": -1}.get(mark.get("fldCharType", ""), 0)
        if depth < 0:
            return False
    return depth == 0


def _marks(holder: Element) -> Iterator[Element]:
    for child in holder:
        if child.tag == "fldChar":
            yield child
        elif child.tag not in UNSEEN:
            yield from _marks(child)


def _of_form(form: Element | None) -> str:
    """Return what a field of a form shows that is no text: a box, or what was chosen of a list."""
    if form is None:
        return ""
    box, choice = form.find("checkBox"), form.find("ddList")
    if box is not None:
        wish = box.find("checked")
        return TICKED if is_on(wish if wish is not None else box.find("default")) else UNTICKED
    if choice is not None:
        place = int(number(value_of(choice, "result") or value_of(choice, "default")))
        entries = [entry.get("val", "") for entry in choice.findall("listEntry")]
        return entries[place] if 0 <= place < len(entries) else ""
    return ""
