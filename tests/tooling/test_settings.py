"""A real site does not start with the keys that everybody can read, and every setting is written down."""

import ast
import re
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from scheme.launch.lint import keys
from scheme.launch.place import ROOT, sealed
from scheme.settings.secrets import DEMO_FIELD_KEY, DEMO_SECRET_KEY, insist

GOOD = {"secret_key": "x" * 60, "field_keys": ["of-our-own"], "hosts": ["champions.example.org"]}


def start(tmp_path, say="base.ALLOWED_HOSTS, base.HTTPS", **settings):
    """What a fresh process says when it loads the settings with just these variables. Returns (exit code, words)."""
    env = sealed(SCHEME_VAR=str(tmp_path), **settings)
    for name in {"DEBUG", "SCHEME_DEMO", "ALLOWED_HOSTS", "SCHEME_PHONE", "SCHEME_EMAIL"} - settings.keys():
        env.pop(name, None)
    ask = f"from scheme.settings import base; print({say})"
    run = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def test_production_with_nothing_set_refuses_and_names_each_variable(tmp_path):
    code, words = start(tmp_path)
    assert code != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "FIELD_ENCRYPTION_KEYS"):
        assert name in words


def test_production_starts_with_keys_of_its_own_and_insists_on_https(tmp_path):
    code, words = start(tmp_path, ALLOWED_HOSTS="champions.example.org", **keys())
    assert (code, words.strip()) == (0, "['champions.example.org'] True")


def test_the_demonstration_answers_to_this_computer_only(tmp_path):
    code, words = start(tmp_path, SCHEME_DEMO="1", ALLOWED_HOSTS="champions.example.org")
    assert code == 0
    assert "champions.example.org" not in words


def test_only_the_demonstration_has_a_number_and_an_address_of_its_own(tmp_path):
    asked = {"say": "base.SCHEME_PHONE, base.SCHEME_EMAIL"}
    assert start(tmp_path, SCHEME_DEMO="1", **asked) == (0, "01632 960123 help@demo.example\n")
    own = start(tmp_path, ALLOWED_HOSTS="champions.example.org", **asked, **keys())
    assert (own[0], own[1].strip()) == (0, "")


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": DEMO_SECRET_KEY}, "SECRET_KEY"),
        ({"field_keys": []}, "FIELD_ENCRYPTION_KEYS"),
        ({"field_keys": ["of-our-own", DEMO_FIELD_KEY]}, "FIELD_ENCRYPTION_KEYS"),
        ({"hosts": []}, "ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_a_missing_or_demonstration_value(fault, named):
    with pytest.raises(ImproperlyConfigured) as refusal:
        insist(debug=False, demo=False, **(GOOD | fault))
    assert {
        name for name in ("SECRET_KEY (", "FIELD_ENCRYPTION_KEYS (", "ALLOWED_HOSTS (") if name in str(refusal.value)
    } == {f"{named} ("}


def test_development_and_demonstration_need_no_secrets():
    nothing = {"secret_key": DEMO_SECRET_KEY, "field_keys": [DEMO_FIELD_KEY], "hosts": []}
    insist(debug=True, demo=False, **nothing)
    insist(debug=False, demo=True, **nothing)


def test_fresh_keys_open_what_they_encrypt():
    fernet = Fernet(keys()["FIELD_ENCRYPTION_KEYS"])
    assert fernet.decrypt(fernet.encrypt(b"07700 900123")) == b"07700 900123"
    assert keys() != keys()


@pytest.mark.django_db
def test_sqlite_queues_its_writers_and_keeps_its_foreign_keys():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        answers = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert answers == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}
    assert connection.transaction_mode == "IMMEDIATE"


def variables_read():
    """Every name that the settings and the launcher take from the environment, found in their source."""
    for node in ast.walk(ast.parse((ROOT / "site/scheme/settings/base.py").read_text())):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=name), *_]):
                yield name
    yield from re.findall(r'environ\.get\("(\w+)"', (ROOT / "site/scheme/launch/serve.py").read_text())


def test_every_setting_is_written_down_with_default_and_meaning():
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert {name for name, default, meaning in rows} == set(variables_read())
    assert all(default.strip() and meaning.strip() for _, default, meaning in rows)
