"""Many at once want a champion's last place: one gets it, the others are told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.models import Message
from learners.models import Match, MatchRefused
from learners.offering import offer
from tests.factories import ChampionFactory, LearnerFactory, MatchFactory

AT_ONCE = 8


def all_at_once(does, things) -> list[str]:
    """What became of each: '' when it went through, else the sentence of the refusal."""

    def one(thing):
        try:
            does(thing)
        except MatchRefused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, things))


@pytest.mark.django_db(transaction=True)
def test_of_eight_offers_of_the_last_place_one_goes_through():
    champion = ChampionFactory(room=1)
    learners = [LearnerFactory() for _ in range(AT_ONCE)]
    told = all_at_once(lambda learner: offer(learner, champion, by=None), learners)
    assert told.count("") == 1
    assert all("No room left" in sentence for sentence in told if sentence)
    assert Match.objects.taking_room().count() == Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_champions_offered_one_learner_one_goes_through():
    learner = LearnerFactory()
    champions = [ChampionFactory() for _ in range(AT_ONCE)]
    told = all_at_once(lambda champion: offer(learner, champion, by=None), champions)
    assert told.count("") == 1
    assert all("offered to somebody already" in sentence for sentence in told if sentence)
    assert Match.objects.taking_room().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_acceptances_of_the_last_place_one_goes_through():
    champion = ChampionFactory(room=AT_ONCE)
    matches = [MatchFactory(champion=champion, offered=True) for _ in range(AT_ONCE)]
    champion.room = 1
    champion.save()
    told = all_at_once(lambda match: match.accept(by=champion.user), matches)
    assert told.count("") == 1
    assert all("no room" in sentence for sentence in told if sentence)
    assert Match.objects.active().count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_offer_accepted_eight_times_at_once_is_one_match():
    match = MatchFactory(offered=True)
    told = all_at_once(lambda match: match.accept(by=match.champion.user), [match] * AT_ONCE)
    assert told.count("") == 1
    assert Match.objects.active().count() == 1
