import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Message, Role, User
from champions.models import Application, Champion
from tests.factories import ApplicationFactory, LanguageFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything_yet():
    cache.clear()


def offer_to_help(**changes):
    typed = {
        "submission_id": str(uuid.uuid4()),
        "name": "Nadia Hussain",
        "email": "nadia@example.org",
        "phone": "07700 900321",
        "age": "adult",
        "languages": [str(LanguageFactory().pk)],
        "ways": ["in_person"],
        "travel_miles": "3",
        "devices": ["iphone"],
        "slots": ["20"],
        "about": "I taught my mother.",
        "consent": "on",
    } | changes
    return {name: value for name, value in typed.items() if value is not None}


@pytest.fixture
def apply(client):
    return lambda **changes: client.post(reverse("become_a_champion"), offer_to_help(**changes), follow=True)


def test_somebody_offers_to_volunteer_and_gets_a_mail(apply):
    page = apply()
    assert page.redirect_chain == [(reverse("application_received"), 302)]
    application = Application.objects.get()
    assert (application.name, application.travel_miles, application.is_adult) == ("Nadia Hussain", 3, True)
    assert application.slot_names == ["Sunday evening"]
    assert Message.objects.get().to == "nadia@example.org"


def test_applying_opens_no_account_and_no_role(apply):
    apply()
    assert not User.objects.exists()
    assert not Champion.objects.exists()


def test_two_taps_make_one_application(client):
    typed = offer_to_help()
    for _tap in range(2):
        assert client.post(reverse("become_a_champion"), typed).url == reverse("application_received")
    assert Application.objects.count() == 1
    assert Message.objects.count() == 1


def test_mistakes_are_named_and_everything_typed_is_kept(apply):
    page = apply(email="nadia", consent=None, about="I taught my mother.").content.decode()
    assert "Write a full e-mail address, such as name@example.org." in page
    assert "I taught my mother." in page
    assert 'value="iphone" id="id_devices_1" checked' in page
    assert not Application.objects.exists()


def test_somebody_under_eighteen_may_apply_and_it_is_noted(apply):
    apply(age="young")
    assert not Application.objects.get().is_adult


def test_extra_fields_change_nothing(apply):
    apply(status="accepted", champion="1", decided_by="1", is_adult="on", age="young")
    application = Application.objects.get()
    assert application.status == Application.Status.RECEIVED
    assert (application.champion, application.decided_by, application.is_adult) == (None, None, False)


def test_an_accepted_application_makes_a_champion_with_the_same_details(apply):
    apply()
    champion, _invitation, _token = Application.objects.get().accept(by=None)
    assert (champion.phone, champion.travel_miles, champion.iphone) == ("07700 900321", 3, True)
    assert champion.slot_names == ["Sunday evening"]


@pytest.mark.parametrize("field", ["languages", "area"])
def test_an_id_that_no_record_can_have_is_a_choice_that_is_not_offered(apply, field):
    page = apply(**{field: ["9" * 30]})
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert not Application.objects.exists()


def test_who_is_a_champion_already_is_not_made_another():
    first, again = ApplicationFactory(email="ada@example.org"), ApplicationFactory(email="ada@example.org")
    first.accept(by=None)
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    page = lead.post(reverse("scheme_applications:accept", args=[again.pk]))
    assert "A champion signs in with this address already." in page.content.decode()
    again.refresh_from_db()
    assert again.status == Application.Status.RECEIVED
