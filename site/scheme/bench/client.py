"""Asks one address over several open connections for some seconds, and prints how many milliseconds each answer took."""

import socket
import sys
import threading
import time

from scheme.bench.server import ask


def main(port: int, path: str, connections: int, seconds: float) -> None:
    times: list[list[float]] = [[] for _ in range(connections)]
    end = time.monotonic() + seconds
    faults: list[OSError] = []

    def client(taken: list[float]) -> None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                while (began := time.monotonic()) < end:
                    ask(connection, path, "br, gzip")
                    taken.append((time.monotonic() - began) * 1000)
        except OSError as fault:
            faults.append(fault)

    clients = [threading.Thread(target=client, args=(taken,)) for taken in times]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    if faults:  # a figure without some of its connections would be another figure
        raise SystemExit(f"{len(faults)} of {connections} connections failed: {faults[0]}")
    for taken in times:
        for one in taken:
            print(f"{one:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
