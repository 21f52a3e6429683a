"""From a referral to an offer, as a lead clicks through it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Message
from guides.models import Language
from learners.models import Learner, Match, Referral
from tests.factories import (
    ChampionFactory,
    LanguageFactory,
    LearnerFactory,
    MatchFactory,
    ReferralFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def find(learner):
    return reverse("scheme_learners:find", args=[learner.pk])


def offer(client, learner, champion, **more):
    url = reverse("scheme_learners:offer", args=[learner.pk])
    return client.post(url, {"champion": champion.pk, **more}, follow=True)


def test_a_referral_becomes_a_learner_with_one_press(lead_client):
    referral = ReferralFactory(preferred_name="Senait")
    page = lead_client.get(reverse("scheme_referrals:inspect", args=[referral.pk]))
    assert "Take on as a learner" in page.content.decode()
    page = lead_client.post(reverse("scheme_referrals:accept", args=[referral.pk]), follow=True)
    learner = Learner.objects.get()
    assert page.request["PATH_INFO"] == reverse("scheme_learners:inspect", args=[learner.pk])
    assert "Senait" in page.content.decode()
    assert find(learner) in page.content.decode()


def test_pressed_twice_it_makes_one_learner_and_says_so(lead_client):
    referral = ReferralFactory()
    url = reverse("scheme_referrals:accept", args=[referral.pk])
    lead_client.post(url)
    page = lead_client.post(url, follow=True)
    assert Learner.objects.count() == 1
    assert "decided already" in page.content.decode()


def test_without_consent_nobody_is_taken_on(lead_client):
    referral = ReferralFactory(consent=False)
    page = lead_client.post(reverse("scheme_referrals:accept", args=[referral.pk]))
    assert "has not agreed yet" in page.content.decode()
    assert not Learner.objects.exists()
    referral.refresh_from_db()
    assert referral.status == Referral.Status.NEW


def test_somebody_who_agrees_when_asked_is_taken_on_with_the_day_they_agreed(lead_client):
    referral = ReferralFactory(consent=False, referred_on="2026-03-02")
    url = reverse("scheme_referrals:accept", args=[referral.pk])
    case_file = lead_client.get(reverse("scheme_referrals:inspect", args=[referral.pk])).content.decode()
    assert f'href="{url}"' in case_file
    lead_client.post(url, {"agreed": "on"})
    learner = Learner.objects.get()
    assert learner.consent_on == timezone.localdate()
    assert str(learner.waiting_since) == "2026-03-02"
    referral.refresh_from_db()
    assert referral.consent and referral.consent_by_word


def test_a_referral_is_declined_with_a_note(lead_client):
    referral = ReferralFactory()
    url = reverse("scheme_referrals:decline", args=[referral.pk])
    assert "Say in a sentence why" in lead_client.post(url, {"note": " "}).content.decode()
    page = lead_client.post(url, {"note": "Lives outside our area."}, follow=True)
    assert "Lives outside our area." in page.content.decode()
    referral.refresh_from_db()
    assert referral.status == Referral.Status.DECLINED


def test_the_champions_who_fit_are_shown_with_reasons_best_first(lead_client):
    learner = LearnerFactory()
    far = ChampionFactory(user__name="Farah Far", travel_miles=50, area__latitude=53.8, area__longitude=-1.55)
    near = ChampionFactory(user__name="Nadia Near", area=learner.area)
    ChampionFactory(user__name="Fiona Full", room=0)
    page = lead_client.get(find(learner)).content.decode()
    assert page.index(near.name) < page.index(far.name)
    assert "Both speak English" in page
    assert "Less than half a mile apart" in page
    assert "Fiona Full" not in page
    assert "1 have no room" in page


def test_an_offer_takes_a_place_and_tells_the_champion_by_mail(lead_client, lead):
    champion, learner = ChampionFactory(), LearnerFactory(preferred_name="Senait", address="1 Secret Street")
    learner.needs.add(SkillFactory(name="Send an e-mail"))
    page = offer(lead_client, learner, champion).content.decode()
    match = Match.objects.get()
    assert match.status == Match.Status.OFFERED
    assert match.offered_by == lead
    assert {"rule": "language", "says": "Both speak English"} in match.reasons
    assert f"Offered to {champion.name}" in page
    mail = Message.objects.get()
    assert mail.to == champion.user.email
    assert "Send an e-mail" in mail.text
    assert "They speak: English" in mail.text


def test_the_mail_tells_neither_name_nor_place_nor_contact(lead_client):
    champion = ChampionFactory()
    learner = LearnerFactory(
        preferred_name="Senait",
        address="1 Secret Street",
        postcode="HX1 9ZZ",
        contact="07700 900999",
        area__name="Park",
    )
    offer(lead_client, learner, champion)
    mail = Message.objects.get()
    for secret in ("Senait", "Secret", "HX1", "900999", "Park", learner.reference):
        assert secret not in mail.text + mail.html + mail.subject


def test_pressed_twice_it_makes_one_offer_and_one_mail(lead_client):
    champion, learner = ChampionFactory(), LearnerFactory()
    offer(lead_client, learner, champion)
    page = offer(lead_client, learner, champion)
    assert Match.objects.count() == Message.objects.count() == 1
    assert "offered to somebody already" in page.content.decode()


def test_a_champion_who_does_not_fit_is_refused_whatever_the_form_says(lead_client):
    learner = LearnerFactory()
    champion = ChampionFactory(slots=0)
    page = offer(lead_client, learner, champion, why="I know better").content.decode()
    assert "No half-day when both are free" in page
    assert not Match.objects.exists()


def test_a_rule_that_may_be_set_aside_needs_a_reason_and_the_reason_is_kept(lead_client):
    tigrinya: Language = LanguageFactory(code="ti", name="Tigrinya")
    champion, learner = ChampionFactory(), LearnerFactory(speaks=[tigrinya])
    page = offer(lead_client, learner, champion, why="  ").content.decode()
    assert "Say why this pair in spite of it" in page
    assert not Match.objects.exists()
    offer(lead_client, learner, champion, why="Her daughter interprets")
    assert Match.objects.get().overruled == [
        {
            "rule": "language",
            "says": "No language in common: the learner speaks Tigrinya",
            "why": "Her daughter interprets",
        }
    ]


def test_who_could_be_chosen_all_the_same_is_folded_below(lead_client):
    learner = LearnerFactory(speaks=[LanguageFactory(code="ti", name="Tigrinya")])
    champion = ChampionFactory()
    page = lead_client.get(find(learner)).content.decode()
    assert "No champion fits all the rules" in page
    assert page.index("1 could be chosen, if you say why") < page.index(champion.name)


def test_a_champion_who_cannot_sign_in_is_offered_nobody(lead_client):
    champion = ChampionFactory(user=None, name="Ida Imported", email="ida@example.org")
    page = offer(lead_client, LearnerFactory(), champion).content.decode()
    assert "cannot sign in yet" in page
    assert not Match.objects.exists()


def test_a_made_up_champion_is_a_sentence_not_an_error(lead_client):
    learner = LearnerFactory()
    url = reverse("scheme_learners:offer", args=[learner.pk])
    for wrong in ("999999", "x", "", "9" * 40):
        assert lead_client.post(url, {"champion": wrong}).status_code == 200
    assert not Match.objects.exists()


def test_an_offer_is_taken_back_and_the_learner_waits_from_the_same_day(lead_client):
    match = MatchFactory(offered=True, learner__waiting_since="2026-01-05")
    lead_client.post(reverse("scheme_matches:take_back", args=[match.pk]))
    learner = Learner.objects.waiting().get()
    assert str(learner.waiting_since) == "2026-01-05"


def test_a_match_is_ended_with_a_reason(lead_client):
    match = MatchFactory()
    url = reverse("scheme_matches:end", args=[match.pk])
    assert "Choose a reason" in lead_client.post(url, {}).content.decode()
    lead_client.post(url, {"reason": "times", "learner_waits": "on"})
    match.refresh_from_db()
    assert match.status == Match.Status.ENDED
    assert Learner.objects.waiting().get() == match.learner
    assert "ended already" in lead_client.post(url, {"reason": "times"}).content.decode()
