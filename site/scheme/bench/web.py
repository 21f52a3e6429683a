"""What a visitor costs: a guide's ready copy, a bare application that returns the same bytes, and the page built anew.

They take turns under the production server, so that a busy machine slows all alike. Processor time is the server's own,
from /proc (Linux). With `wrk` installed it asks; otherwise Python does, and then the client is the slower half: the
requests a second are then its own, the processor time still the server's.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from scheme.bench.server import RUNNING, served
from scheme.launch.place import ROOT
from scheme.launch.serve import manage

GUIDE = "/get-connected/join-free-wifi/"
ROUNDS, SECONDS, CONNECTIONS = 5, 3, 32
FEW = 4
"""Connections to pages built anew: those still waited for at the end of a turn would be counted wrong."""
HEADERS = {"Host": "localhost", "Accept-Encoding": "br, gzip"}
LEAST_SHARE, MOST_COPY, MOST_ANEW, MOST_QUERIES = 0.8, 45.0, 11_000.0, 8


class Turn(NamedTuple):
    rate: float
    """requests a second"""
    median: float
    """milliseconds"""
    slowest: float
    """milliseconds, of the slowest hundredth"""
    cost: float
    """microseconds of the server's processor time for a request"""


def measure() -> Iterator[str]:
    for words in (["migrate"], ["collectstatic", "--no-input"], ["load_guides"]):
        subprocess.run(manage(*words), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    client = shutil.which("wrk")
    with ExitStack() as stack:
        site = stack.enter_context(served("scheme.wsgi:application"))
        head, body = look(site, GUIDE)
        os.environ["BENCH_SAME"] = f"http://127.0.0.1:{site}{GUIDE}"
        bare = stack.enter_context(served("scheme.bench.same:application"))
        targets = {"copy": (site, GUIDE), "bare": (bare, GUIDE), "anew": (site, f"{GUIDE}?anew")}
        turns: dict[str, list[Turn]] = {name: [] for name in targets}
        for _ in range(ROUNDS):
            for name, (port, path) in targets.items():
                turns[name].append(turn(client, port, path, FEW if name == "anew" else CONNECTIONS))
    with_what = "wrk" if client else "Python's own client, which is slower than the server"
    yield f"{os.cpu_count()} cores, {ROUNDS} rounds of {SECONDS} s each, {CONNECTIONS} connections, {with_what}; medians"
    yield f"a guide: {len(body):,} bytes and {head:,} of headers"
    middle = {name: Turn(*map(statistics.median, zip(*found, strict=True))) for name, found in turns.items()}
    for name, says in (("copy", "ready copy"), ("bare", "the same bytes, bare"), ("anew", "built anew")):
        rate, median, slowest, cost = middle[name]
        yield f"{says:<22} {rate:>9,.0f} requests/s   p50 {median:>7.2f} ms   p99 {slowest:>7.2f} ms   {cost:>9,.0f} us processor"
    queries = int(subprocess.check_output([sys.executable, "-m", "scheme.bench.queries", GUIDE], cwd=ROOT, text=True))
    share = statistics.median(a.rate / b.rate for a, b in zip(turns["copy"], turns["bare"], strict=True))
    yield verdict("ready copy, share of bare", share, LEAST_SHARE, share >= LEAST_SHARE)
    yield verdict("ready copy, us", middle["copy"].cost, MOST_COPY, middle["copy"].cost <= MOST_COPY)
    yield verdict("built anew, us", middle["anew"].cost, MOST_ANEW, middle["anew"].cost <= MOST_ANEW)
    yield verdict("built anew, queries", queries, MOST_QUERIES, queries <= MOST_QUERIES)


def verdict(what: str, found: float, target: float, is_met: bool) -> str:
    return f"{what:<28} {found:>9,.2f}   target {target:>9,.2f}   {'met' if is_met else 'MISSED'}"


def look(port: int, path: str) -> tuple[int, bytes]:
    """(bytes of the headers, body as sent) of the second answer, which is a copy."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(2):
        connection.request("GET", path, headers=HEADERS)
        response = connection.getresponse()
        body = response.read()
    connection.close()
    return sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17, body


def turn(client: str | None, port: int, path: str, connections: int) -> Turn:
    before = processor_time(port)
    measured = by_wrk(client, port, path, connections) if client else by_python(port, path, connections)
    done, rate, median, slowest = measured
    look(port, path)  # comes after all that is still waited for, which belongs to this turn
    return Turn(rate, median, slowest, (processor_time(port) - before) / done * 1e6)


def by_wrk(client: str, port: int, path: str, connections: int) -> tuple[int, float, float, float]:
    """(requests, requests a second, median and p99 in milliseconds)"""
    command = [client, "-t2", f"-c{connections}", f"-d{SECONDS}", "--latency"]
    for name, value in HEADERS.items():
        command += ["-H", f"{name}: {value}"]
    told = subprocess.check_output([*command, f"http://127.0.0.1:{port}{path}"], text=True)
    if "Non-2xx" in told:
        raise SystemExit(f"{path} did not answer 200:\n{told}")
    requests = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    median, slowest = (milliseconds(re.search(rf"^ +{part}% +(\S+)", told, re.M)[1]) for part in (50, 99))  # type: ignore[index]
    return requests, rate, median, slowest


def milliseconds(text: str) -> float:
    """'1.06ms', '467.00us' and '1.20s' in milliseconds."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def by_python(port: int, path: str, connections: int) -> tuple[int, float, float, float]:
    """As `by_wrk`, with as many client processes as there are cores."""
    processes = os.cpu_count() or 1
    words = [str(port), path, str(connections // processes), str(SECONDS)]
    command = [sys.executable, "-m", "scheme.bench.client", *words]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    times = sorted(float(line) for each in running for line in each.communicate()[0].split())
    if not times or any(each.returncode for each in running):
        raise SystemExit(f"{path} was not answered")
    return len(times), len(times) / SECONDS, times[len(times) // 2], times[len(times) * 99 // 100]


def processor_time(port: int) -> float:
    """Seconds that the server on `port`, with its worker processes, has computed."""
    ticks = sum(_ticks(pid) for pid in _family(RUNNING[port]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # user and system; the fields are counted from the one after the name
