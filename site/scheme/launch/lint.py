"""Every check that needs no test run. All are run, so that one round of mending is enough."""

import base64
import os
import secrets
import subprocess
import tempfile
import time

from scheme.launch.place import PYTHON, ROOT, sealed
from scheme.launch.serve import manage


def keys() -> dict[str, str]:
    """Fresh SECRET_KEY and FIELD_ENCRYPTION_KEYS (one Fernet key: 32 random bytes, base64 for URLs)."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
    }


def checks() -> dict[str, list[str]]:
    def module(*words: str) -> list[str]:
        return [str(PYTHON), "-m", *words]

    return {
        "style": module("ruff", "check", "."),
        "layout of the code": module("ruff", "format", "--check", "."),
        "templates": module("djlint", "--lint", "--quiet", "."),
        "import floors": [str(PYTHON.with_name("lint-imports")), "--no-cache"],
        "types": module("mypy", "."),
        "migrations": manage("makemigrations", "--check", "--dry-run"),
        "deployment": manage("check", "--deploy", "--fail-level", "WARNING"),
    }


def lint() -> int:
    """Run the checks under production settings. Returns how many failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as var:
        env = sealed(SCHEME_VAR=var, ALLOWED_HOSTS="example.org", BASE_URL="https://example.org", **keys())
        for name in ("DEBUG", "SCHEME_DEMO", "DJANGO_SETTINGS_MODULE"):
            env.pop(name, None)
        for name, command in checks().items():
            began = time.monotonic()
            run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
            verdict = "FAILED" if run.returncode else "ok"
            print(f"{name}: {verdict} ({time.monotonic() - began:.1f} s)", flush=True)
            if run.returncode:
                failed += 1
                print(run.stdout + run.stderr, flush=True)
    return failed
