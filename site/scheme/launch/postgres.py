"""A PostgreSQL for one test run: its own files, its own socket, gone after it. The system's cluster stays untouched."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = (
    "No PostgreSQL server was found, and these tests start one of their own: install it "
    "(Debian or Ubuntu: sudo apt install postgresql; macOS: brew install postgresql)"
)
# It is thrown away, so it need not survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=128MB")


def binaries() -> Path:
    """The folder with initdb and postgres, the newest version first. Ends with a sentence if there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    if config := shutil.which("pg_config"):
        shown = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        folders.append(Path(shown))
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    sys.exit(MISSING)


@contextmanager
def temporary() -> Iterator[str]:
    """Yields the DATABASE_URL of a server that lives as long as the block."""
    bin_folder = binaries()
    with tempfile.TemporaryDirectory(prefix="scheme-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)  # short: a socket's path holds 107 characters
        owner = _unprivileged() if os.geteuid() == 0 else None
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        who: dict = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        who |= {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "HOME": name}}
        log = (folder / "log").open("w+")
        made = subprocess.run(
            [bin_folder / "initdb", "-D", "data", "-U", "scheme", "--auth=trust", "--encoding=UTF8", "--no-sync"],
            stdout=log, stderr=log, check=False, **who,
        )  # fmt: skip
        if made.returncode:
            sys.exit(f"PostgreSQL's initdb failed: {_last(log)}")
        settings = [word for setting in FAST for word in ("-c", setting)]
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", "data", "-k", name, "-h", "", *settings],
            stdout=log, stderr=log, start_new_session=True, **who,
        )  # fmt: skip
        try:
            _wait(server, folder, log)
            yield f"postgres://scheme@/{folder}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown: drop connections and end
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
            log.close()


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root, and this system has neither a postgres nor a nobody account to run it.")


def _wait(server: subprocess.Popen, folder: Path, log) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        pid_file = folder / "data" / "postmaster.pid"
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL did not start: {_last(log)}")


def _last(log) -> str:
    log.seek(0)
    return (log.read().strip().splitlines() or ["no reason given"])[-1]
