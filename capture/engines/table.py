"""The engines by name, each kept warm once per process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from capture.engines.base import Engine, EngineMissing, Factory
from capture.engines.none import NoEngine
from capture.engines.pair import Pair
from capture.engines.rapidocr import RapidOcr
from capture.engines.tesseract import Tesseract

ENGINES: Mapping[str, Factory] = {
    "rapidocr": RapidOcr,
    "tesseract": Tesseract,
    "rapidocr+tesseract": Pair,
    "none": NoEngine,
}
"""Name to factory; a factory raises `EngineMissing` where its engine cannot run."""


@cache
def engine(name: str) -> Engine:
    """Return the engine of that name; ``auto`` is the best one that runs here.

    Raises:
        EngineMissing: It cannot run on this machine.
        KeyError: There is no such engine.
    """
    if name != "auto":
        return ENGINES[name]()
    for choice in ("rapidocr", "tesseract"):
        try:
            return engine(choice)
        except EngineMissing:
            continue
    return engine("none")
