"""Values become the shapes of contracts.md §3; sentences are said in the asked language."""

from __future__ import annotations

from pathlib import Path

from capture.pages import Message, Page
from classify.values import Decision, FieldValue, FoundTable, Reason
from dossier.digitise import DecidedDocument
from dossier.language import translate
from dossier.rejection import Explained
from dossier.shapes import (
    CheckShape,
    CustomerShape,
    Doc,
    Error,
    FieldShape,
    LineShape,
    MarkShape,
    PageShape,
    ReasonShape,
    SealShape,
    TableShape,
    WarningShape,
)

MISSING_PAGES = "missing_pages"
"""The rule of a reason that names pages which the paper counts but that did not come."""
DIVISION = "division"
"""The rule of a reason that tells where the division of a file into papers is doubtful."""
TWO_PAPERS = "two_papers"
"""The rule of a reason that names pages which bear two papers."""


def shape_error(error: Explained, language: str) -> Error:
    """Say an error."""
    return Error(
        code=error.code, message=translate(error.message, language), hint=translate(error.hint, language)
    )


def missing_file(path: Path, error: OSError, language: str) -> Error:
    """Say that a file named on the command line cannot be opened."""
    values = {"path": str(path), "reason": error.strerror or type(error).__name__}
    return Error(
        code="unreadable",
        message=translate(Message("The file {path} cannot be opened: {reason}.", values), language),
        hint=translate(Message("Check the path and whether you may read it."), language),
    )


def shape_page(page: Page, language: str) -> PageShape:
    """Show a page as it was read."""
    return PageShape(
        number=page.number,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=page.rotation,  # type: ignore[arg-type]  # Page allows just these four
        blank=page.blank,
        text=page.text,
        lines=[
            LineShape(
                text=line.text,
                box=line.box.as_list() if line.box else None,
                confidence=round(line.confidence, 4),
                reader=line.reader.value,
            )
            for line in page.lines
        ],
        warnings=[
            WarningShape(code=warning.code, message=translate(warning.message, language))
            for warning in page.warnings
        ],
        seals=[SealShape(box=seal.box.as_list(), text=seal.text, kind=seal.kind) for seal in page.seals],
        marks=[MarkShape(kind=one.kind.value, box=one.box.as_list(), text=one.text) for one in page.marks],
    )


def shape_reason(reason: Reason, language: str) -> ReasonShape:
    """Show one piece of evidence."""
    return ReasonShape(
        rule=reason.rule,
        text=translate(reason.text, language),
        weight=reason.weight,
        page=reason.page,
        box=reason.box.as_list() if reason.box else None,
    )


def shape_field(field: FieldValue, language: str) -> FieldShape:
    """Show one field with its checks."""
    return FieldShape(
        value=field.value,
        raw=field.raw,
        confidence=round(field.confidence, 4),
        page=field.page,
        box=field.box.as_list() if field.box else None,
        checks=[
            CheckShape(id=check.id, ok=check.ok, message=translate(check.message, language))
            for check in field.checks
        ],
    )


def shape_table(table: FoundTable) -> TableShape:
    """Show one table."""
    return TableShape(page=table.page, rows=[list(row) for row in table.rows])


def shape_party(decision: Decision) -> CustomerShape | None:
    """Show the customer as the paper alone names it."""
    if decision.party is None:
        return None
    return CustomerShape(name=decision.party.name, uscc=decision.party.uscc)


def _page_reasons(document: DecidedDocument) -> tuple[Reason, ...]:
    """Return why pages go to review, missing, doubled or doubtfully divided, as evidence for no type."""
    missing = (Reason(MISSING_PAGES, text, 0.0, document.pages[0].number) for text in document.gaps)
    doubled = (Reason(TWO_PAPERS, text, 0.0, document.doubled[0]) for text in document.two_papers)
    divided = (Reason(DIVISION, text, 0.0, document.pages[0].number) for text in document.division)
    return (*missing, *doubled, *divided)


def shape_document(document: DecidedDocument, language: str) -> Doc:
    """Show one decided document of a file that is not stored."""
    decision = document.decision
    return Doc(
        pages=[page.number for page in document.pages],
        type=decision.type,
        confidence=round(decision.confidence, 4),
        review=decision.review or bool(document.page_doubts),
        reasons=[shape_reason(reason, language) for reason in (*decision.reasons, *_page_reasons(document))],
        fields={name: shape_field(field, language) for name, field in decision.fields.items()},
        tables=[shape_table(table) for table in decision.tables],
        customer=shape_party(decision),
    )
