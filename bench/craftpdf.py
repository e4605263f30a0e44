"""PDF files made to harm: nests, circles, bombs and nonsense in every place that a reader follows."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from bench.damage import ODD_WORDS, Damage
from bench.damagepdf import paper, stream, write_pdf
from bench.wholefiles import small_font

Craft = Callable[[random.Random], bytes]


def bomb(size: int, layers: int = 1, body: bytes = b" ") -> bytes:
    """Return a stream that unpacks to very much, packed once or several times."""
    packed = zlib.compress(body * (size // len(body)), 9)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return stream(packed, b"/Filter [%s]" % (b"/FlateDecode " * layers))


def nested(chance: random.Random) -> bytes:
    """Arrays and dictionaries in each other, thousands deep, in many places."""
    depth = chance.choice((50, 400, 5000, 100_000))
    deep = chance.choice((b"[" * depth + b"]" * depth, b"<< /A " * depth + b">>" * depth, b"[" * depth))
    place = chance.choice(
        (b"/Foo", b"/MediaBox", b"/Contents", b"/Annots", b"/Resources", b"/Rotate", b"/Group")
    )
    if chance.random() < 0.5:
        return write_pdf(paper(page=place + b" 10 0 R", more={10: deep}))
    return write_pdf(paper(page=place + b" " + deep))


def nested_contents(chance: random.Random) -> bytes:
    """Commands that are nested or repeated without end."""
    times = chance.choice((100, 5000, 300_000))
    pieces = (
        b"q ",
        b"[",
        b"<<",
        b"(",
        b"BT ",
        b"/A BMC ",
        b"/A << /B [",
        b"1 0 0 1 1 1 cm ",
        b"0 0 5 5 re W n ",
    )
    pieces += (b"0 0 m 9 9 l S ", b"1 2 3 4 5 6 c ", b"BI /W 9 /H 9 /BPC 8 /CS /G ID ", b"/F1 9 Tf (x) Tj ")
    return write_pdf(paper(chance.choice(pieces) * times))


def odd_numbers(chance: random.Random) -> bytes:
    """Commands with numbers that no page can hold."""
    words = [
        *ODD_WORDS,
        b"1e38",
        b"-1e38",
        b"0.000000000001",
        b"5",
        b"100",
        b"[1 0] 0",
        b"[0 0] 0",
        b"[-1] 0",
    ]
    commands = ((b"cm", 6), (b"re", 4), (b"Tf", 1), (b"w", 1), (b"d", 1), (b"Tm", 6), (b"c", 6), (b"Tr", 1))
    commands += ((b"Tz", 1), (b"TL", 1), (b"Ts", 1), (b"rg", 3), (b"i", 1), (b"M", 1), (b"Td", 2), (b"gs", 1))
    written = []
    for _ in range(chance.choice((1, 5, 40))):
        name, count = chance.choice(commands)
        values = b" ".join(chance.choice(words)[:40] for _ in range(count))
        written.append((b"/F1 " if name == b"Tf" else b"") + values + b" " + name)
        written.append(
            chance.choice((b"0 0 100 100 re S", b"BT /F1 9 Tf (x) Tj ET", b"0 0 m 50 50 l S", b"f"))
        )
    return write_pdf(paper(b"\n".join(written)))


def boxes(chance: random.Random) -> bytes:
    """Pages of every size, turn and unit."""
    words = (
        b"0",
        b"-1",
        b"1",
        b"240",
        b"14400",
        b"1e9",
        b"1e30",
        b"nan",
        b"null",
        b"/A",
        b"0.0001",
        b"3 0 R",
    )

    def box() -> bytes:
        return b"[%s]" % b" ".join(chance.choice(words) for _ in range(chance.choice((4, 4, 4, 3, 0))))

    page = b"/MediaBox " + box() + b" /CropBox " + box() + b" /Rotate "
    page += chance.choice((b"0", b"45", b"-90", b"99999999990", b"[]", b"3 0 R"))
    return write_pdf(paper(page=page + b" /UserUnit " + chance.choice((b"1", b"0", b"-1", b"1e9", b"75000"))))


def page_trees(chance: random.Random) -> bytes:
    """Trees of pages that are circles, lie about their number, or are as deep as they are long."""
    made, form = paper(), chance.randrange(7)
    if form == 0:
        made[2] = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    elif form == 1:
        made[2] = b"<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] /Count %d >>" % chance.choice((3, 10**6, -1))
    elif form == 2:
        made[2] = b"<< /Type /Pages /Kids [%s] /Count 3000 >>" % (b"3 0 R " * 3000)
    elif form == 3:
        made[2] = b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % chance.choice(
            (0, 1999, 10**6, 2**31 - 1, 2**40)
        )
    elif form == 4:
        depth = chance.choice((30, 1000, 20_000))
        made[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
        for number in range(10, 10 + depth):
            kid = number + 1 if number < 9 + depth else 3
            made[number] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, kid)
    elif form == 5:
        made[3] = made[3].replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/MediaBox [0 0 360 240]", b"")
    else:
        made[2] = b"<< /Type /Pages /Parent 10 0 R /Kids [10 0 R 10 0 R] /Count 4 >>"
        made[10] = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>"
    return write_pdf(made)


def circles(chance: random.Random) -> bytes:
    """Things that draw, measure or colour with themselves."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X 10 0 R >> %s >>"
    state = b"/ExtGState << /G << /SMask << /S /Luminosity /G 10 0 R >> >> >>"
    glyph = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97"
    glyph += b" /LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 11 0 R >>"
    glyph += b" /Resources << /Font << /F2 10 0 R >> >> >>"
    tile = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 %s 9] /XStep %s /YStep 1"
    step = chance.choice((b"9", b"1e-9", b"0", b"-1"))
    ways: tuple[tuple[bytes, bytes, dict[int, bytes]], ...] = (
        (b"/X Do", b"/XObject << /X 10 0 R >>", {10: stream(b"/X Do /X Do", form % b"")}),
        (b"/G gs /X Do", state + b"/XObject << /X 10 0 R >>", {10: stream(b"/G gs /X Do", form % state)}),
        (
            b"BT /F2 9 Tf (aaa) Tj ET",
            b"/Font << /F1 5 0 R /F2 10 0 R >>",
            {10: glyph, 11: stream(b"9 0 d0 BT /F2 9 Tf (aaa) Tj ET")},
        ),
        (
            b"/Pattern cs /P scn 0 0 300 200 re f",
            b"/Pattern << /P 10 0 R >>",
            {10: stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                tile % (step, step) + b" /Resources << /Pattern << /P 10 0 R >> >>",
            )},
        ),
        (b"/C cs 0 scn 0 0 9 9 re f", b"/ColorSpace << /C 10 0 R >>", {10: b"[/Indexed 10 0 R 255 (abc)]"}),
        (
            b"/C cs 0 scn 0 0 9 9 re f",
            b"/ColorSpace << /C [/Separation /A 11 0 R 10 0 R] >>",
            {10: b"<< /FunctionType 3 /Domain [0 1] /Functions [10 0 R 10 0 R] /Bounds [0.5] >>",
             11: b"[/Separation /A 11 0 R 10 0 R]"},
        ),
    )  # fmt: skip
    contents, resources, more = chance.choice(ways)
    return write_pdf(paper(contents, resources=resources, more=more))


