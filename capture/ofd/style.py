"""How an object is drawn: its own wishes first, then the parameters it names, then those of its layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.ofd.document import Shared
from capture.ofd.notation import colour, number, numbers

Rgb = tuple[float, float, float]
BLACK: Rgb = (0.0, 0.0, 0.0)
_DEEPEST = 8
_CAPS = {"Butt": 0, "Round": 1, "Square": 2}
_JOINS = {"Miter": 0, "Round": 1, "Bevel": 2}


@dataclass(frozen=True, slots=True)
class Style:
    """Where an object's ways of being drawn are looked up, the nearest first."""

    shared: Shared
    places: tuple[Element, ...]

    def text(self, name: str) -> str | None:
        """Return an attribute."""
        return next((place.attrib[name] for place in self.places if name in place.attrib), None)

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes or no."""
        value = self.text(name)
        return default if value is None else value == "true"

    def colour(self, name: str) -> Rgb | None:
        """Return a colour; of a pattern or shading its first one."""
        for place in self.places:
            found = place.find(name)
            if found is not None:
                return _colour(found, self.shared)
        return None

    def alpha(self, name: str) -> float:
        """Return how much an object and its colour cover, from 0 to 1."""
        own = number(self.places[0].get("Alpha"), 255) if self.places else 255
        found = next((e for e in (place.find(name) for place in self.places) if e is not None), None)
        paint = number(found.get("Alpha"), 255) if found is not None else 255
        return min(1.0, max(0.0, own / 255)) * min(1.0, max(0.0, paint / 255))

    def pen(self) -> str:
        """Return line width, ends, corners and dashes as a PDF writes them."""
        width = number(self.text("LineWidth"), 0.353)
        steps = [f"{max(0.0, width):.4f} w"]
        cap, join = _CAPS.get(self.text("Cap") or ""), _JOINS.get(self.text("Join") or "")
        steps += [f"{cap} J"] if cap is not None else []
        steps += [f"{join} j"] if join is not None else []
        dashes = [value for value in numbers(self.text("DashPattern")) if value >= 0][:16]
        if any(dashes):
            written = " ".join(f"{value:.4f}" for value in dashes)
            steps.append(f"[{written}] {max(0.0, number(self.text('DashOffset'))):.4f} d")
        return " ".join(steps)


def style_of(thing: Element, layer: Element | None, shared: Shared) -> Style:
    """Return the style of an object on a layer."""
    places = [thing, *_parameters(thing.get("DrawParam"), shared)]
    if layer is not None:
        places += _parameters(layer.get("DrawParam"), shared)
    return Style(shared, tuple(places))


def _parameters(name: str | None, shared: Shared) -> Iterator[Element]:
    for _ in range(_DEEPEST):  # parameters may build on others, and in a circle
        found = shared.styles.get(name or "")
        if found is None:
            return
        yield found
        name = found.get("Relative")


def _colour(element: Element, shared: Shared) -> Rgb | None:
    found = colour(element.get("Value"), shared.spaces.get(element.get("ColorSpace", "")))
    if found is not None or element.get("Value") is not None:
        return found
    for shading in ("AxialShd", "RadialShd"):
        first = element.find(f"{shading}/Segment/Color")
        if first is not None:
            return colour(first.get("Value"), shared.spaces.get(first.get("ColorSpace", "")))
    return None


def written(values: Sequence[float], operator: str) -> str:
    """Write a colour and what it is for."""
    return " ".join(f"{value:.4f}" for value in values) + " " + operator
