"""A slow phone: 400 ms there and back, 400 kbit/s, a quarter of the processor. When does the largest thing on the page show?

In Chromium, each page as a first visit, several times; the middle one counts. TARGET is 700 ms.
"""

import statistics
import subprocess
from collections.abc import Iterator

from scheme.bench.server import served
from scheme.launch import browser as browsers
from scheme.launch.place import ROOT
from scheme.launch.serve import manage

PAGES = {"home": "/", "topic": "/get-connected/", "guide": "/get-connected/join-free-wifi/"}
ROUNDS, TARGET = 5, 700
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
PHONE = {"width": 360, "height": 740}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAINTED = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""


def measure() -> Iterator[str]:
    from playwright.sync_api import sync_playwright  # a development package

    for words in (["migrate"], ["collectstatic", "--no-input"], ["load_guides"]):
        subprocess.run(manage(*words), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with served("scheme.wsgi:application") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.system() or None, args=QUIET)
        found: dict[str, list[tuple[float, int]]] = {name: [] for name in PAGES}
        for _ in range(ROUNDS + 1):
            for name, path in PAGES.items():
                found[name].append(first_visit(browser, f"http://localhost:{port}{path}"))
        browser.close()
    yield f"400 ms, 400 kbit/s, processor slowed 4 times; median of {ROUNDS} first visits after one that made the copy"
    for name, looks in found.items():
        painted = statistics.median(time for time, _ in looks[1:])
        verdict = "met" if painted <= TARGET else "MISSED"
        yield f"{name:<8} largest contentful paint {painted:>6,.0f} ms   {looks[-1][1]:>7,} bytes   target {TARGET} ms   {verdict}"


def first_visit(browser, url: str) -> tuple[float, int]:
    """(milliseconds to the largest contentful paint, bytes over the wire)"""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    received: list[int] = []
    tools.on("Network.loadingFinished", lambda done: received.append(int(done["encodedDataLength"])))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="networkidle", timeout=60_000)
    painted = page.evaluate(PAINTED)
    context.close()
    return painted, sum(received)
