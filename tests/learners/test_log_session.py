import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, Role
from champions.models import Champion, OnboardingStep
from learners.models import Match, Progress, Session, SkillOutcome
from tests.factories import (
    ChampionFactory,
    LearnerFactory,
    MatchFactory,
    PartnerFactory,
    SessionFactory,
    SkillFactory,
    UserFactory,
    VenueFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def match():
    return MatchFactory(learner__preferred_name="Sahar")


@pytest.fixture
def champion(match):
    return signed_in(match.champion.user)


def yesterday(**changes) -> dict:
    typed = {
        "client_id": str(uuid.uuid4()),
        "day": str(timezone.localdate() - timedelta(days=1)),
        "time": "14:30",
        "minutes": "45",
        "way": "in_person",
        "venue": "",
        "note": "",
    }
    return typed | changes


def log(client, of, **changes):
    return client.post(reverse("log_session", args=[of.learner_id]), yesterday(**changes), follow=True)


def test_a_session_with_two_skills_shows_as_progress_on_the_learners_page(match, champion):
    wifi, browser = SkillFactory(name="Join wifi"), SkillFactory(name="Use a browser")
    match.learner.needs.set([wifi])
    page = log(champion, match, **{f"skill_{wifi.pk}": "2", f"skill_{browser.pk}": "1"}, note="Quick today")
    assert page.redirect_chain[0][0] == reverse("my_learner", args=[match.learner_id])
    session = Session.objects.get()
    assert (session.status, session.minutes, session.note) == ("held", 45, "Quick today")
    assert timezone.localtime(session.starts_at).strftime("%H:%M") == "14:30"
    progress = Progress.of(match.learner)
    assert progress.unaided == {wifi.pk}
    assert progress.latest[browser.pk][0] == SkillOutcome.Level.WITH_HELP
    assert "On my own" in page.content.decode()
    assert "Quick today" in page.content.decode()


def test_the_form_comes_filled_in_as_last_time_with_the_skills_needed_first(match, champion):
    library = VenueFactory()
    SessionFactory(match=match, minutes=75, way="in_person", venue=library)
    other, needed = SkillFactory(name="Write a document"), SkillFactory(name="Make a video call")
    match.learner.needs.set([needed])
    page = champion.get(reverse("log_session", args=[match.learner_id]))
    form = page.context["form"]
    assert form["day"].value() in (timezone.localdate(), timezone.localdate() - timedelta(days=1))
    assert (form["minutes"].value(), form["way"].value(), form["venue"].value()) == (75, "in_person", library.pk)
    text = page.content.decode()
    assert text.index("Make a video call") < text.index("<details") < text.index("Write a document")
    assert other.name not in [field.label for field, _before in form.needed_skills]


def test_two_taps_make_one_session(match, champion):
    skill = SkillFactory()
    typed = yesterday(**{f"skill_{skill.pk}": "1"})
    for _tap in range(2):
        answer = champion.post(reverse("log_session", args=[match.learner_id]), typed, follow=True)
    assert Session.objects.count() == SkillOutcome.objects.count() == 1
    assert "This session was saved before, so nothing was added." in answer.content.decode()


def test_one_id_for_two_learners_stores_nothing_for_the_second(match, champion):
    second = MatchFactory(champion=match.champion)
    typed = yesterday()
    champion.post(reverse("log_session", args=[match.learner_id]), typed)
    assert champion.post(reverse("log_session", args=[second.learner_id]), typed).status_code == 404
    assert Session.objects.get().match == match


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"day": str(timezone.localdate() + timedelta(days=2))},
            "This time has not come yet. Plan the session instead.",
        ),
        ({"day": "2001-01-01"}, "This is more than a year ago."),
        ({"day": ""}, "Choose the day."),
        ({"time": "half three"}, "Write the time like this: 14:30."),
    ],
)
def test_a_mistake_is_named_and_everything_typed_is_kept(match, champion, typed, sentence):
    skill = SkillFactory()
    page = log(champion, match, note="Keep this", **{f"skill_{skill.pk}": "1"}, **typed).content.decode()
    assert sentence in page
    assert "Keep this" in page
    assert f'name="skill_{skill.pk}" value="1" id="id_skill_{skill.pk}_2" checked' in page
    assert not Session.objects.exists()


def test_extra_fields_change_nothing(match, champion):
    other = MatchFactory()
    log(champion, match, match=other.pk, learner=other.learner_id, status="cancelled", logged_by=other.champion.user_id)
    session = Session.objects.get()
    assert (session.match, session.status, session.logged_by) == (match, "held", match.champion.user)


