"""A 四性检测 as XML, as Excel, and as the value that programs read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from openpyxl import Workbook

from capture.pages import Message
from dossier import sheets, xmltext
from dossier.errors import BadRequest
from dossier.inspection_values import VERDICTS, Inspection, Item, Quality, Stage, Verdict
from dossier.language import translate
from dossier.shapes import InspectionItem, InspectionShape

QUALITIES = {
    Quality.AUTHENTICITY: Message("Authenticity"),
    Quality.INTEGRITY: Message("Integrity"),
    Quality.USABILITY: Message("Usability"),
    Quality.SECURITY: Message("Security"),
}
STAGES = {Stage.FILING: Message("before handover"), Stage.TRANSFER: Message("package received")}
COLUMNS = (
    Message("Code"),
    Message("Property"),
    Message("Item"),
    Message("Verdict"),
    Message("Looked at"),
    Message("Reasons"),
)
TITLE = Message("Inspection of the four properties (DA/T 70-2018)")
_WIDTHS = (8, 12, 44, 10, 10, 80)


def shape(inspection: Inspection, language: str) -> InspectionShape:
    """Show an inspection in a language."""
    return InspectionShape(
        subject=inspection.subject,
        stage=inspection.stage.value,
        at=inspection.at.isoformat(timespec="seconds"),
        by=inspection.by,
        verdict="fail" if inspection.verdict is Verdict.FAIL else "pass",
        passed=inspection.count(Verdict.PASS),
        failed=inspection.count(Verdict.FAIL),
        not_run=inspection.count(Verdict.NOT_RUN),
        items=[
            InspectionItem(
                code=item.code,
                property=item.quality.value,
                name=translate(item.name, language),
                verdict=item.verdict.value,
                checked=item.checked,
                memos=[translate(memo, language) for memo in item.memos],
            )
            for item in inspection.items
        ],
    )


def as_xml(inspection: Inspection, language: str = "zh_CN") -> bytes:
    """Return an inspection as XML: package, properties, items with code, name, verdict and memos."""
    root = ET.Element("四性检测报告", {"标准": "DA/T 70-2018"})
    xmltext.put(root, "检测对象", inspection.subject)
    xmltext.put(root, "检测环节", translate(STAGES[inspection.stage], language), 代码=inspection.stage.value)
    xmltext.put(root, "检测时间", inspection.at.isoformat(timespec="seconds"))
    xmltext.put(root, "检测人", inspection.by)
    xmltext.put(root, "检测结果", translate(VERDICTS[inspection.verdict], language))
    for quality, name in QUALITIES.items():
        items = [item for item in inspection.items if item.quality is quality]
        part = xmltext.put(root, "检测性质", 名称=translate(name, language))
        for item in items:
            row = xmltext.put(part, "检测项", 代码=f"{inspection.stage.value}{item.code}")
            xmltext.put(row, "名称", translate(item.name, language))
            xmltext.put(row, "结果", translate(VERDICTS[item.verdict], language), 代码=item.verdict.value)
            xmltext.put(row, "检测数量", item.checked)
            for memo in item.memos:
                xmltext.put(row, "备注", translate(memo, language))
    return xmltext.to_bytes(root)


def as_excel(inspection: Inspection, language: str = "zh_CN") -> bytes:
    """Return an inspection as an Excel sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "DA-T 70"
    for place, line in enumerate(head_lines(inspection, language)):
        sheets.add_row(sheet, [line], bold=14 if place == 0 else 0)
    sheets.add_row(sheet, [translate(column, language) for column in COLUMNS], bold=sheets.HEAD)
    for item in inspection.items:
        sheets.add_row(sheet, cells(item, language), wrap=True)
    sheets.set_widths(sheet, _WIDTHS)
    sheets.fit_page(sheet)
    return sheets.to_bytes(book)


def write(inspection: Inspection, out: Path, language: str) -> None:
    """Write a report as the kind its name ends in.

    Raises:
        BadRequest: the ending is none of those that can be written, or the file cannot be.
    """
    writers = {".xml": as_xml, ".xlsx": as_excel}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise BadRequest(
            Message("A report cannot be written as “{name}”.", {"name": out.name}),
            Message("Let the name end in one of: {endings}.", {"endings": ", ".join(writers)}),
        )
    try:
        out.write_bytes(writer(inspection, language))
    except OSError as error:
        raise BadRequest(
            Message("The file {path} cannot be written: {why}.", {"path": str(out), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error


def head_lines(inspection: Inspection, language: str) -> tuple[str, ...]:
    """Return the lines above the table: what was inspected, when, by whom, and the outcome."""
    counts: dict[str, str | int | float | Message] = {
        "passed": inspection.count(Verdict.PASS),
        "failed": inspection.count(Verdict.FAIL),
        "not_run": inspection.count(Verdict.NOT_RUN),
    }
    when = inspection.at.astimezone().strftime("%Y-%m-%d %H:%M")
    made: dict[str, str | int | float | Message] = {
        "stage": STAGES[inspection.stage],
        "at": when,
        "by": inspection.by,
    }
    return (
        translate(TITLE, language),
        inspection.subject,
        translate(Message("Inspected {stage}, {at}, by {by}", made), language),
        translate(Message("{passed} passed, {failed} failed, {not_run} not run", counts), language),
    )


def cells(item: Item, language: str) -> list[str]:
    """Return one item as the cells of ``COLUMNS``."""
    memos = "\n".join(translate(memo, language) for memo in item.memos)
    return [
        item.code,
        translate(QUALITIES[item.quality], language),
        translate(item.name, language),
        translate(VERDICTS[item.verdict], language),
        str(item.checked) if item.verdict is not Verdict.NOT_RUN else "",
        memos,
    ]
