"""The styles of a Word document: what a paragraph or run wishes that does not say so itself."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from capture.office.wishes import says_yes, value_of

_DEEPEST = 12


class WordStyles:
    """The styles by name, each built on another."""

    def __init__(self, tree: Element | None) -> None:
        """Take them from their part; a document may have none."""
        entries = tree.findall("style") if tree is not None else []
        self._styles = {entry.get("styleId", ""): entry for entry in entries}
        self._found: dict[tuple[str | None, str, str], Element | None] = {}
        self.default = next(
            (
                entry.get("styleId")
                for entry in entries
                if entry.get("type") == "paragraph" and says_yes(entry.get("default"))
            ),
            None,
        )

    def find(self, style: str | None, kind: str, name: str) -> Element | None:
        """Return a wish (``kind`` is pPr or rPr) of a style or of one that it is built on."""
        asked = style, kind, name
        if asked not in self._found:
            self._found[asked] = self._search(style, kind, name)
        return self._found[asked]

    def _search(self, style: str | None, kind: str, name: str) -> Element | None:
        for _ in range(_DEEPEST):  # styles may build on others, and in a circle
            entry = self._styles.get(style or "")
            if entry is None:
                return None
            found = entry.find(f"{kind}/{name}")
            if found is not None:
                return found
            style = value_of(entry, "basedOn")
        return None
