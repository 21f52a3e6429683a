"""The demonstration scheme: the same each time, and no rule of the real one broken in it."""

import hashlib
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models, transaction

from accounts.encryption import EncryptedTextField
from accounts.models import User
from champions.models import Champion
from learners.models import (
    Learner,
    MatchingRun,
    RuledOut,
    Session,
    Suggestion,
)
from places.models import Area
from scheme.demo import DemoRefused, load
from scheme.demo.recipe import quota, share_out

pytestmark = pytest.mark.django_db

APPS = ("accounts", "places", "champions", "learners")
WORKED_OUT = {MatchingRun, Suggestion, RuledOut}  # by a run, from keys: a database does not give numbers back
WRITTEN = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    if model not in WORKED_OUT
]
MADE_BY_CHANCE = {"password", "updated_at", "sealed_place"}


@pytest.fixture
def demonstration(settings):
    """Forty learners, seen from today."""
    settings.SCHEME_DEMO = True
    load(learners=40)


def digest() -> str:
    """Of every clear column, in the order of the rows; keys count by their rank, since databases do not give numbers back."""
    ranks = {model: {pk: rank for rank, pk in enumerate(_keys(model))} for model in WRITTEN}
    found = hashlib.sha256()
    for model in WRITTEN:
        columns = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, EncryptedTextField) and field.name not in MADE_BY_CHANCE
        ]
        for row in model._default_manager.order_by("pk").values_list(*(field.attname for field in columns)):
            for field, value in zip(columns, row, strict=True):
                if field.primary_key or isinstance(field, models.ForeignKey):
                    value = ranks.get(field.related_model or model, {}).get(value, value)
                found.update(repr(value).encode())
    return found.hexdigest()


def _keys(model):
    return model._default_manager.order_by("pk").values_list("pk", flat=True)


def test_the_same_seed_and_day_make_the_same_scheme_and_another_seed_another(settings):
    settings.SCHEME_DEMO = True
    digests = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            load(learners=40, seed=seed, today=date(2026, 11, 22))
            digests.append(digest())
            transaction.set_rollback(True)
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


def test_it_is_never_loaded_into_a_real_scheme(settings):
    settings.SCHEME_DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="never mixed into a real one"):
        call_command("load_demo")
    assert not Champion.objects.exists()


def test_it_is_not_loaded_on_top_of_what_is_there(demonstration):
    with pytest.raises(DemoRefused, match="already"):
        load(learners=40)


def test_once_leaves_a_scheme_as_it_is(demonstration):
    champion = Champion.objects.order_by("pk").first()
    champion.name = "Changed by hand"
    champion.save()
    before = digest()
    said = StringIO()
    call_command("load_demo", once=True, stdout=said)
    assert "it stays as it is" in said.getvalue()
    assert digest() == before


def test_a_load_that_fails_leaves_nothing_behind(settings, monkeypatch):
    settings.SCHEME_DEMO = True
    monkeypatch.setattr("scheme.demo.loading.write_concerns", _fail)
    with pytest.raises(RuntimeError):
        load(learners=40)
    assert not User.objects.exists()
    assert not Area.objects.exists()


def _fail(*args):
    raise RuntimeError


def test_the_numbers_asked_for_are_the_numbers_made(settings):
    settings.SCHEME_DEMO = True
    load(learners=50, sessions=777, champions=60)
    assert (Learner.objects.count(), Session.objects.count(), Champion.objects.count()) == (50, 777, 60)


def test_demo_accounts_says_so_when_there_are_none(settings):
    settings.SCHEME_DEMO = True
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_accounts")


def test_quota_gives_everybody_one_and_adds_up():
    names = quota({"many": 0.9, "few": 0.09, "rare": 0.01}, 20)
    assert len(names) == 20
    assert names.count("rare") == 1


def test_shares_add_up_and_nobody_goes_without():
    shares = share_out(1000, [1, 1, 5, 20])
    assert sum(shares) == 1000
    assert min(shares) > 0
    assert share_out(2, [1, 1, 1]) == [1, 1, 1]
