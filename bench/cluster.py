"""A private PostgreSQL cluster of Debian's package for benches and tests, reached through a socket only."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_USER = "bench"
_SECONDS = 120


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[4])
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return None if on_path is None else Path(on_path).resolve().parent


def address(folder: Path, name: str = "postgres") -> str:
    """Return the address of a database of the cluster in the folder."""
    return f"postgresql://{_USER}@/{name}?host={folder}"


@contextlib.contextmanager
def cluster(*options: str, keep: Path | None = None) -> Iterator[Path]:
    """Run a server with Debian's settings and these beside; give the folder, in which its socket lies.

    The folder is gone at the end, unless it is one to ``keep``: that is made, or taken as it was left.

    Raises:
        SystemExit: PostgreSQL is not installed.
    """
    if programs() is None:
        raise SystemExit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = keep or Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    folder.mkdir(parents=True, exist_ok=True)
    user = _unprivileged_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = f"{folder}/data"
    try:
        if not Path(data).is_dir():
            _run(
                folder,
                user,
                "initdb",
                "-D",
                data,
                "-U",
                _USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            )
        said = " ".join((f"-k {folder} -c listen_addresses=''", *(f"-c {one}" for one in options)))
        _run(folder, user, "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log.txt", "-o", said, "start")
        yield folder
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            how = "immediate" if keep is None else "fast"
            _run(folder, user, "pg_ctl", "-D", data, "-w", "-m", how, "stop")
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def spent(process: int) -> float:
    """Return the processor seconds that one of the server's processes has spent."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def _run(folder: Path, user: pwd.struct_passwd | None, program: str, *words: str) -> None:
    as_user: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with (folder / "output.txt").open("ab") as output:
        subprocess.run(
            [(programs() or Path()) / program, *words],
            check=True, cwd=folder, stdout=output, stderr=output, timeout=_SECONDS, **as_user,
        )  # fmt: skip


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None