def laughs(chance: random.Random) -> bytes:
    """Forms that draw the next form many times: work grows with a power of their number."""
    return laughing(*chance.choice(((5, 3), (8, 3), (12, 3), (40, 10))))


def laughing(levels: int, times: int) -> bytes:
    """Return a page drawn ``times`` to the power of ``levels`` times."""
    more = {}
    for number in range(10, 10 + levels):
        following = number + 1 if number < 9 + levels else 5
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X %d 0 R >> >>"
        more[number] = stream(b"/X Do " * times + b"0 0 9 9 re S", entries % following)
    return write_pdf(paper(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more=more))


def bombs(chance: random.Random) -> bytes:
    """Streams that unpack to very much: contents, pictures, fonts, character maps, profiles."""
    size, layers = chance.choice(((30 << 20, 1), (120 << 20, 1), (30 << 20, 3), (120 << 20, 9)))
    content = chance.choice((b" ", b"q ", b"0 0 9 9 re f ", b"(", b"[", b"/A "))
    packed = bomb(size, layers, content)
    picture = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    sides = chance.choice((1, 300, 5000, 5400, 60_000)), chance.choice((1, 300, 5000, 60_000))
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 10 0 R"
    font += b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo"
    font += b" << /Registry (A) /Ordering (B) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor"
    font += b" /FontName /A /FontFile2 10 0 R >> >>] >>"
    ways = (
        paper(more={4: packed}),
        paper(
            b"q 360 0 0 240 0 0 cm /I Do Q",
            resources=b"/XObject << /I 10 0 R >>",
            more={10: packed.replace(b"/Filter", picture % sides + b" /Filter", 1)},
        ),
        paper(
            b"BT /F2 9 Tf <0041> Tj ET", resources=b"/Font << /F1 5 0 R /F2 %s >>" % font, more={10: packed}
        ),
        paper(
            b"/C cs 0 0 0 scn 0 0 99 99 re f",
            resources=b"/ColorSpace << /C [/ICCBased 10 0 R] >>",
            more={10: packed.replace(b"/Filter", b"/N 3 /Filter", 1)},
        ),
        paper(page=b"/Annots [<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 10 0 R >> >>]", more={10: packed}),
    )
    return write_pdf(chance.choice(ways))


