"""Signing in by code or password: single use, limited, and telling nobody who has an account."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Message, Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def champion():
    return UserFactory(roles=[Role.CHAMPION])


def ask(client, email) -> str:
    """Ask for a code; the code in the newest mail, or nothing."""
    client.post("/sign-in/code/", {"email": email})
    found = re.search(r"\d{4}-\d{4}", Message.objects.latest("pk").text)
    return found.group() if found else ""


def enter(client, code):
    return client.post("/sign-in/code/enter/", {"code": code})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_signs_in_once(client, champion):
    code = ask(client, champion.email.upper())
    enter(client, code.replace("-", " "))
    assert is_in(client)
    client.post("/sign-in/out/")
    enter(client, code)
    assert not is_in(client)


def test_a_code_works_only_where_it_was_asked_for(client, champion):
    code = ask(client, champion.email)
    other = Client()
    ask(other, "somebody@else.example")
    enter(other, code)
    assert not is_in(other)


def test_a_newer_code_replaces_the_older(client, champion):
    old = ask(client, champion.email)
    client.post("/sign-in/out/")
    new = ask(client, champion.email)
    enter(client, old)
    assert not is_in(client)
    enter(client, new)
    assert is_in(client)


def test_a_code_runs_out(client, champion, settings):
    code = ask(client, champion.email)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    enter(client, code)
    assert not is_in(client)


def test_after_five_wrong_tries_the_right_code_is_refused(client, champion):
    code = ask(client, champion.email)
    for _ in range(5):
        enter(client, "0000-0000")
    enter(client, code)
    assert not is_in(client)


def test_tries_are_counted_outside_the_session_too(client, champion):
    """Many requests at once each read the session before any writes its count; the shared count still stops them."""
    code = ask(client, champion.email)
    before = client.session["account_login"]
    for _ in range(5):
        enter(client, "0000-0000")
        session = client.session
        session["account_login"] = before
        session.save()
    response = enter(client, code)
    assert response.status_code == 200
    assert not is_in(client)


def test_guessing_a_password_leaves_the_owner_other_ways_in(client, champion):
    for _ in range(11):
        Client().post("/sign-in/", {"login": champion.email, "password": "wrong"})
    response = client.post("/sign-in/", {"login": champion.email, "password": PASSWORD})
    assert not is_in(client)
    assert "Too many tries" in response.content.decode()
    enter(client, ask(client, champion.email))
    assert is_in(client)


def test_people_behind_one_wifi_do_not_lock_each_other_out():
    for person in UserFactory.create_batch(25, roles=[Role.CHAMPION]):
        client = Client()
        client.post("/sign-in/", {"login": person.email, "password": "wrong"})
        enter(client, ask(client, person.email))
        assert is_in(client)


def test_a_forged_address_does_not_lift_the_limit(champion):
    for n in range(11):
        Client().post(
            "/sign-in/", {"login": champion.email, "password": "wrong"}, headers={"x-forwarded-for": f"10.0.0.{n}"}
        )
    client = Client()
    client.post("/sign-in/", {"login": champion.email, "password": PASSWORD}, headers={"x-forwarded-for": "10.9.9.9"})
    assert not is_in(client)


def blurred(response, email: str) -> str:
    """The page without what differs from one visit to the next."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return body.replace(email, "ADDRESS")


@pytest.mark.parametrize("state", ["known", "closed", "invited"])
@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/code/", "/sign-in/password/reset/"])
def test_no_answer_tells_whether_an_address_has_an_account(address, state):
    known = UserFactory(roles=[Role.CHAMPION], is_active=state == "known")
    if state == "invited":
        known.set_password(None)
        known.save()
    answers, mails = [], []
    for email in (known.email, "nobody@nowhere.example"):
        client, before = Client(), Message.objects.count()
        response = client.post(address, {"login": email, "password": "wrong", "email": email}, follow=True)
        answers.append((response.status_code, response.redirect_chain, blurred(response, email)))
        mails.append(Message.objects.count() - before)
    assert answers[0] == answers[1]
    assert mails[0] == mails[1]


def test_wrong_codes_answer_alike_for_known_and_unknown(champion):
    answers = []
    for email in (champion.email, "nobody@nowhere.example"):
        client = Client()
        ask(client, email)
        tries = [enter(client, "1111-1111") for _ in range(6)]
        answers.append([(each.status_code, each.get("Location"), blurred(each, email)) for each in tries])
    assert answers[0] == answers[1]


def test_a_reset_link_works_once_and_ends_other_sessions(client, champion):
    elsewhere = Client()
    elsewhere.force_login(champion)
    client.post("/sign-in/password/reset/", {"email": champion.email})
    link = re.search(r"http://\S+", Message.objects.latest("pk").text).group()
    page = client.get(link, follow=True)
    new = {"password1": "another horse battery staple", "password2": "another horse battery staple"}
    client.post(page.redirect_chain[-1][0], new)
    assert elsewhere.get("/sign-in/account/").url.startswith("/sign-in/?next")
    assert "too old" in Client().get(link, follow=True).content.decode()


def test_signing_in_changes_the_session_key(client, champion):
    code = ask(client, champion.email)
    before = client.session.session_key
    enter(client, code)
    assert client.session.session_key != before


def test_extra_fields_change_nothing(client, champion):
    extra = {"role": "administrator", "is_superuser": "on", "is_staff": "on", "user_id": "1"}
    client.post("/sign-in/", {"login": champion.email, "password": PASSWORD} | extra)
    client.post("/sign-in/password/change/", {
        "oldpassword": PASSWORD, "password1": "another horse battery staple", "password2": "another horse battery staple",
    } | extra)  # fmt: skip
    champion.refresh_from_db()
    assert champion.check_password("another horse battery staple")
    assert not champion.is_superuser and not champion.is_staff
    assert set(champion.role_memberships.values_list("role", flat=True)) == {Role.CHAMPION}


def test_mails_name_nobody_in_their_subject(client, champion):
    ask(client, champion.email)
    ask(Client(), "nobody@nowhere.example")
    client.post("/sign-in/password/reset/", {"email": champion.email})
    for message in Message.objects.all():
        assert champion.name not in message.subject
        assert "@" not in message.subject


def test_each_mail_of_allauth_that_we_mount_has_a_template():
    from django.template.loader import get_template

    from accounts.adapter import MAILS

    for template, _subject in MAILS.values():
        assert get_template(f"mail/{template}.txt")


def test_people_land_where_their_role_works(client, champion):
    assert client.post("/sign-in/", {"login": champion.email, "password": PASSWORD}).url in (
        "/my/",
        "/sign-in/account/",
    )
    both = UserFactory(roles=[Role.CHAMPION, Role.PARTNER])
    assert Client().post("/sign-in/", {"login": both.email, "password": PASSWORD}).url == "/sign-in/account/"
