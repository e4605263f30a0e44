"""A private PostgreSQL cluster of Debian's package for a bench, reached through a socket only."""

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


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a running server's database, with Debian's settings; gone at the end."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[4])
    if not found:
        raise SystemExit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    as_user: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(*words: str) -> None:
        program = found[-1].parent / words[0]
        with (folder / "output.txt").open("ab") as output:
            subprocess.run(
                [program, *words[1:]], check=True, cwd=folder, stdout=output, stderr=output, **as_user
            )

    try:
        run("initdb", "-D", f"{folder}/data", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-k {folder} -c listen_addresses=''"
        run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log.txt", "-o", options, "start")
        yield f"postgresql://bench@/postgres?host={folder}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-D", f"{folder}/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
