"""What an office lays over a profile: types of its own, and rules that add to types there are.

One form for all of it, in the profile's own language: the file ``profile.local.yaml`` of the data folder, and
every rule that was proposed, edited or switched on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import yaml

from capture.pages import Message
from classify.profile import evidence_of, phrases_of, title_endings, titles_of, type_of
from classify.profiles.plan import DocumentType, FieldRule, Profile, TitleRule
from classify.profiles.profile_check import FIELD, TYPE, ProfileChecker
from classify.profiles.profile_file import (
    AdditionEntry,
    CategoryEntry,
    Node,
    OverlayEntry,
    ProfileEntry,
    read_yaml,
)


def parse_overlay(text: str, file: str, profile: Profile) -> OverlayEntry:
    """Read an overlay and check it against the profile it is laid over.

    Raises:
        ProfileError: with file, line and what is allowed.
    """
    overlay, root = read_yaml(text, file, OverlayEntry)
    _Checker(file, root, overlay, profile).check()
    return overlay


def overlay_text(overlay: OverlayEntry) -> str:
    """Return an overlay as the YAML a person reads and edits."""
    data = overlay.model_dump(exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


class _Checker:
    def __init__(self, file: str, root: Node, overlay: OverlayEntry, profile: Profile) -> None:
        self.overlay, self.profile = overlay, profile
        categories = [
            CategoryEntry(number=c.number, name=c.name, name_en=c.name_en) for c in profile.categories
        ]
        entry = ProfileEntry(
            profile="overlay", title="-", title_en="-", version=1, categories=categories, types=overlay.types
        )
        self.checker = ProfileChecker(file, root, entry)

    def check(self) -> None:
        checker = self.checker
        checker.once("types", [entry.id for entry in self.overlay.types])
        for number, entry in enumerate(self.overlay.types):
            if entry.id in self.profile.types:
                problem = Message("the type '{name}' exists; add to it instead", {"name": entry.id})
                raise checker.fail(("types", number, "id"), problem)
            checker.check_type(("types", number), entry)
        known = {name: frozenset(kind.fields) for name, kind in self.profile.types.items()}
        known |= {entry.id: frozenset(f.id for f in entry.fields) for entry in self.overlay.types}
        for number, addition in enumerate(self.overlay.additions):
            path = ("additions", number)
            checker.known((*path, "type"), addition.type, known, TYPE)
            checker.check_evidence(path, addition.evidence)
            for name in addition.labels:
                checker.known((*path, "labels", name), name, sorted(known[addition.type]), FIELD)


def extend_profile(profile: Profile, overlay: OverlayEntry, name: str) -> Profile:
    """Return the profile with an overlay; the evidence it adds is called ``type.name.number``."""
    types = dict(profile.types)
    for entry in overlay.types:
        types[entry.id] = type_of(entry)
    for addition in overlay.additions:
        types[addition.type] = _with_addition(types[addition.type], addition, name)
    phrases, patterns = title_endings(types.values())
    return replace(profile, types=types, endings=({**phrases, **_own_phrases(overlay, types)}, patterns))


def _with_addition(kind: DocumentType, addition: AdditionEntry, name: str) -> DocumentType:
    return replace(
        kind,
        titles=(*kind.titles, *titles_of(addition.titles)),
        evidence=(*kind.evidence, *evidence_of(f"{kind.id}.{name}", addition.evidence)),
        fields=_with_labels(kind.fields, addition.labels),
    )


def _with_labels(fields: Mapping[str, FieldRule], labels: Mapping[str, list[str]]) -> Mapping[str, FieldRule]:
    return {
        name: replace(rule, labels=tuple(dict.fromkeys((*rule.labels, *phrases_of(labels[name])))))
        if name in labels
        else rule
        for name, rule in fields.items()
    }


def _own_phrases(
    overlay: OverlayEntry, types: Mapping[str, DocumentType]
) -> dict[str, tuple[str, TitleRule]]:
    """Return the overlay's titles: they win over the same words under another type (``other`` above all)."""
    added = [(entry.id, entry.titles) for entry in overlay.types]
    added += [(addition.type, addition.titles) for addition in overlay.additions]
    return {
        rule.phrase: (type_id, rule)
        for type_id, titles in added
        for rule in titles_of(titles)
        if rule.pattern is None and type_id in types
    }
