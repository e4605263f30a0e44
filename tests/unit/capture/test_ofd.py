"""OFD (GB/T 33190): text where the file says, pages as pictures, and nothing for a hostile file to gain."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from capture.errors import CaptureError
from capture.files.papers import open_page
from capture.ofd.drawing import _picture_of_ofd
from capture.ofd.notation import colour, distances
from capture.ofd.paths import path
from capture.ofd.sealpicture import seal_picture
from capture.ofd.typefaces import typeface_like
from capture.pages import Page, Reader
from capture.pipeline import read_file
from capture.probe import FileKind, Limits, probe_file
from capture.raster import draw_page, page_picture
from capture.searchable import SourcePage, write_searchable

Parts = Mapping[str, bytes | str]
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
TITLE, NUMBER, NAME = "电子普通发票", "发票号码：二四一一二", "沈阳永科电气设备有限公司"
MM = 300 / 25.4


def der(tag: int, value: bytes) -> bytes:
    size = len(value)
    length = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3, "big")
    return bytes([tag]) + length + value


def seal(kind: str, data: bytes) -> bytes:
    picture = der(0x30, der(0x16, kind.encode()) + der(0x04, data) + der(0x02, b"\x1e") + der(0x02, b"\x1e"))
    header = der(0x30, der(0x16, b"ES") + der(0x02, b"\x04") + der(0x16, b"TEST"))
    return der(0x30, der(0x30, header + der(0x16, b"0001") + picture) + der(0x03, b"\x00\x01"))


def png(colour: str, size: int = 120) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, size - 4, size - 4), outline=colour, width=10)
    picture.save(out, "PNG")
    return out.getvalue()


def text(words: str, x: float, y: float, size: float = 5, more: str = "", deltas: str = "") -> str:
    deltas = deltas or f'DeltaX="g {len(words) - 1} {size}"'
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 {size * 1.5}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {deltas}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def content(body: str, head: str = "") -> str:
    return (
        f"{HEAD}<ofd:Page {SPACE}>{head}<ofd:Content><ofd:Layer>{body}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def rule(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} {width} {height}" LineWidth="0.4">'
        f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def parts(**changes: bytes | str) -> dict[str, bytes | str]:
    body = text(TITLE, 60, 20, 6) + text(NUMBER, 20, 40) + text(NAME, 20, 55)
    body += '<ofd:ImageObject Boundary="160 15 30 30" CTM="30 0 0 30 0 0" ResourceID="5"/>'
    made: dict[str, bytes | str] = {
        "OFD.xml": f"{HEAD}<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        "0 0 210 140</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>'
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>",
        "Doc_0/PublicRes.xml": f'{HEAD}<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" '
        'FontName="宋体"/></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>'
        "ring.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Res/ring.png": png("green"),
        "Doc_0/Tpls/Tpl_0/Content.xml": content(rule(20, 70, 150, 0) + text("购买方名称", 20, 75)),
        "Doc_0/Pages/Page_0/Content.xml": content(body, '<ofd:Template TemplateID="2"/>'),
        "Doc_0/Annots/Annotations.xml": f'{HEAD}<ofd:Annotations {SPACE}><ofd:Page PageID="1">'
        "<ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/Page_0.xml": f"{HEAD}<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Appearance "
        f'Boundary="20 90 80 10">{text("下载次数一", 0, 0)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
        "Doc_0/Signs/Signatures.xml": f'{HEAD}<ofd:Signatures {SPACE}><ofd:Signature ID="1" '
        'BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f"{HEAD}<ofd:Signature {SPACE}><ofd:SignedInfo><ofd:StampAnnot "
        'ID="1" PageRef="1" Boundary="120 80 40 40"/></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat'
        "</ofd:SignedValue></ofd:Signature>",
        "Doc_0/Signs/Sign_0/SignedValue.dat": seal("PNG", png("red")),
    }
    return made | {name: value for name, value in changes.items() if value != ""}


def zipped(made: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in made.items():
            archive.writestr(name, value)
    return out.getvalue()


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "invoice.ofd"
    path.write_bytes(zipped(parts()))
    return path


def written(folder: Path, made: Parts) -> Path:
    path = folder / "paper.ofd"
    path.write_bytes(zipped(made))
    return path


def page_of(folder: Path, body: str, head: str = "") -> Page:
    made = parts() | {"Doc_0/Pages/Page_0/Content.xml": content(body, head)}
    (page,) = read_file(written(folder, made), reader="none")
    return page


def code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(CaptureError) as caught:
        read_file(path, reader="none", limits=limits)
    return caught.value.code


def test_the_text_is_taken_as_it_is_and_stands_where_the_file_says(invoice: Path) -> None:
    (page,) = read_file(invoice, reader="none")
    assert (page.width, page.height, page.dpi) == (2481, 1654, 300)
    lines = {line.text: line for line in page.lines}
    assert {TITLE, NUMBER, NAME, "购买方名称", "下载次数一"} <= set(lines)
    assert all(line.reader is Reader.TEXT_LAYER for line in page.lines)
    box = lines[NAME].box
    assert box is not None
    assert abs(box.x0 - 20 * MM) < 12
    assert abs(box.x1 - (20 + 5 * len(NAME)) * MM) < 12
    assert box.y0 < (55 + 2.5) * MM < box.y1


def test_pictures_rules_and_seals_are_drawn(invoice: Path) -> None:
    image = draw_page(invoice, FileKind.OFD, 1, Limits()).image

    def at(x: float, y: float) -> tuple[int, int, int]:
        red, green, blue = image[round(y * MM), round(x * MM)]
        return int(red), int(green), int(blue)

    assert at(100, 70) == (0, 0, 0)
    assert at(175, 17.4)[1] > 100 > at(175, 17.4)[0]
    assert at(140, 82.8)[0] > 200 > at(140, 82.8)[1] + 100
    assert at(140, 100) == (255, 255, 255)
    with Image.open(io.BytesIO(page_picture(invoice, FileKind.OFD, 1, 90, 400))) as shown:
        assert shown.size in ((265, 397), (267, 400))


def test_a_seal_may_be_an_ofd_itself(tmp_path: Path) -> None:
    inner = parts() | {"Doc_0/Pages/Page_0/Content.xml": content(
        '<ofd:PathObject Boundary="0 0 210 140" Fill="true" Stroke="false"><ofd:FillColor Value="255 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 210 0 L 210 140 L 0 140 C</ofd:AbbreviatedData></ofd:PathObject>"
    )}  # fmt: skip
    made = parts() | {"Doc_0/Signs/Sign_0/SignedValue.dat": seal("ofd", zipped(inner))}
    image = draw_page(written(tmp_path, made), FileKind.OFD, 1, Limits()).image
    assert tuple(image[round(100 * MM), round(140 * MM)]) == (255, 0, 0)


@pytest.mark.parametrize(("stamps", "pages"), [(150, 1), (201, 0)])
def test_a_seal_that_is_an_ofd_was_drawn_anew_for_each_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamps: int, pages: int
) -> None:
    inner = parts() | {PAGE: content(text("印", 20, 20))}
    made = parts() | {"Doc_0/Signs/Sign_0/SignedValue.dat": seal("ofd", zipped(inner))}
    signature = str(made["Doc_0/Signs/Sign_0/Signature.xml"])
    start, end = signature.index("<ofd:StampAnnot"), signature.index("</ofd:SignedInfo>")
    stamp = signature[start:end]
    made["Doc_0/Signs/Sign_0/Signature.xml"] = signature[:start] + stamp * stamps + signature[end:]
    drawn: list[bytes] = []

    def counted(data: bytes) -> bytes:
        drawn.append(data)
        return _picture_of_ofd(data)

    monkeypatch.setattr("capture.ofd.drawing._picture_of_ofd", counted)
    try:
        read_file(written(tmp_path, made), reader="none")
    except CaptureError as error:
        assert error.code == "too_large"  # noqa: PT017  # more stamps than any page
    assert len(drawn) == pages


def test_seals_without_a_picture_are_left_out(tmp_path: Path) -> None:
    for data in (b"", b"\x30", der(0x30, b"") * 3, seal("PNG", b"no picture"), seal("ofd", b"PK\x03\x04")):
        made = parts() | {"Doc_0/Signs/Sign_0/SignedValue.dat": data}
        (page,) = read_file(written(tmp_path, made), reader="none")
        assert NAME in page.text
    nested = b"x"
    for _ in range(5000):
        nested = der(0x30, nested)
    assert seal_picture(nested) is None


def test_the_searchable_pdf_has_the_text_and_its_own_fonts(tmp_path: Path, invoice: Path) -> None:
    (page,) = read_file(invoice, reader="none")
    write_searchable([SourcePage(invoice, FileKind.OFD, 1, page)], tmp_path / "out.pdf")
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert document[0].search_for(NAME)
        assert all(font[1] != "n/a" for font in document[0].get_fonts())
    assert (tmp_path / "out.pdf").stat().st_size < 120_000


@pytest.mark.parametrize(
    "deltas",
    [
        'DeltaX="5 5 5 5"',
        'DeltaX="g 4 5"',
        'DeltaX="5"',
        'DeltaX="g 2 5  5 5"',
        'DeltaX="5 g 99999999 5"',
        "",
        'DeltaY="g 4 6"',
        'DeltaX="0" DeltaY="6 6 6 6"',
    ],
)
def test_distances_between_characters(tmp_path: Path, deltas: str) -> None:
    words = "甲乙丙丁戊"
    page = page_of(tmp_path, text(NAME, 20, 10) + text(words, 20, 30, deltas=deltas or " "))
    joined = "".join(line.text for line in page.lines)
    assert sorted(char for char in joined if char in words) == sorted(words)
    assert words in page.text


def test_runs_of_distances() -> None:
    assert distances("g 2 1.5 3", 5) == [1.5, 1.5, 3, 3, 3]
    assert distances("g", 2) == [0, 0]
    assert distances("g x y 2", 2) == [2, 2]
    assert distances("nan inf 1e99", 3) == [0, 0, 0]
    assert distances(None, 3) is None


def test_paths_become_steps_of_a_pdf() -> None:
    assert list(path("S 1 2 L 3 4 C")) == ["1.0000 2.0000 m", "3.0000 4.0000 l", "h"]
    (_, arc) = path("M 0 0 A 5 5 0 0 1 5 5")
    assert re.fullmatch(r"2\.76\d+ 0\.0000 5\.0000 2\.23\d+ 5\.0000 5\.0000 c", arc)
    assert len(list(path("M 0 0 A 5 5 0 1 1 5 5"))) == 4
    assert list(path("M 0 0 L 1")) == ["0.0000 0.0000 m"]
    assert list(path("M 1e400 0 L nan 1")) == []


def test_colours_are_decimal_or_hexadecimal_in_three_spaces() -> None:
    assert colour("#ff #00 #00") == (1, 0, 0)
    assert colour("0 0 0 255", "CMYK") == (0, 0, 0)
    assert colour("255", "GRAY") == (1, 1, 1)
    assert colour("red") is None


def test_glyphs_named_by_the_file_are_drawn_and_their_characters_kept(tmp_path: Path) -> None:
    font = pymupdf.Font("cjk")
    glyphs = " ".join(str(font.has_glyph(ord(char))) for char in "丙丁")
    body = text(NAME, 20, 10) + (
        '<ofd:TextObject Boundary="20 30 50 9" Font="1" Size="5"><ofd:CGTransform CodePosition="0" '
        f'CodeCount="2" GlyphCount="2"><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>'
        '<ofd:TextCode X="0" Y="5" DeltaX="5">甲乙</ofd:TextCode></ofd:TextObject>'
    )
    resources = str(parts()["Doc_0/PublicRes.xml"]).replace(
        'FontName="宋体"/>', 'FontName="A"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>'
    )
    made = parts() | {"Doc_0/Pages/Page_0/Content.xml": content(body), "Doc_0/PublicRes.xml": resources}
    (page,) = read_file(written(tmp_path, made | {"Doc_0/Res/a.ttf": font.buffer}), reader="none")
    assert {NAME, "甲乙"} <= {line.text for line in page.lines}
    (page,) = read_file(written(tmp_path, made | {"Doc_0/Res/a.ttf": b"broken"}), reader="none")
    assert {NAME, "甲乙"} <= {line.text for line in page.lines}


def test_parts_in_chinese_encodings_and_without_name_space_are_read(tmp_path: Path) -> None:
    plain = str(parts()["Doc_0/Pages/Page_0/Content.xml"]).replace("UTF-8", "GBK").replace("ofd:", "")
    made = parts() | {"Doc_0/Pages/Page_0/Content.xml": plain.encode("gbk")}
    (page,) = read_file(written(tmp_path, made), reader="none")
    assert NAME in page.text


def test_a_page_that_is_only_a_picture_is_given_to_the_reader(tmp_path: Path) -> None:
    page = page_of(tmp_path, '<ofd:ImageObject Boundary="0 0 210 140" ResourceID="5"/>')
    assert page.lines == ()
    assert [warning.code for warning in page.warnings] == ["not_read"]


def test_several_documents_in_one_file_give_their_pages_in_order(tmp_path: Path) -> None:
    made = parts()
    second = {name.replace("Doc_0", "Doc_1"): value for name, value in made.items() if "Doc_0" in name}
    body = "<ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    made["OFD.xml"] = str(made["OFD.xml"]).replace("</ofd:OFD>", body)
    assert len(read_file(written(tmp_path, made | second), reader="none")) == 2


# --- bad and hostile files ---------------------------------------------------------------------


def without(*names: str) -> Parts:
    return {name: value for name, value in parts().items() if name not in names}


def changed(name: str, old: str, new: str) -> Parts:
    value = str(parts()[name])
    assert old in value
    return parts() | {name: value.replace(old, new)}


BOMB = f'{HEAD}<!DOCTYPE r [<!ENTITY a "{"x" * 999}"><!ENTITY b "{"&a;" * 999}">]><r>{"&b;" * 99}</r>'
OUTSIDE = f'{HEAD}<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
PAGE, DOCUMENT = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (without(DOCUMENT), "unreadable"),
        (without(PAGE), "unreadable"),
        (without("OFD.xml"), "unsupported"),
        (changed(DOCUMENT, '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>', ""), "no_pages"),
        (changed(DOCUMENT, "0 0 210 140", "0 0 99999 99999"), "too_large"),
        (parts() | {PAGE: BOMB}, "unreadable"),
        (parts() | {PAGE: OUTSIDE}, "unreadable"),
        (parts() | {PAGE: "<a>" * 100_000}, "unreadable"),
        (parts() | {PAGE: "<a/>"[:3]}, "unreadable"),
        (parts() | {PAGE: f"<a>{'<b/>' * 500_000}</a>"}, "too_large"),
        (parts() | {PAGE: b"<a>" + bytes(40_000_000)}, "unreadable"),
        (changed("OFD.xml", "<ofd:DocBody>", "<ofd:Encryptions/><ofd:DocBody>"), "encrypted"),
    ],
)
def test_bad_files_get_their_codes_in_bounded_time(tmp_path: Path, made: Parts, expected: str) -> None:
    path = written(tmp_path, made)
    begun = time.process_time()
    assert code(path) == expected
    assert time.process_time() - begun < 30


def test_a_locked_part_is_encrypted(tmp_path: Path, invoice: Path) -> None:
    data = bytearray(invoice.read_bytes())
    for place in [found.start() for found in re.finditer(rb"PK\x01\x02", bytes(data))]:
        data[place + 8] |= 1
    invoice.write_bytes(data)
    assert code(invoice) == "encrypted"


def test_a_file_without_its_end_is_truncated(tmp_path: Path, invoice: Path) -> None:
    whole = invoice.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        invoice.write_bytes(whole[: int(len(whole) * share)])
        assert code(invoice) == "truncated"


@pytest.mark.parametrize(
    "made",
    [
        without("Doc_0/PublicRes.xml", "Doc_0/Tpls/Tpl_0/Content.xml", "Doc_0/Annots/Page_0.xml"),
        without("Doc_0/Signs/Signatures.xml", "Doc_0/Res/ring.png"),
        parts() | {"Doc_0/Res/ring.png": b"no picture at all"},
        parts() | {"Doc_0/Annots/Page_0.xml": BOMB, "Doc_0/Signs/Sign_0/Signature.xml": OUTSIDE},
        changed(
            "Doc_0/Tpls/Tpl_0/Content.xml", "<ofd:Content>", '<ofd:Template TemplateID="2"/><ofd:Content>'
        ),
        changed(PAGE, 'Boundary="160 15 30 30"', 'Boundary="nan inf 30"'),
    ],
)
def test_what_is_missing_or_damaged_beside_the_page_is_left_out(tmp_path: Path, made: Parts) -> None:
    (page,) = read_file(written(tmp_path, made), reader="none")
    assert NAME in page.text


def test_parameters_and_groups_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    use = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>'
    resources = str(parts()["Doc_0/PublicRes.xml"]).replace(
        "<ofd:Fonts>",
        '<ofd:DrawParams><ofd:DrawParam ID="3" Relative="3"/></ofd:DrawParams><ofd:CompositeGraphicUnits>'
        f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{use * 50}</ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits><ofd:Fonts>",
    )
    page = content(text(NAME, 20, 20, more='DrawParam="3"') + rule(1, 1, 5, 5) + use)
    made = parts() | {"Doc_0/PublicRes.xml": resources, PAGE: page}
    (read,) = read_file(written(tmp_path, made), reader="none")
    assert NAME in read.text


def test_a_picture_with_too_many_pixels_is_too_large(invoice: Path) -> None:
    assert probe_file(invoice, Limits()).pages == 1
    small = Limits(max_pixels=9_000)
    with pytest.raises(CaptureError) as caught, open_page(invoice, FileKind.OFD, 1, small):
        pass
    assert caught.value.code == "too_large"


def test_more_parts_than_any_paper_are_refused_before_they_are_listed(invoice: Path) -> None:
    data = bytearray(invoice.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = b"\xff\xff\xff\xff"
    invoice.write_bytes(data)
    assert code(invoice) == "too_large"


def _tried(path: Path) -> str:
    """Read a file wholly; nothing but an answer or an error with a code comes out."""
    try:
        probe = probe_file(path, Limits())
        with open_page(path, probe.kind, 1, Limits()) as page:
            page.get_text()
            page.get_pixmap(dpi=30)
    except CaptureError as error:
        return error.code
    return "read"


def test_flipped_bits_and_cuts_give_a_code_and_never_another_error(tmp_path: Path) -> None:
    whole, chance = zipped(parts()), random.Random(7)
    path = tmp_path / "flipped.ofd"
    for _ in range(40):
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(1, len(whole))])])
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        assert _tried(path)


def test_damage_inside_the_parts_gives_a_code_and_never_another_error(tmp_path: Path) -> None:
    chance, path = random.Random(11), tmp_path / "parts.ofd"
    odd = [
        "-1",
        "0",
        "nan",
        "1e308",
        "-9e9",
        "99999999999999999999",
        "g",
        "",
        "中",
        "&#0;",
        "\ud83d",
        "../..",
    ]
    names = [name for name in parts() if name != "OFD.xml"]
    for _ in range(40):
        made = parts()
        name = chance.choice(names)
        value = made[name]
        if isinstance(value, bytes):
            data = bytearray(value)
            data[chance.randrange(len(data))] ^= 0xFF
            made[name] = bytes(data)
        else:
            spots = list(re.finditer(r"[-\d.]+", value))
            spot = chance.choice(spots)
            broken = value[: spot.start()] + chance.choice(odd) + value[spot.end() :]
            made[name] = broken.encode("utf-8", "surrogatepass")
        path.write_bytes(zipped(made))
        assert _tried(path)


@pytest.mark.parametrize("name", ["宋体", "SimSun", "仿宋_GB2312", "楷体", "KaiTi"])
def test_named_typefaces_are_drawn_in_one_alike_where_the_system_has_it(tmp_path: Path, name: str) -> None:
    if typeface_like(name) is None:
        pytest.skip("the typefaces of fonts-arphic-gbsn00lp and fonts-arphic-gkai00mp are not installed")
    made = parts()
    plain = written(
        tmp_path, made | {"Doc_0/PublicRes.xml": made["Doc_0/PublicRes.xml"].replace("宋体", "黑体")}
    )
    sans = draw_page(plain, FileKind.OFD, 1, Limits()).image
    path = written(
        tmp_path, made | {"Doc_0/PublicRes.xml": made["Doc_0/PublicRes.xml"].replace("宋体", name)}
    )
    drawn = draw_page(path, FileKind.OFD, 1, Limits()).image
    assert drawn.shape == sans.shape
    assert (drawn != sans).any()
    with open_page(path, FileKind.OFD, 1, Limits()) as page:
        assert any("AR PL" in font[3] or "arpl" in font[3].lower() for font in page.get_fonts())
    assert NAME in read_file(path, reader="none")[0].text


def test_a_typeface_nobody_knows_is_drawn_in_sans_serif() -> None:
    assert typeface_like("方正黑体") is None
    assert typeface_like("Courier New") == "cour"
