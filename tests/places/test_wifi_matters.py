"""What contradicts itself, or us, comes before a lead."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from places.models import WifiCheck, WifiMatter
from tests.factories import ChampionFactory, OrganisationFactory, PartnerFactory, UserFactory, VenueFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ROOM, COMMUNAL, OUTSIDE = WifiCheck.Where.ROOM, WifiCheck.Where.COMMUNAL, WifiCheck.Where.OUTSIDE


def check(venue, works, where=COMMUNAL, days_ago=0):
    at = timezone.now() - timedelta(days=days_ago)
    return WifiCheck(venue=venue, works=works, where=where, checked_at=at, checked_as=Role.CHAMPION).record()


def reasons():
    return sorted(WifiMatter.objects.values_list("reason", flat=True))


@pytest.mark.parametrize(
    ("wifi", "where", "works", "told"),
    [
        ("throughout", ROOM, False, True),
        ("throughout", ROOM, True, False),
        ("throughout", COMMUNAL, False, True),
        ("communal", COMMUNAL, False, True),
        ("communal", ROOM, False, False),
        ("communal", ROOM, True, True),
        ("none", COMMUNAL, True, True),
        ("none", COMMUNAL, False, False),
        ("unknown", COMMUNAL, False, False),
        ("throughout", OUTSIDE, False, False),
    ],
)
def test_a_check_that_contradicts_what_we_say_is_told(wifi, where, works, told):
    check(VenueFactory(wifi=wifi), works, where)
    assert reasons() == (["contradicts"] if told else [])


def test_two_checks_of_one_week_that_disagree_are_told():
    venue = VenueFactory(wifi="unknown")
    check(venue, works=True, days_ago=6)
    check(venue, works=False)
    assert reasons() == ["disagree"]


@pytest.mark.parametrize("later", [{"works": True}, {"works": False, "where": ROOM}])
def test_checks_that_agree_or_are_of_other_rooms_are_not(later):
    venue = VenueFactory(wifi="unknown")
    check(venue, works=True, days_ago=2)
    check(venue, **later)
    assert reasons() == []


def test_what_changed_over_a_month_may_simply_be_mended():
    venue = VenueFactory(wifi="unknown")
    check(venue, works=False, days_ago=30)
    check(venue, works=True)
    assert reasons() == []


def test_the_same_again_counts_up_and_after_it_was_dealt_with_comes_back():
    venue, lead = VenueFactory(wifi="throughout"), UserFactory(roles=[Role.LEAD])
    for _time in range(3):
        check(venue, works=False)
    matter = WifiMatter.objects.get()
    assert matter.times == 3
    client = signed_in(lead)
    client.post(reverse("scheme_wifi_matters:resolve", args=[matter.pk]), {"outcome": "A new router."})
    matter.refresh_from_db()
    assert (matter.resolved_by, matter.outcome) == (lead, "A new router.")
    again = client.post(reverse("scheme_wifi_matters:resolve", args=[matter.pk]), {"outcome": "Mine"})
    assert "Somebody has dealt with it already." in again.text
    check(venue, works=False)
    assert WifiMatter.objects.open().get().times == 1


def test_the_same_check_sent_twice_is_told_once():
    venue, champion = VenueFactory(wifi="throughout"), ChampionFactory()
    typed = {"client_id": "6f1c2a3e-0000-4000-8000-000000000001", "works": "no", "where": "communal"}
    client = signed_in(champion.user)
    for _time in range(2):
        client.post(reverse("log_wifi_check", args=[venue.pk]), typed)
    assert WifiMatter.objects.get().times == 1


def test_what_a_partner_changes_or_calls_closed_is_told():
    organisation = OrganisationFactory()
    venue = VenueFactory(organisation=organisation)
    client = signed_in(PartnerFactory(organisation=organisation))
    same = {"wifi": venue.wifi, "wifi_is_free": "on", "wifi_network": "", "wifi_steps": "", "wifi_minutes": ""}
    client.post(reverse("change_wifi", args=[venue.pk]), same)
    assert reasons() == []
    client.post(reverse("change_wifi", args=[venue.pk]), same | {"wifi_network": "Guests"})
    assert WifiMatter.objects.get().detail == "Network name"
    client.post(reverse("venue_closed", args=[venue.pk]))
    assert reasons() == ["changed", "closed"]
    venue.refresh_from_db()
    assert venue.closed_on is None


def test_leads_see_the_list_and_nobody_else():
    check(VenueFactory(name="Elland Library", wifi="throughout"), works=False)
    address = reverse("scheme_wifi_matters:index")
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    assert "Elland Library" in lead.get(address, {"state": "open"}).text
    assert "Elland Library" not in lead.get(address, {"state": "resolved"}).text
    assert "does not work" in lead.get(reverse("scheme_wifi_matters:inspect", args=[WifiMatter.objects.get().pk])).text
    for roles in ([Role.EDITOR], [Role.ADMINISTRATOR]):
        assert signed_in(UserFactory(roles=roles)).get(address).status_code == 404


def test_a_visitor_for_whom_it_did_not_work_is_told_and_what_they_wrote_is_read(client):
    venue = VenueFactory()
    thanks = client.post(reverse("wifi_did_not_work", args=[venue.code]))
    client.post(thanks["Location"], {"sentence": "The page to accept never came."})
    assert reasons() == ["public"]
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    page = lead.get(reverse("scheme_wifi_matters:inspect", args=[WifiMatter.objects.get().pk])).text
    assert "The page to accept never came." in page


def test_a_robot_that_says_so_is_not_told(client):
    client.post(reverse("wifi_did_not_work", args=[VenueFactory().code]), {"website": "spam.example"})
    assert reasons() == []
