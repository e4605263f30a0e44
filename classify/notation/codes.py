"""Numbers that carry a check character: credit code, registration number, identity number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from classify.normalise import Folded

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_IMPOSSIBLE = {"O": "0", "I": "1", "S": "5", "Z": "2", "V": "UY"}
_CONFUSED = {
    "0": "DQ",
    "D": "0",
    "Q": "0",
    "8": "B",
    "B": "8",
    "1": "L",
    "L": "1",
    "6": "G",
    "G": "6",
    "U": "Y",
    "Y": "U",
}
_LESS_USUAL = {
    **{"0": "6Q9", "1": "7T4", "2": "7", "3": "85", "4": "A1", "5": "63", "6": "58", "7": "1T2", "8": "369"},
    **{"9": "08", "A": "4R", "C": "G", "E": "FB", "F": "EP", "H": "NM", "J": "1", "K": "XR", "M": "NWH"},
    **{"N": "MH", "P": "FR", "R": "PKA", "T": "17Y", "W": "M", "X": "KY", "Y": "TX", "G": "C", "B": "3E"},
}
_DIGIT_FOR = {
    **{"O": "0", "D": "0", "Q": "0", "U": "0", "I": "1", "L": "1", "T": "7"},
    **{"S": "5", "Z": "2", "B": "8", "G": "6"},
}
PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林",
    "23": "黑龙江", "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西",
    "37": "山东", "41": "河南", "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南",
    "50": "重庆", "51": "四川", "52": "贵州", "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃",
    "63": "青海", "64": "宁夏", "65": "新疆", "71": "台湾", "81": "香港", "82": "澳门",
}  # fmt: skip
"""The first two digits of an administrative area and its province (GB/T 2260)."""
_AREAS = frozenset(PROVINCES) | {"10"}  # 10: registered with the State's own office
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z](?: ?[0-9A-Z]){17}(?![0-9A-Z])")
_ID_NUMBER = re.compile(r"(?<![0-9A-Z])[1-8][0-9OIL](?: ?[0-9OILBSZ]){15} ?[0-9X](?![0-9A-Z])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code as accepted: its value, whether the check passes, and where it stood.

    ``corrected`` when a misread character was mended, ``forced`` when only characters were that no code has.
    """

    value: str
    ok: bool
    corrected: bool
    start: int = 0
    end: int = 0
    forced: bool = False


def credit_check(first: str) -> str | None:
    """Return the check character of the first 17 characters of a credit code."""
    if len(first) != 17 or any(c not in _VALUES for c in first):
        return None
    total = sum(_VALUES[c] * weight for c, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_credit_code(code: str) -> bool:
    """Tell whether ``code`` is a unified social credit code with a right check character (GB 32100)."""
    return len(code) == 18 and credit_check(code[:17]) == code[17]


def has_area(code: str) -> bool:
    """Tell whether characters 3-8 can be an administrative area."""
    return code[2:8].isdigit() and code[2:4] in _AREAS


def organisation_ok(code: str) -> bool:
    """Tell whether characters 9-17 carry the organisation code's own check character (GB 11714)."""
    body = code[8:16]
    if len(code) != 18 or not all(c.isascii() and c.isalnum() for c in body):
        return False
    total = sum(int(c, 36) * weight for c, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11] == code[16]


def _forced(code: str) -> list[str]:
    """Return the readings without impossible characters: figures in the area, none of I O S V Z anywhere."""
    options = []
    for place, character in enumerate(code):
        if place in range(2, 8):
            options.append(_DIGIT_FOR.get(character, character))
        else:
            options.append(_IMPOSSIBLE.get(character, character))
    return ["".join(choice) for choice in product(*options)]


def correct_credit_code(code: str) -> str | None:
    """Mend a misread credit code: the one candidate that passes the check, or None (none or several)."""
    if len(code) != 18:
        return None
    forced = _forced(code)[:64]
    passing = {c for c in forced if is_credit_code(c) and has_area(c)}
    if not passing:
        tried = {t for candidate in forced for t in _one_changed(candidate, _CONFUSED)}
        passing = {t for t in tried if is_credit_code(t) and has_area(t)}
        # an organisation code that is right as read is not given up for the last character's sake
        if code not in forced or any(organisation_ok(candidate) for candidate in forced):
            passing = {t for t in passing if organisation_ok(t)}
    if not passing:
        # both check characters must agree before a less usual misreading is believed
        tried = {t for candidate in forced for t in _one_changed(candidate, _LESS_USUAL)}
        passing = {t for t in tried if is_credit_code(t) and has_area(t) and organisation_ok(t)}
    return passing.pop() if len(passing) == 1 else None


def _one_changed(code: str, confused: Mapping[str, str]) -> Iterator[str]:
    """Yield the code with one character read as another that looks alike."""
    for place, character in enumerate(code):
        for other in confused.get(character, ""):
            yield code[:place] + other + code[place + 1 :]


def read_credit_code(text: str) -> CodeFound:
    """Check a code of 18 characters and mend it where exactly one mended form passes."""
    code = re.sub(r"[^0-9A-Z]", "", text.upper())
    if is_credit_code(code):
        return CodeFound(code, True, False)
    mended = correct_credit_code(code)
    if mended is None:
        return CodeFound(code, False, False)
    return CodeFound(mended, True, True, forced=mended in _forced(code))


def _printed(text: Folded, start: int, end: int) -> str:
    """Return a code as printed: in capitals a small l is a one and a small o a nought."""
    pairs = zip(text.plain[start:end], text.origin[start:end], strict=True)
    return "".join({"l": "1", "o": "0"}.get(text.raw[at], c) for c, at in pairs if c != " ")


def find_credit_codes(text: Folded) -> tuple[CodeFound, ...]:
    """Find what looks like a credit code."""
    found = []
    for match in _CREDIT_CODE.finditer(text.plain):
        code = _printed(text, *match.span())
        if sum(c.isdigit() for c in code) < 9 or code[0] not in "159ANYSIBGQ":
            continue
        read = read_credit_code(code)
        if read.ok or has_area(_forced(code)[0]):
            mended = read.ok and read.value != match[0].replace(" ", "")
            forced = read.forced or not read.corrected
            found.append(CodeFound(read.value, read.ok, mended, match.start(), match.end(), forced))
    return tuple(found)


def is_registration_no(number: str) -> bool:
    """Tell whether the 15 digits of an old registration number end in the right check digit (MOD 11,10)."""
    if len(number) != 15 or not (number.isascii() and number.isdigit()):
        return False
    product_ = 10
    for digit in number[:14]:
        product_ = ((product_ + int(digit)) % 10 or 10) * 2 % 11
    return (product_ + int(number[14])) % 10 == 1


def is_id_number(number: str) -> bool:
    """Tell whether ``number`` is an identity number with a real birth date and check character (GB 11643)."""
    if not re.fullmatch(r"[1-8]\d{16}[\dX]", number, re.ASCII):
        return False
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * weight for c, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def find_id_numbers(plain: str) -> tuple[CodeFound, ...]:
    """Find identity numbers; letters read for figures are mended when the check then passes."""
    found = []
    for match in _ID_NUMBER.finditer(plain):
        printed = match[0].replace(" ", "")
        number = "".join(_DIGIT_FOR.get(c, c) for c in printed[:17]) + printed[17]
        ok = is_id_number(number)
        found.append(CodeFound(number, ok, ok and number != printed, match.start(), match.end()))
    return tuple(found)
