"""A child process that stays warm and does one thing at a time; made anew when it dies or hangs.

Each has a pipe of its own and nothing else in common with others: a pool whose workers share a queue and
its lock stands still for ever when a worker is killed while it holds that lock, waiting for work.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

import psutil

T = TypeVar("T")

START_SECONDS = 180.0


class ProcessDied(Exception):
    """The process died at its work: killed, crashed, out of memory, or an error nobody foresaw."""


class ProcessTimeout(Exception):
    """The process did not answer in time and was ended."""


class WarmProcess:
    """One child process. Calls come from one thread at a time; ``kill`` may come from any."""

    def __init__(
        self,
        prepare: Callable[..., object],
        arguments: tuple[Any, ...],
        *,
        expected: tuple[type[Exception], ...],
    ) -> None:
        """Start nothing yet.

        ``prepare`` is called in the child before it is ready. Errors of the ``expected`` kinds are
        passed on to the caller; any other ends the child.
        """
        self._prepare = prepare
        self._arguments = arguments
        self._expected = expected
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> object:
        """Make the process, unless it lives, and wait until it is ready.

        The child may ask to die with the thread that calls this.

        Returns:
            What ``prepare`` returned; None where the process lives already.

        Raises:
            ProcessDied: it did not get ready.
        """
        if self._process is not None and not multiprocessing.connection.wait([self._process.sentinel], 0):
            return None
        self.end()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._prepare, self._arguments, self._expected), daemon=True
        )
        process.start()
        self._process, self._pipe = process, ours  # not before: who kills meanwhile would find half of it
        theirs.close()
        return self._wait(START_SECONDS)[1]

    def call(self, seconds: float, function: Callable[..., T], *arguments: object) -> T:
        """Let the process call a function.

        Raises:
            ProcessDied: it died; the next call finds a new process.
            ProcessTimeout: it took longer than ``seconds``; the next call finds a new process.
            Exception: one of the expected kinds, as the function raised it.
        """
        self.start()
        try:
            self._pipe_open().send((function, arguments))
        except OSError as error:
            self.end()
            raise ProcessDied from error
        done, value = self._wait(seconds)
        if not done:
            raise value
        answer: T = value
        return answer

    def memory(self) -> int:
        """Return how many bytes of memory the process holds, 0 where there is none."""
        process = self._process
        if process is None or process.pid is None:
            return 0
        try:
            held: int = psutil.Process(process.pid).memory_info().rss
        except psutil.NoSuchProcess:
            return 0
        return held

    def kill(self) -> None:
        """End the process at once, whatever it does; a call under way fails."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """End the process and wait until it is gone."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None:
            process.kill()
            process.join()
        if pipe is not None:
            pipe.close()

    def _pipe_open(self) -> Connection:
        if self._pipe is None:
            raise ProcessDied
        return self._pipe

    def _wait(self, seconds: float) -> tuple[bool, Any]:
        pipe = self._pipe_open()
        try:
            if not pipe.poll(seconds):
                self.end()
                raise ProcessTimeout
            answer: tuple[bool, Any] = pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise ProcessDied from error
        return answer


def _serve(
    pipe: Connection,
    prepare: Callable[..., object],
    arguments: tuple[Any, ...],
    expected: tuple[type[Exception], ...],
) -> None:
    """What the child does: get ready, then answer one call after the other until nobody asks."""
    pipe.send((True, prepare(*arguments)))
    while True:
        try:
            function, values = pipe.recv()
        except EOFError:
            return
        try:
            answer = True, function(*values)
        except expected as error:
            answer = False, error
        pipe.send(answer)
