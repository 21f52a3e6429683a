"""Migrating an empty SQLite database takes some 15 s, so one is kept and each test process starts from a copy."""

import ast
import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scheme.launch.place import ROOT, sealed

KEPT = ROOT / "var" / "test"


def copy_migrated(target: Path) -> None:
    """Put a freshly migrated SQLite database at `target`, in place of what is there."""
    KEPT.mkdir(parents=True, exist_ok=True)
    template = KEPT / f"migrated-{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first test process migrates, the others wait for it
        if not template.exists():
            for old in KEPT.glob("migrated-*.sqlite3"):
                old.unlink()
            _migrate(template)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(template, target)


def _migrate(template: Path) -> None:
    with tempfile.TemporaryDirectory(dir=KEPT) as var:
        env = sealed(SCHEME_VAR=var, DJANGO_SETTINGS_MODULE="scheme.settings.test")
        subprocess.run([sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"], env=env, check=True)
        (Path(var) / "scheme.sqlite3").rename(template)


def _digest() -> str:
    """Changes with anything that a migration reads: packages, our migrations, what those import, and data files."""
    migrations = sorted(path for depth in ("*", "site/*") for path in ROOT.glob(f"{depth}/migrations/*.py"))
    imported = sorted({path for migration in migrations for path in _imports(migration)})
    data = sorted(path for depth in ("*", "site/*") for path in ROOT.glob(f"{depth}/data/*.*"))
    digest = hashlib.sha256()
    for path in [ROOT / "requirements-dev.txt", ROOT / "site/scheme/settings/base.py", *migrations, *imported, *data]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _imports(migration: Path):
    """The files of ours that a migration imports by name."""
    for node in ast.walk(ast.parse(migration.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            for root in (ROOT, ROOT / "site"):
                path = root / (node.module.replace(".", "/") + ".py")
                if path.exists():
                    yield path
