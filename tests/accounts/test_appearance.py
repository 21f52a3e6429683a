"""A scheme's own name, colours and logo: set in the admin, shown at once everywhere, never unreadable."""

from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow

from accounts.models import Appearance, Message, Role
from accounts.permissions import allow, group_for
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
OPEN = reverse("wagtailsettings:edit", args=["accounts", "appearance"])


@pytest.fixture
def editor():
    return signed_in(UserFactory(roles=[Role.EDITOR]))


def send(client, **fields):
    """The form sent with `fields`; (response, what is stored after it)."""
    address = client.get(OPEN)["Location"]
    empty = dict.fromkeys(("name", "phone", "email", "main", "accent"), "")
    response = client.post(address, empty | fields)
    return response, Appearance.objects.get()


def picture(size=(200, 100), name="logo.png") -> SimpleUploadedFile:
    content = BytesIO()
    Pillow.new("RGB", size, "purple").save(content, format="PNG")
    return SimpleUploadedFile(name, content.getvalue())


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# Who ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_editors_and_administrators_change_it(role):
    client = signed_in(UserFactory(roles=[role]))
    assert OPEN in client.get("/admin/").content.decode()
    response, stored = send(client, name="Hebden Helpers")
    assert response.status_code == 302 and stored.name == "Hebden Helpers"


@pytest.mark.parametrize("role", [Role.LEAD, Role.SAFEGUARDING])
def test_other_staff_are_sent_back_and_change_nothing(role):
    stored = Appearance.objects.create()
    client = signed_in(UserFactory(roles=[role]))
    assert OPEN not in client.get("/admin/").content.decode()
    address = reverse("wagtailsettings:edit", args=["accounts", "appearance", stored.pk])
    for response in (client.get(address), client.post(address, {"name": "Mine"}), client.get(OPEN, follow=True)):
        assert getattr(response, "redirect_chain", [(response.get("Location"), 302)])[-1] == ("/admin/", 302)
    stored.refresh_from_db()
    assert stored.name == ""


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER])
def test_champions_and_partners_find_no_such_page(role):
    assert signed_in(UserFactory(roles=[role])).get(OPEN).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(OPEN)["Location"].startswith("/sign-in/")


def test_the_permission_goes_with_the_role():
    user = UserFactory(roles=[Role.EDITOR])
    user.end_role(Role.EDITOR)
    assert not type(user).objects.get(pk=user.pk).has_perm("accounts.change_appearance")


def test_groups_of_an_older_site_get_it_and_twice_changes_nothing():
    group = group_for(Role.EDITOR)
    group.permissions.filter(codename="change_appearance").delete()
    for _ in range(2):
        allow(Role.EDITOR)
    assert group.permissions.filter(codename="change_appearance").count() == 1


# What is taken and what is refused ----------------------------------------------------------------


def test_a_pale_main_colour_is_refused_with_figures_and_a_shade_that_works(editor):
    response, stored = send(editor, name="Kept while typing", main="#ffdd00")
    page = text_of(response)
    assert "White letters on this colour can hardly be read: the contrast is 1.3, it has to be 4.5." in page
    assert "The nearest one that works is #897600." in page
    assert 'value="Kept while typing"' in page and 'value="#ffdd00"' in page
    assert (stored.name, stored.main) == ("", "")


def test_the_shade_that_was_suggested_is_taken(editor):
    assert send(editor, main="#897600")[1].main == "#897600"


def test_a_second_colour_that_cannot_be_told_from_the_main_one_is_refused(editor):
    response, stored = send(editor, main="#d4351c", accent="#ff9900")
    assert "can hardly be told from the main colour: the contrast is 2.2, it has to be 3.0" in text_of(response)
    assert stored.main == ""
    assert send(editor, main="#0b3351", accent="#ff9900")[1].accent == "#ff9900"


@pytest.mark.parametrize("text", ["yellow", "#12345", "}</st"])
def test_what_is_no_colour_is_refused(editor, text):
    response, stored = send(editor, main=text)
    assert "Write the colour as # and six signs" in text_of(response)
    assert stored.main == ""


def test_a_colour_may_be_typed_short_and_in_capitals(editor):
    assert send(editor, main="03F", accent="#FD0")[1].palette.chosen_main == "#0033ff"


@pytest.mark.parametrize(
    ("phone", "taken"), [("+44 (0)1632 960123", True), ("01632 960123 mornings", False), ("x", False)]
)
def test_a_phone_number_is_one_that_can_be_tapped(editor, phone, taken):
    response, stored = send(editor, phone=phone)
    assert (stored.phone == phone) is taken
    assert ("Write the number in figures" in text_of(response)) is not taken


def test_a_name_stays_one_line(editor):
    assert send(editor, name="Hebden\r\nBcc: all@example.org ")[1].name == "Hebden Bcc: all@example.org"


def test_two_who_open_the_form_at_once_change_the_same(editor):
    assert editor.get(OPEN)["Location"] == editor.get(OPEN)["Location"]
    assert Appearance.objects.count() == 1
    assert Appearance._get_or_create() == Appearance.objects.get()


