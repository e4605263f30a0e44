"""Small valid files of every format that is read, in several kinds each: what the fuzzing starts from."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import openpyxl
import pikepdf
import pillow_heif
import pymupdf
import xlwt
from openpyxl.drawing.image import Image as SheetPicture
from PIL import Image

pillow_heif.register_heif_opener()

PASSWORD = "dossier"
EXTENSIONS = {
    "jpeg": "jpg",
    "png": "png",
    "bmp": "bmp",
    "tiff": "tif",
    "webp": "webp",
    "jpeg2000": "jp2",
    "heif": "heic",
    "pdf": "pdf",
    "ofd": "ofd",
    "docx": "docx",
    "xlsx": "xlsx",
    "xls": "xls",
}
LINES = ("送货单", "收货单位：沈阳永科电气设备有限公司", "单号：SH20240315 合计：12,345.60 元")
_SIZE = (360, 240)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def whole_files() -> dict[str, tuple[bytes, ...]]:
    """Return the files by format, always the same ones in the same order."""
    return {
        "jpeg": _jpegs(),
        "png": _pngs(),
        "bmp": tuple(saved(_sheet().convert(mode), "BMP") for mode in ("RGB", "L", "P", "1")),
        "tiff": _tiffs(),
        "webp": _webps(),
        "jpeg2000": _jpegs2000(),
        "heif": (saved(_sheet(), "HEIF", quality=60), saved(_sheet().convert("RGBA"), "HEIF", quality=60)),
        "pdf": _pdfs(),
        "ofd": (zipped(ofd_parts()), zipped(ofd_parts(), zipfile.ZIP_STORED)),
        "docx": (zipped(docx_parts()), zipped(docx_parts(), zipfile.ZIP_STORED)),
        "xlsx": (_xlsx(picture=False), _xlsx(picture=True)),
        "xls": (_xls(),),
    }


@lru_cache(maxsize=1)
def _drawn() -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=_SIZE[0], height=_SIZE[1])
        _write_lines(page)
        page.draw_rect((20, 150, 340, 210), color=(0, 0, 0))
        page.draw_circle((290, 60), 36, color=(0.8, 0, 0), width=3)
        drawn: bytes = page.get_pixmap().tobytes("png")
    return drawn


def _write_lines(page: Any) -> None:
    for row, line in enumerate(LINES):
        page.insert_text((20, 40 + 36 * row), line, fontname="china-s", fontsize=16 if row else 22)


def _sheet() -> Image.Image:
    return Image.open(io.BytesIO(_drawn())).convert("RGB")


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _jpegs() -> tuple[bytes, ...]:
    sheet = _sheet()
    exif = Image.Exif()
    exif[0x0112] = 6
    return (
        saved(sheet, "JPEG", dpi=(300, 300)),
        saved(sheet, "JPEG", progressive=True),
        saved(sheet.convert("CMYK"), "JPEG"),
        saved(sheet.convert("L"), "JPEG", exif=exif),
        saved(sheet, "JPEG", optimize=True, restart_marker_blocks=4),
    )


def _pngs() -> tuple[bytes, ...]:
    sheet = _sheet()
    return (
        saved(sheet, "PNG", dpi=(300, 300)),
        saved(sheet.convert("1"), "PNG"),
        saved(sheet.convert("RGBA"), "PNG"),
        saved(sheet.convert("P"), "PNG", transparency=0),
        saved(Image.fromarray(np.asarray(sheet.convert("L")).astype(np.uint16) * 257), "PNG"),
    )


def _tiffs() -> tuple[bytes, ...]:
    sheet = _sheet()
    two = {"save_all": True, "append_images": [sheet.rotate(90).convert("L"), sheet.convert("1")]}
    return (
        saved(sheet, "TIFF"),
        saved(sheet.convert("1"), "TIFF", compression="group4"),
        saved(sheet.convert("1"), "TIFF", compression="group3"),
        saved(sheet, "TIFF", compression="tiff_lzw"),
        saved(sheet, "TIFF", compression="jpeg"),
        saved(sheet.convert("CMYK"), "TIFF", compression="tiff_adobe_deflate"),
        saved(sheet.convert("I"), "TIFF"),
        saved(sheet, "TIFF", **two),
        saved(sheet, "TIFF", compression="tiff_lzw", big_tiff=True),
    )


def _webps() -> tuple[bytes, ...]:
    sheet = _sheet()
    clear = sheet.convert("RGBA")
    return (
        saved(sheet, "WEBP"),
        saved(sheet, "WEBP", lossless=True),
        saved(clear, "WEBP", exif=b"Exif\0\0" + bytes(40)),
        saved(sheet, "WEBP", save_all=True, append_images=[sheet.rotate(180)]),
    )


def _jpegs2000() -> tuple[bytes, ...]:
    sheet = _sheet()
    return (
        saved(sheet, "JPEG2000"),
        saved(sheet, "JPEG2000", no_jp2=True),
        saved(sheet.convert("L"), "JPEG2000", irreversible=True, quality_layers=[20]),
        saved(sheet, "JPEG2000", tile_size=(128, 128)),
    )


# --- PDF ----------------------------------------------------------------------------------------


def _pdfs() -> tuple[bytes, ...]:
    digital, scanned, form = _digital_pdf(own_font=True), _scanned_pdf(), _form_pdf()
    return (
        plain_pdf(_digital_pdf(own_font=False)),
        plain_pdf(scanned),
        plain_pdf(form),
        digital,
        scanned,
        form,
        saved(_sheet().convert("1"), "PDF", creationDate=time.gmtime(0), modDate=time.gmtime(0)),
        _locked(digital, pikepdf.Encryption(user=PASSWORD, owner="owner", R=6)),
        _locked(digital, pikepdf.Encryption(user="", owner="owner", R=4)),
        _locked(scanned, pikepdf.Encryption(user=PASSWORD, owner="owner", R=3, aes=False, metadata=False)),
    )


def _digital_pdf(*, own_font: bool) -> bytes:
    with pymupdf.open() as document:
        for number in (1, 2):
            page = document.new_page(width=_SIZE[0], height=_SIZE[1])
            if own_font:
                page.insert_font(fontname="own", fontbuffer=pymupdf.Font("cjk").buffer)
            for row, line in enumerate(LINES):
                name = "own" if own_font else "china-s"
                page.insert_text((20, 40 + 36 * row), line, fontname=name, fontsize=16)
            page.insert_text((20, 190), f"Page {number} of 2, TOTAL 12,345.60", fontsize=12)
            page.draw_rect((20, 150, 340, 210), color=(0, 0, 0), fill=(0.9, 0.9, 1), fill_opacity=0.4)
            page.insert_image((260, 20, 340, 80), stream=saved(_sheet().resize((60, 40)), "PNG"))
        document.set_toc([[1, "送货单", 1], [2, "明细", 2]])
        document.subset_fonts()
        made: bytes = document.tobytes(garbage=3, deflate=True, use_objstms=True, no_new_id=True)
    return made


def _scanned_pdf() -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=_SIZE[0], height=_SIZE[1])
        page.insert_image(page.rect, stream=saved(_sheet(), "JPEG", quality=60))
        page.insert_text((20, 40), "hidden words over a scan", render_mode=3)
        page = document.new_page(width=_SIZE[0], height=_SIZE[1])
        page.insert_image(page.rect, stream=saved(_sheet().convert("1"), "TIFF", compression="group4"))
        page.set_rotation(90)
        made: bytes = document.tobytes(garbage=3, no_new_id=True)
    return made


def _form_pdf() -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=_SIZE[0], height=_SIZE[1])
        _write_lines(page)
        for row, kind in enumerate(
            (pymupdf.PDF_WIDGET_TYPE_TEXT, pymupdf.PDF_WIDGET_TYPE_CHECKBOX, pymupdf.PDF_WIDGET_TYPE_COMBOBOX)
        ):
            field = pymupdf.Widget()
            field.field_type, field.field_name = kind, f"field{row}"
            field.rect = pymupdf.Rect(20, 130 + 30 * row, 160, 152 + 30 * row)
            if kind == pymupdf.PDF_WIDGET_TYPE_COMBOBOX:
                field.choice_values = ["one", "two"]
            field.field_value = (
                True if kind == pymupdf.PDF_WIDGET_TYPE_CHECKBOX else "two" if row else "filled in"
            )
            page.add_widget(field)
        page.add_freetext_annot((180, 130, 340, 160), "a note", fontsize=10)
        page.add_highlight_annot((20, 60, 100, 90))
        made: bytes = document.tobytes(garbage=3, no_new_id=True)
    return made


def plain_pdf(data: bytes) -> bytes:
    """Return a PDF with its objects and streams written out, so that changes hit what they mean."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            static_id=True,
        )
    return out.getvalue()


