"""The web server and the background worker, together: both run, or neither.

In production: `PYTHONPATH=site python -m scheme.launch serve`, with WEB_HOST, PORT, WEB_WORKERS and WEB_THREADS.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from scheme.launch.place import PYTHON, ROOT

LOOPBACK = "127.0.0.1"
PATIENCE = 15  # seconds that a child has to finish what it is doing


def port() -> int:
    """PORT, checked: a number, free on this computer. Ends with a sentence otherwise."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT={text} is not a port: give a number from 1024 to 65535, for example PORT=8001")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host(), int(text)))
    except PermissionError:
        sys.exit(f"Port {text} is for the system's own use: choose one above 1023, for example PORT=8001")
    except OSError as error:
        sys.exit(
            f"Port {text} cannot be used ({error.strerror}): stop what is using it, "
            f"or choose another, for example PORT={int(text) + 1}"
        )
    return int(text)


def host() -> str:
    """Loopback, unless a real site says otherwise. A demonstration is never offered to the network."""
    demonstration = os.environ.get("SCHEME_DEMO", "").lower() not in ("", "0", "false", "no", "off")
    return LOOPBACK if demonstration else os.environ.get("WEB_HOST") or LOOPBACK


def web(at: int) -> list[str]:
    """The production server's command line.

    Two processes by default, since the threads of one wait for each other. What processes share lies in the database, limits
    on signing in included. With many people signed in at once, set WEB_WORKERS to the number of cores.
    """
    command = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", host(), "--port", str(at)]
    command += ["--workers", os.environ.get("WEB_WORKERS") or "2"]
    command += ["--blocking-threads", os.environ.get("WEB_THREADS") or "2"]
    command += ["--no-ws", "--respawn-failed-workers", "--log-level", "warning"]
    return [*command, "scheme.wsgi:application"]


def worker() -> list[str]:
    """Sends mail and does whatever else may take long (TASKS in the settings)."""
    return manage("db_worker", "--backend", "queue")


def manage(*words: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *words]


def together(children: dict[str, list[str]], env: dict[str, str], at: int, ready: Callable[[], None]) -> int:
    """Run `children` (name -> command) until a signal comes or one of them ends; then stop them all.

    `ready` is called once, when the site answers on port `at`. Returns the exit code: 0 when asked to stop.
    """
    asked: list[int] = []

    def stop(signum: int, frame: FrameType | None) -> None:
        asked.append(signum)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running: dict[str, subprocess.Popen[bytes]] = {}
    announced = False
    try:
        for name, command in children.items():
            # A session of its own: Ctrl-C reaches us alone, and we stop the whole family of each child.
            running[name] = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        while not asked:
            for name, child in running.items():
                if child.poll() is not None:
                    sys.stderr.write(f"The {name} ended by itself (exit code {child.returncode}), so all is stopped.\n")
                    return 1
            if not announced and answers(at):
                announced = True
                ready()
            time.sleep(0.2)
        return 0
    finally:
        _stop(list(running.values()))


def answers(at: int) -> bool:
    """Whether a request for the home page gets any answer."""
    connection = http.client.HTTPConnection(LOOPBACK, at, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{at}"})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    _signal(children, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue
    _signal(children, signal.SIGKILL)  # whatever is left of each family


def _signal(children: list[subprocess.Popen[bytes]], number: signal.Signals) -> None:
    for child in children:
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            continue
