"""OFD as its many makers write it: what was lost, drawn in the wrong order, or told wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from bench.wholefiles import ofd_parts, zipped
from capture.errors import TooManyParts
from capture.files.papers import open_page
from capture.ofd.document import OfdFile
from capture.ofd.glyphcodes import glyph_codes
from capture.ofd.sealpicture import seal_picture
from capture.pipeline import read_file
from capture.probe import FileKind, Limits, probe_file
from capture.raster import draw_page

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PAGE = "Doc_0/Page_0.xml"
NAME = "沈阳永科电气设备有限公司"
MM = 300 / 25.4


def text(words: str, x: float, y: float, more: str = "", deltas: str | None = None) -> str:
    deltas = f'DeltaX="g {len(words)} 5"' if deltas is None else deltas
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 90 9" Font="77" Size="5" {more}>'
        f'<ofd:TextCode X="0" Y="5" {deltas}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def patch(x: float, y: float, colour: str) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} 60 9" Fill="true" Stroke="false">'
        f'<ofd:FillColor Value="{colour}"/>'
        "<ofd:AbbreviatedData>M 0 0 L 60 0 L 60 9 L 0 9 C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*layers: str) -> bytes:
    made = "".join(
        layer if layer.startswith("<ofd:Layer") else f"<ofd:Layer>{layer}</ofd:Layer>" for layer in layers
    )
    return f"<ofd:Page {SPACE}><ofd:Content>{made}</ofd:Content></ofd:Page>".encode()


def written(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "paper.ofd"
    path.write_bytes(zipped(parts))
    return path


def lines_of(folder: Path, *layers: str) -> list[str]:
    path = written(folder, ofd_parts() | {PAGE: page(*layers)})
    (read,) = read_file(path, reader="none")
    return [line.text for line in read.lines]


def test_text_without_a_box_and_text_deep_in_blocks_were_lost(tmp_path: Path) -> None:
    free = text(NAME, 0, 30).replace('Boundary="0 30 90 9"', "")
    deep = "<ofd:PageBlock>" * 30 + text("交货地点大连港", 20, 60) + "</ofd:PageBlock>" * 30
    found = lines_of(tmp_path, free + deep)
    assert {NAME, "交货地点大连港"} <= set(found)


def test_a_layer_before_the_others_was_drawn_behind_them_where_it_was_named_first(tmp_path: Path) -> None:
    front = f'<ofd:Layer Type="Foreground">{text("前景层的文字", 20, 60)}</ofd:Layer>'
    assert "前景层的文字" in lines_of(tmp_path, front, patch(18, 59, "200 255 200") + text(NAME, 20, 20))


def test_a_template_before_the_page_was_drawn_behind_it_where_only_its_list_says_so(tmp_path: Path) -> None:
    parts = ofd_parts()
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        b'<ofd:TemplatePage ID="2"', b'<ofd:TemplatePage ID="2" ZOrder="Foreground"'
    )
    body = page(text(NAME, 20, 20) + patch(18, 59, "200 255 200"))
    parts[PAGE] = body.replace(b"<ofd:Content>", b'<ofd:Template TemplateID="2"/><ofd:Content>')
    parts["Doc_0/Tpl.xml"] = page(text("模板的文字", 20, 60))
    (read,) = read_file(written(tmp_path, parts), reader="none")
    assert "模板的文字" in [line.text for line in read.lines]


@pytest.mark.parametrize(
    "deltas",
    ['DeltaY="5.5"', 'DeltaX="0" DeltaY="g 4 12"'],
)
def test_a_label_set_upright_was_read_as_single_characters(tmp_path: Path, deltas: str) -> None:
    found = lines_of(tmp_path, text(NAME, 40, 20) + text("购买方信息", 20, 30, deltas=deltas))
    assert {NAME, "购买方信息"} <= set(found)


def test_text_to_be_read_downwards_was_written_across(tmp_path: Path) -> None:
    body = text(NAME, 40, 20) + text("购买方信息", 20, 30, 'ReadDirection="90"', "")
    (read,) = read_file(written(tmp_path, ofd_parts() | {PAGE: page(body)}), reader="none")
    box = next(line.box for line in read.lines if line.text == "购买方信息")
    assert box is not None
    assert box.height > 4 * box.width


def test_a_label_set_wide_was_read_as_single_characters(tmp_path: Path) -> None:
    assert "金额" in lines_of(tmp_path, text(NAME, 40, 20) + text("金额", 20, 60, deltas='DeltaX="18"'))


def test_signs_that_no_font_has_all_said_what_the_first_one_did(tmp_path: Path) -> None:
    rare = "\U00023456\U00023457\U00023458"
    assert f"甲{rare}乙" in lines_of(tmp_path, text(NAME, 20, 20) + text(f"甲{rare}乙", 20, 60))


def test_signs_that_share_a_glyph_said_the_same(tmp_path: Path) -> None:
    glyph = pymupdf.Font("cjk").has_glyph(ord("一"))
    named = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="1"><ofd:Glyphs>{glyph}</ofd:Glyphs></ofd:CGTransform>'
    )
    parts = ofd_parts() | {"Doc_0/Res/a.ttf": pymupdf.Font("cjk").buffer}
    resources = parts["Doc_0/PublicRes.xml"]
    own = resources.split(b'<ofd:Font ID="')[1].split(b'"')[0].decode()
    body = "".join(
        text(words, 20, y)
        .replace('Font="77"', f'Font="{own}"')
        .replace("<ofd:TextCode", named + "<ofd:TextCode")
        for words, y in (("一甲乙丙丁戊己庚辛", 20), ("壹甲乙丙丁戊己庚辛", 60))
    )
    parts[PAGE] = page(body)
    (read,) = read_file(written(tmp_path, parts), reader="none")
    assert {line.text[0] for line in read.lines if line.text.endswith("辛")} == {"一", "壹"}


def test_more_objects_than_any_paper_were_left_out_without_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, ofd_parts() | {PAGE: page("<ofd:PathObject/>" * 100_001)})
    with pytest.raises(TooManyParts), open_page(path, FileKind.OFD, 1, Limits()):
        pass


def test_outlines_that_cut_a_group_used_often_filled_all_memory(tmp_path: Path) -> None:
    outline = "M 0 0 " + "L 9 9 " * 20_000
    clip = (
        '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 60 9"><ofd:AbbreviatedData>'
        f"{outline}</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips><ofd:TextCode"
    )
    group = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
        f"{text(NAME, 0, 0).replace('<ofd:TextCode', clip)}"
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    parts = ofd_parts()
    parts["Doc_0/PublicRes.xml"] = parts["Doc_0/PublicRes.xml"].replace(b"</ofd:Res>", group.encode())
    use = '<ofd:CompositeObject Boundary="20 20 90 9" ResourceID="5"/>'
    path = written(tmp_path, parts | {PAGE: page(use * 12)})
    with pytest.raises(TooManyParts), open_page(path, FileKind.OFD, 1, Limits()):
        pass


def test_a_picture_cut_to_a_triangle_was_drawn_whole(tmp_path: Path) -> None:
    clip = (
        '<ofd:Clips><ofd:Clip><ofd:Area CTM="1 0 0 1 0 0"><ofd:Path Boundary="0 0 60 9"><ofd:AbbreviatedData>'
        "M 0 0 L 60 9 L 0 9 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
        "<ofd:AbbreviatedData>"
    )
    body = patch(20, 60, "255 0 0").replace("<ofd:AbbreviatedData>", clip, 1)
    image = draw_page(written(tmp_path, ofd_parts() | {PAGE: page(body)}), FileKind.OFD, 1, Limits()).image
    assert tuple(image[round(68 * MM), round(25 * MM)]) == (255, 0, 0)
    assert tuple(image[round(61 * MM), round(75 * MM)]) == (255, 255, 255)


def _postscript_font() -> tuple[bytes, int]:
    """Return a font whose one letter is called otherwise than it is counted, and its number."""
    builder = FontBuilder(1000, isTTF=False)
    names = [".notdef", "cid00500"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    empty = T2CharStringPen(1000, None).getCharString()
    builder.setupCFF("A", {"FullName": "A"}, {".notdef": empty, "cid00500": pen.getCharString()}, {})
    top = builder.font["CFF "].cff[0]
    top.ROS = ("Adobe", "Identity", 0)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "A", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    return _with_two_bytes(builder), 1


def _with_two_bytes(builder: FontBuilder) -> bytes:
    top = builder.font["CFF "].cff[0]
    top.CIDCount = 501
    array = FDArrayIndex()
    array.strings = None
    font = FontDict()
    font.Private = top.Private
    array.append(font)
    top.FDArray = array
    top.FDSelect = FDSelect(format=0)
    top.FDSelect.gidArray = [0, 0]
    for key in ("Private", "Encoding"):
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def test_postscript_fonts_cut_to_what_they_show_were_drawn_as_nothing(tmp_path: Path) -> None:
    data, glyph = _postscript_font()
    assert glyph_codes(data) == {1: 500}
    parts = ofd_parts() | {"Doc_0/Res/a.ttf": data}
    own = parts["Doc_0/PublicRes.xml"].split(b'<ofd:Font ID="')[1].split(b'"')[0].decode()
    named = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="1"><ofd:Glyphs>{glyph}</ofd:Glyphs></ofd:CGTransform>'
    )
    body = (
        text("口", 20, 60)
        .replace('Font="77"', f'Font="{own}"')
        .replace("<ofd:TextCode", named + "<ofd:TextCode")
    )
    image = draw_page(written(tmp_path, parts | {PAGE: page(body)}), FileKind.OFD, 1, Limits()).image
    assert image[round(63 * MM), round(22.5 * MM)].max() < 100


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b'\r\n  <?xml version="1.0"?>' + data,
        lambda data: data.decode().encode("gb18030"),
        lambda data: data.replace(NAME.encode(), NAME.encode() + b"\x02"),
        lambda data: b"\xef\xbb\xbf" + data,
    ],
    ids=["a blank line first", "GBK called nothing", "control characters", "a mark first"],
)
def test_xml_of_careless_programs_was_called_damaged(tmp_path: Path, change: object) -> None:
    parts = ofd_parts() | {PAGE: change(page(text(NAME, 20, 20)))}  # type: ignore[operator]  # of the list above
    (read,) = read_file(written(tmp_path, parts), reader="none")
    assert NAME in [line.text for line in read.lines]


def test_parts_named_from_a_dot_were_not_found(tmp_path: Path) -> None:
    path = written(tmp_path, {f"./{name}": data for name, data in ofd_parts().items()})
    assert probe_file(path, Limits()).kind is FileKind.OFD


def test_a_page_too_small_for_any_letter_was_read_as_blank(tmp_path: Path) -> None:
    parts = ofd_parts() | {PAGE: page(text(NAME, 20, 20))}
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"0 0 210 140", b"0 0 0.01 0.01")
    (read,) = read_file(written(tmp_path, parts), reader="none")
    assert NAME in read.text


def der(tag: int, value: bytes) -> bytes:
    return bytes([tag, 0x83]) + len(value).to_bytes(3, "big") + value


def test_seals_in_other_wrappings_were_not_drawn() -> None:
    picture = ofd_parts()["Doc_0/Res/a.png"]
    seal = der(0x30, der(0x16, b"ES") + der(0x30, der(0x16, b"image/png") + der(0x04, picture)))
    assert seal_picture(seal) == ("png", picture)
    assert seal_picture(der(0x30, der(0xA0, der(0x04, seal)))) == ("png", picture)
    assert seal_picture(b"\x30\x80" + seal + b"\x00\x00") == ("png", picture)


def test_a_seal_was_lost_where_its_own_part_is_missing(tmp_path: Path) -> None:
    parts = ofd_parts()
    name = next(name for name in parts if name.endswith("Signature.xml"))
    lost = b"<ofd:Seal><ofd:BaseLoc>Lost.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
    parts[name] = parts[name].replace(b"</ofd:SignedInfo>", lost)
    with written(tmp_path, parts).open("rb") as file:
        assert len(OfdFile(file).layers(1).stamps) == 1


def test_text_that_names_other_signs_than_its_font_draws_was_believed(tmp_path: Path) -> None:
    face = pymupdf.Font("cjk")
    parts = ofd_parts() | {"Doc_0/Res/a.ttf": face.buffer}
    own = parts["Doc_0/PublicRes.xml"].split(b'<ofd:Font ID="')[1].split(b'"')[0].decode()
    body = ""
    for place, words in enumerate((NAME, "大连瑞丰贸易股份有限公司", "合同金额壹万贰仟元整")):
        glyphs = " ".join(str(face.has_glyph(ord(char))) for char in words)
        named = (
            f'<ofd:CGTransform CodePosition="0" CodeCount="{len(words)}"><ofd:Glyphs>{glyphs}</ofd:Glyphs>'
            "</ofd:CGTransform>"
        )
        said = text("龘" * len(words), 20, 20 + 20 * place).replace('Font="77"', f'Font="{own}"')
        body += said.replace("<ofd:TextCode", named + "<ofd:TextCode")
    (read,) = read_file(written(tmp_path, parts | {PAGE: page(body)}))
    assert NAME in [line.text for line in read.lines]
