"""The Excel list of the customers an office knows: its columns, its rows, and the empty template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from capture.pages import Message
from classify.names.firms import fold_name
from classify.normalise import fold, tidy, tidy_name
from dossier import contacts, sheets
from dossier.errors import BadRequest
from storage.values_customers import Contact

HEADERS: dict[str, tuple[str, ...]] = {
    "name": ("名称", "客户名称", "单位名称", "公司名称", "企业名称", "客户", "name", "customer", "company"),
    "uscc": (
        "统一社会信用代码",
        "信用代码",
        "社会信用代码",
        "税号",
        "纳税人识别号",
        "uscc",
        "credit code",
        "tax number",
    ),
    "former": ("曾用名", "原名称", "former name", "former names"),
    "short": ("简称", "客户简称", "别名", "short name", "alias", "aliases"),
    "telephone": ("电话", "联系电话", "手机", "telephone", "phone", "mobile"),
    "address": ("地址", "住所", "联系地址", "注册地址", "address"),
    "number": ("客户编号", "编号", "客户编码", "客户代码", "customer number", "number", "code"),
}
"""What the columns may be called, folded before comparing; the first name is the template's."""

MOST_ROWS = 200_000
_LOOKED_THROUGH = 20
_MOST_BYTES = 400 * 1024 * 1024
_SEVERAL = re.compile(r"[;；、\n|]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list, as it stands there, tidy."""

    row: int
    name: str
    uscc: str | None = None
    former: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


def template() -> bytes:
    """Return an empty list (.xlsx) with the columns' names, its first rows kept as text."""
    heads = [names[0] for names in HEADERS.values()]
    return sheets.template("客户 Customers", heads, (36, 24, 36, 16, 20, 44, 14))


def read_entries(data: bytes) -> Iterator[Entry]:
    """Give the rows of an Excel list below its header.

    Raises:
        BadRequest: it is no Excel list, has no column of names, or more rows than allowed.
    """
    rows = excel_rows(data)
    columns: dict[str, int] = {}
    for number, cells in enumerate(rows, start=1):
        if not columns:
            columns = _columns(cells)
            if not columns and number > _LOOKED_THROUGH:
                break
            continue
        if number > MOST_ROWS:
            raise BadRequest(
                Message("The list has more than {n} rows.", {"n": MOST_ROWS}),
                Message("Cut it into several files."),
            )
        found = {part: cells[place] for part, place in columns.items() if place < len(cells) and cells[place]}
        if found:
            yield _entry(number, found)
    if not columns:
        raise BadRequest(
            Message("No column of the list is called “名称” or “Name”."),
            Message("Take the template's header: it names all columns."),
        )


def excel_rows(data: bytes) -> Iterator[list[str]]:
    """Give the rows of an Excel list's first sheet as tidy text.

    Raises:
        BadRequest: it is no Excel list that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                raise InvalidFileException("too large when unpacked")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for cells in book.worksheets[0].iter_rows(values_only=True):
            yield [_text(cell) for cell in cells]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,
        OSError,
    ) as error:
        raise BadRequest(
            Message("The file is no Excel list that can be read."),
            Message("Save it as .xlsx without a password and try again."),
        ) from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return which columns the header names; nothing when the row is no header."""
    wanted = {fold_name(name): part for part, names in HEADERS.items() for name in names}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        part = wanted.get(fold_name(re.sub(r"[(（].*?[)）]|\*", "", cell)))
        if part is not None:
            found.setdefault(part, place)
    return found if "name" in found else {}


def _entry(row: int, cells: dict[str, str]) -> Entry:
    given = [
        *(contacts.telephones(cells.get("telephone", ""))),
        *(contacts.address(cells.get("address", ""))),
    ]
    if number := cells.get("number"):
        given.append(Contact(contacts.ContactKind.NUMBER, number, fold_name(number)))
    code = fold(cells.get("uscc", "")).plain.replace(" ", "")
    return Entry(
        row=row,
        name=tidy_name(cells.get("name", "")),
        uscc=code or None,
        former=_several(cells.get("former", "")),
        short=_several(cells.get("short", "")),
        contacts=tuple(given),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(tidy_name(part) for part in _SEVERAL.split(text) if fold_name(part))
