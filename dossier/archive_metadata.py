"""Metadata of one document in the element names of DA/T 46-2009, as XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from capture.files.digitised import Digitised
from capture.pages import Page
from dossier import xmltext
from dossier.catalogue import CatalogueEntry
from dossier.judgement import live_fields
from storage.values import Document, Scan

CREATOR = "Dossier (卷宗)"


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page of a document: its original there, what was read on it, how it was digitised."""

    scan: Scan
    number: int
    read: Page | None
    digitised: Digitised


@dataclass(frozen=True, slots=True)
class Described:
    """Everything that is written about one document.

    ``files`` are its names in the package, ``standard`` is what its searchable PDF conforms to, ``filing``
    what the standard tells beside the 档号, by element name, ``kind`` the title of its type.
    """

    entry: CatalogueEntry
    document: Document
    fonds: str
    unit: str
    pages: Sequence[PageSource]
    files: Sequence[str]
    standard: str = ""
    filing: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""


def write_metadata(described: Described, path: Path) -> None:
    """Write a document's metadata."""
    root = ET.Element("电子文件")
    xmltext.put(root, "聚合层次", "件")
    origin = xmltext.put(root, "来源")
    xmltext.put(origin, "全宗名称", described.fonds)
    xmltext.put(origin, "立档单位名称", described.unit)
    xmltext.put(root, "电子文件号", described.document.id)
    xmltext.put(root, "档号", described.entry.number)
    for name, value in described.filing.items():
        xmltext.put(root, name, value)
    _describe_content(root, described)
    form = xmltext.put(root, "形式特征")
    xmltext.put(form, "件数", 1)
    xmltext.put(form, "页数", described.entry.pages)
    _describe_files(root, described)
    _describe_digitising(root, described)
    place = xmltext.put(root, "存储位置")
    for name in described.files:
        xmltext.put(place, "当前位置", name)
    rights = xmltext.put(root, "权限管理")
    xmltext.put(rights, "密级", described.entry.secrecy)
    xmltext.put(root, "附注", described.entry.remark)
    xmltext.write(root, path)


def _describe_content(root: ET.Element, described: Described) -> None:
    entry, content = described.entry, xmltext.put(root, "内容描述")
    xmltext.put(content, "题名", entry.title)
    xmltext.put(content, "文件编号", entry.reference)
    xmltext.put(content, "责任者", entry.responsible)
    xmltext.put(content, "日期", entry.date.strftime("%Y%m%d") if entry.date else "")
    xmltext.put(content, "文种", described.kind or entry.type, 代码=entry.type)
    xmltext.put(content, "分类号", entry.category_number)
    for name, found in live_fields(described.document.fields).items():
        value = found.get("value")
        if isinstance(value, str):
            xmltext.put(content, "著录项", value, 名称=name, 原文=str(found.get("raw", "")))


def _describe_files(root: ET.Element, described: Described) -> None:
    scans = {page.scan.id: page.scan for page in described.pages}
    for scan in scans.values():
        form = xmltext.put(root, "电子属性")
        xmltext.put(form, "格式信息", scan.kind)
        xmltext.put(form, "计算机文件名", scan.sha256)
        xmltext.put(form, "计算机文件大小", scan.size)
        xmltext.put(form, "信息系统描述", CREATOR)
        xmltext.put(form, "数字摘要", scan.sha256, 算法="SHA-256")
        xmltext.put(form, "接收时间", scan.received_at.isoformat(timespec="seconds"))
    if described.standard:
        form = xmltext.put(root, "电子属性")
        xmltext.put(form, "格式信息", described.standard)
        xmltext.put(form, "信息系统描述", CREATOR)


def _describe_digitising(root: ET.Element, described: Described) -> None:
    for place, page in enumerate(described.pages, start=1):
        part = xmltext.put(root, "数字化属性", 页=str(place))
        xmltext.put(part, "数字化对象形态", "纸质" if page.digitised.colour else "")
        xmltext.put(part, "扫描分辨率", f"{page.read.dpi}dpi" if page.read and page.read.dpi else "")
        xmltext.put(part, "扫描色彩模式", page.digitised.colour)
        xmltext.put(part, "图像压缩方案", page.digitised.compression)
