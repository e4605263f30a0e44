"""Which host names and addresses mean this machine itself."""

from __future__ import annotations

import ipaddress

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""The usual ones; every address of 127.0.0.0/8 is one, too."""


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches a service that listens on, or is asked under, ``host``."""
    name = host.lower()
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