# The logo -----------------------------------------------------------------------------------------


def test_a_logo_stands_in_the_page_beside_the_name_and_can_be_taken_out(editor):
    send(editor, name="Hebden Helpers", new_logo=picture())
    page = Client().get("/sign-in/").content.decode()
    assert '<img src="data:image/png;base64,' in page
    assert 'width="96" height="48" alt="">Hebden Helpers</a>' in page
    assert "Take the logo out" in editor.get(OPEN, follow=True).content.decode()
    assert send(editor)[1].logo.startswith("data:image/png"), "it stays when no other is chosen"
    assert send(editor, without_logo="on")[1].logo == ""
    assert "<img" not in Client().get("/sign-in/").content.decode()
    assert "Take the logo out" not in editor.get(OPEN, follow=True).content.decode()


@pytest.mark.parametrize("content", [b"<svg><script>alert(1)</script></svg>", b"x" * 100])
def test_a_file_that_is_no_picture_is_refused_and_the_old_logo_stays(editor, content):
    logo = send(editor, new_logo=picture())[1].logo
    response, stored = send(editor, new_logo=SimpleUploadedFile("logo.png", content))
    assert "We cannot read this file" in text_of(response)
    assert stored.logo == logo


def test_a_file_that_is_too_large_or_empty_is_refused(editor):
    assert "too large" in text_of(send(editor, new_logo=SimpleUploadedFile("a.png", b"x" * 5_000_001))[0])
    assert "This file is empty" in text_of(send(editor, new_logo=SimpleUploadedFile("a.png", b""))[0])


def test_a_good_logo_beside_a_mistake_has_to_be_chosen_again_and_the_page_says_so(editor):
    response, stored = send(editor, main="#ffdd00", new_logo=picture())
    assert "Choose the logo once more" in text_of(response)
    assert stored.logo == ""


# Where it shows -----------------------------------------------------------------------------------


def test_without_any_the_environment_counts(settings, client):
    settings.SCHEME_NAME, settings.SCHEME_PHONE, settings.SCHEME_EMAIL = (
        "From outside",
        "01632 960999",
        "out@example.org",
    )
    page = client.get("/sign-in/").content.decode()
    assert "From outside" in page and "01632 960999" in page and "out@example.org" in page
    assert not Appearance.objects.exists(), "looking writes nothing"


def test_what_is_set_wins_field_by_field(settings, client):
    settings.SCHEME_NAME, settings.SCHEME_PHONE = "From outside", "01632 960999"
    Appearance.objects.create(name="Smith & Sons <Helpers>", email="in@example.org")
    page = client.get("/sign-in/").content.decode()
    assert "Smith &amp; Sons &lt;Helpers&gt;" in page and "From outside" not in page
    assert "01632 960999" in page and "in@example.org" in page


def test_a_change_shows_on_the_next_page(editor, client):
    send(editor, name="First name")
    assert "First name" in client.get("/sign-in/").content.decode()
    send(editor, name="Second name")
    page = client.get("/sign-in/").content.decode()
    assert "Second name" in page and "First name" not in page


def test_a_page_asks_for_it_once(client):
    Appearance.objects.create(name="Hebden Helpers", main="#5b2a86")
    client.get("/sign-in/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/sign-in/")
    assert sum("accounts_appearance" in query["sql"] for query in queries) == 1


def test_what_shows_nothing_of_it_asks_for_nothing(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/health/")
    assert not any("accounts_appearance" in query["sql"] for query in queries)


def test_templates_get_the_css_of_a_schemes_own_colours_only(rf):
    from scheme.context import scheme

    assert str(scheme(rf.get("/"))["scheme_colours"]) == ""
    Appearance.objects.create(main="#5b2a86")
    assert str(scheme(rf.get("/"))["scheme_colours"]).startswith(":root{--brand:#5b2a86;")


def test_the_admin_and_authenticator_apps_show_the_name(editor):
    from allauth.mfa.adapter import get_adapter

    send(editor, name="Hebden Helpers")
    home = editor.get("/admin/").content.decode()
    assert '<span class="scheme-mark">Hebden Helpers</span>' in home
    assert "- Hebden Helpers</title>" in " ".join(home.split())
    assert get_adapter().get_totp_issuer() == "Hebden Helpers"


def test_mails_carry_name_and_colours():
    Appearance.objects.create(name="Hebden Helpers", main="#5b2a86", accent="#f7b2d9")
    Message.queue("ada@example.org", "Signing in", "no_account", {}).send()
    (sent,) = mail.outbox
    html = sent.alternatives[0].content
    assert sent.subject == "Hebden Helpers: Signing in"
    assert "background:#5b2a86;border-bottom:6px solid #f7b2d9" in html
    assert "Hebden Helpers" in html and "Hebden Helpers" in sent.body
    assert "#0b5351" not in html and "#5b2a86" not in sent.body


def test_mails_of_a_scheme_without_colours_carry_ours():
    Message.queue("ada@example.org", "Signing in", "no_account", {})
    assert "background:#0b5351;border-bottom:6px solid #ffc27d" in Message.objects.get().html
