import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from accounts import open_forms
from accounts.models import Message
from learners.models import Learner, Referral
from places.models import Postcode
from tests.factories import AreaFactory, LanguageFactory, OrganisationFactory, UserFactory
from tests.learners.asking import request_for_help

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything_yet():
    cache.clear()


@pytest.fixture
def ask(client):
    """ask(**changes) sends the form; the answer after following where it leads."""
    return lambda **changes: client.post(reverse("ask_for_help"), request_for_help(**changes), follow=True)


def test_a_person_asks_for_themselves_and_is_told_what_happens_next(ask):
    page = ask()
    assert page.redirect_chain == [(reverse("help_asked"), 302)]
    assert "You hear from us by" in page.content.decode()
    referral = Referral.objects.get()
    assert (referral.source, referral.preferred_name, referral.contact) == ("self", "Sahar", "07700 900123")
    assert referral.ways == ["in_person", "by_phone"]
    assert referral.devices == ["android"]
    assert referral.slot_names == ["Monday morning", "Tuesday afternoon"]
    assert set(referral.needs.values_list("code", flat=True)) == {"F5", "F6", "INFO2", "COM2", "COM4", "COM5"}
    assert [str(language) for language in referral.reads.all()] == ["English"]
    assert referral.consent
    assert not referral.consent_by_word


def test_the_thank_you_page_tells_nothing_of_the_request(ask, client):
    assert "Sahar" not in ask().content.decode()
    assert client.get(reverse("help_asked")).status_code == 200


def test_a_lead_can_take_on_what_was_asked(ask):
    ask()
    learner = Referral.objects.get().accept(by=None)
    assert learner.preferred_name == "Sahar"
    assert learner.champion_gender == "woman"
    assert learner.status == Learner.Status.WAITING


def test_two_taps_make_one_referral_and_lead_to_the_same_page(client):
    typed = request_for_help(source="friend", referrer_name="Amy", referrer_contact="amy@example.org")
    pages = [client.post(reverse("ask_for_help"), typed) for _tap in range(2)]
    assert [page.url for page in pages] == [reverse("help_asked")] * 2
    assert Referral.objects.count() == 1
    assert Message.objects.count() == 1


def test_going_back_to_ask_for_another_person_loses_neither(ask):
    page_id = str(uuid.uuid4())
    ask(submission_id=page_id, preferred_name="Sahar")
    ask(submission_id=page_id, preferred_name="Ahmed")
    assert set(Referral.objects.values_list("preferred_name", flat=True)) == {"Sahar", "Ahmed"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("07700 90012", "Write a full phone number"),  # one figure is missing
        ("+44 7700 90012", "Write a full phone number"),
        ("ask my son", "Write a phone number, such as 07700 900123, or an e-mail address"),
    ],
)
def test_what_reaches_nobody_is_said_at_once(ask, typed, sentence):
    assert sentence in ask(contact=typed).content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "016977 3999", "01422 393939", "+48 601 234 567"])
def test_numbers_of_every_length_that_exists_are_taken(ask, typed):
    ask(contact=typed)
    assert Referral.objects.get().contact == typed


def test_mistakes_are_named_and_everything_typed_is_kept(ask):
    page = ask(consent=None, contact="12", text="My sister lives far away", needs=["email"]).content.decode()
    assert not Referral.objects.exists()
    assert "Please look at this again" in page
    assert "Write a full phone number, such as 07700 900123." in page
    assert "We can help only somebody who agrees." in page
    assert "My sister lives far away" in page
    assert 'value="12"' in page
    assert 'value="email" id="id_needs_4" checked' in page
    assert 'value="4" id="id_slots_4" checked' in page


@pytest.mark.parametrize(
    ("source", "left_out", "sentence"),
    [
        ("friend", "referrer_name", "Write your own name, since you ask for somebody else."),
        ("friend", "referrer_contact", "Write how we can reach you, since you ask for somebody else."),
        ("worker", "organisation_name", "Write the name of your organisation."),
    ],
)
def test_who_asks_for_somebody_else_says_who_they_are(ask, source, left_out, sentence):
    told = {"referrer_name": "Amy", "referrer_contact": "amy@example.org", "organisation_name": "Shelter"}
    page = ask(source=source, **(told | {left_out: ""}))
    assert sentence in page.content.decode()
    assert not Referral.objects.exists()


def test_a_worker_asks_by_the_word_of_the_person_and_can_be_the_way_to_reach_them(ask):
    ask(
        source="worker",
        referrer_name="Tom",
        referrer_contact="tom@example.org",
        organisation_name="Night shelter",
        contact="",
        through_me="on",
    )
    referral = Referral.objects.get()
    assert referral.consent_by_word
    assert referral.organisation_name == "Night shelter"
    assert referral.organisation is None


