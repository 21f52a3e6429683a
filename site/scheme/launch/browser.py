"""A browser for the tests: the system's Chromium or Chrome, else Playwright's own, else Debian's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scheme.launch.place import PYTHON, environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def system() -> str:
    """The path of an installed browser, or an empty text."""
    named = os.environ.get("BROWSER_PATH", "")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((str(path) for path in MAC if path.exists()), "")


def provide() -> str:
    """The path of a browser that starts; empty for Playwright's own. Ends with a sentence if none can be had."""
    path = system()
    if path:
        if _starts(path):
            return path
        sys.exit(f"The browser {path} does not start: mend it, or name another with BROWSER_PATH=/path/to/chromium")
    if _quiet(PYTHON, "-m", "playwright", "install", "--only-shell", "chromium") and _playwright_starts():
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _quiet("apt-get", "update")
        _quiet("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        path = system()
        if path and _starts(path):
            return path
    sys.exit(
        "No browser was found, and the tests need one: install Chromium or Chrome "
        "(Debian or Ubuntu: sudo apt install chromium), or name one with BROWSER_PATH=/path/to/chromium"
    )


def _starts(path: str) -> bool:
    return _quiet(path, "--version")


def _playwright_starts() -> bool:
    start = (
        "from playwright.sync_api import sync_playwright as p; c = p().start(); c.chromium.launch().close(); c.stop()"
    )
    return _quiet(PYTHON, "-c", start)


def _quiet(*command: str | Path) -> bool:
    """Run it and say whether it went well. Five minutes at most: a download may hang."""
    try:
        run = subprocess.run(command, capture_output=True, env=environment(), timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0
