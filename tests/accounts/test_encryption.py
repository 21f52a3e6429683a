"""A dump of the database shows nothing that should be secret, and keys can be changed."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from accounts.encryption import decrypt, encrypt
from accounts.models import Message
from tests.factories import LearnerFactory, UserFactory
from tests.signing_in import SECRET, add_app

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def rotate() -> str:
    out = StringIO()
    call_command("rotate_field_keys", stdout=out)
    return out.getvalue()


@pytest.fixture
def under_old_key(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    learner = LearnerFactory(contact="01422 555 019", notes="Has two children")
    message = Message.objects.create(to="ada@example.org", subject="s", text="hello", html="")
    app = add_app(UserFactory())
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    return learner, message, app


def test_secrets_of_second_factors_are_stored_encrypted():
    factor = add_app(UserFactory())
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert SECRET not in str(cursor.fetchone())
    assert decrypt(factor.data["secret"]) == SECRET


def test_after_rotation_the_old_key_can_be_taken_out(under_old_key, settings):
    learner, message, app = under_old_key
    report = rotate()
    assert "accounts.Message: 1 rows looked at, 1 rewritten" in report
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    learner.refresh_from_db()
    message.refresh_from_db()
    app.refresh_from_db()
    assert (learner.contact, learner.notes) == ("01422 555 019", "Has two children")
    assert (message.to, message.text, message.html) == ("ada@example.org", "hello", "")
    assert decrypt(app.data["secret"]) == SECRET


def test_without_rotation_it_cannot(under_old_key, settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(ImproperlyConfigured, match="Put back the key"):
        Message.objects.get()


def test_a_second_run_changes_nothing(under_old_key):
    rotate()
    assert "rewritten" in (again := rotate())
    assert all(", 0 rewritten" in line for line in again.splitlines())


def test_rotation_goes_through_more_than_one_batch(under_old_key, settings, monkeypatch):
    from accounts.management.commands import rotate_field_keys

    monkeypatch.setattr(rotate_field_keys, "BATCH", 2)
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    for n in range(4):
        Message.objects.create(to=f"{n}@example.org", subject="s", text="t")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert "accounts.Message: 5 rows looked at, 5 rewritten" in rotate()


def test_the_same_text_is_never_stored_the_same_way_twice():
    assert encrypt("same") != encrypt("same")
