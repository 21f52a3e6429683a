"""The Python environment: made once, filled from a lock file by hash, and left alone while nothing changes."""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from scheme.launch.place import PYTHON, ROOT, VENV, environment, writable

LOCKS = ("requirements.txt", "requirements-dev.txt")  # the second holds all of the first
STAMP = VENV / "installed.json"  # there only when the environment is whole
UNFINISHED = VENV / "unfinished"
CAUSES = {
    "DO NOT MATCH THE HASHES": "a package differs from the one that was locked; do not trust it, tell the maintainers",
    "No space left": "the disk is full; free some space",
    "Permission denied": "pip may not write here; give the folder to yourself",
}
NO_REGISTRY = "the package registry was not reached; check the network or proxy, or name another with PIP_INDEX_URL"


def install(lock: str) -> str:
    """See that VENV holds exactly what `lock` names. Returns how that went, for people to read."""
    wanted = _stamp(lock)
    if _read_stamp().items() >= wanted.items():
        return "ready"
    writable(ROOT)
    _make()
    STAMP.unlink(missing_ok=True)
    UNFINISHED.touch()
    count = _pip_install(lock)
    STAMP.write_text(json.dumps(wanted, indent=1))
    UNFINISHED.unlink()
    return f"{count} packages, each checked against its hash"


def _stamp(lock: str) -> dict[str, str]:
    within = LOCKS[: LOCKS.index(lock) + 1]
    hashes = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in within}
    return {"python": platform.python_version(), **hashes}


def _read_stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text()) if _runs() else {}
    except (OSError, ValueError):
        return {}


def _runs() -> bool:
    """Whether VENV has a working Python and pip of this same version."""
    ask = "import pip, platform; print(platform.python_version())"
    try:
        answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == platform.python_version()


def _make() -> None:
    if VENV.exists():
        if _runs() and not UNFINISHED.exists():
            return
        if not (STAMP.exists() or UNFINISHED.exists()):
            sys.exit(
                f"{VENV.name} was made by something else and does not run Python {platform.python_version()}: "
                f"remove it, or use another folder with VENV=.venv-scheme"
            )
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    try:
        venv.create(VENV, with_pip=True, prompt="scheme")
    except (subprocess.CalledProcessError, OSError, ImportError) as error:
        sys.exit(
            f"This Python ({sys.executable}) cannot make an environment ({type(error).__name__}): "
            "on Debian or Ubuntu run: apt install python3-venv"
        )


def _pip_install(lock: str) -> int:
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-input", "--retries", "2"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", lock]
    total = sum(1 for line in (ROOT / lock).read_text().splitlines() if line[:1].isalnum())
    log, done = [], 0
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            log.append(line.rstrip())
            done += line.startswith("Collecting ")
            if sys.stdout.isatty():
                print(f"\r    {done} of {total}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r" + " " * 20, end="\r")
    if pip.returncode:
        report = VENV / "install.log"
        report.write_text("\n".join(log))
        cause = next((cause for sign, cause in CAUSES.items() if any(sign in line for line in log)), NO_REGISTRY)
        sys.exit(
            f"The packages could not be installed: {cause}, then run the same command again "
            f"(pip's own words are in {_short(report)})."
        )
    return done


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
