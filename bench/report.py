"""The page of measured figures, docs/benchmarks.md: every bench puts its own section there."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def machine() -> str:
    """Return the day, the processor's name, its cores and whether it has AMX: what a time depends on."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    amx = any("amx_tile" in line for line in lines if line.startswith("flags"))
    kind = "AMX" if amx else "no AMX"
    today = dt.date.today()
    return f"{today:%Y-%m-%d} · Python {platform.python_version()} · {name}, {os.cpu_count()} cores, {kind}"


def put_section(title: str, body: str) -> None:
    """Write a section in place of the one of the same title, or at the end."""
    text = PAGE.read_text("utf-8")
    section = f"## {title}\n\n{body.strip()}\n\n"
    found = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if found.search(text):
        text = found.sub(lambda _: section, text, count=1)
    else:
        text = f"{text.rstrip()}\n\n{section}"
    PAGE.write_text(text.rstrip() + "\n", "utf-8")
