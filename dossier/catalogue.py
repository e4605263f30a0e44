"""The catalogue (归档文件目录) of a dossier: one entry for each document, in the columns of DA/T 22-2015."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dossier import xmltext
from dossier.judgement import live_fields

OWN_NUMBERS = ("number", "slip_no", "order_no", "contract_no")
"""The first of these that a type has is its own number; the others are numbers of papers it refers to."""
LICENCE_NUMBERS = ("registration_no", "uscc")
MAKERS = ("registrar", "party_a", "buyer", "supplier", "seller", "payee", "issuer", "party", "name")
"""The first of these that a type has names who made the paper; the others name who it is for."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One line of a catalogue. ``document_id`` is the row's number here, ``file`` the PDF in a package."""

    place: int
    document_id: int
    number: str
    reference: str
    responsible: str
    title: str
    date: dt.date | None
    secrecy: str
    pages: int
    remark: str
    category_number: int
    category: str
    category_en: str
    type: str
    copy: bool = False
    on_shelf_only: bool = False
    filed: bool = True
    file: str = ""
    digests: tuple[str, ...] = ()


COLUMNS = (
    *("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"),
    *("类别", "文件", "SHA-256"),
)
"""The standard's nine columns, then what a package adds."""


def reference_of(fields: Mapping[str, Any], declared: Collection[str]) -> str:
    """Return a paper's own number (文号) of the fields its type has; none rather than another paper's."""
    own = next((name for name in OWN_NUMBERS if name in declared), None)
    return _first(fields, (own,) if own else LICENCE_NUMBERS)


def responsible_of(fields: Mapping[str, Any], declared: Collection[str]) -> str:
    """Return who made the paper (责任者) of the fields its type has; none rather than who it is for."""
    maker = next((name for name in MAKERS if name in declared), None)
    return _first(fields, (maker,) if maker else ())


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> str:
    live = live_fields(fields)
    values = (live[name].get("value") for name in names if name in live)
    return next((value for value in values if isinstance(value, str) and value), "")


def row_of(entry: CatalogueEntry) -> tuple[str, ...]:
    """Return an entry as the cells of ``COLUMNS``; dates as YYYYMMDD."""
    return (
        *(str(entry.place), entry.number, entry.reference, entry.responsible, entry.title),
        entry.date.strftime("%Y%m%d") if entry.date else "",
        *(entry.secrecy, str(entry.pages), entry.remark),
        f"{entry.category_number} {entry.category}",
        *(entry.file, " ".join(entry.digests)),
    )


def write_csv(entries: Sequence[CatalogueEntry], path: Path) -> None:
    """Write a catalogue as CSV, with the mark by which Excel knows UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows(row_of(entry) for entry in entries)


def write_xml(entries: Sequence[CatalogueEntry], path: Path) -> None:
    """Write a catalogue as XML; its elements are named as the columns."""
    root = ET.Element("归档文件目录", {"件数": str(len(entries))})
    for entry in entries:
        item = xmltext.put(root, "文件")
        for column, cell in zip(COLUMNS, row_of(entry), strict=True):
            xmltext.put(item, column, cell)
    xmltext.write(root, path)
