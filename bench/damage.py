"""Damage to any file: cut, flipped, swapped, spliced, and numbers in it blown up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Damage = Callable[[bytes, random.Random], bytes]

ODD_NUMBERS = (0, 1, 2, 3, 7, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF)
ODD_NUMBERS += (0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 60_000, 1_000_000)
ODD_WORDS = (b"0", b"1", b"-1", b"nan", b"inf", b"1e308", b"-9e9", b"0.0000001", b"65536", b"2147483647")
ODD_WORDS += (b"4294967296", b"99999999999999999999", b"", b" ", b"<", b">>", b"null", b"g", b"A" * 5000)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def cut(data: bytes, chance: random.Random) -> bytes:
    """Take the end off."""
    return data[: chance.randrange(1, max(2, len(data)))]


def cut_inside(data: bytes, chance: random.Random) -> bytes:
    """Take a piece out of the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 2, 16, 512, 4096)) :]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Flip some bits, more often near the head."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        reach = min(len(made), chance.choice((64, 1024, len(made))))
        made[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    return bytes(made)


def swap(data: bytes, chance: random.Random) -> bytes:
    """Let two blocks change places."""
    size = chance.choice((4, 32, 512))
    if len(data) < 2 * size:
        return data[::-1]
    first = chance.randrange(len(data) - 2 * size + 1)
    second = chance.randrange(first + size, len(data) - size + 1)
    block = data[first : first + size]
    return (
        data[:first]
        + data[second : second + size]
        + data[first + size : second]
        + block
        + data[second + size :]
    )


def fill(data: bytes, chance: random.Random) -> bytes:
    """Write zeros, ones or noise over a block."""
    size, start = chance.choice((2, 16, 256, 2048)), chance.randrange(len(data))
    block = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    return data[:start] + block + data[start + size :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Write a block many times."""
    size, start = chance.choice((1, 8, 128, 1024)), chance.randrange(len(data))
    return data[:start] + data[start : start + size] * chance.choice((2, 50, 1000)) + data[start:]


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put noise in front, in the middle or at the end."""
    start = chance.choice((0, chance.randrange(len(data)), len(data)))
    return data[:start] + chance.randbytes(chance.choice((1, 3, 4, 100))) + data[start:]


def blow_up(data: bytes, chance: random.Random) -> bytes:
    """Write an odd number over two, four or eight bytes: lengths, counts, sizes."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        width = chance.choice((2, 4, 4, 8))
        start = chance.randrange(min(len(made), chance.choice((64, 512, len(made)))))
        number = chance.choice(ODD_NUMBERS) & (1 << 8 * width) - 1
        made[start : start + width] = number.to_bytes(width, chance.choice(("big", "little")))
    return bytes(made)


def odd_words(data: bytes, chance: random.Random) -> bytes:
    """Replace numbers that are written out in digits."""
    for _ in range(chance.choice((1, 2, 4))):
        found = list(_NUMBER.finditer(data))
        if not found:
            break
        spot = chance.choice(found)
        data = data[: spot.start()] + chance.choice(ODD_WORDS) + data[spot.end() :]
    return data


def spliced(others: Sequence[bytes]) -> Damage:
    """Return a damage that lets the file go on as another one."""

    def splice(data: bytes, chance: random.Random) -> bytes:
        other = chance.choice(others)
        place = chance.choice((8, 64, chance.randrange(1, len(data) + 1)))
        return data[:place] + other[chance.choice((0, place, chance.randrange(len(other)))) :]

    return splice


PLAIN: tuple[Damage, ...] = (cut, cut_inside, flip, flip, swap, fill, repeat, insert, blow_up, blow_up)
