"""The style sheets: built by Node from static/css/source, in a folder of its own, so that no node_modules is in the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

from scheme.launch.place import ROOT, VENV, writable

SOURCE = ROOT / "static" / "css" / "source"
WORKSHOP = VENV / "css"
OLDEST_NODE = 20
NAMES = ("reading.css", "reading.rtl.css", "site.css", "site.rtl.css")


def missing() -> str:
    """What the build lacks on this computer, in words; "" when nothing."""
    if not shutil.which("npm") or not shutil.which("node"):
        return "Node with npm"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    return "" if int(version.strip().lstrip("v").split(".")[0] or 0) >= OLDEST_NODE else f"Node {OLDEST_NODE} or newer"


def build(folder: Path) -> list[Path]:
    """Write the four style sheets into `folder`; ends with a sentence when that cannot be done."""
    if lacking := missing():
        sys.exit(f"{lacking} is needed to build the style sheets: install it, then run this again.")
    writable(WORKSHOP)
    installed = WORKSHOP / "package-lock.json"
    fresh = not (WORKSHOP / "node_modules").exists() or differs(installed, SOURCE / installed.name)
    for path in [*WORKSHOP.glob("*.scss"), installed]:
        path.unlink(missing_ok=True)
    for path in SOURCE.iterdir():
        if path.name != installed.name:
            shutil.copy(path, WORKSHOP)
    if fresh:
        shutil.copy(SOURCE / installed.name, WORKSHOP)
        _run("npm", "ci", "--silent")
    shutil.copy(SOURCE / installed.name, WORKSHOP)  # last: an install that broke off is done again
    _run("node", "build.mjs", str(folder))
    return [folder / name for name in NAMES]


def differs(one: Path, other: Path) -> bool:
    return not one.exists() or not other.exists() or one.read_bytes() != other.read_bytes()


def _run(*command: str) -> None:
    if subprocess.run(command, cwd=WORKSHOP, check=False).returncode:
        sys.exit(f"“{' '.join(command[:2])}” failed in {WORKSHOP}: the reason is above.")
