"""Requests a second through the production server, next to a bare WSGI application in the same run.

The two take turns, so that a busy machine slows both. One client with four open connections, on the same computer: the
figures compare pages with each other and with the ceiling; they are no promise for a real network.
"""

import os
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scheme.launch.place import ROOT
from scheme.launch.serve import manage, web

PAGES = {"home page": "/", "sign-in page": "/sign-in/", "health check": "/health/"}
ROUNDS, SECONDS, CONNECTIONS = 5, 2.0, 4
RUNNING: dict[int, int] = {}
"""port -> process"""


def measure() -> Iterator[str]:
    for words in (["migrate"], ["collectstatic", "--no-input"], ["load_demo", "--once"]):
        subprocess.run(manage(*words), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with served("scheme.wsgi:application") as site, served("scheme.bench.bare:application") as bare:
        turns = {"bare WSGI application": (bare, "/"), **{name: (site, path) for name, path in PAGES.items()}}
        rates: dict[str, list[float]] = {name: [] for name in turns}
        for _ in range(ROUNDS):
            for name, (port, path) in turns.items():
                rates[name].append(requests_a_second(port, path))
    ceiling = statistics.median(rates["bare WSGI application"])
    yield f"{os.cpu_count()} cores, {ROUNDS} rounds of {SECONDS:.0f} s each, {CONNECTIONS} connections; medians (lowest to highest)"
    for name, found in rates.items():
        middle = statistics.median(found)
        share = f"{middle / ceiling:.1%} of bare"
        yield f"{name:<24} {middle:>8,.0f} requests/s  ({min(found):,.0f} to {max(found):,.0f})  {share}"


@contextmanager
def served(application: str) -> Iterator[int]:
    """Serve `application` as production does, on a free port; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with subprocess.Popen([*web(port)[:-1], application], cwd=ROOT) as server:
        try:
            deadline = time.monotonic() + 30
            while True:
                try:
                    ask(socket.create_connection(("127.0.0.1", port), timeout=30), "/")
                    break
                except OSError:
                    if time.monotonic() > deadline or server.poll() is not None:
                        raise
                    time.sleep(0.1)
            RUNNING[port] = server.pid
            yield port
        finally:
            server.terminate()


def requests_a_second(port: int, path: str) -> float:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        ask(connection, path)  # fails here, before the clock runs, if the page is not there
    counts = [0] * CONNECTIONS
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            while time.monotonic() < end:
                ask(connection, path)
                counts[number] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CONNECTIONS)]
    began = time.monotonic()
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return sum(counts) / (time.monotonic() - began)


def ask(connection: socket.socket, path: str, accept: str = "gzip") -> None:
    """One request on an open connection, read to the last byte. Raises ConnectionError on anything but a 200."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {accept}\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise ConnectionError(f"{path}: {head.splitlines()[0].decode()}")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    remaining = int(fields[b"content-length"]) - len(body)
    while remaining > 0:
        remaining -= len(more(connection))


def more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the server hung up")
    return data
