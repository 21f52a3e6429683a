"""The Nu HTML checker: fetched by npm into a folder of its own beside the environment, run by Java."""

import shutil
import subprocess
import sys
from pathlib import Path

from scheme.launch.css import differs
from scheme.launch.place import ROOT, VENV, writable

SOURCE = ROOT / "tests" / "accessibility" / "checker"
WORKSHOP = VENV / "html"
PAGES = ROOT / "tests" / "accessibility" / "html_is_valid.py"


def missing() -> str:
    """What the check lacks on this computer, in words; "" when nothing."""
    if not shutil.which("npm"):
        return "Node with npm"
    # macOS has a `java` that only says that there is none.
    runs = (
        shutil.which("java") and not subprocess.run(["java", "-version"], capture_output=True, check=False).returncode
    )
    return "" if runs else "Java"


def checker() -> Path:
    """The checker's jar, installed when it is not there yet or is another version."""
    writable(WORKSHOP)
    lock, jar = WORKSHOP / "package-lock.json", WORKSHOP / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists() or differs(lock, SOURCE / lock.name):
        lock.unlink(missing_ok=True)
        shutil.copytree(SOURCE, WORKSHOP, dirs_exist_ok=True)
        if subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=WORKSHOP, check=False).returncode:
            lock.unlink()  # next time it is tried again
            sys.exit(f"“npm ci” failed in {WORKSHOP}: the reason is above.")
    return jar
