"""Readers that go wrong on papers whose title says so; imported by the worker processes too."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pymupdf

from capture.pages import Page
from capture.pool import PageTask, read_task

MARKS = ("CRASH", "HANG", "HUNGRY", "FOREIGN")


def read(task: PageTask) -> Page:
    """Read a page like the real one, unless the file's title asks for trouble on this page."""
    with pymupdf.open(task.path) as document:
        mark, _, number = (document.metadata["title"] or "").partition(" ")
    if mark in MARKS and int(number) == task.number:
        go_wrong(mark)
    return read_task(task)


def read_in_turn(task: PageTask) -> Page:
    """Read a page like the real one, once there is a file ``go`` in the folder that the title names.

    Which pages are begun is written down there, by the paper's subject.
    """
    with pymupdf.open(task.path) as document:
        folder, name = Path(document.metadata["title"]), document.metadata["subject"]
    with (folder / "begun").open("a") as begun:
        begun.write(f"{name}{task.number} ")
    while not (folder / "go").exists():
        time.sleep(0.01)
    return read_task(task)


def go_wrong(mark: str) -> None:
    """Crash, hang, take all memory, or fail in a way nobody foresaw."""
    if mark == "CRASH":
        os.kill(os.getpid(), signal.SIGSEGV)
    if mark == "HANG":
        time.sleep(3600)
    if mark == "HUNGRY":
        hoard = []
        while True:
            hoard.append(bytearray(64 << 20))
    raise RuntimeError("nobody foresaw this")
