"""What an OFD says about its pages: where they lie, what they share, what is laid over them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element

from capture.errors import CaptureError, LockedDocument, NoPages, UnreadableFile
from capture.formats.parts import Package
from capture.ofd.notation import Area, area

MOST_PAGES = 100_000
_A4 = Area(0, 0, 210, 297)
_LEAST_SIDE = 5.0


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of the file: its own part, and the document it belongs to."""

    document: str
    id: str
    place: str


@dataclass(frozen=True, slots=True)
class Font:
    """A font by name, and the part that holds it where the file brings it along."""

    name: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Template:
    """A template by its part, and whether it lies before the page's own layers."""

    part: str
    order: str


@dataclass(slots=True)
class Shared:
    """What the pages of a document share, by its id."""

    box: Area = _A4
    templates: dict[str, Template] = field(default_factory=dict)
    fonts: dict[str, Font] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Element] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)
    groups: dict[str, Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal on a page: where it is, which part of it shows, and the part of the file that holds it."""

    box: Area
    clip: Area | None
    part: str


@dataclass(frozen=True, slots=True)
class Layers:
    """All that is drawn on a page, in order: layers with their elements, appearances, seals."""

    box: Area
    shared: Shared
    layers: tuple[Element, ...]
    appearances: tuple[Element, ...]
    stamps: tuple[Stamp, ...]


class OfdFile:
    """An open OFD."""

    def __init__(self, file: BinaryIO) -> None:
        """Open it and find its pages.

        Raises:
            CaptureError: It is locked, damaged, or has no pages.
        """
        self.package = Package(file)
        root = self.package.tree("OFD.xml")
        if next(root.iter("Encryptions"), None) is not None or self.package.has("Encryptions.xml"):
            raise LockedDocument
        self._bodies = root.findall("DocBody")
        self._documents: dict[str, Element] = {}
        self._signatures: dict[str, str] = {}
        self.pages = tuple(self._find_pages())
        if not self.pages:
            raise NoPages

    def _find_pages(self) -> Iterator[PageRef]:
        count = 0
        for body in self._bodies:
            place = self._current_version(body) or self.package.find(body.findtext("DocRoot") or "")
            if place is None:
                raise UnreadableFile
            document = self._documents[place] = self.package.tree(place)
            self._signatures[place] = (body.findtext("Signatures") or "").strip()
            for page in document.findall("Pages/Page"):
                count += 1
                if count > MOST_PAGES:
                    return
                yield PageRef(place, page.get("ID", ""), page.get("BaseLoc", ""))

    def _current_version(self, body: Element) -> str | None:
        """Return the document of the version that holds, where a file says which one does."""
        for version in body.findall("Versions/Version"):
            place = self.package.find(version.get("BaseLoc", ""))
            if version.get("Current") != "true" or place is None:
                continue
            root = self.package.tree(place).findtext("DocRoot") or ""
            return self.package.find(root, posixpath.dirname(place)) if root.strip() else None
        return None

    def attached(self) -> list[str]:
        """Return the names of the files that its documents carry along."""
        names = []
        for place, document in self._documents.items():
            listed = self.package.find(document.findtext("Attachments") or "", posixpath.dirname(place))
            for entry in self._entries(listed, "Attachment"):
                held = posixpath.basename((entry.findtext("FileLoc") or "").strip())
                name = entry.get("Name", "")
                names.append(name if posixpath.splitext(name)[1] else held or name)
        return names

    def box(self, page: PageRef) -> Area:
        """Return the size of a page as its document declares it, without opening the page."""
        return _box(self._documents[page.document], "CommonData/PageArea") or _A4

    def layers(self, number: int) -> Layers:
        """Return what is drawn on a page, counted from 1.

        Raises:
            NoPages: There is no such page.
            UnreadableFile: Its part is missing or damaged.
        """
        if not 1 <= number <= len(self.pages):
            raise NoPages
        page = self.pages[number - 1]
        shared = self._shared(page)
        place = self.package.find(page.place, posixpath.dirname(page.document))
        if place is None:
            raise UnreadableFile
        content = self.package.tree(place)
        self._add_own_resources(shared, content, place, page.document)
        behind, before = self._templates(content, shared, page.document)
        own = sorted(content.findall("Content/Layer"), key=_level)
        return Layers(
            box=_box(content, "Area") or shared.box,
            shared=shared,
            layers=(*behind, *own, *before),
            appearances=tuple(self._appearances(page)),
            stamps=tuple(self._stamps(page)),
        )

    def _templates(self, page: Element, shared: Shared, document: str) -> tuple[list[Element], list[Element]]:
        """Return the layers of a page's templates: those behind it and those before it.

        A template in a template is not drawn: the standard knows none, and a circle would never end.
        """
        behind: list[Element] = []
        before: list[Element] = []
        for use in page.findall("Template"):
            known = shared.templates.get(use.get("TemplateID", ""))
            place = self.package.find(known.part, posixpath.dirname(document)) if known else None
            if known is None or place is None:
                continue
            template = self.package.tree(place)
            self._add_own_resources(shared, template, place, document)
            layers = sorted(template.findall("Content/Layer"), key=_level)
            (before if use.get("ZOrder", known.order) == "Foreground" else behind).extend(layers)
        return behind, before

    def _shared(self, page: PageRef) -> Shared:
        document = self._documents[page.document]
        shared = Shared(box=self.box(page))
        for template in document.findall("CommonData/TemplatePage"):
            known = Template(template.get("BaseLoc", ""), template.get("ZOrder", "Background"))
            shared.templates[template.get("ID", "")] = known
        folder = posixpath.dirname(page.document)
        for kind in ("PublicRes", "DocumentRes"):
            for entry in document.findall(f"CommonData/{kind}"):
                place = self.package.find(entry.text or "", folder)
                if place is not None:
                    self._add_resources(shared, self.package.tree(place), posixpath.dirname(place))
        return shared

    def _add_own_resources(self, shared: Shared, content: Element, place: str, document: str) -> None:
        """Add what a page or a template brings along for itself; a damaged part is left out."""
        folder = posixpath.dirname(place)
        for entry in content.findall("PageRes"):
            found = self.package.find(entry.text or "", folder, posixpath.dirname(document))
            try:
                if found is not None:
                    self._add_resources(shared, self.package.tree(found), posixpath.dirname(found))
            except CaptureError:
                continue

    def _add_resources(self, shared: Shared, resources: Element, folder: str) -> None:
        base = posixpath.join(folder, resources.get("BaseLoc", ""))
        for space in resources.findall("ColorSpaces/ColorSpace"):
            shared.spaces[space.get("ID", "")] = space.get("Type", "RGB").upper()
        for style in resources.findall("DrawParams/DrawParam"):
            shared.styles[style.get("ID", "")] = style
        for font in resources.findall("Fonts/Font"):
            part = self.package.find(font.findtext("FontFile") or "", base, folder)
            name = font.get("FontName") or font.get("FamilyName") or ""
            shared.fonts[font.get("ID", "")] = Font(name, part if font.findtext("FontFile") else None)
        for media in resources.findall("MultiMedias/MultiMedia"):
            place = self.package.find(media.findtext("MediaFile") or "", base, folder)
            if place is not None and media.get("Type", "Image") == "Image":
                shared.pictures[media.get("ID", "")] = place
        for group in resources.findall("CompositeGraphicUnits/CompositeGraphicUnit"):
            shared.groups[group.get("ID", "")] = group

    def _appearances(self, page: PageRef) -> Iterator[Element]:
        """Return what annotations show; a damaged one is left out, the page stands without it."""
        folder = posixpath.dirname(page.document)
        for entry in self._documents[page.document].findall("Annotations"):
            place = self.package.find(entry.text or "", folder)
            if place is None:
                continue
            for tree in self._page_annotations(place, page, folder):
                for annotation in tree.findall("Annot"):
                    if annotation.get("Visible", "true") != "false":
                        yield from annotation.findall("Appearance")

    def _page_annotations(self, place: str, page: PageRef, folder: str) -> Iterator[Element]:
        for entry in self._entries(place, "Page"):
            if entry.get("PageID") != page.id:
                continue
            found = self.package.find(entry.findtext("FileLoc") or "", posixpath.dirname(place), folder)
            try:
                if found is not None:
                    yield self.package.tree(found)
            except CaptureError:
                continue

    def _stamps(self, page: PageRef) -> Iterator[Stamp]:
        folder = posixpath.dirname(page.document)
        place = self._signatures[page.document]
        signatures = self.package.find(place, folder) if place else None
        for entry in self._entries(signatures, "Signature"):
            found = self.package.find(entry.get("BaseLoc", ""), posixpath.dirname(signatures or ""), folder)
            if found is not None:
                yield from self._stamps_of(found, page)

    def _stamps_of(self, place: str, page: PageRef) -> Iterator[Stamp]:
        try:
            signature = self.package.tree(place)
        except CaptureError:
            return
        folder = posixpath.dirname(place)
        named = (signature.findtext("SignedInfo/Seal/BaseLoc"), signature.findtext("SignedValue"))
        found = (self.package.find(name, folder) for name in (*named, "SignedValue.dat") if name)
        part = next((one for one in found if one is not None), None)
        for stamp in signature.findall("SignedInfo/StampAnnot"):
            box = area(stamp.get("Boundary"))
            if part is not None and box is not None and stamp.get("PageRef", "").strip() == page.id:
                yield Stamp(box, area(stamp.get("Clip")), part)

    def _entries(self, place: str | None, tag: str) -> list[Element]:
        try:
            return self.package.tree(place).findall(tag) if place is not None else []
        except CaptureError:
            return []


def _level(layer: Element) -> int:
    """Return which layers lie before others: a page may name them in any order."""
    return {"Background": 0, "Foreground": 2}.get(layer.get("Type", "Body"), 1)


def _box(element: Element, path: str) -> Area | None:
    """Return the size of a page; one too small for any letter is none."""
    box = area(element.findtext(f"{path}/PhysicalBox"))
    return box if box is not None and min(box.width, box.height) >= _LEAST_SIDE else None