def _locked(data: bytes, lock: pikepdf.Encryption) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=lock)
    return out.getvalue()


# --- ZIPs of XML --------------------------------------------------------------------------------


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a ZIP, always with the same date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, value in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, value)
    return out.getvalue()


def _der(tag: int, value: bytes) -> bytes:
    size = len(value)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3, "big")) + value


def _seal() -> bytes:
    picture = _der(0x16, b"PNG") + _der(0x04, saved(_sheet().resize((60, 40)), "PNG")) + _der(0x02, b"\x1e")
    return _der(0x30, _der(0x30, _der(0x16, b"ES")) + _der(0x30, picture))


def ofd_parts() -> dict[str, bytes]:
    """Return the parts of an OFD with a template, a font of its own, a picture, a note and a seal."""

    def text(words: str, x: float, y: float) -> str:
        return (
            f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 9" Font="1" Size="5"><ofd:CGTransform '
            f'CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>36</ofd:Glyphs></ofd:CGTransform>'
            f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(words) - 1} 5">{words}</ofd:TextCode></ofd:TextObject>'
        )

    def page(body: str, head: str = "") -> str:
        layer = f'<ofd:Content><ofd:Layer DrawParam="3">{body}</ofd:Layer></ofd:Content>'
        return f"{_HEAD}<ofd:Page {_SPACE}>{head}{layer}</ofd:Page>"

    rule = (
        '<ofd:PathObject Boundary="20 70 150 20" LineWidth="0.4" Fill="true"><ofd:FillColor Value="255 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 150 20 B 1 2 3 4 5 6 A 5 5 0 0 1 9 9 Q 1 1 2 2 C</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )
    body = "".join(text(line, 20, 20 + 15 * row) for row, line in enumerate(LINES))
    body += '<ofd:ImageObject Boundary="160 15 30 30" CTM="30 0 0 30 0 0" ResourceID="5"/>'
    body += '<ofd:CompositeObject Boundary="0 0 50 50" ResourceID="7"/>'
    made = {
        "OFD.xml": f"{_HEAD}<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{_HEAD}<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        "0 0 210 140</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="2" BaseLoc="Tpl.xml"/></ofd:CommonData><ofd:Pages>'
        '<ofd:Page ID="1" BaseLoc="Page_0.xml"/></ofd:Pages>'
        "<ofd:Annotations>Annotations.xml</ofd:Annotations></ofd:Document>",
        "Doc_0/PublicRes.xml": f'{_HEAD}<ofd:Res {_SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" '
        'FontName="宋体"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts><ofd:DrawParams>'
        '<ofd:DrawParam ID="3" Relative="3" LineWidth="0.5"/></ofd:DrawParams><ofd:MultiMedias>'
        '<ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
        '</ofd:MultiMedias><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="5" Height="5">'
        f"<ofd:Content>{text('组', 1, 1)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>",
        "Doc_0/Tpl.xml": page(rule + text("购买方名称", 20, 75)),
        "Doc_0/Page_0.xml": page(body, '<ofd:Template TemplateID="2"/>'),
        "Doc_0/Annotations.xml": f'{_HEAD}<ofd:Annotations {_SPACE}><ofd:Page PageID="1">'
        "<ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annot.xml": f"{_HEAD}<ofd:PageAnnot {_SPACE}><ofd:Annot><ofd:Appearance "
        f'Boundary="20 90 80 10">{text("下载次数一", 0, 0)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
        "Doc_0/Signatures.xml": f'{_HEAD}<ofd:Signatures {_SPACE}><ofd:Signature ID="1" '
        'BaseLoc="Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signature.xml": f"{_HEAD}<ofd:Signature {_SPACE}><ofd:SignedInfo><ofd:StampAnnot "
        'ID="1" PageRef="1" Boundary="120 80 40 40"/></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat'
        "</ofd:SignedValue></ofd:Signature>",
    }
    parts = {name: value.encode() for name, value in made.items()}
    parts["Doc_0/Res/a.png"] = saved(_sheet().resize((60, 40)), "PNG")
    parts["Doc_0/Res/a.ttf"] = small_font()
    parts["Doc_0/SignedValue.dat"] = _seal()
    return parts


@lru_cache(maxsize=1)
def small_font() -> bytes:
    """Return the font program inside the digital PDF, cut down to a few glyphs."""
    with pikepdf.open(io.BytesIO(_digital_pdf(own_font=True))) as pdf:
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor":
                for key in ("/FontFile2", "/FontFile3", "/FontFile"):
                    if key in entry:
                        return bytes(entry[key].read_bytes())
    raise LookupError("the PDF has no font of its own")


def docx_parts() -> dict[str, bytes]:
    """Return the parts of a Word document with a head, a table, a text box and a picture."""

    def paragraph(text: str, more: str = "") -> str:
        run = f"<w:r><w:rPr><w:b/>{more}</w:rPr><w:t>{text}</w:t></w:r>"
        return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p>'

    span = '<w:tcPr><w:gridSpan w:val="1"/></w:tcPr>'
    cells = "".join(f"<w:tc>{span}{paragraph(text)}</w:tc>" for text in LINES)
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="900"/></w:tblGrid>'
    body = "".join(paragraph(line, '<w:sz w:val="30"/>') for line in LINES)
    body += f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl>"
    body += f"<w:p><w:r><wps:txbx><w:txbxContent>{paragraph('文本框')}</w:txbxContent></wps:txbx></w:r></w:p>"
    body += '<w:p><w:r><w:drawing><wp:extent cx="1270000"/><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body += paragraph("条款").replace("<w:pPr>", f"<w:pPr>{listed}")
    head = '<w:headerReference w:type="default" r:id="r2"/>'
    body += f'<w:sectPr>{head}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    number = f"<w:p>{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{end}</w:p>"
    space = 'xmlns:w="w" xmlns:wps="s" xmlns:wp="p" xmlns:a="a" xmlns:r="r"'
    made = {
        "[Content_Types].xml": f"{_HEAD}<Types><Override ContentType='main+xml'/></Types>",
        "word/document.xml": f"{_HEAD}<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/header1.xml": f"{_HEAD}<w:hdr {space}>{paragraph('页眉')}{number}</w:hdr>",
        "word/numbering.xml": f"{_HEAD}<w:numbering {space}>{lists}</w:numbering>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships><Relationship Id="r1" Target="media/a.png"/>'
        '<Relationship Id="r2" Target="header1.xml"/><Relationship Id="r3" Type="r/numbering" '
        'Target="numbering.xml"/></Relationships>',
    }
    parts = {name: value.encode() for name, value in made.items()}
    parts["word/media/a.png"] = saved(_sheet().resize((60, 40)), "PNG")
    return parts


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("送货单")
    sheet.write_merge(0, 0, 0, 2, LINES[0], xlwt.easyxf("font: bold on, height 360; align: horiz centre"))
    sheet.write(1, 0, LINES[1])
    sheet.write(2, 1, 35.5, xlwt.easyxf(num_format_str="#,##0.00"))
    book.add_sheet("二").write(0, 0, 46099, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx(*, picture: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["品名", "数量", "单价", "日期"])
    sheet.append(["深沟球轴承", 120, 35.5, 46099])
    sheet["C2"].number_format, sheet["D2"].number_format = "#,##0.00", "yyyy-mm-dd"
    sheet.merge_cells("A4:C4")
    sheet["A4"] = LINES[1]
    sheet.column_dimensions["A"].width = 24
    if picture:
        sheet.add_image(SheetPicture(io.BytesIO(saved(_sheet().resize((60, 40)), "PNG"))), "E1")
        book.create_sheet("二").append([1, 2.5, True, "=A1"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if "core.xml" not in name})