def test_a_planned_session_is_told_to_have_been_held(match, champion):
    skill = SkillFactory()
    session = SessionFactory(match=match, status="planned")
    assert "Say how it went" in champion.get(reverse("my_home")).content.decode()
    address = reverse("log_planned_session", args=[session.pk])
    for _tap in range(2):
        champion.post(address, yesterday(**{f"skill_{skill.pk}": "2"}))
    session.refresh_from_db()
    assert session.status == "held"
    assert session.outcomes.get().level == SkillOutcome.Level.ON_MY_OWN
    assert "Say how it went" not in champion.get(reverse("my_home")).content.decode()


@pytest.mark.parametrize(("days", "asked"), [(-1, True), (0, True), (1, False)])
def test_how_it_went_is_asked_from_that_day_on(match, champion, days, asked):
    SessionFactory(match=match, status="planned", starts_at=timezone.now() + timedelta(days=days))
    page = champion.get(reverse("my_learner", args=[match.learner_id])).content.decode()
    assert ("Say how it went" in page) == asked
    assert "Change or cancel" in page


def test_a_session_logged_wrongly_is_corrected(match, champion):
    skill = SkillFactory()
    log(champion, match, **{f"skill_{skill.pk}": "2"})
    session = Session.objects.get()
    champion.post(
        reverse("log_planned_session", args=[session.pk]), yesterday(minutes="90", **{f"skill_{skill.pk}": "1"})
    )
    session.refresh_from_db()
    assert session.minutes == 90
    assert session.outcomes.get().level == SkillOutcome.Level.WITH_HELP


@pytest.mark.parametrize("what", ["missed", "cancelled"])
def test_a_planned_session_that_did_not_take_place_is_told_in_one_tap(match, champion, what):
    session = SessionFactory(match=match, status="planned")
    for _tap in range(2):
        champion.post(reverse(f"session_{what}", args=[session.pk]))
    session.refresh_from_db()
    assert session.status == what


def test_a_session_that_was_held_cannot_be_cancelled(match, champion):
    session = SessionFactory(match=match, status="held")
    page = champion.post(reverse("session_cancelled", args=[session.pk]), follow=True)
    assert "You have said already what became of this session." in page.content.decode()
    session.refresh_from_db()
    assert session.status == "held"


def test_a_session_is_planned_changed_and_cancelled(match, champion):
    library = VenueFactory()
    day = str(timezone.localdate() + timedelta(days=3))
    typed = yesterday(day=day, venue=str(library.pk))
    for _tap in range(2):
        champion.post(reverse("plan_session", args=[match.learner_id]), typed)
    session = Session.objects.get()
    assert (session.status, session.venue) == ("planned", library)
    champion.post(reverse("change_session", args=[session.pk]), typed | {"time": "10:00"})
    session.refresh_from_db()
    assert timezone.localtime(session.starts_at).strftime("%H:%M") == "10:00"
    champion.post(reverse("session_cancelled", args=[session.pk]))
    assert champion.get(reverse("change_session", args=[session.pk])).status_code == 404


def test_a_time_that_has_passed_cannot_be_planned(match, champion):
    page = champion.post(reverse("plan_session", args=[match.learner_id]), yesterday())
    assert "This time has passed." in page.content.decode()
    assert not Session.objects.exists()


def test_a_house_is_offered_as_a_place_only_for_the_learner_who_lives_there(match, champion):
    house = VenueFactory(confidential=True, name="House 9")
    MatchFactory(champion=match.champion, learner__accommodation=house)
    page = champion.get(reverse("log_session", args=[match.learner_id])).content.decode()
    assert "House 9" not in page
    answer = log(champion, match, venue=str(house.pk))
    assert not Session.objects.exists()
    assert "House 9" not in answer.content.decode()


def test_each_look_at_a_learner_is_written_down(match, champion):
    champion.get(reverse("my_learner", args=[match.learner_id]))
    record = AccessRecord.objects.get()
    assert (record.user, record.reference, record.screen) == (
        match.champion.user,
        match.learner.reference,
        "my_learner",
    )


def test_sending_a_session_is_no_second_look_at_the_learner(match, champion):
    champion.get(reverse("log_session", args=[match.learner_id]))
    log(champion, match)
    looks = sorted(AccessRecord.objects.values_list("screen", flat=True))
    assert looks == ["log_session", "my_learner"]  # the form, and the page that is shown afterwards


def test_the_contact_is_shown_only_when_it_may_be(match, champion):
    address = reverse("my_learner", args=[match.learner_id])
    assert "07700 900456" not in champion.get(address).content.decode()
    match.learner.share_contact = True
    match.learner.save()
    assert "07700 900456" in champion.get(address).content.decode()


def test_address_and_notes_of_a_learner_are_never_on_the_champions_pages(match, champion):
    match.learner.notes, match.learner.address = "Owes rent", "4 Mill Lane"
    match.learner.save()
    page = champion.get(reverse("my_learner", args=[match.learner_id])).content.decode()
    assert "Owes rent" not in page
    assert "Mill Lane" not in page


