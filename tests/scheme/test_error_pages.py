"""When something goes wrong the page is still ours, says so in plain words, and what to do next."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Appearance, Role
from places.models import Venue
from scheme import errors
from tests.factories import UserFactory
from tests.signing_in import signed_in

NEXT = "What you can do now"


def failing(monkeypatch, fault) -> Client:
    """A visitor for whom /wifi/ raises `fault`."""

    def fail(*args):
        raise fault

    monkeypatch.setattr(type(Venue.objects), "public", fail)
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (SuspiciousOperation("x"), 400, "We could not understand that"),
        (PermissionDenied("x"), 403, "You cannot do that here"),
        (None, 404, "We cannot find that page"),
    ],
)
def test_each_has_the_schemes_name_and_number_and_a_way_on(monkeypatch, fault, status, words):
    Appearance.objects.create(name="Hebden Helpers", phone="01632 960123", email="help@example.org")
    visitor = failing(monkeypatch, fault)
    response = visitor.get("/wifi/" if fault else "/no-such-page/")
    page = response.content.decode()
    assert response.status_code == status
    for expected in (words, NEXT, "Hebden Helpers", "tel:01632960123", "mailto:help@example.org", 'href="/search/"'):
        assert expected in page
    assert page.count("<h1>") == 1
    assert ('<li><a href="/sign-in/">Sign in</a></li>\n    <li><a href="/">Go to' in page) is (status == 403)


@pytest.mark.django_db
def test_a_form_that_came_without_its_token_is_asked_for_again(monkeypatch):
    response = failing(monkeypatch, None).post("/help/ask/", {})
    assert response.status_code == 403
    assert "Please send it once more" in response.text and NEXT in response.text


@pytest.mark.django_db
def test_a_wrong_host_gets_our_page():
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert NEXT in response.text and "evil.example" not in response.text


@pytest.mark.django_db
def test_an_address_of_the_admin_that_is_not_there_looks_like_a_record_that_may_not_be_seen():
    editor = signed_in(UserFactory(roles=[Role.EDITOR]))
    missing, hidden = editor.get("/admin/no-such-page/"), editor.get("/admin/accounts/")
    assert missing.status_code == hidden.status_code == 404
    assert missing.text == hidden.text


@pytest.mark.parametrize(
    ("fault", "status", "said", "not_said"),
    [
        (ValueError("secret"), 500, "Something went wrong", "away"),
        (OperationalError("secret"), 503, "We are away for a moment", "Something went wrong"),
    ],
)
def test_our_own_faults_need_no_database_and_carry_the_name_from_the_environment(
    monkeypatch, settings, fault, status, said, not_said
):
    settings.SCHEME_NAME, settings.SCHEME_PHONE, settings.SCHEME_EMAIL = (
        "R&B Helpers",
        "01632 960123",
        "help@example.org",
    )
    response = failing(monkeypatch, fault).get("/wifi/")
    page = response.content.decode()
    assert response.status_code == status
    assert said in page and not_said not in page and "secret" not in page
    assert "R&amp;B Helpers" in page and "tel:01632960123" in page and "mailto:help@example.org" in page
    assert NEXT in page and page.count("<h1>") == 1


def test_the_page_for_a_moment_away_offers_to_try_again(monkeypatch):
    page = failing(monkeypatch, OperationalError()).get("/wifi/").content.decode()
    assert "Try again in half a minute" in page and '<a href="">Try again</a>' in page


def test_somebody_signed_in_sees_the_same_with_every_header(monkeypatch, settings):
    """The session itself cannot be read then."""

    def away(*args, **kwargs):
        raise OperationalError("secret")

    monkeypatch.setattr(SessionStore, "load", away)
    visitor = failing(monkeypatch, None)
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    response = visitor.get("/wifi/")
    assert response.status_code == 503 and response["Retry-After"] == "30"
    assert "We are away for a moment" in response.text
    assert "Content-Security-Policy" in response and response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("fault", [ValueError(), OperationalError()])
def test_it_answers_even_when_its_own_page_cannot_be_made(monkeypatch, fault):
    def broken(name):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(errors.loader, "get_template", broken)
    response = failing(monkeypatch, fault).get("/wifi/")
    assert response.status_code in (500, 503)
    assert "Wait a minute, then try again." in response.text


@pytest.mark.django_db
def test_they_ask_the_database_for_nothing(monkeypatch):
    visitor = failing(monkeypatch, ValueError())
    with CaptureQueriesContext(connection) as queries:
        visitor.get("/wifi/")
    assert not [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
