import pytest

from accounts.models import AccessRecord, Role
from learners.models import Concern, Learner, Referral, ReferralClosed
from tests.factories import ChampionFactory, ConcernFactory, MatchFactory, PartnerFactory, ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_accepted_referral_makes_a_learner_who_waits_from_that_day():
    referral = ReferralFactory(referred_on="2026-03-02", slots=9, champion_gender="woman")
    learner = Referral.objects.get(pk=referral.pk).accept(by=UserFactory(roles=[Role.LEAD]))
    assert learner.status == Learner.Status.WAITING
    assert str(learner.waiting_since) == "2026-03-02"
    assert learner.slots == 9
    assert learner.champion_gender == "woman"
    assert learner.contact == referral.contact
    assert [language.code for language in learner.speaks.all()] == ["en"]


def test_nobody_becomes_a_learner_without_their_consent():
    referral = ReferralFactory(consent=False)
    with pytest.raises(ReferralClosed, match="agreed"):
        referral.accept(by=None)
    assert not Learner.objects.exists()
    assert Referral.objects.get().status == Referral.Status.NEW


def test_a_referral_is_decided_once():
    referral = ReferralFactory()
    referral.accept(by=None)
    with pytest.raises(ReferralClosed):
        referral.decline("twice", by=None)
    assert Learner.objects.count() == 1


def test_a_partner_is_shown_the_referrals_of_their_own_organisation_only():
    partner = PartnerFactory()
    own = ReferralFactory(organisation=partner.organisation_memberships.get().organisation)
    ReferralFactory(organisation=PartnerFactory().organisation_memberships.get().organisation)
    ReferralFactory()
    assert list(Referral.objects.shown_to(partner)) == [own]
    partner.organisation_memberships.update(left_at="2026-01-01T00:00Z")
    assert not Referral.objects.shown_to(partner).exists()


def test_a_concern_is_shown_to_safeguarding_leads_whom_it_does_not_name():
    named, other = UserFactory(roles=[Role.SAFEGUARDING]), UserFactory(roles=[Role.SAFEGUARDING])
    concern = ConcernFactory(raised_by=ChampionFactory().user)
    concern.names.add(named)
    assert list(Concern.objects.shown_to(other)) == [concern]
    for user in (named, concern.raised_by, UserFactory(roles=[Role.LEAD]), UserFactory(roles=[Role.ADMINISTRATOR])):
        assert not Concern.objects.shown_to(user).exists()


def test_a_safeguarding_lead_who_helped_the_learner_as_a_champion_does_not_see_concerns_about_them():
    match = MatchFactory()
    match.champion.user.give_role(Role.SAFEGUARDING)
    concern = ConcernFactory(learner=match.learner)
    other = UserFactory(roles=[Role.SAFEGUARDING])
    assert not Concern.objects.shown_to(match.champion.user).exists()
    assert list(Concern.objects.shown_to(other)) == [concern]
    assert list(concern.readers()) == [other]


def test_records_of_looks_at_concerns_are_not_shown_to_leads():
    AccessRecord.objects.create(action="viewed", kind="concern", reference="SC-0001", screen="a screen")
    AccessRecord.objects.create(action="viewed", kind="learner", reference="L-00001", screen="a screen")
    assert [record.kind for record in AccessRecord.objects.shown_to(UserFactory(roles=[Role.LEAD]))] == ["learner"]


def test_a_concern_about_a_champion_is_hidden_from_them_even_when_they_lead_safeguarding():
    champion = ChampionFactory()
    champion.user.give_role(Role.SAFEGUARDING)
    ConcernFactory(champion=champion)
    assert not Concern.objects.shown_to(champion.user).exists()