PAGES = [
    ("my_learner", "learner"),
    ("log_session", "learner"),
    ("plan_session", "learner"),
    ("end_match", "learner"),
    ("change_session", "session"),
    ("log_planned_session", "session"),
    ("session_missed", "session"),
    ("session_cancelled", "session"),
]


@pytest.fixture
def session(match):
    return SessionFactory(match=match, status="planned")


def answers(client, route, number):
    """Status and body of reading and of writing."""
    typed = yesterday(reason="times")
    found = (method(reverse(route, args=[number]), typed) for method in (client.get, client.post))
    return [(answer.status_code, answer.content) for answer in found]


@pytest.mark.parametrize(("route", "of"), PAGES)
def test_anothers_learner_answers_like_one_that_does_not_exist(session, route, of):
    number = session.match.learner_id if of == "learner" else session.pk
    for user in (ChampionFactory().user, PartnerFactory(), UserFactory(roles=[Role.LEAD, Role.CHAMPION])):
        client = signed_in(user)
        foreign = answers(client, route, number)
        assert foreign == answers(client, route, number + 1000)
        assert {status for status, _body in foreign} <= {404, 405}
    session.refresh_from_db()
    assert session.status == "planned"
    assert session.match.status == Match.Status.ACTIVE


ENDINGS = {
    "the match ends": lambda match: match.end(Match.EndReason.TIMES, by=None),
    "the champion is stood down": lambda match: match.champion.stand_down(by=None),
    "the champion is paused by a lead": lambda match: match.champion.pause(),
    "a check runs out": lambda match: match.champion.steps.filter(kind=OnboardingStep.Kind.DBS).update(
        renew_by="2020-01-01"
    ),
    "the role is taken away": lambda match: match.champion.user.end_role(Role.CHAMPION),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("route", "of"), PAGES)
def test_access_ends_in_a_live_session_with_the_next_request(session, champion, ending, route, of):
    number = session.match.learner_id if of == "learner" else session.pk
    assert champion.get(reverse("my_learner", args=[session.match.learner_id])).status_code == 200
    ENDINGS[ending](session.match)
    assert answers(champion, route, number) == answers(champion, route, number + 1000)
    if session.match.champion.user.has_role(Role.CHAMPION):
        home = champion.get(reverse("my_home"))
        assert "Sahar" not in home.content.decode()


def test_a_champion_ends_a_match_and_the_meetings_to_come_are_cancelled(match, champion):
    to_come = SessionFactory(match=match, status="planned", starts_at=timezone.now() + timedelta(days=2))
    champion.post(
        reverse("end_match", args=[match.learner_id]), {"reason": "times", "learner_waits": "on", "note": "Works now"}
    )
    match.refresh_from_db()
    to_come.refresh_from_db()
    assert (match.status, match.end_reason, match.end_note) == ("ended", "times", "Works now")
    assert match.ended_by == match.champion.user
    assert to_come.status == "cancelled"
    assert match.learner.__class__.objects.waiting().get() == match.learner


def test_a_break_is_refused_while_there_is_a_learner(match, champion):
    page = champion.post(reverse("take_a_break"), follow=True).content.decode()
    assert "You still have a learner or an offer." in page
    match.champion.refresh_from_db()
    assert match.champion.status == Champion.Status.ACTIVE


def test_a_champion_takes_a_break_and_comes_back():
    champion = ChampionFactory()
    client = signed_in(champion.user)
    client.post(reverse("take_a_break"))
    champion.refresh_from_db()
    assert champion.status == Champion.Status.PAUSED
    assert "I am back" in client.get(reverse("my_home")).content.decode()
    client.post(reverse("come_back"))
    champion.refresh_from_db()
    assert champion.status == Champion.Status.ACTIVE


@pytest.mark.parametrize("status", [Champion.Status.PAUSED, Champion.Status.ONBOARDING, Champion.Status.STOOD_DOWN])
def test_nobody_makes_themselves_active(status):
    champion = ChampionFactory(status=status)
    signed_in(champion.user).post(reverse("come_back"))
    champion.refresh_from_db()
    assert champion.status == status


def test_the_first_page_asks_as_often_for_many_sessions_as_for_few(match, champion, django_assert_max_num_queries):
    SessionFactory.create_batch(30, match=match, status="planned")
    MatchFactory(champion=match.champion, learner=LearnerFactory(status="matched"))
    champion.get(reverse("my_home"))
    with django_assert_max_num_queries(16):
        champion.get(reverse("my_home"))


def test_a_session_is_logged_with_whom_when_there_are_two(match, champion):
    assert champion.get(reverse("choose_learner")).url == reverse("log_session", args=[match.learner_id])
    MatchFactory(champion=match.champion, learner__preferred_name="Ahmed")
    page = champion.get(reverse("choose_learner")).content.decode()
    assert "Sahar" in page
    assert "Ahmed" in page
