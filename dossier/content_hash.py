"""The SHA-256 of a file where it lies in an inbox, to compare it with what is stored."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from capture.inbox import open_regular

CHUNK = 1 << 20


def hash_of(fd: int) -> str:
    """Return the SHA-256 of an open file, wherever it is read just now."""
    digest, offset = hashlib.sha256(), 0
    while chunk := os.pread(fd, CHUNK, offset):
        digest.update(chunk)
        offset += len(chunk)
    return digest.hexdigest()


def hash_in(root: Path, path: str) -> str:
    """Return the SHA-256 of a file of an inbox.

    Raises:
        OSError: it can't be read now.
    """
    with open_regular(root, path) as fd:
        return hash_of(fd)
