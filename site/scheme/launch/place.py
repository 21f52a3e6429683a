"""Where things are, and the environment that child processes get."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / (os.environ.get("VENV") or ".venv")
PYTHON = VENV / "bin" / "python"

# What would let a demonstration or a test reach somebody's real data, mail or storage.
REAL = ("DATABASE_URL", "EMAIL_URL", "CACHE_URL", "STORAGE_BUCKET", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS")


def environment(**changes: str) -> dict[str, str]:
    """This process's environment with both source roots on the path, and `changes`."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **changes}


def sealed(**changes: str) -> dict[str, str]:
    """As `environment`, but with no setting, and no .env file, that leads to anything real."""
    kept = environment(SCHEME_ENV_FILE="", **changes)
    return {name: value for name, value in kept.items() if name not in REAL or name in changes}


def writable(folder: Path) -> None:
    """Make the folder; end with a sentence if it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sys.exit(
            f"The folder {folder} cannot be written to ({error.strerror}): put the project in a folder of your own, "
            "or ask its owner for the right to write there."
        )
