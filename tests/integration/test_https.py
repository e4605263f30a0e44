"""HTTPS with a certificate of one's own, and what a proxy says, believed only from a trusted address."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.app import create_app
from dossier.commands.serve import server_config
from dossier.errors import SettingInvalid
from dossier.settings import Settings, read_settings
from dossier.wiring import open_service


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve as ``dossier run`` does; gives the address."""
    with open_service(settings) as service:
        server = uvicorn.Server(server_config(create_app(service), settings))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"{settings.scheme}://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "dossier")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return pem, secret


def test_a_certificate_of_ones_own_is_used_and_cookies_are_secure(tmp_path, certificate):
    pem, key = certificate
    settings = read_settings(tmp_path / "data", port=0, tls_certificate=pem, tls_key=key, reader="none")
    with served(settings) as url:
        trusting = ssl.create_default_context(cafile=str(pem))
        answer = httpx.get(f"{url}/login", verify=trusting, timeout=60)
        assert answer.status_code == 200
        assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(("trusted", "secure"), [(("127.0.0.1",), True), (("10.9.9.9",), False)])
def test_a_proxy_is_believed_by_its_address(tmp_path, trusted, secure):
    settings = read_settings(tmp_path / "data", port=0, trusted_proxies=trusted, reader="none")
    with served(settings) as url:
        headers = {"x-forwarded-proto": "https", "x-forwarded-for": "10.1.1.1"}
        answer = httpx.get(f"{url}/login", headers=headers, timeout=60)
        assert ("secure" in answer.headers["set-cookie"].lower()) is secure


def test_a_certificate_that_is_not_there_stops_the_start(tmp_path):
    with pytest.raises(SettingInvalid, match="TLS_CERTIFICATE"):
        read_settings(tmp_path, tls_certificate=tmp_path / "none.pem")
