"""Takes somebody else's hidden text off a scanned PDF page, so that every word stands there once."""

from __future__ import annotations

import pikepdf

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_DEEPEST = 4


def without_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Drop the text of a page that is written but not shown; a page that cannot be parsed stays as it is."""
    try:
        stream, changed = _filtered(pdf, page.obj, 0)
    except (pikepdf.PdfError, ValueError, TypeError, IndexError):  # names that are no text, missing operands
        return
    if changed:
        page.obj.Contents = pdf.make_stream(stream)


def _filtered(pdf: pikepdf.Pdf, content: pikepdf.Object, depth: int) -> tuple[bytes, bool]:
    """Return the drawing commands without hidden text, and whether there was any."""
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    modes = [0]
    changed = False
    for command in pikepdf.parse_content_stream(content):
        operator = str(command.operator)
        if operator == "q":
            modes.append(modes[-1])
        elif operator == "Q" and len(modes) > 1:
            modes.pop()
        elif operator == "Tr":
            modes[-1] = int(command.operands[0])
        elif operator in _SHOWING and modes[-1] == _INVISIBLE:
            changed = True
            continue
        elif operator == "Do" and depth < _DEEPEST:
            _filter_form(pdf, content, command.operands[0], depth)
        kept.append(command)
    return pikepdf.unparse_content_stream(kept), changed


def _filter_form(pdf: pikepdf.Pdf, content: pikepdf.Object, name: pikepdf.Object, depth: int) -> None:
    """Do the same inside a form that the content draws."""
    forms = content.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    form = forms.get(str(name))
    if form is None or form.get("/Subtype") != pikepdf.Name.Form:
        return
    stream, changed = _filtered(pdf, form, depth + 1)
    if changed:
        form.write(stream)
