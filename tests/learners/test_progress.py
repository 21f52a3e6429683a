import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from guides.models import Skill
from learners.models import Match, Progress, Session, SkillOutcome
from tests.factories import MatchFactory, SessionFactory, SkillFactory

pytestmark = pytest.mark.django_db
Level = SkillOutcome.Level


def held(match, days_ago, outcomes):
    session = Session(
        match=match,
        status=Session.Status.HELD,
        starts_at=timezone.now() - timedelta(days=days_ago),
        client_id=uuid.uuid4(),
    )
    return session.record(outcomes)


def test_the_latest_outcome_of_each_skill_counts():
    match, email, wifi = MatchFactory(), SkillFactory(), SkillFactory()
    held(match, 14, {email.pk: Level.NOT_YET, wifi.pk: Level.ON_MY_OWN})
    held(match, 7, {email.pk: Level.ON_MY_OWN, wifi.pk: Level.WITH_HELP})
    progress = Progress.of(match.learner)
    assert progress.unaided == {email.pk}
    assert progress.latest[wifi.pk] == (Level.WITH_HELP, timezone.localdate() - timedelta(days=7))


def test_what_was_learned_with_an_earlier_champion_still_counts():
    match, skill = MatchFactory(), SkillFactory()
    held(match, 30, {skill.pk: Level.ON_MY_OWN})
    match.end(Match.EndReason.MOVED, by=None)
    assert Progress.of(match.learner).unaided == {skill.pk}


def test_a_session_that_was_not_held_shows_nothing():
    session, skill = SessionFactory(status=Session.Status.MISSED), SkillFactory()
    session.outcomes.create(skill=skill, level=Level.ON_MY_OWN)
    assert Progress.of(session.match.learner).latest == {}


def test_foundation_is_every_foundation_task_unaided():
    match = MatchFactory()
    SkillFactory.create_batch(3)
    foundation = list(Skill.objects.foundation())
    held(match, 7, {skill.pk: Level.ON_MY_OWN for skill in foundation[:-1]})
    assert not Progress.of(match.learner).has_foundation()
    held(match, 1, {foundation[-1].pk: Level.ON_MY_OWN})
    assert Progress.of(match.learner).has_foundation()


def test_a_session_sent_twice_is_stored_once():
    match, skill, client_id = MatchFactory(), SkillFactory(), uuid.uuid4()
    for level in (Level.WITH_HELP, Level.ON_MY_OWN):
        Session(match=match, status="held", starts_at=timezone.now(), client_id=client_id).record({skill.pk: level})
    assert Session.objects.count() == 1
    assert SkillOutcome.objects.get().level == Level.WITH_HELP


def test_a_session_id_of_another_match_is_refused():
    stored = SessionFactory()
    with pytest.raises(Match.DoesNotExist):
        Session(match=MatchFactory(), status="held", starts_at=timezone.now(), client_id=stored.client_id).record()
