"""The sign-in pages in the real browser: nothing that they need is blocked by the content policy."""

import re

import pytest

from accounts.models import Invitation, Message, Role
from tests.conftest import PHONE
from tests.factories import UserFactory
from tests.signing_in import app_code, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOR_VISITORS = [
    "/sign-in/",
    "/sign-in/code/",
    "/sign-in/password/reset/",
    "/sign-in/password/reset/sent/",
    "/invitation/x/",
]
FOR_STAFF = [
    "/sign-in/account/", "/sign-in/second-step/set-up/", "/sign-in/second-step/recovery-codes/new/",
    "/sign-in/second-step/passkeys/", "/sign-in/second-step/passkeys/add/", "/sign-in/second-step/again/",
    "/sign-in/second-step/app/remove/", "/sign-in/password/change/", "/sign-in/confirm/", "/sign-in/out/",
]  # fmt: skip
IN_ADMIN = ["/admin/", "/admin/accounts/", "/admin/accounts/invite/", "/admin/account/"]


@pytest.fixture(autouse=True)
def fresh_limits():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def blocked():
    """Watch a page; what the content policy blocked, or any other error in the console, is in the list."""
    complaints = []

    def watch(page):
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield watch
    assert not [each for each in complaints if "404 (Not Found)" not in each]


def let_in(page, user):
    """Give the page's browser the session of somebody who has used a second factor just now."""
    cookie = signed_in(user, proven=True).cookies["session"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": page.url}])


def test_pages_for_visitors_run_under_the_content_policy(open_page, blocked):
    Invitation.offer("new@example.org", Role.CHAMPION)
    link = re.search(r"/invitation/\S+", Message.objects.get().text).group()
    page = blocked(open_page("/sign-in/"))
    for address in [*FOR_VISITORS, link]:
        page.goto(address)


def test_pages_for_staff_run_under_the_content_policy(open_page, blocked):
    page = blocked(open_page("/sign-in/"))
    let_in(page, UserFactory(roles=[Role.ADMINISTRATOR]))
    for address in FOR_STAFF:
        assert page.goto(address).status == 200


def test_pages_in_the_admin_run_under_the_content_policy(open_page, blocked):
    page = blocked(open_page("/sign-in/"))
    let_in(page, UserFactory(roles=[Role.ADMINISTRATOR]))
    for address in IN_ADMIN:
        assert page.goto(address).status == 200
        page.wait_for_load_state("networkidle")


def test_a_lead_signs_in_with_a_code_and_an_app_without_scripts(open_page):
    lead = UserFactory(roles=[Role.LEAD], password=None)
    signed_in(lead)  # has the app from before
    page = open_page("/admin/accounts/", PHONE, java_script_enabled=False)
    page.fill("#code_email", lead.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill(re.search(r"\d{4}-\d{4}", Message.objects.latest("pk").text).group())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code from your app").fill(app_code())
    page.get_by_role("button", name="Sign in").click()
    assert page.url.endswith("/admin/accounts/")


def test_an_invited_editor_adds_a_passkey_and_then_signs_in_with_it_alone(open_page, blocked):
    Invitation.offer("new@example.org", Role.EDITOR)
    link = re.search(r"/invitation/\S+", Message.objects.get().text).group()
    page = blocked(open_page("/sign-in/"))
    home = page.url.replace("127.0.0.1", "localhost").removesuffix("/sign-in/")  # a passkey belongs to a name
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    page.goto(home + link)
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.goto(home + "/sign-in/out/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(home + "/admin/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(home + "/admin/")


def test_a_passkey_that_fails_says_so_on_the_page(open_page):
    page = open_page("/sign-in/")
    page.route("**/sign-in/passkey/", lambda route: route.abort())
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The passkey did not work").wait_for()
