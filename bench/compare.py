"""Compare what was read with what is true; values are normalised the same way on both sides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

JUDGED = ("business_licence", "contract", "delivery_slip")

_DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_PUNCTUATION = re.compile(r"[\s，。、；：,.;:（）()“”\"'《》]")


@dataclass(slots=True)
class Verdict:
    """How one paper was judged."""

    file: str
    layout: str
    expected_type: str
    found_type: str | None
    type_right: bool
    customer_right: bool
    review: bool
    documents: int
    fields: dict[str, bool] = field(default_factory=dict)
    cells: tuple[int, int] = (0, 0)
    lines: tuple[int, int] = (0, 0)
    invented: tuple[str, ...] = ()
    misses: list[str] = field(default_factory=list)

    @property
    def wrongly_filed(self) -> bool:
        """Filed by itself although type or customer is wrong."""
        return not self.review and not (self.type_right and self.customer_right)


def judge_paper(truth: Mapping[str, Any], result: Mapping[str, Any]) -> Verdict:
    """Judge the answer of ``dossier read`` about one file."""
    documents: Sequence[Mapping[str, Any]] = result.get("documents", ())
    verdict = Verdict(
        file=truth["file"], layout=truth["layout"], expected_type=truth["type"], found_type=None,
        type_right=False, customer_right=False, review=True, documents=len(documents),
    )  # fmt: skip
    if not documents:
        verdict.misses.append(f"no document: {result.get('error')}")
        _miss_all(verdict, truth)
        return verdict
    first = documents[0]
    verdict.found_type = first["type"]
    verdict.review = any(document["review"] for document in documents)
    verdict.type_right = first["type"] == truth["type"] and len(documents) == 1
    if not verdict.type_right:
        verdict.misses.append(f"type: {truth['type']} read as {[document['type'] for document in documents]}")
    _judge_customer(verdict, truth, first)
    _judge_fields(verdict, truth, first.get("fields", {}))
    _judge_lines(verdict, truth, result.get("pages", ()))
    return verdict


def _miss_all(verdict: Verdict, truth: Mapping[str, Any]) -> None:
    verdict.fields = dict.fromkeys(truth["fields"], False)


def _judge_customer(verdict: Verdict, truth: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    expected, got = truth["customer"], found.get("customer")
    if truth["type"] == "other":
        verdict.customer_right = True
        return
    name = "" if got is None else got["name"]
    verdict.customer_right = _flat(name) == _flat(expected["name"])
    if not verdict.customer_right:
        verdict.misses.append(f"customer: {expected['name']!r} read as {name!r}")


def _judge_fields(verdict: Verdict, truth: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    for key, expected in truth["fields"].items():
        got = found[key]["value"] if key in found else None
        right = same_value(key, expected, got)
        verdict.fields[key] = right
        if key == "lines":
            verdict.cells = compare_cells(expected, got)
        if not right:
            verdict.misses.append(f"{key}: {expected!r} read as {got!r}")
    known = set(truth["fields"]) | set(truth["unjudged"])
    verdict.invented = tuple(sorted(set(found) - known))


def _judge_lines(verdict: Verdict, truth: Mapping[str, Any], pages: Sequence[Mapping[str, Any]]) -> None:
    """Count the true lines whose text stands somewhere in the text that was read of their page."""
    hits = total = 0
    for lines, page in zip(truth["lines"], pages, strict=False):
        text = _bare(page["text"])
        for line in lines:
            total += 1
            hits += _bare(line["text"]) in text
    verdict.lines = (hits, total)


def same_value(key: str, expected: Any, got: Any) -> bool:
    """Say whether two values of a field mean the same."""
    if key == "lines":
        right, total = compare_cells(expected, got)
        return right == total and len(expected) == len(got or ())
    if got is None or expected is None:
        return bool(got == expected)
    if key.endswith("in_words"):
        return words_to_money(str(expected)) == words_to_money(str(got))
    if key == "scope":
        return _PUNCTUATION.sub("", _flat(str(expected))) == _PUNCTUATION.sub("", _flat(str(got)))
    return _flat(str(expected)) == _flat(str(got))


def compare_cells(expected: Sequence[Mapping[str, Any]], got: Any) -> tuple[int, int]:
    """Return how many cells of the goods lines are right, of how many."""
    rows = got if isinstance(got, list) else []
    right = total = 0
    for number, row in enumerate(expected):
        other = rows[number] if number < len(rows) else {}
        for key, value in row.items():
            total += 1
            cell = other.get(key)
            right += cell == value or (
                value is not None and cell is not None and _flat(str(cell)) == _flat(str(value))
            )
    return right, total


def words_to_money(text: str) -> Decimal | None:
    """Read 壹万贰仟叁佰元整 (or a plain number) as yuan; None when it is neither."""
    text = _flat(text).removeprefix("人民币").replace("圆", "元").rstrip("整正")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    match = re.fullmatch(r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*)元?零?(?:(.)角)?零?(?:(.)分)?", text)
    if match is None:
        return None
    whole, jiao, fen = match.groups()
    value = Decimal(_whole(whole))
    for char, part in ((jiao, 10), (fen, 100)):
        if char is not None:
            if char not in _DIGITS:
                return None
            value += Decimal(_DIGITS[char]) / part
    return value


def _whole(text: str) -> int:
    total = group = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            group += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            group, digit = group + digit, 0
            total = (total + group) * 10**8 if char == "亿" else total + group * 10**4
            group = 0
    return total + group + digit


def _flat(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _bare(text: str) -> str:
    return re.sub(r"[\s○〇O0]", "", _flat(text))
