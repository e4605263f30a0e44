"""A colour profile for pictures in four inks that bring none: what their numbers look like on a screen.

The profile is made here, so nobody's licence is needed: the plain rule R = (1 - C)(1 - K) of every viewer,
written as an ICC profile, version 2.4, of class "input" (ICC.1:2001-04, 6.3.1.2 and 6.5.6).
"""

from __future__ import annotations

import struct
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_STEPS = 6
_D50 = (0.9642, 1.0, 0.8249)
_TO_XYZ = ((0.4360, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7141))
"""From linear sRGB to XYZ under D50 (Bradford), as ICC profiles of sRGB have it."""
_ONE = 0x10000


@lru_cache(maxsize=1)
def ink_profile() -> bytes:
    """Return the profile."""
    tags = {
        b"desc": _description("Four inks, plain"),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * _ONE) for value in _D50)),
        b"A2B0": _table(),
    }
    entries, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        entries += struct.pack(">4sII", tag, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x02400000, b"scnr", b"CMYK", b"Lab ")
    made = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    light = struct.pack(">3i", *(round(value * _ONE) for value in _D50))
    head += made + b"acsp" + bytes(28) + light
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + entries + body


def _description(text: str) -> bytes:
    shown = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(shown)) + shown + bytes(4 + 4 + 2 + 1 + 67)


def _table() -> bytes:
    """Return the 8-bit look-up table from inks to Lab, the last ink varying fastest."""
    steps = np.linspace(0.0, 1.0, _STEPS)
    cyan, magenta, yellow, black = np.meshgrid(steps, steps, steps, steps, indexing="ij")
    shown = np.stack([(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)], axis=-1)
    straight = bytes(range(256))
    identity = struct.pack(">9i", _ONE, 0, 0, 0, _ONE, 0, 0, 0, _ONE)
    head = b"mft1" + bytes(4) + bytes((4, 3, _STEPS, 0)) + identity
    return head + straight * 4 + _lab(shown).tobytes() + straight * 3


def _lab(shown: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return sRGB values (0 to 1) as Lab in bytes: L from 0 to 100 as 0 to 255, a and b with 128 for 0."""
    linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    relative = linear @ np.array(_TO_XYZ).T / np.array(_D50)
    root = np.where(relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116)
    light = 116 * root[..., 1] - 16
    red, blue = 500 * (root[..., 0] - root[..., 1]), 200 * (root[..., 1] - root[..., 2])
    lab = np.stack([light * 255 / 100, red + 128, blue + 128], axis=-1)
    return np.clip(np.round(lab), 0, 255).astype(np.uint8)
