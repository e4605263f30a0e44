"""Names that a paper gives more than once: a reading that others on the same paper contradict is mended.

Firms are named in the heading, in the text, where they sign and in their seals. Where two readings differ by
one character, one of them was misread. Only what stands elsewhere on the paper is put in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Hamming

from capture.pages import Line, Message
from classify.names.organisations import organisation
from classify.names.places import area_names, unknown_place
from classify.normalise import fold, folded, has_han
from classify.notation.codes import is_credit_code
from classify.profile import DocumentType, FieldKind
from classify.sheet import Sheet
from classify.values import Check, FieldValue

Fields = dict[str, FieldValue]
_SHORTEST = 8  # characters; shorter names are alike by chance
_TELLS_APART = frozenset("一二三四五六七八九十东西南北中上下大小新老前后左右甲乙丙丁0123456789")
"""Characters by which two firms differ that are not one firm misread: 第一…厂, 第二…厂."""
_MOST_SIGNS = 20_000
_PLAINLY_READ, _DOUBTED = 0.97, 0.75
"""How sure a character is that its seal does not gainsay, and how sure a doubted name is at most."""
_HALF_READ = 0.7
"""Below which certainty of one character a name is doubted: of 121 names of new customers filed from papers
laid out after public templates one was wrong, at 0.54, and three right ones were below 0.7."""
_ENOUGH_OTHERS = 3
"""How many other readings, the seal's among them, outvote one: two firms may be called nearly alike."""


def settle_names(kind: DocumentType, fields: Fields, sheets: Sequence[Sheet]) -> None:
    """Put a firm's name right where the paper itself contradicts how it was read.

    A place that is none gives way to the name as it stands elsewhere, or to the place that the paper names
    elsewhere and that its credit code is of; any other character to what three readings have in its place.
    A name is doubted where a character was read unsurely that its seal has otherwise.
    """
    names = [rule.id for rule in kind.fields.values() if rule.kind == FieldKind.COMPANY and rule.id in fields]
    names = [name for name in names if organisation(str(fields[name].value)) == fields[name].value]
    if not names:
        return
    text = "".join(row.text for sheet in sheets for row in sheet.rows)[:_MOST_SIGNS]
    plain = "".join(row.plain for sheet in sheets for row in sheet.rows)[:_MOST_SIGNS]
    seals = " ".join(seal.text for sheet in sheets for seal in sheet.page.seals if seal.text)
    codes = [str(v.value) for v in fields.values() if isinstance(v.value, str) and is_credit_code(v.value)]
    known = {folded(str(fields[name].value)) for name in names}
    for name in names:
        value = str(fields[name].value)
        right = _as_said_elsewhere(value, text, plain, known, folded(seals)) or _as_coded(value, text, codes)
        if right is not None and len(right) == len(value):
            message = Message("A misread character of the name was mended as the paper has it elsewhere.", {})
            checks = (*fields[name].checks, Check("corrected", True, message))
            fields[name] = replace(fields[name], value=right, checks=checks)
        elif _is_sealed_otherwise(value, text, sheets) or _is_half_read(value, seals, sheets):
            fields[name] = replace(fields[name], confidence=min(fields[name].confidence, _DOUBTED))


def _is_sealed_otherwise(value: str, text: str, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a seal has another character where the name, said once on the paper, was read unsurely.

    Seals are pressed over the name they bear, and hide parts of it: which of both was misread nothing tells.
    """
    key = folded(value)
    if len(key) < _SHORTEST or text.count(key) > 1:
        return False
    seals = [fold(seal.text) for sheet in sheets for seal in sheet.page.seals]
    if any(key in seal.text for seal in seals):
        return False
    near = [folded(other) for seal in seals for other in _near(key, seal.text, seal.plain)]
    places = {n for other in near for n, (one, two) in enumerate(zip(key, other, strict=True)) if one != two}
    lines = [line for sheet in sheets for line in sheet.page.lines if line.sure and not line.seal]
    read = [found for line in lines if (found := _characters(line, key))]
    return any(found[n][1] < _PLAINLY_READ for found in read for n in places)


def _is_half_read(value: str, seals: str, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a character of a name was read no better than by half wherever the name stands.

    Rare characters of townships are taken for usual ones of the same shape (垾 for 焊), never surely.
    """
    key = folded(value)
    lines = (line for sheet in sheets for line in sheet.page.lines if line.sure and not line.seal)
    sures = ([sure for sign, sure in _characters(line, key) if has_han(sign)] for line in lines)
    least = [min(sure) for sure in sures if sure]
    return bool(least) and max(least) < _HALF_READ and key not in folded(seals)


def _characters(line: Line, key: str) -> list[tuple[str, float]]:
    """Return each character of a folded name as a line has it, and how surely it was read; none elsewhere."""
    said = fold(line.text)
    at = said.text.find(key)
    spans = (said.span(at + n, at + n + 1) for n in range(len(key))) if at >= 0 else ()
    return [(line.text[start:end], min(line.sure[start:end])) for start, end in spans]


def _as_said_elsewhere(value: str, text: str, plain: str, known: set[str], seals: str) -> str | None:
    """Return a name with the one character that its other readings on the paper have in its place."""
    key = folded(value)
    if len(key) != len(value) or len(key) < _SHORTEST:
        return None
    others = Counter(other for other in _near(key, text, plain) if folded(other) not in known)
    wrong = unknown_place(value) is not None
    for other, count in others.most_common(1):
        at = next(n for n, (one, two) in enumerate(zip(key, folded(other), strict=True)) if one != two)
        count += folded(other) in seals
        if len(others) > 1 and count == others.most_common(2)[1][1]:
            return None
        right = value[:at] + other[at] + value[at + 1 :]
        if wrong:
            return right if unknown_place(right) is None else None
        apart = {key[at], folded(other)[at]} & _TELLS_APART
        outvoted = count >= _ENOUGH_OTHERS and count > text.count(key) + (key in seals)
        return right if outvoted and not apart and unknown_place(right) is None else None
    return None


def _near(key: str, text: str, plain: str) -> Iterator[str]:
    """Yield the stretches of a text, in plain form, that differ from a folded name in one character."""
    half = len(key) // 2
    starts: set[int] = set()
    for part, offset in ((key[:half], 0), (key[half:], half)):
        at = text.find(part)
        while at >= 0:
            starts.add(at - offset)
            at = text.find(part, at + 1)
    for start in sorted(start for start in starts if 0 <= start <= len(text) - len(key)):
        piece = text[start : start + len(key)]
        if Hamming.distance(piece, key) == 1:
            yield plain[start : start + len(key)]


def _as_coded(value: str, text: str, codes: Sequence[str]) -> str | None:
    """Return a name with the place that the credit code is of, where the paper names that place, too."""
    place = unknown_place(value)
    if place is None:
        return None
    for area in (area for code in codes for area in area_names(code[2:8])):
        if len(area) == len(place) and Hamming.distance(area, place) == 1 and folded(area) in text:
            return value.replace(place, area, 1)
    return None
