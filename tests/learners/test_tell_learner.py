"""A champion says yes: the learner hears of it, or the worker who referred them, or a lead is asked to tell them."""

import unicodedata

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Message, Role
from accounts.models.message import GIVE_UP_AFTER
from guides import framework
from learners.models import Learner, Match, Referral
from learners.models.telling import Told
from learners.own_language import WORDS
from tests.factories import (
    LanguageFactory,
    LearnerFactory,
    MatchFactory,
    OrganisationFactory,
    PartnerFactory,
    ReferralFactory,
    UserFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db


def language(code):
    return LanguageFactory(code=code, name={"ar": "Arabic", "pl": "Polish", "ti": "Tigrinya"}.get(code, "English"))


def accepted(learner=None, **fields) -> Match:
    learner = learner or LearnerFactory(**{"contact": "sahar@example.org"} | fields)
    match = MatchFactory(offered=True, learner=learner)
    return match.accept(by=match.champion.user)


def referred(**fields) -> Learner:
    told = {"source": Referral.Source.WORKER, "referrer_contact": "worker@example.org", "preferred_name": "Sahar"}
    return ReferralFactory(**told | fields).accept(by=None)


def test_a_learner_with_an_address_is_told_by_mail_and_nobody_has_to_ring():
    match = accepted(share_contact=True)
    mail = Message.objects.get()
    assert (mail.to, match.told, match.told_by_mail) == ("sahar@example.org", Told.LEARNER, mail)
    assert "we have found a volunteer" in mail.text
    assert not Match.objects.to_tell().exists()


@pytest.mark.parametrize(
    ("share", "sentence"), [(True, "This person gets in touch with you soon"), (False, "We get in touch with you soon")]
)
def test_the_mail_says_who_gets_in_touch(share, sentence):
    accepted(share_contact=share)
    assert sentence in Message.objects.get().text


def test_the_mail_says_neither_who_the_champion_is_nor_where_anybody_lives():
    house = VenueFactory(confidential=True, name="Rose House")
    match = accepted(accommodation=house, postcode="HX2 9ZZ", preferred_name="Sahar")
    mail = Message.objects.get()
    for secret in ("Rose House", "HX2", "Hidden Street", "Sahar", match.champion.name, match.learner.area.name):
        assert secret not in mail.subject + mail.text + mail.html


def test_the_words_are_in_the_language_they_read_with_the_english_below():
    learner = LearnerFactory(contact="sahar@example.org", speaks=[language("pl")])
    learner.reads.set([language("ar"), language("en")])
    accepted(learner)
    mail = Message.objects.get()
    assert mail.subject.startswith(WORDS["ar"].subject)
    assert mail.text.index(WORDS["ar"].found) < mail.text.index("we have found a volunteer")
    assert 'lang="ar" dir="rtl"' in mail.html
    assert WORDS["pl"].found not in mail.text


def test_if_we_do_not_know_what_they_read_the_words_are_in_a_language_they_speak():
    accepted(speaks=[language("pl")])
    assert WORDS["pl"].found in Message.objects.get().text


@pytest.mark.parametrize("reads", ["ti", "en"])
def test_without_words_in_their_language_the_mail_is_in_plain_english(reads):
    learner = LearnerFactory(contact="sahar@example.org", speaks=[language("pl")])
    learner.reads.set([language(reads)])
    accepted(learner)
    mail = Message.objects.get()
    assert mail.text.startswith("Hello,")
    assert "checked" not in mail.text


def test_words_that_no_speaker_has_checked_say_so():
    accepted(speaks=[language("ar")])
    assert "Nobody who grew up with your language has checked the words above yet." in Message.objects.get().text


def test_a_phone_number_keeps_its_order_inside_words_from_right_to_left(settings):
    settings.SCHEME_PHONE = "01632 960123"
    accepted(speaks=[language("ar")])
    assert "\u206601632 960123\u2069" in Message.objects.get().text


def test_somebody_with_a_telephone_only_is_told_by_the_worker_who_referred_them():
    match = accepted(referred(contact="07700 900555"))
    mail = Message.objects.get()
    assert (mail.to, match.told) == ("worker@example.org", Told.REFERRER)
    assert f"begins with S; our number is {Referral.objects.get()}" in mail.text
    for secret in ("Sahar", "900555", match.champion.name):
        assert secret not in mail.subject + mail.text + mail.html


def test_the_workers_own_address_in_the_learners_place_gets_the_workers_mail():
    match = accepted(referred(contact="Worker@example.org"))
    assert match.told == Told.REFERRER


def test_a_partner_is_mailed_at_the_address_they_sign_in_with():
    house = OrganisationFactory()
    partner = PartnerFactory(organisation=house, email="new@example.org")
    accepted(referred(contact="", organisation=house, made_by=partner, referrer_contact="old@example.org"))
    assert Message.objects.get().to == "new@example.org"


def test_a_partner_who_has_left_hears_no_more():
    house = OrganisationFactory()
    partner = PartnerFactory(organisation=house)
    learner = referred(contact="", organisation=house, made_by=partner, referrer_contact=partner.email)
    partner.end_role(Role.PARTNER, by=None)
    assert accepted(learner).told == Told.TO_DO
    assert not Message.objects.exists()


def test_a_worker_whose_referral_a_lead_typed_in_is_mailed_and_the_lead_is_not():
    accepted(referred(contact="", made_by=UserFactory(roles=[Role.LEAD])))
    assert Message.objects.get().to == "worker@example.org"


@pytest.mark.parametrize("source", [Referral.Source.SELF, Referral.Source.FRIEND, Referral.Source.IMPORT])
def test_nobody_else_who_asked_is_mailed_about_the_learner(source):
    assert accepted(referred(contact="07700 900555", source=source)).told == Told.TO_DO
    assert not Message.objects.exists()


def test_without_a_day_of_agreement_no_mail_goes_to_the_learner_or_the_worker():
    learner = referred()
    learner.consent_on = None
    learner.save()
    assert accepted(learner).told == Told.TO_DO
    assert accepted(consent_on=None).told == Told.TO_DO
    assert not Message.objects.exists()


@pytest.fixture
def to_ring():
    return accepted(contact="07700 900555", speaks=[language("ar")], share_contact=True)


def test_a_lead_is_asked_to_tell_them_with_the_words_in_english_and_in_their_language(to_ring, lead_client):
    page = lead_client.get(reverse("scheme_learners:inspect", args=[to_ring.learner_id])).content.decode()
    assert "Please tell them that somebody said yes" in page
    assert "This person gets in touch with you soon" in page
    assert 'lang="ar" dir="rtl"' in page
    assert WORDS["ar"].they_contact in page
    assert "Nobody who grew up with it has checked it yet." in page


def test_the_lead_says_once_that_they_were_told(to_ring, lead_client, lead):
    address = reverse("scheme_matches:told", args=[to_ring.pk])
    for _tap in range(2):
        assert lead_client.post(address).url == reverse("scheme_learners:inspect", args=[to_ring.learner_id])
    to_ring.refresh_from_db()
    assert (to_ring.told, to_ring.told_by) == (Told.BY_LEAD, lead)
    assert to_ring.told_at <= timezone.now()
    page = lead_client.get(reverse("scheme_learners:inspect", args=[to_ring.learner_id])).content.decode()
    assert "Please tell them" not in page


def test_a_mail_that_could_not_be_delivered_asks_a_lead_to_tell_them(lead_client):
    match = accepted(share_contact=True)
    Message.objects.update(failures=GIVE_UP_AFTER)
    assert list(Match.objects.to_tell()) == [match]
    page = lead_client.get(reverse("scheme_learners:inspect", args=[match.learner_id])).content.decode()
    assert "Our mail could not be delivered." in page
    match.learner_was_told(by=None)
    assert not Match.objects.to_tell().exists()


def test_where_the_champion_sees_no_contact_a_lead_is_asked_to_bring_the_two_together(lead_client):
    match = accepted(share_contact=False)
    address = reverse("scheme_learners:inspect", args=[match.learner_id])
    page = lead_client.get(address).content.decode()
    assert "Please bring the two together" in page
    assert "You could say:" not in page
    lead_client.post(reverse("scheme_matches:told", args=[match.pk]))
    assert "Please bring the two together" not in lead_client.get(address).content.decode()


def test_a_match_that_has_ended_asks_nobody_to_tell_anybody(to_ring):
    to_ring.end(Match.EndReason.OTHER, by=None)
    assert not Match.objects.to_tell().exists()


def test_a_friend_is_named_to_the_lead_as_the_way_to_somebody_without_a_number(lead_client):
    learner = referred(contact="", source=Referral.Source.FRIEND, referrer_name="Rita", referrer_contact="07700 900777")
    match = accepted(learner)
    page = lead_client.get(reverse("scheme_learners:inspect", args=[match.learner_id])).content.decode()
    assert "They are reached through Rita: 07700 900777" in page


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_words_in_another_language_are_whole_and_run_the_right_way(words):
    for name in ("subject", "hello", "found", "they_contact", "we_contact", "free", "silent"):
        text = getattr(words, name)
        assert text.strip()
        letters = {unicodedata.bidirectional(letter) for letter in text if letter.isalpha()}
        assert letters == ({"AL"} if words.direction == "rtl" else {"L"})
    assert words.code in {language["code"] for language in framework.read("languages.json")}


def test_the_list_of_matches_shows_whom_to_tell(to_ring, lead_client):
    other = MatchFactory()
    page = lead_client.get(reverse("scheme_matches:index"), {"to_do": "tell"}).content.decode()
    assert str(to_ring) in page
    assert str(other) not in page
