"""A web application on loopback, in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def own_port() -> Iterator[socket.socket]:
    """Hold a free port: one that is only looked up may be another's before the server has it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held


@contextmanager
def on_loopback(app: Any, port: int | None = None) -> Iterator[str]:
    """Serve an application, at a port that the caller holds or at one of its own; gives its address.

    Raises:
        AssertionError: the server does not start.
    """
    config = uvicorn.Config(app, host="127.0.0.1", port=port or 0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended before it served"
            time.sleep(0.01)
        taken = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{taken}"
    finally:
        server.should_exit = True
        thread.join()