def pictures(chance: random.Random) -> bytes:
    """Pictures whose data, size, colours and masks do not belong together."""
    filters = (
        b"/DCTDecode",
        b"/JPXDecode",
        b"/JBIG2Decode",
        b"/CCITTFaxDecode",
        b"/LZWDecode",
        b"/RunLengthDecode",
    )
    filters += (b"/FlateDecode", b"/ASCII85Decode", b"/ASCIIHexDecode", b"[/ASCIIHexDecode /ASCIIHexDecode]")
    sides = (b"1", b"300", b"5000", b"65535", b"1e9", b"-5", b"0", b"2147483647", b"10 0 R")
    entries = (
        b"/Type /XObject /Subtype /Image /Width %s /Height %s /BitsPerComponent %s /ColorSpace %s /Filter %s"
    )
    entries %= (
        chance.choice(sides),
        chance.choice(sides),
        chance.choice((b"1", b"8", b"16", b"0", b"33", b"-1")),
        chance.choice(
            (b"/DeviceGray", b"/DeviceRGB", b"/DeviceCMYK", b"[/Indexed /DeviceRGB 999 <00>]", b"/Pattern")
        ),
        chance.choice(filters),
    )
    entries += chance.choice(
        (b"", b" /SMask 10 0 R", b" /Mask 10 0 R", b" /Mask [0 999 1]", b" /ImageMask true")
    )
    entries += b" /DecodeParms << /K %s /Columns %s /Predictor %s /Colors %s >>" % (
        chance.choice((b"-1", b"0", b"4")),
        chance.choice(sides),
        chance.choice((b"1", b"2", b"15", b"99")),
        chance.choice((b"1", b"3", b"9999999")),
    )
    data = chance.choice(
        (b"", chance.randbytes(2000), bytes(5000), b"\xff\xd8\xff\xe0" + chance.randbytes(300))
    )
    return write_pdf(
        paper(
            b"q 360 0 0 240 0 0 cm /I Do Q",
            resources=b"/XObject << /I 10 0 R >>",
            more={10: stream(data, entries)},
        )
    )


