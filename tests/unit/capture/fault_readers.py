"""Readers that go wrong, for the tests of the page pool; page 1 goes wrong, every other page is read."""

from __future__ import annotations

import os
import signal
import time

from capture.pages import Page
from capture.pool import PageTask


def read_well(task: PageTask) -> Page:
    return Page(task.number, 10, 10, 0, ())


def crash(task: PageTask) -> Page:
    if task.number == 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read_well(task)


def hang(task: PageTask) -> Page:
    if task.number == 1:
        time.sleep(600)
    return read_well(task)


def eat_memory(task: PageTask) -> Page:
    if task.number == 1:
        eaten = [bytearray(64 * 1024 * 1024) for _ in range(1000)]
        return Page(len(eaten), 10, 10, 0, ())
    return read_well(task)


def fail(task: PageTask) -> Page:
    if task.number == 1:
        raise ValueError("a mistake in a reader")
    return read_well(task)


def wait_for_file(task: PageTask) -> Page:
    """Page 1 writes its process id into the task's file and waits to be killed."""
    if task.number == 1:
        task.path.write_text(str(os.getpid()))
        time.sleep(600)
    return read_well(task)


def in_turn(task: PageTask) -> Page:
    """Write down which pages are begun, in a file; page 1 waits until there is a file ``go`` beside it."""
    with task.path.open("a") as begun:
        begun.write(f"{task.number} ")
    while task.number == 1 and not task.path.with_name("go").exists():
        time.sleep(0.01)
    return read_well(task)


_KEPT: list[bytes] = []


def keep_memory(task: PageTask) -> Page:
    """Each page leaves 16 MB behind; its width tells which process read it."""
    _KEPT.append(os.urandom(16 * 1024 * 1024))
    return Page(task.number, os.getpid(), 10, 0, ())
