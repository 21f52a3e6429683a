"""The house stands: imports and foreign keys run downstairs only, and no file grows past what one can read."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from scheme.launch.place import ROOT, environment

FLOORS = ["imports", "accounts", "places", "guides", "champions", "learners", "reports", "scheme"]  # from the ground up


def test_imports_run_downstairs_only():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_foreign_keys_point_downstairs_only():
    """import-linter does not see a foreign key that names its model by a string."""
    upstairs = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in FLOORS
        if FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert upstairs == []


def test_every_app_of_ours_has_its_floor():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT / "site")} | {
        config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT
    }
    assert ours <= set(FLOORS)


@pytest.mark.parametrize("folder", ["site", "guides", "champions", "learners", "tests"])
def test_no_file_is_longer_than_400_lines(folder):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}
