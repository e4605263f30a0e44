"""How often a long-running process looks for rings of dead objects."""

from __future__ import annotations

import gc

FIRST_LOOK = 200_000
"""New objects before the first look: fewer than the checklist of a dossier of thousands of papers makes.

Python's own 700 looks some hundred and fifty times while the checklist of 2,000 papers is being computed,
and takes as long as the computing; what dies without a ring is freed at once in either case.
"""


def settle() -> None:
    """Leave what start-up made out of all later looks, and look more rarely from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FIRST_LOOK, 10, 10)
