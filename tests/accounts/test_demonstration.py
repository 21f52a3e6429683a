"""The demonstration shows codes on the screen; no other set-up has anything that could."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

from accounts.models import Role
from tests.factories import UserFactory
from tests.signing_in import add_app, app_code

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
ROOT = Path(__file__).parents[2]

urlpatterns = []  # filled by the test that shows the demonstration


def screens(client):
    """Each screen that asks for a code, as a lead meets it."""
    lead = UserFactory(roles=[Role.LEAD])
    client.post("/sign-in/code/", {"email": lead.email})
    yield (
        client.get("/sign-in/code/enter/"),
        client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"],
    )
    client.post("/sign-in/out/")
    client.post("/sign-in/", {"login": lead.email, "password": PASSWORD})
    add_app(lead)
    yield client.get("/sign-in/second-step/again/"), app_code()
    client.post("/sign-in/out/")
    client.post("/sign-in/", {"login": lead.email, "password": PASSWORD})
    yield client.get("/sign-in/second-step/"), app_code()


def test_without_the_demonstration_no_screen_shows_a_code(client):
    for response, code in screens(client):
        assert response.status_code == 200
        body = response.content.decode()
        assert code not in body and app_code(1) not in body and app_code(-1) not in body
        assert "demonstration" not in body.lower()


def test_in_the_demonstration_each_does(client, settings):
    settings.SCHEME_DEMO = True
    demo = importlib.import_module("scheme.demo.urls")
    urlpatterns[:] = [*demo.urlpatterns, *importlib.import_module("scheme.urls").urlpatterns]
    settings.ROOT_URLCONF = __name__
    for response, code in screens(client):
        # The half minute may have turned between the page and our own look at the app.
        assert any(each in response.content.decode() for each in (code, app_code(-1)))


def test_without_the_demonstration_its_views_are_not_mounted_and_cannot_be_loaded(settings):
    def modules(patterns):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                yield from modules(each.url_patterns)
            else:
                yield each.callback.__module__

    assert not [name for name in modules(get_resolver().url_patterns) if name.startswith("scheme.demo")]
    sys.modules.pop("scheme.demo.second_factor", None)
    with pytest.raises(ImproperlyConfigured):
        importlib.import_module("scheme.demo.second_factor")


def test_the_flag_alone_mounts_them(tmp_path):
    """In a process of its own, since the routes are made once."""
    ask = (
        "import django; django.setup(); from django.urls import resolve;"
        "print(resolve('/sign-in/second-step/').func.view_class.__module__)"
    )
    for flag, module in (("1", "scheme.demo.second_factor"), ("0", "allauth.mfa.base.views")):
        environment = os.environ | {
            "SCHEME_DEMO": flag, "DEBUG": "1", "SCHEME_VAR": str(tmp_path), "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "scheme.settings.base",
        }  # fmt: skip
        done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == module
