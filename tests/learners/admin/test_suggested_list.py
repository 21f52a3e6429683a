"""The suggested matches as a lead finds them: who stands where, with which words, and what the list can be narrowed by."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from learners.admin.dashboard import SchemePanel
from learners.models import Learner, MatchingRun, Suggestion
from learners.suggesting import ask_for_run, hold
from tests.factories import AreaFactory, ChampionFactory, LanguageFactory, LearnerFactory, MatchFactory

pytestmark = pytest.mark.django_db
LIST = "scheme_suggested:index"
MONDAY = 0b1


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def listed(client, **asked) -> list[Learner]:
    return [row.learner for row in client.get(reverse(LIST), asked).context["listed"]]


def text(client, **asked) -> str:
    return " ".join(client.get(reverse(LIST), asked).content.decode().split())


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, Role.EDITOR, Role.ADMINISTRATOR])
def test_for_anybody_but_a_lead_it_does_not_exist(role, client_as):
    client = client_as(role)
    for name in ("index", "run", "offer_ticked", "offered", "what_if", "ruled_out", "progress"):
        assert client.get(reverse(f"scheme_suggested:{name}")).status_code in (404, 302), name
        assert "suggested" not in client.get(reverse(f"scheme_suggested:{name}")).get("Location", "").split("?")[0]
    client.post(reverse("scheme_suggested:run"))
    assert not MatchingRun.objects.exists()


def test_the_most_urgent_stand_first_and_of_the_equally_urgent_the_longest_waiting(lead_client):
    new = LearnerFactory(waiting_since=days_ago(3))
    long = LearnerFactory(waiting_since=days_ago(80))
    vulnerable = LearnerFactory(waiting_since=days_ago(30), is_vulnerable=True)
    under_served = LearnerFactory(waiting_since=days_ago(40), area__is_under_served=True)
    both = LearnerFactory(waiting_since=days_ago(10), is_vulnerable=True, area__is_under_served=True)
    assert listed(lead_client) == [both, vulnerable, long, under_served, new]


def test_whoever_has_an_offer_a_champion_or_a_closed_record_is_not_in_it(lead_client):
    MatchFactory()
    MatchFactory(offered=True)
    LearnerFactory(status=Learner.Status.PAUSED)
    waiting = LearnerFactory()
    assert listed(lead_client) == [waiting]


def test_a_suggestion_shows_the_champion_the_half_day_and_why(a_run, lead_client):
    LearnerFactory(preferred_name="Senait", slots=MONDAY, waiting_since=days_ago(61))
    ChampionFactory(user__name="Amina")
    a_run()
    page = text(lead_client)
    for words in ("Senait", "61 days", "Urgent", "Amina", "Monday morning", "Both speak English", "of 1000 points"):
        assert words in page, words


def test_without_one_it_says_rule_by_rule_why(a_run, lead_client):
    LearnerFactory(speaks=[LanguageFactory(code="ps", name="Pashto")])
    ChampionFactory()
    a_run()
    page = text(lead_client)
    assert "No suggestion" in page
    assert "none of them share a language with the learner (Pashto)" in page


def test_what_has_changed_since_is_said_and_an_outdated_suggestion_cannot_be_ticked_or_offered(a_run, lead_client):
    learner = LearnerFactory()
    ChampionFactory()
    a_run()
    assert "Nothing has changed since" in text(lead_client)
    learner.slots = MONDAY
    learner.save()
    LearnerFactory()
    [row, new] = lead_client.get(reverse(LIST)).context["listed"]
    assert not row.may_be_ticked
    assert not row.may_be_offered
    page = text(lead_client)
    assert "Out of date" in page
    assert "times have changed since" in page
    assert 'type="checkbox" form="ticked"' not in page
    assert reverse("scheme_suggested:offer", args=[row.suggestion.pk]) not in page
    assert "1 learner waits who has no place in it yet" in page
    assert new.suggestion is None
    assert "Came after the last run" in page


def test_a_held_suggestion_is_not_ticked_with_the_others(a_run, lead_client, lead):
    LearnerFactory()
    ChampionFactory()
    a_run()
    hold(Suggestion.objects.get(), by=lead)
    [row] = lead_client.get(reverse(LIST)).context["listed"]
    assert row.may_be_offered
    assert not row.may_be_ticked
    assert "Let go" in text(lead_client)


def test_it_is_narrowed_by_what_became_of_them(a_run, lead_client, lead):
    pashto = LanguageFactory(code="ps", name="Pashto")
    held, outdated, plain, none = LearnerFactory(), LearnerFactory(), LearnerFactory(), LearnerFactory(speaks=[pashto])
    ChampionFactory(room=3)
    a_run()
    hold(held.suggestion, by=lead)
    outdated.slots = MONDAY
    outdated.save()
    assert set(listed(lead_client, state="with")) == {held, outdated, plain}
    assert listed(lead_client, state="without") == [none]
    assert listed(lead_client, state="held") == [held]
    assert listed(lead_client, state="stale") == [outdated]
    assert [(str(what), count) for what, count, _url, _shown in lead_client.get(reverse(LIST)).context["tabs"]] == [
        ("All who wait", 4),
        ("With a suggestion", 3),
        ("Without", 1),
        ("Held", 1),
    ]


def test_it_is_narrowed_by_language_ward_waiting_and_urgency(lead_client):
    pashto, park = LanguageFactory(code="ps", name="Pashto"), AreaFactory(name="Park", kind="ward")
    speaker = LearnerFactory(speaks=[pashto], waiting_since=days_ago(1))
    neighbour = LearnerFactory(area=park, waiting_since=days_ago(1))
    patient = LearnerFactory(waiting_since=days_ago(57))
    vulnerable = LearnerFactory(is_vulnerable=True, waiting_since=days_ago(1))
    assert listed(lead_client, speaks=pashto.pk) == [speaker]
    assert listed(lead_client, area=park.pk) == [neighbour]
    assert listed(lead_client, waited=28) == listed(lead_client, waited=56) == [patient]
    assert listed(lead_client, waited=91) == []
    assert set(listed(lead_client, urgent="true")) == {patient, vulnerable}


def test_a_learner_is_found_by_name_by_reference_and_by_the_champion(a_run, lead_client):
    senait, goran = LearnerFactory(preferred_name="Senait", slots=MONDAY), LearnerFactory(preferred_name="Goran")
    ChampionFactory(user__name="Amina", room=1)
    a_run()
    for words in ("sena", senait.reference):
        assert listed(lead_client, q=words) == [senait]
    assert listed(lead_client, q="Amina") == [learner for learner in (senait, goran) if learner.suggestion.champion]
    assert "Nobody who waits is like that" in text(lead_client, q="xylophone")


@pytest.mark.parametrize("value", ["x", "999999999999999999999", "\x00", "1 OR 1=1", "🦊"])
def test_odd_values_of_filters_are_answered(value, lead_client):
    LearnerFactory()
    for name in ("state", "waited", "area", "speaks", "urgent", "q", "p", "all", "ordering"):
        for route in ("index", "index_results"):
            assert lead_client.get(reverse(f"scheme_suggested:{route}"), {name: value}).status_code == 200


def test_a_page_takes_the_same_number_of_queries_for_3_and_for_25(a_run, lead_client):
    ChampionFactory(room=2)

    def queries():
        a_run()
        lead_client.get(reverse(LIST))
        with CaptureQueriesContext(
            connection,
        ) as found:
            lead_client.get(reverse(LIST))
        return len(found)

    LearnerFactory.create_batch(3)
    few = queries()
    LearnerFactory.create_batch(22)
    ChampionFactory.create_batch(12)
    assert queries() == few


def test_25_stand_on_a_page_and_all_of_them_on_the_one_to_print(lead_client):
    LearnerFactory.create_batch(27)
    page = lead_client.get(reverse(LIST))
    assert len(page.context["listed"]) == 25
    assert len(lead_client.get(page.context["to_print"]).context["listed"]) == 27


def test_nobody_waits(lead_client):
    ChampionFactory()
    page = text(lead_client)
    assert "Nobody is waiting" in page
    assert "Make suggestions" not in page


def test_there_is_no_champion_yet(lead_client):
    LearnerFactory()
    page = text(lead_client)
    assert "There is no champion yet" in page
    assert reverse("scheme_suggested:run") not in page


def test_no_run_yet(lead_client):
    LearnerFactory()
    ChampionFactory()
    page = text(lead_client)
    assert "No suggestions have been made yet" in page
    assert "Make suggestions" in page


def test_a_run_that_failed_says_why_and_keeps_what_was_there(a_run, lead_client, lead):
    LearnerFactory()
    ChampionFactory(user__name="Amina")
    a_run()
    ask_for_run(lead).fail("Something went wrong, and nothing was changed.")
    page = text(lead_client)
    assert "The last try did not work" in page
    assert "Something went wrong, and nothing was changed." in page
    assert "Amina" in page


def test_who_asked_and_what_was_found_stand_at_the_top(a_run, lead_client, lead):
    LearnerFactory.create_batch(2)
    ChampionFactory(room=1)
    a_run(by=lead)
    page = text(lead_client)
    assert "2 people waited: 1 with a suggestion, 1 without" in page
    assert "asked for by Lena Lead" in page


def test_what_would_help_is_said_with_how_many_it_would_place(a_run, lead_client):
    park = AreaFactory(name="Park")
    LearnerFactory.create_batch(2, speaks=[LanguageFactory(code="ps", name="Pashto")], area=park)
    ChampionFactory()
    a_run()
    page = text(lead_client)
    assert "A champion in Park who speaks Pashto could take any of 2 people who have nobody." in page
    assert "would each get a champion if they alone could have an interpreter arranged" in page


def test_two_taps_ask_for_one_run_and_the_screen_shows_how_far_it_is(lead_client):
    LearnerFactory()
    ChampionFactory()
    for _tap in range(2):
        assert lead_client.post(reverse("scheme_suggested:run"), follow=True).status_code == 200
    run = MatchingRun.objects.get()
    for page in (text(lead_client), lead_client.get(reverse("scheme_suggested:progress")).content.decode()):
        assert "Suggestions are being made" in page
        assert "Look again" in page
    run.begin()
    run.reach(MatchingRun.Stage.SOLVE)
    assert 'aria-current="step">Looking for the best pairing' in text(lead_client)
    run.refresh_from_db()
    run.finish()
    assert "data-progress" not in text(lead_client)


def test_a_run_that_does_not_begin_is_worth_a_word(lead_client, lead):
    LearnerFactory()
    run = ask_for_run(lead)
    MatchingRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(minutes=2))
    assert "It has not begun for more than a minute" in text(lead_client)


def test_the_dashboard_counts_what_its_link_lists(a_run, lead_client, lead):
    LearnerFactory.create_batch(3)
    ChampionFactory(room=2)
    a_run()
    [figure] = [
        each
        for _title, figures in SchemePanel(lead).get_context_data({})["groups"]
        for each in figures
        if "suggested" in each["url"]
    ]
    assert figure["number"] == len(lead_client.get(figure["url"]).context["listed"]) == 2
