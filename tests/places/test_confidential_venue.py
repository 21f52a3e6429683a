import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Role
from learners.visits import venues_shown_to
from places.models import Venue
from tests.factories import ChampionFactory, LearnerFactory, MatchFactory, PartnerFactory, UserFactory, VenueFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_its_place_is_nowhere_in_the_database_in_clear():
    venue = VenueFactory(confidential=True)
    venue.set_place("9 Canary Street", "HX9 9XX", (53.5, -1.5))
    venue.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_venue WHERE id = %s", [venue.pk])
        stored = str(cursor.fetchone())
    assert "Canary" not in stored
    assert "HX9" not in stored
    assert "53.5" not in stored
    assert Venue.objects.get(pk=venue.pk).place == {
        "address": "9 Canary Street",
        "postcode": "HX9 9XX",
        "point": (53.5, -1.5),
    }


@pytest.mark.parametrize("column", [{"address": "1 Road"}, {"postcode": "HX1 1AA"}, {"latitude": 53.7}])
def test_the_database_refuses_its_place_in_clear(column):
    with pytest.raises(IntegrityError), transaction.atomic():
        VenueFactory(confidential=True, **column)


def test_asylum_accommodation_cannot_be_anything_but_confidential():
    venue = VenueFactory(confidential=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.filter(pk=venue.pk).update(visibility=Venue.Visibility.RESIDENTS)


def test_homelessness_accommodation_cannot_be_public():
    with pytest.raises(IntegrityError), transaction.atomic():
        VenueFactory(kind=Venue.Kind.HOMELESSNESS, visibility=Venue.Visibility.PUBLIC)


def test_a_venue_made_public_leaves_its_sealed_place_behind():
    venue = VenueFactory(confidential=True, kind=Venue.Kind.OTHER)
    venue.visibility = Venue.Visibility.PUBLIC
    venue.set_place("1 High Street", "HX1 1UN", None)
    venue.save()
    assert venue.sealed_place == ""
    assert venue.address == "1 High Street"


def test_only_leads_and_its_own_partner_are_shown_it():
    venue = VenueFactory(confidential=True)
    partner, other_partner = PartnerFactory(), PartnerFactory()
    venue.organisation = partner.organisation_memberships.get().organisation
    venue.save()
    assert venue in Venue.objects.shown_to(UserFactory(roles=[Role.LEAD]))
    assert venue in Venue.objects.shown_to(partner)
    for stranger in (
        other_partner,
        UserFactory(roles=[Role.EDITOR]),
        UserFactory(roles=[Role.ADMINISTRATOR]),
        UserFactory(),
    ):
        assert venue not in Venue.objects.shown_to(stranger)


def test_a_champion_is_shown_it_only_while_their_learner_lives_there():
    venue = VenueFactory(confidential=True)
    match = MatchFactory(learner=LearnerFactory(accommodation=venue, status="matched"))
    user = match.champion.user
    assert venue in venues_shown_to(user)
    assert venue not in venues_shown_to(ChampionFactory().user)
    match.end("moved", by=None)
    assert venue not in venues_shown_to(user)


def test_a_venue_made_confidential_is_gone_from_every_public_page_at_once(client):
    venue = VenueFactory(name="Canary Hall", kind=Venue.Kind.OTHER)
    pages = [reverse("wifi"), reverse("venue", args=[venue.code])]
    assert all("Canary" in client.get(page).text for page in pages)
    form = {
        "name": "Canary Hall",
        "kind": "other",
        "visibility": "confidential",
        "area": venue.area_id,
        "wifi": venue.wifi,
    }
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    assert lead.post(reverse("scheme_venues:edit", args=[venue.pk]), form).status_code == 302
    assert not any("Canary" in client.get(page).text for page in pages)
    assert client.get(pages[1]).status_code == 404
