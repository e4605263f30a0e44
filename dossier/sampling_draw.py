"""The draw of an acceptance sampling: how many documents, and which, so that anybody can repeat it.

DA/T 31-2017: at least 5 % of the documents are looked at by a person. The draw needs no program of ours to
be repeated: of every document that could be drawn, the SHA-256 of ``SEED:ID`` is taken, and those with the
smallest are the sample.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence

from capture.pages import Message
from dossier.errors import BadRequest

LEAST_PERCENT = 5
"""DA/T 31-2017: the smallest share of documents that a person looks at."""

_SEED = re.compile(r"[0-9A-Za-z_.-]{1,60}")


def sample_size(population: int, percent: int) -> int:
    """Return how many of so many documents are drawn: the share rounded up, at least one.

    Raises:
        BadRequest: the share is less than the standard asks, or more than all.
    """
    if not LEAST_PERCENT <= percent <= 100:
        raise BadRequest(
            Message("{percent} % cannot be drawn.", {"percent": percent}),
            Message("DA/T 31 asks for 5 % or more; 100 % are all documents."),
        )
    return min(population, max(1, -(-population * percent // 100)))


def new_seed() -> str:
    """Return a seed nobody could know before."""
    return secrets.token_hex(8)


def checked_seed(seed: str) -> str:
    """Return a seed that somebody gave.

    Raises:
        BadRequest: it holds anything but letters, digits and ``_.-``.
    """
    if not _SEED.fullmatch(seed):
        raise BadRequest(
            Message("“{seed}” is no seed.", {"seed": seed[:60]}),
            Message("Give up to 60 letters and digits, or nothing: then one is made."),
        )
    return seed


def draw_sample(population: Sequence[int], size: int, seed: str) -> list[int]:
    """Return the ids that are drawn, smallest id first."""
    ranked = sorted(population, key=lambda one: (rank(seed, one), one))
    return sorted(ranked[:size])


def rank(seed: str, document_id: int) -> str:
    """Return what a document's place in the draw is decided by."""
    return hashlib.sha256(f"{seed}:{document_id}".encode()).hexdigest()