def fonts(chance: random.Random) -> bytes:
    """Damaged font programs, encodings, widths and character maps."""
    program = bytearray(small_font()[: chance.choice((100, 4000, 10**6))])
    for _ in range(chance.choice((0, 1, 10, 100))):
        program[chance.randrange(min(len(program), chance.choice((300, 5000, 10**6))))] = chance.randrange(
            256
        )
    tail = b"\nendbfrange endcmap"
    maps = (
        b"1 beginbfrange <0000> <ffff> <0041>" + tail,
        b"1 beginbfrange <00000000> <ffffffff> <00000041>" + tail,
        b"100000 beginbfchar " + b"<0041> <d800> " * 50_000 + b"endbfchar",
        b"/A usecmap 1 begincodespacerange <00> <ffffffffff> endcodespacerange",
        chance.randbytes(500),
    )
    kind, file = chance.choice(
        ((b"CIDFontType2", b"FontFile2"), (b"CIDFontType0", b"FontFile3"), (b"A", b"FontFile"))
    )
    widths = chance.choice(
        (b"[0 [500]]", b"[0 99999999 500]", b"[0 [%s]]" % (b"500 " * 20_000), b"10 0 R", b"[[[[]]]]")
    )
    down = (
        b"<< /Type /Font /Subtype /%s /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        % kind
    )
    down += b" /Supplement 0 >> /W %s /W2 %s /DW 1e9 /CIDToGIDMap %s" % (
        widths,
        widths,
        chance.choice((b"/Identity", b"11 0 R", b"10 0 R")),
    )
    down += (
        b" /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 /Ascent 1e9 /%s 10 0 R >> >>" % file
    )
    coding = chance.choice((b"/Identity-H", b"/Identity-V", b"/GBK-EUC-H", b"11 0 R", b"/UniGB-UCS2-H"))
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding %s /ToUnicode 11 0 R /DescendantFonts [%s] >>"
    )
    more = {10: stream(bytes(program)), 11: stream(chance.choice(maps), b"/Type /CMap /UseCMap 11 0 R")}
    text = b"BT /F2 20 Tf 20 100 Td <00410042004300ff12345678> Tj ET"
    return write_pdf(
        paper(text, resources=b"/Font << /F1 5 0 R /F2 %s >>" % (font % (coding, down)), more=more)
    )


def shades(chance: random.Random) -> bytes:
    """Functions and shadings that never end or want very much room."""
    function = chance.choice(
        (
            stream(
                b"{" * chance.choice((5, 20_000)) + b"}" * 5,
                b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]",
            ),
            stream(b"{ %s }" % (b"dup " * 3000), b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]"),
            stream(b"{ 999999999 -1 roll 99999 copy 0 div }", b"/FunctionType 4 /Domain [0 1] /Range [0 1]"),
            stream(b"x", b"/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [99999999] /BitsPerSample 32"),
            b"<< /FunctionType 2 /Domain [0 1] /N 1e30 /C0 [0 0 0] /C1 [1e30 nan -1] >>",
        )
    )
    kind = chance.choice((1, 2, 3, 4, 5, 6, 7, 99))
    shade = b"/ShadingType %d /ColorSpace /DeviceRGB /Function 11 0 R /Coords [0 0 %s 300 200 %s]"
    shade %= (kind, *(chance.choice((b"0", b"1e9", b"100", b"-5")) for _ in range(2)))
    mesh = (
        b" /BitsPerCoordinate 32 /BitsPerComponent 16 /BitsPerFlag 8 /VerticesPerRow %s /Decode [0 1e9 0 1e9]"
    )
    shade += mesh % chance.choice((b"2", b"0", b"99999999"))
    more = {10: stream(chance.randbytes(3000), shade), 11: function}
    return write_pdf(paper(b"/S sh", resources=b"/Shading << /S 10 0 R >>", more=more))


