"""The words that label values on papers of a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from classify.profile import DocumentType, FieldKind, Profile

UNDER = "/under"
"""Behind a field's id: the labels that stand in its column or block, such as 单位名称 under 甲方."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of a type, and the words that end a value without being wanted."""

    fields: Mapping[str, tuple[tuple[str, int], ...]]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, labels: Mapping[str, Sequence[str]], stops: Iterable[str]) -> Vocabulary:
        """Build it from field id -> labels, best first."""
        fields: dict[str, list[tuple[str, int]]] = {stop: [] for stop in stops}
        for name, words in labels.items():
            for rank, word in enumerate(words):
                fields.setdefault(word, []).append((name, rank))
        lengths: dict[str, set[int]] = {}
        for word in fields:
            if word:
                lengths.setdefault(word[0], set()).add(len(word))
        longest_first = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        return cls({w: tuple(f) for w, f in fields.items()}, longest_first)

    def starts(self, text: str, at: int = 0) -> Iterator[str]:
        """Yield the labels that stand at ``text[at:]``, longest first."""
        for length in self.lengths.get(text[at : at + 1], ()):
            word = text[at : at + length]
            if word in self.fields:
                yield word


def vocabulary_of(kind: DocumentType, profile: Profile) -> Vocabulary:
    """Return the labels of a type with the profile's stop labels."""
    return _vocabulary(_Key(kind, profile))


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    kind: DocumentType
    profile: Profile

    def __hash__(self) -> int:
        return hash((id(self.profile), id(self.kind)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.profile is other.profile and self.kind is other.kind


@lru_cache(maxsize=256)
def _vocabulary(key: _Key) -> Vocabulary:
    fields = key.kind.fields
    words = {f"{name}_in_words" for name in fields} & set(fields)
    labels = {
        f.id: f.labels + (fields[f"{f.id}_in_words"].labels if f"{f.id}_in_words" in words else ())
        for f in fields.values()
    }
    labels |= {f"{f.id}{UNDER}": f.under for f in fields.values() if f.under}
    choices = [
        w
        for f in key.kind.fields.values()
        if f.kind == FieldKind.LINES
        for ws in f.choices.values()
        for w in ws
    ]
    return Vocabulary.of(labels, [*key.profile.stop_labels, *choices])
