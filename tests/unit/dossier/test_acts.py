"""Every right has words for the person it is refused to."""

from __future__ import annotations

from dossier.errors import ACTS
from dossier.rights import RIGHTS


def test_every_right_is_told_in_words():
    assert ACTS.keys() == RIGHTS.keys()
