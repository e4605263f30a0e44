"""Which typeface stands in for one that an OFD names only: one built in, or the system's.

Places come from the file: without the system's typefaces a page looks a little different and says the same.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path("/usr/share/fonts/truetype")
_SONG = str(_FOLDER / "arphic-gbsn00lp/gbsn00lp.ttf")
_KAI = str(_FOLDER / "arphic-gkai00mp/gkai00mp.ttf")
_ALIKE = (
    ("courier", "cour"),
    ("consolas", "cour"),
    ("times", "tiro"),
    ("arial", "helv"),
    ("helvetica", "helv"),
    ("楷", _KAI),
    ("kai", _KAI),
    ("宋", _SONG),  # with 仿宋, of which no free one is packaged
    ("song", _SONG),
    ("simsun", _SONG),
    ("fzss", _SONG),
)


def typeface_like(name: str) -> str | None:
    """Return the name of a built-in typeface or the file of one, alike to one; nothing for sans serif."""
    low = name.lower()
    alike = next((face for word, face in _ALIKE if word in low), None)
    return alike if alike is None or not alike.startswith("/") or Path(alike).is_file() else None
