"""What keeps strangers out: cookies, form tokens, response headers, host names, the brake on logins."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dossier.loopback import LOOPBACK_NAMES, is_loopback

SESSION_COOKIE = "dossier_session"
FORM_COOKIE = "dossier_form"
LANGUAGE_COOKIE = "dossier_language"
TOKEN_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS: dict[str, str] = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def new_secret() -> str:
    """Return a secret for a cookie."""
    return secrets.token_urlsafe(32)


def form_token(secret: str) -> str:
    """Return the token that a form carries, bound to the cookie that only the same browser sends."""
    return hmac.new(secret.encode(), b"dossier form", hashlib.sha256).hexdigest()


def same_token(expected: str | None, given: str | None) -> bool:
    """Compare two tokens without telling by time how much of them is right; nothing fits nothing."""
    if not expected or not given:
        return False
    return hmac.compare_digest(expected.encode(), given.encode())


def inner_path(target: str | None) -> str:
    """Return where to go next, or the first page when the wish leads out of this service."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return "/"
    if any(ord(sign) < 32 for sign in target):
        return "/"
    return target


def _host_name(header: str) -> str:
    return (urlsplit(f"//{header}").hostname or "").lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class HostRule:
    """Which names the service answers to.

    A page on another site can point its own name at this machine and then read what it gets (DNS
    rebinding); it cannot do so with an address or with a name it does not own. On loopback only
    loopback names are answered, else also any literal address and this machine's names.
    """

    loopback: bool
    names: frozenset[str]

    @classmethod
    def for_address(cls, host: str, more: Iterable[str] = ()) -> HostRule:
        """Make the rule for the address the service listens on."""
        loopback = is_loopback(host)
        own = {host.lower(), *(name.lower() for name in more)}
        if not loopback:
            own |= {socket.gethostname().lower(), socket.getfqdn().lower()}
        return cls(loopback=loopback, names=frozenset(own | LOOPBACK_NAMES))

    def allows(self, header: str | None) -> bool:
        """Say whether a ``Host`` header is one of ours."""
        try:
            name = _host_name(header or "")
        except ValueError:
            return False
        return name in self.names or (not self.loopback and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(origin: str | None, host: str | None) -> bool:
    """Say whether a request comes from a page of this service; browsers that send no origin pass."""
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == (host or "").lower()


NAME, FROM = "name ", " from "


@dataclass(slots=True)
class _Tries:
    failed: int = 0
    last: float = 0.0
    blocked_until: float = 0.0


@dataclass(slots=True)
class LoginBrake:
    """Slows guessing down: once a key failed as often as is free, each further failure doubles the wait."""

    first_wait: float = 30.0
    longest_wait: float = 900.0
    forget_after: float = 3600.0
    clock: Callable[[], float] = time.monotonic
    _tries: dict[str, _Tries] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, keys: Iterable[str]) -> int:
        """Return for how many seconds the keys are locked; 0 when they are not."""
        now = self.clock()
        with self._lock:
            until = max((self._tries[key].blocked_until for key in keys if key in self._tries), default=0.0)
        return max(0, -int(-(until - now) // 1))

    def failed(self, keys: Mapping[str, int]) -> int:
        """Remember a failure; ``keys`` says how many are free for each.

        Returns the seconds for which one of the keys is locked by it, 0 when none is.
        """
        now = self.clock()
        with self._lock:
            self._forget(now)
            for key, free in keys.items():
                tries = self._tries.setdefault(key, _Tries())
                tries.failed += 1
                tries.last = now
                over = tries.failed - free
                if over >= 0:
                    tries.blocked_until = now + min(self.longest_wait, self.first_wait * 2 ** min(over, 10))
        return self.wait(keys)

    def locked(self, name: str) -> int:
        """Return for how many seconds an account is locked, from whatever address it was guessed at."""
        with self._lock:
            keys = [key for key in self._tries if is_about(key, name)]
        return self.wait(keys)

    def release(self, name: str) -> None:
        """Forget the failures of an account, from whatever address."""
        with self._lock:
            for key in [key for key in self._tries if is_about(key, name)]:
                del self._tries[key]

    def succeeded(self, keys: Iterable[str]) -> None:
        """Forget the failures of the keys."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)

    def _forget(self, now: float) -> None:
        for key in [key for key, tries in self._tries.items() if now - tries.last > self.forget_after]:
            del self._tries[key]


def login_keys(name: str, address: str) -> dict[str, int]:
    """Return what a failed login counts against, and how many failures are free.

    A whole office may come from one address (a proxy, or this machine itself), so an address alone is
    braked late; a name alone is, too, or anybody could lock anybody out.
    """
    name = name.strip().lower()
    return {f"{name}{FROM}{address}": 5, f"{NAME}{name}": 20, f"address {address}": 50}


def is_about(key: str, name: str) -> bool:
    """Say whether a key of the brake is about an account."""
    name = name.strip().lower()
    return key == f"{NAME}{name}" or key.rpartition(FROM)[0] == name
