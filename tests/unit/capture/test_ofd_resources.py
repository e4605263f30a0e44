"""OFD: what a page brings along for itself, and which version of a document holds."""

from __future__ import annotations

from pathlib import Path

from bench.wholefiles import ofd_parts, zipped
from capture.files.papers import open_page
from capture.ofd.document import OfdFile
from capture.probe import FileKind, Limits

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def written(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "paper.ofd"
    path.write_bytes(zipped(parts))
    return path


def pictures_of(path: Path) -> int:
    with open_page(path, FileKind.OFD, 1, Limits()) as page:
        return len(page.get_image_info())


def words_of(path: Path) -> list[str]:
    with open_page(path, FileKind.OFD, 1, Limits()) as page:
        return page.get_text().split()


def test_a_picture_of_a_page_alone_was_not_drawn(tmp_path: Path) -> None:
    parts = ofd_parts()
    before = pictures_of(written(tmp_path, parts))
    page = parts["Doc_0/Page_0.xml"].decode()
    own = '<ofd:ImageObject Boundary="10 90 30 30" CTM="30 0 0 30 0 0" ResourceID="50"/></ofd:Layer>'
    content = "<ofd:PageRes>Own/PageRes.xml</ofd:PageRes><ofd:Content>"
    page = page.replace("</ofd:Layer>", own).replace("<ofd:Content>", content)
    parts["Doc_0/Page_0.xml"] = page.encode()
    assert pictures_of(written(tmp_path, parts)) == before  # the part is missing, the page stands
    media = '<ofd:MultiMedia ID="50" Type="Image"><ofd:MediaFile>seal.png</ofd:MediaFile></ofd:MultiMedia>'
    parts["Doc_0/Own/PageRes.xml"] = (
        f'<ofd:Res {SPACE} BaseLoc="Deep/A"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    ).encode()
    parts["Doc_0/Own/Deep/A/seal.png"] = parts["Doc_0/Res/a.png"]
    assert pictures_of(written(tmp_path, parts)) == before + 1


def test_the_version_that_holds_is_read_not_the_one_before_it(tmp_path: Path) -> None:
    parts = ofd_parts()
    versions = (
        '<ofd:Versions><ofd:Version ID="1" Index="0" BaseLoc="Doc_0/V0.xml"/>'
        '<ofd:Version ID="2" Index="1" Current="true" BaseLoc="Doc_0/V1.xml"/></ofd:Versions></ofd:DocBody>'
    )
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:DocBody>", versions.encode())
    parts["Doc_0/V1.xml"] = (
        f"<ofd:DocVersion {SPACE}><ofd:DocRoot>New.xml</ofd:DocRoot></ofd:DocVersion>".encode()
    )
    parts["Doc_0/New.xml"] = parts["Doc_0/Document.xml"].replace(b"Page_0.xml", b"Page_1.xml")
    parts["Doc_0/Page_1.xml"] = parts["Doc_0/Page_0.xml"]
    with written(tmp_path, parts).open("rb") as file:
        assert [page.place for page in OfdFile(file).pages] == ["Page_1.xml"]
    del parts["Doc_0/V1.xml"]  # without its part the file says no version
    with written(tmp_path, parts).open("rb") as file:
        assert [page.place for page in OfdFile(file).pages] == ["Page_0.xml"]


def test_text_whose_writer_spells_its_size_in_small_letters_was_not_drawn(tmp_path: Path) -> None:
    parts = ofd_parts()
    usual = words_of(written(tmp_path, parts))
    small = {name: data.replace(b" Size=", b" size=") for name, data in parts.items()}
    assert usual
    assert words_of(written(tmp_path, small)) == usual
