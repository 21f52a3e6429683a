import uuid

import pytest
from django.urls import reverse

from accounts.models import Role
from learners.models import Match
from places.models import WifiCheck
from tests.factories import (
    ChampionFactory,
    MatchFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def check(**changes) -> dict:
    return {"client_id": str(uuid.uuid4()), "works": "yes", "where": "communal", "down_mbit_s": "23.5"} | changes


def test_a_champion_logs_a_check_of_a_public_place():
    venue, champion = VenueFactory(), ChampionFactory()
    signed_in(champion.user).post(reverse("log_wifi_check", args=[venue.pk]), check(note="Slow at noon"))
    logged = WifiCheck.objects.get()
    assert (logged.venue, logged.works, logged.checked_as) == (venue, True, Role.CHAMPION)
    assert (float(logged.down_mbit_s), logged.up_mbit_s, logged.note) == (23.5, None, "Slow at noon")


def test_a_partner_logs_a_check_of_their_own_house():
    organisation = OrganisationFactory()
    house = VenueFactory(confidential=True, organisation=organisation)
    user = PartnerFactory(organisation=organisation)
    client = signed_in(user)
    client.post(reverse("log_wifi_check", args=[house.pk]), check(works="no", where="room"))
    logged = WifiCheck.objects.get()
    assert (logged.works, logged.where, logged.checked_as, logged.checked_by) == (False, "room", Role.PARTNER, user)
    assert "Does not work" in client.get(reverse("partner_venue", args=[house.pk])).content.decode()


def test_two_taps_make_one_check():
    venue, client, typed = VenueFactory(), signed_in(ChampionFactory().user), check()
    for _tap in range(2):
        assert client.post(reverse("log_wifi_check", args=[venue.pk]), typed).status_code == 302
    assert WifiCheck.objects.count() == 1


def test_one_id_for_two_places_stores_nothing_for_the_second():
    client, typed = signed_in(ChampionFactory().user), check()
    client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), typed)
    assert client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), typed).status_code == 404
    assert WifiCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"works": ""}, "Choose yes or no."),
        ({"down_mbit_s": "fast"}, "Write a number, such as 24.5."),
        ({"down_mbit_s": "-3"}, "greater than or equal to 0"),
    ],
)
def test_a_mistake_is_named_and_everything_typed_is_kept(typed, sentence):
    client = signed_in(ChampionFactory().user)
    page = client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), check(note="Keep this", **typed))
    assert sentence in page.content.decode()
    assert "Keep this" in page.content.decode()


def test_a_champion_sees_a_confidential_house_only_while_a_learner_of_theirs_lives_there():
    house = VenueFactory(confidential=True, name="House 3")
    match = MatchFactory(learner__accommodation=house)
    client, stranger = signed_in(match.champion.user), signed_in(ChampionFactory().user)
    address = reverse("log_wifi_check", args=[house.pk])
    assert client.get(address).status_code == 200
    assert "House 3" in client.get(reverse("my_venues")).content.decode()
    assert stranger.get(address).status_code == 404
    assert "House 3" not in stranger.get(reverse("my_venues")).content.decode()
    match.end(Match.EndReason.MOVED, by=None)
    assert client.get(address).status_code == 404
    assert client.post(address, check()).status_code == 404
    assert "House 3" not in client.get(reverse("my_venues")).content.decode()


def test_extra_fields_change_nothing():
    venue, champion, other = VenueFactory(), ChampionFactory(), VenueFactory()
    signed_in(champion.user).post(
        reverse("log_wifi_check", args=[venue.pk]), check(venue=other.pk, checked_as="lead", checked_by="1")
    )
    logged = WifiCheck.objects.get()
    assert (logged.venue, logged.checked_as, logged.checked_by) == (venue, Role.CHAMPION, champion.user)


def test_a_place_that_closed_for_good_takes_no_checks():
    venue = VenueFactory(closed_on="2026-01-01")
    assert signed_in(ChampionFactory().user).get(reverse("log_wifi_check", args=[venue.pk])).status_code == 404


def test_the_check_is_for_champions_and_partners_only(client):
    address = reverse("log_wifi_check", args=[VenueFactory().pk])
    assert signed_in(UserFactory()).post(address, check()).status_code == 404
    assert client.post(address, check()).status_code == 302
    assert not WifiCheck.objects.exists()


def test_the_note_of_a_check_is_not_stored_in_clear():
    from django.db import connection

    WifiCheckFactory(note="Ask for Ahmed at the desk")
    with connection.cursor() as cursor:
        cursor.execute("select note from places_wificheck")
        assert "Ahmed" not in cursor.fetchone()[0]