def notes(chance: random.Random) -> bytes:
    """Annotations, form fields and outlines in circles and crowds."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 99 20] /Parent 10 0 R"
    field += b" /Kids [10 0 R 11 0 R] /V 10 0 R /DA (/F1 0 Tf) /AP << /N 12 0 R >> /P 3 0 R /NM 10 0 R >>"
    subtypes = (
        b"Link",
        b"Popup",
        b"FreeText",
        b"Ink",
        b"Polygon",
        b"Line",
        b"Stamp",
        b"Redact",
        b"Caret",
        b"3D",
    )
    other = (
        b"<< /Type /Annot /Subtype /%s /Rect [0 0 1e9 20] /InkList [[1 2 3] [] 10 0 R] /Vertices [1] /L [1]"
    )
    other += (
        b" /LE [/A] /QuadPoints [0 0] /Parent 11 0 R /IRT 11 0 R /BS << /W 1e9 >> /Border [0 0 nan [[]]] >>"
    )
    made = paper(page=b"/Annots [%s]" % (b"10 0 R 11 0 R " * chance.choice((1, 3, 10_000))))
    made[10], made[11] = field, other % chance.choice(subtypes)
    made[12] = stream(b"/Tx BMC /F1 9 Tf EMC", b"/Subtype /Form /BBox [0 0 0 0] /Matrix [0 0 0 0 0 0]")
    made[13] = b"<< /Title (a) /First 13 0 R /Last 13 0 R /Next 13 0 R /Parent 13 0 R /Dest [3 0 R /XYZ] >>"
    made[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 13 0 R /AcroForm << /Fields [10 0 R] >>"
    made[1] += (
        b" /Names << /Dests 14 0 R >> /PageLabels 14 0 R /OCProperties << /OCGs [10 0 R] /D 14 0 R >> >>"
    )
    made[14] = (
        b"<< /Kids [14 0 R 14 0 R] /Nums [0 14 0 R] /Limits [(a) (b)] /Order [14 0 R] /BaseState 14 0 R >>"
    )
    return write_pdf(made)


def tables(chance: random.Random) -> bytes:
    """Tables of places, packed objects and locks that lie or lead back to themselves."""
    made = paper()
    lock = b"/Encrypt << /Filter /Standard /V %d /R %d /Length %d /P -4 /O <%s> /U <%s> /CF << /StdCF"
    lock += b" << /CFM /%s >>"
    lock %= (
        chance.choice((0, 1, 2, 4, 5, 9)),
        chance.choice((2, 3, 4, 5, 6, 99)),
        chance.choice((-8, 0, 40, 128, 256, 2**31 - 1)),
        chance.randbytes(chance.choice((0, 32, 48))).hex().encode(),
        chance.randbytes(chance.choice((0, 32, 48))).hex().encode(),
        chance.choice((b"V2", b"AESV2", b"AESV3", b"None", b"X")),
    )
    ways = (
        b"/Prev 20",
        b"/Prev 99999999999",
        b"/XRefStm 20 /Prev 20",
        lock + b" >> /StmF /StdCF /StrF /StdCF >> /ID [<00> <00>]",
        b"/Root 4 0 R",
        b"/Root 99 0 R",
    )
    form = chance.randrange(len(ways) + 3)
    if form < len(ways):
        return write_pdf(made, b"<< /Size 9 /Root 1 0 R %s >>" % ways[form])
    if form == len(ways):
        made[4] = made[4].replace(b"/Length ", b"/Length 4 0 R /Old ", 1)
        return write_pdf(made)
    if form == len(ways) + 1:
        inside = b"2 0 3 60 1 0 " + made[2] + made[3]
        made[10] = stream(
            inside, b"/Type /ObjStm /N %d /First %d /Extends 10 0 R" % (chance.choice((3, 10**8)), 13)
        )
    table = b"/Type /XRef /Size %d /W [%s] /Index [0 %d] /Root 1 0 R /Prev 0" % (
        chance.choice((9, 10**8)),
        chance.choice((b"1 2 1", b"9 9 9", b"0 0 0", b"-1 4 1", b"1 99999999 1")),
        chance.choice((9, 10**8, -1)),
    )
    made[11] = stream(chance.choice((bytes(60), b"\2\0\x0a\0" * 12, chance.randbytes(60))), table)
    data = write_pdf(made)
    return data[: data.rfind(b"xref\n0")] + b"startxref\n%d\n%%%%EOF" % data.find(b"11 0 obj")


CRAFTED: tuple[Craft, ...] = (
    nested, nested_contents, odd_numbers, boxes, page_trees, circles, laughs, bombs, pictures, fonts, shades,
    notes, tables,
)  # fmt: skip


def crafted(_data: bytes, chance: random.Random) -> bytes:
    """Make a PDF anew, to harm."""
    return chance.choice(CRAFTED)(chance)


HOSTILE_PDF: tuple[Damage, ...] = (crafted,)
