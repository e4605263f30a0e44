"""Collect every sentence for people and bring the catalogues up to date.

``python scripts/translations.py [MORE.po …]`` rewrites the catalogues, keeping translations and taking
in those of MORE.po; ``--check`` only tells what lacks a translation or is no longer used (exit 1).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("capture", "classify", "dossier", "api")
CATALOGUES = ROOT / "dossier" / "translations"
SENTENCE_ATTRIBUTES = {"template", "advice"}
MARKERS = {"_": (0,), "gettext": (0,), "say": (0,), "Message": (0,), "count": (1, 2)}
"""Functions that take sentences, and which of their arguments they are."""


def python_sentences(path: Path) -> Iterator[str]:
    """Give the sentences of a module: ``Message("…")``, ``_("…")`` and error classes' templates."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for place in MARKERS.get(name, ()):
                argument = node.args[place] if place < len(node.args) else None
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
        elif isinstance(node, ast.ClassDef):
            yield from _class_sentences(node)


def _class_sentences(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        target = line.target if isinstance(line, ast.AnnAssign) else None
        if isinstance(line, ast.Assign) and len(line.targets) == 1:
            target = line.targets[0]
        value = getattr(line, "value", None)
        named = isinstance(target, ast.Name) and target.id in SENTENCE_ATTRIBUTES
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def template_sentences(path: Path) -> Iterator[str]:
    """Give the sentences of a page template: ``_("…")``."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # parsed only
    for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        for place in MARKERS.get(name, ()):
            if place < len(call.args) and isinstance(call.args[place], nodes.Const):
                yield str(call.args[place].value)


def sentences() -> dict[str, str]:
    """Return every sentence with the file it stands in."""
    found: dict[str, str] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix == ".py":
                texts = python_sentences(path)
            elif path.suffix in (".html", ".txt", ".jinja") and "templates" in path.parts:
                texts = template_sentences(path)
            else:
                continue
            for text in texts:
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def read_catalogue(path: Path, language: str) -> dict[str, str]:
    """Return sentence to translation of a .po file; nothing when there is none."""
    if not path.is_file():
        return {}
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


def write_catalogue(path: Path, language: str, known: dict[str, str], found: dict[str, str]) -> None:
    """Write a catalogue of the sentences in use, sorted by sentence."""
    catalogue = Catalog(locale=language, project="Dossier", charset="utf-8", fuzzy=False)
    for sentence, place in sorted(found.items()):
        catalogue.add(sentence, known.get(sentence, ""), locations=[(place, 0)])
    catalogue.revision_date = catalogue.creation_date
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, width=100, include_lineno=False, omit_header=False)


def main() -> int:
    """Update or check the catalogues."""
    arguments = sys.argv[1:]
    found = sentences()
    path = CATALOGUES / "zh_CN" / "LC_MESSAGES" / "messages.po"
    known = read_catalogue(path, "zh_CN")
    for extra in (argument for argument in arguments if argument != "--check"):
        known = {**read_catalogue(Path(extra), "zh_CN"), **known}
    missing = sorted(found.keys() - known.keys())
    if "--check" not in arguments:
        write_catalogue(path, "zh_CN", known, found)
        english = {sentence: sentence for sentence in found}
        write_catalogue(CATALOGUES / "en" / "LC_MESSAGES" / "messages.po", "en", english, found)
    for sentence in missing:
        sys.stdout.write(f"{found[sentence]}: {sentence!r}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
