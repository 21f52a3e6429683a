"""What a lead sees of offers that came to nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learners.models import Match
from tests.factories import ChampionFactory, MatchFactory


@pytest.fixture
def offer(db):
    return MatchFactory(offered=True, champion__name="Chloe Champion")


def page_of(lead_client, learner) -> str:
    return lead_client.get(reverse("scheme_learners:inspect", args=[learner.pk])).content.decode()


def test_after_a_no_the_lead_reads_why_and_what_to_do(offer, lead_client):
    offer.decline("far", by=offer.champion.user, note="The bus takes an hour.")
    page = page_of(lead_client, offer.learner)
    for told in ("said no", "Too far", "The bus takes an hour.", "Ask the champion how far they travel"):
        assert told in page
    assert reverse("scheme_learners:find", args=[offer.learner_id]) in page


@pytest.mark.parametrize("reason", Match.DeclineReason.values)
def test_there_is_something_to_do_for_every_reason(offer, lead_client, reason):
    offer.decline(reason, by=None)
    assert "Find another champion" in page_of(lead_client, offer.learner)


def test_after_an_offer_lapsed_the_lead_is_asked_to_ring(offer, lead_client):
    Match.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "Ring the champion" in page_of(lead_client, offer.learner)
    Match.expire_lapsed()
    assert "Ring the champion" in page_of(lead_client, offer.learner)


def test_once_somebody_else_is_asked_nothing_is_left_to_do(offer, lead_client):
    offer.decline("far", by=None)
    assert list(Match.objects.came_to_nothing()) == [offer]
    Match.offer(offer.learner, ChampionFactory(), by=None)
    assert not Match.objects.came_to_nothing().exists()
    assert "Find another champion" not in page_of(lead_client, offer.learner)


def test_the_list_shows_offers_that_came_to_nothing(offer, lead_client):
    offer.decline("far", by=None)
    other = MatchFactory(offered=True)
    page = lead_client.get(reverse("scheme_matches:index"), {"to_do": "ask"}).content.decode()
    assert str(offer) in page
    assert str(other) not in page
