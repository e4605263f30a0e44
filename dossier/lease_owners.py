"""Who holds a file's lease: a process by a name that no later one bears, and whether it still lives."""

from __future__ import annotations

import os
import socket

import psutil


def this_process() -> str:
    """Return a name for this process that no later one bears: host, pid, start time."""
    started = psutil.Process().create_time()
    return f"{socket.gethostname()}:{os.getpid()}:{started:.2f}"


def is_alive(owner: str) -> bool:
    """Tell whether the process of that name lives; on another host, until its lease ends."""
    host, pid, started = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return True
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(started)) < 0.05
    except (psutil.NoSuchProcess, ValueError):
        return False