def test_a_person_who_asks_for_themselves_must_say_how_to_reach_them(ask):
    page = ask(contact="", through_me="on").content.decode()
    assert "Write your phone number or your e-mail address, so that we can reach you." in page


def test_whoever_asks_by_mail_is_thanked_without_a_word_about_the_person(ask):
    ask(source="friend", referrer_name="Amy", referrer_contact="amy@example.org", preferred_name="Sahar")
    message = Message.objects.get()
    assert message.to == "amy@example.org"
    assert "Sahar" not in message.subject + message.text


def test_nothing_private_is_stored_in_clear(ask):
    ask(postcode="The hotel by the station", text="My son reads my post", contact="07700 900777")
    with connection.cursor() as cursor:
        cursor.execute("select contact, postcode, text from learners_referral")
        stored = " ".join(cursor.fetchone())
    for secret in ("hotel", "son", "900777"):
        assert secret not in stored


def test_the_ward_follows_from_a_known_postcode(ask):
    ward = AreaFactory()
    Postcode.objects.create(code="HX1 1UN", area=ward, latitude=53.7, longitude=-1.8)
    ask(postcode="hx11un")
    assert Referral.objects.get().area == ward


def test_a_language_we_do_not_list_reaches_the_lead(ask):
    ask(other_language="Twi")
    assert "Another language: Twi" in Referral.objects.get().text


def test_extra_fields_change_nothing(ask):
    organisation, user = OrganisationFactory(), UserFactory()
    ask(
        status="accepted",
        organisation=organisation.pk,
        made_by=user.pk,
        learner="1",
        import_key="x",
        consent_by_word="on",
        outcome_note="yes",
    )
    referral = Referral.objects.get()
    assert referral.status == Referral.Status.NEW
    assert (referral.organisation, referral.made_by, referral.learner) == (None, None, None)
    assert (referral.import_key, referral.outcome_note, referral.consent_by_word) == ("", "", False)


def test_a_browser_that_fills_the_hidden_field_costs_one_more_press_and_no_text(ask):
    page = ask(website="http://example.org", text="Please keep this")
    assert "Nothing is lost. Please press the button once more." in page.content.decode()
    assert "Please keep this" in page.content.decode()
    assert "http://example.org" not in page.content.decode()
    assert not Referral.objects.exists()


def test_a_flood_from_one_address_is_stopped_with_the_text_kept(ask, monkeypatch):
    monkeypatch.setattr(open_forms, "SENT_PER_HOUR", 0)
    page = ask(text="Please keep this").content.decode()
    assert "Nothing is lost: wait some minutes" in page
    assert "Please keep this" in page
    assert not Referral.objects.exists()


def test_the_page_warns_against_writing_about_immigration_and_asks_nothing_about_it(client):
    page = client.get(reverse("ask_for_help")).content.decode()
    assert "Please do not write about visas, asylum or immigration." in page


@pytest.mark.parametrize("value", ["not-a-number", "999999", "\0", "1' or 1=1"])
@pytest.mark.parametrize("field", ["area", "speaks", "slots", "ways", "source", "submission_id", "preferred_name"])
def test_nonsense_is_answered_with_the_form(ask, field, value):
    LanguageFactory()
    assert ask(**{field: value}).status_code == 200


def test_the_summary_of_mistakes_follows_the_page(ask):
    page = ask(preferred_name="", ways=[], consent=None).content.decode()
    summary = page[page.index("Please look at this again") : page.index("<form")]
    places = [summary.index(sentence) for sentence in ("Write a name", "Tick at least one way", "We can help only")]
    assert places == sorted(places)


@pytest.mark.parametrize("field", ["speaks", "reads", "area"])
def test_an_id_that_no_record_can_have_is_a_choice_that_is_not_offered(client, field):
    page = client.post("/help/ask/", request_for_help(**{field: "9" * 30}))
    assert page.context["form"].errors[field]


def test_signs_that_turn_the_writing_round_or_cannot_be_seen_are_not_kept(client):
    typed = request_for_help(preferred_name="Sa\u202ehar\u200b", text="One\r\ntwo \u2066three")
    assert client.post("/help/ask/", typed).status_code == 302
    referral = Referral.objects.get()
    assert (referral.preferred_name, referral.text) == ("Sahar", "One\ntwo three")


def test_a_name_of_signs_that_cannot_be_seen_is_no_name(client):
    page = client.post("/help/ask/", request_for_help(preferred_name="\u200b\u202e"))
    assert page.context["form"].errors["preferred_name"]
