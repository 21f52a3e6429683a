import pytest
from django.urls import reverse

from accounts.models import Role
from learners.models import Learner, Referral
from places.models import Organisation, Venue
from tests.factories import (
    ChampionFactory,
    LearnerFactory,
    OrganisationFactory,
    PartnerFactory,
    ReferralFactory,
    UserFactory,
    VenueFactory,
)
from tests.learners.asking import request_for_help
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Calder Homes")


@pytest.fixture
def user(organisation):
    return PartnerFactory(organisation=organisation)


@pytest.fixture
def partner(user):
    return signed_in(user)


@pytest.fixture
def house(organisation):
    return VenueFactory(confidential=True, name="House 3", organisation=organisation)


def test_a_partner_refers_somebody_of_their_own_house(partner, user, organisation, house):
    typed = request_for_help(
        source=None, contact="", through_me="on", organisation=str(organisation.pk), accommodation=str(house.pk)
    )
    for _tap in range(2):
        page = partner.post(reverse("refer_someone"), typed, follow=True)
    assert "We have your referral" in page.content.decode()
    referral = Referral.objects.get()
    assert (referral.organisation, referral.made_by, referral.accommodation) == (organisation, user, house)
    assert (referral.source, referral.referrer_contact) == ("worker", user.email)
    assert referral.consent_by_word
    assert referral.area == house.area
    assert list(Referral.objects.shown_to(user)) == [referral]


def test_a_partner_cannot_refer_for_another_organisation_or_house(partner, organisation):
    other = OrganisationFactory()
    hidden = VenueFactory(confidential=True, name="House 8", organisation=other)
    for changes in ({"organisation": other.pk}, {"organisation": organisation.pk, "accommodation": hidden.pk}):
        page = partner.post(reverse("refer_someone"), request_for_help(source=None, **changes))
        assert page.status_code == 200
        assert "House 8" not in page.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("status", "learner_status", "words"),
    [
        ("new", None, "We are reading it"),
        ("declined", None, "Not taken on: please call us"),
        ("accepted", "waiting", "Taken on, waiting for a champion"),
        ("accepted", "matched", "Has a champion"),
        ("accepted", "finished", "Finished"),
    ],
)
def test_a_partner_sees_in_plain_words_what_became_of_a_referral(partner, organisation, status, learner_status, words):
    learner = LearnerFactory(status=learner_status, notes="Private") if learner_status else None
    ReferralFactory(organisation=organisation, status=status, learner=learner, outcome_note="Private reason")
    page = partner.get(reverse("partner_home")).content.decode()
    assert words in page
    assert "Private" not in page


def test_a_partner_sees_only_their_own_organisation(partner):
    ReferralFactory(preferred_name="Ahmed", organisation=OrganisationFactory())
    ReferralFactory(preferred_name="Olena", organisation=None)
    VenueFactory(confidential=True, name="House 8", organisation=OrganisationFactory())
    page = partner.get(reverse("partner_home")).content.decode()
    for foreign in ("Ahmed", "Olena", "House 8"):
        assert foreign not in page


def test_somebody_who_left_the_organisation_sees_nothing_of_it_any_more(partner, user, organisation, house):
    ReferralFactory(preferred_name="Ahmed", organisation=organisation)
    user.organisation_memberships.update(left_at="2026-01-01T00:00Z")
    page = partner.get(reverse("partner_home")).content.decode()
    assert "Ahmed" not in page
    assert partner.get(reverse("partner_venue", args=[house.pk])).status_code == 404


def test_a_lead_who_is_also_a_partner_sees_there_only_the_own_organisation(user, organisation):
    user.give_role(Role.LEAD)
    ReferralFactory(preferred_name="Ahmed", organisation=OrganisationFactory())
    ReferralFactory(preferred_name="Olena", organisation=organisation)
    page = signed_in(user).get(reverse("partner_home")).content.decode()
    assert "Olena" in page
    assert "Ahmed" not in page


def test_the_partner_sees_where_their_own_confidential_house_is(partner, house):
    assert "1 Hidden Street" in partner.get(reverse("partner_venue", args=[house.pk])).content.decode()


def test_a_partner_says_that_the_wifi_is_still_so(partner, house):
    partner.post(reverse("confirm_wifi", args=[house.pk]))
    house.refresh_from_db()
    assert house.wifi_confirmed_at is not None


def test_a_partner_changes_the_wifi_facts_and_nothing_else(partner, house):
    before = Venue.objects.values().get(pk=house.pk)
    typed = {
        "wifi": "communal",
        "wifi_network": "House",
        "wifi_steps": "Ask at the desk",
        "name": "Other",
        "visibility": "public",
        "address": "1 Shown Street",
        "organisation": "",
        "kind": "library",
    }
    assert partner.post(reverse("change_wifi", args=[house.pk]), typed).status_code == 302
    after = Venue.objects.values().get(pk=house.pk)
    assert {name for name in after if after[name] != before[name]} == {
        "wifi",
        "wifi_is_free",
        "wifi_network",
        "wifi_steps",
        "wifi_confirmed_at",
        "updated_at",
    }


@pytest.mark.parametrize("route", ["partner_venue", "change_wifi", "confirm_wifi", "log_wifi_check"])
def test_anothers_house_answers_like_one_that_does_not_exist(partner, route):
    hidden = VenueFactory(confidential=True, organisation=OrganisationFactory())
    typed = {"wifi": "none", "works": "yes", "where": "room"}
    for client in (partner, signed_in(ChampionFactory().user)):
        for method in (client.get, client.post):
            foreign = method(reverse(route, args=[hidden.pk]), typed)
            missing = method(reverse(route, args=[hidden.pk + 1000]), typed)
            assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
            assert foreign.status_code in (404, 405)
    assert not hidden.wifi_checks.exists()


@pytest.mark.parametrize("route", ["partner_home", "refer_someone"])
def test_the_partners_pages_are_for_partners_only(client, route):
    for user in (ChampionFactory().user, UserFactory()):
        assert signed_in(user).get(reverse(route)).status_code == 404
    assert client.get(reverse(route)).url.startswith(reverse("account_login"))


def test_extra_fields_of_a_referral_change_nothing(partner, user, organisation):
    learner = LearnerFactory(status=Learner.Status.WAITING)
    typed = request_for_help(
        organisation=str(organisation.pk), source="self", status="accepted", learner=str(learner.pk)
    )
    partner.post(reverse("refer_someone"), typed | {"made_by": "1", "organisation_name": "Other"})
    referral = Referral.objects.get()
    assert (referral.source, referral.status, referral.learner) == ("worker", "new", None)
    assert (referral.made_by, referral.organisation_name) == (user, "Calder Homes")
    assert Organisation.objects.count() == 1
