"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# a shared machine may pause for longer than any example takes; how long code takes is for bench/ to say
settings.register_profile("dossier", deadline=None)
settings.load_profile("dossier")
