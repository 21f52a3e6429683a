"""Staff reach nothing of theirs without a second factor that was used in this session, whichever way they came in."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Message, Role
from tests.factories import UserFactory
from tests.signing_in import add_app, app_code, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
STAFF = [Role.EDITOR, Role.LEAD, Role.SAFEGUARDING, Role.ADMINISTRATOR]
DEEP = [
    "/admin/",
    "/admin/pages/",
    "/admin/accounts/",
    "/admin/account/",
    "/admin/reports/locked/",
    "/admin/no-such-page/",
]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def newest_mail() -> str:
    return Message.objects.latest("pk").text


def with_password(client, user):
    return client.post("/sign-in/", {"login": user.email, "password": PASSWORD})


def with_code(client, user):
    client.post("/sign-in/code/", {"email": user.email})
    code = re.search(r"\d{4}-\d{4}", newest_mail()).group()
    return client.post("/sign-in/code/enter/", {"code": code})


def after_reset(client, user):
    client.post("/sign-in/password/reset/", {"email": user.email})
    link = re.search(r"http://\S+", newest_mail()).group()
    form = client.get(link, follow=True)
    new = "another horse battery staple"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    return client.post("/sign-in/", {"login": user.email, "password": new})


ways_in = pytest.mark.parametrize("way_in", [with_password, with_code, after_reset])


@ways_in
@pytest.mark.parametrize("role", STAFF)
def test_staff_without_a_factor_are_sent_to_set_one_up(client, way_in, role):
    way_in(client, UserFactory(roles=[role]))
    for address in DEEP:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("mfa_index"))
        assert client.post(address, {"x": "y"}).url == reverse("mfa_index")


@ways_in
def test_staff_with_a_factor_are_not_signed_in_until_they_use_it(client, way_in):
    lead = UserFactory(roles=[Role.LEAD])
    add_app(lead)
    assert way_in(client, lead).url == reverse("mfa_authenticate")
    for address in DEEP:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/sign-in/")
    assert client.post("/sign-in/second-step/", {"code": app_code()}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_factor_added_elsewhere_must_be_used_in_this_session_too(client):
    lead = UserFactory(roles=[Role.LEAD])
    with_password(client, lead)
    add_app(lead)
    response = client.get("/admin/accounts/?q=x")
    assert response.url == reverse("mfa_reauthenticate") + "?next=%2Fadmin%2Faccounts%2F%3Fq%3Dx"
    client.post(response.url, {"code": app_code()})
    assert client.get("/admin/accounts/").status_code == 200


def test_a_lead_who_is_also_a_champion_owes_the_factor_on_every_page(client):
    with_password(client, UserFactory(roles=[Role.LEAD, Role.CHAMPION]))
    for address in ("/", "/my/", "/search/", "/no-such-page/"):
        assert client.get(address).url.startswith(reverse("mfa_index"))


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER])
def test_champions_and_partners_need_none(client, role):
    response = with_password(client, UserFactory(roles=[role]))
    assert "second-step" not in response.url
    assert client.get("/sign-in/account/").status_code == 200


def test_a_champion_who_has_one_is_asked_for_it(client):
    champion = UserFactory(roles=[Role.CHAMPION])
    add_app(champion)
    assert with_code(client, champion).url == reverse("mfa_authenticate")


def test_becoming_staff_counts_from_the_next_request(client):
    person = UserFactory(roles=[Role.CHAMPION])
    with_password(client, person)
    person.give_role(Role.EDITOR)
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))


def test_a_code_from_the_app_works_once_for_as_long_as_it_is_valid(client):
    lead = UserFactory(roles=[Role.LEAD])
    add_app(lead)
    code = app_code(1)  # half a minute early: valid for more than a minute yet
    for client_ in (client, type(client)()):
        with_password(client_, lead)
        response = client_.post("/sign-in/second-step/", {"code": code})
        assert (response.status_code == 302) == (client_ is client)
        cache.delete(f"allauth.mfa.totp.used?user={lead.pk}&code={code}")  # allauth forgets after half a minute
    assert client_.get("/admin/").url.startswith("/sign-in/")


def test_a_recovery_code_works_once(client):
    client = signed_in(lead := UserFactory(roles=[Role.LEAD]), proven=True)
    client.post(reverse("mfa_generate_recovery_codes"))
    code = lead.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for attempt in range(2):
        fresh = type(client)()
        with_password(fresh, lead)
        response = fresh.post("/sign-in/second-step/", {"code": code})
        assert (response.status_code == 302) == (attempt == 0)


def test_tries_at_the_second_step_are_limited(client):
    lead = UserFactory(roles=[Role.LEAD])
    add_app(lead)
    with_password(client, lead)
    for _ in range(10):
        client.post("/sign-in/second-step/", {"code": "000000"})
    assert client.post("/sign-in/second-step/", {"code": app_code()}).status_code == 200


def test_setting_up_an_app_opens_the_admin_and_ends_other_sessions(client):
    lead = UserFactory(roles=[Role.LEAD], password=None)
    elsewhere = signed_in(lead, second_factor=False)
    client.force_login(lead)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    from allauth.mfa.totp.internal import auth as totp

    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + 1))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/sign-in/account/").url.startswith("/sign-in/?next")


def test_taking_the_app_away_shuts_the_admin_again():
    client = signed_in(UserFactory(roles=[Role.LEAD]), proven=True)
    assert client.get("/admin/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))


def test_factors_change_only_after_proof():
    client = signed_in(UserFactory(roles=[Role.LEAD]), proven=False)
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        response = client.post(reverse(name))
        assert response.status_code == 302
        assert response.url.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate")))


def test_staff_who_do_nothing_for_an_hour_are_signed_out(settings):
    client = signed_in(UserFactory(roles=[Role.LEAD]))
    assert client.get("/admin/").status_code == 200
    settings.SCHEME_STAFF_IDLE_MINUTES = -1
    assert client.get("/admin/").url.startswith("/sign-in/?next=")
    settings.SCHEME_STAFF_IDLE_MINUTES = 60
    assert client.get("/admin/").url.startswith("/sign-in/?next=")


def test_a_staff_session_ends_after_half_a_day_however_busy(settings):
    client = signed_in(UserFactory(roles=[Role.LEAD]))
    assert client.get("/admin/").status_code == 200
    settings.SCHEME_STAFF_SESSION_HOURS = -1
    assert client.get("/admin/").url.startswith("/sign-in/?next=")
