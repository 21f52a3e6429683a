from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, Role
from champions.models import Champion
from learners.models import ImportUpload, Learner, Match
from tests.conftest import PHONE
from tests.factories import ChampionFactory, LearnerFactory, MatchFactory, PartnerFactory, SkillFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    learner = LearnerFactory(preferred_name="Sahar", contact="07700 900555", postcode="HX2 9ZZ", notes="Lives upstairs")
    learner.needs.add(SkillFactory(name="Join wifi"))
    return MatchFactory(offered=True, learner=learner, reasons=[{"rule": "language", "says": "You both speak English"}])


@pytest.fixture
def champion(offer):
    return signed_in(offer.champion.user)


def answers_to(champion, offer) -> list[str]:
    """What is on the page after the mail's link, a yes, and a no."""
    no = {"reason": "times"}
    return [
        champion.get(reverse("offer", args=[offer.pk]), follow=True).content.decode(),
        champion.post(reverse("accept_offer", args=[offer.pk]), follow=True).content.decode(),
        champion.post(reverse("decline_offer", args=[offer.pk]), no, follow=True).content.decode(),
    ]


def test_an_offer_tells_what_is_needed_and_not_who_it_is(offer, champion):
    page = champion.get(reverse("offer", args=[offer.pk])).content.decode()
    for told in (offer.learner.area.name, "English", "Join wifi", "Monday morning", "You both speak English"):
        assert told in page
    for secret in ("Sahar", "900555", "HX2", "upstairs", offer.learner.reference):
        assert secret not in page


def test_the_offer_waits_on_the_champions_first_page(offer, champion):
    page = champion.get(reverse("my_home")).content.decode()
    assert reverse("offer", args=[offer.pk]) in page
    assert "Sahar" not in page


def test_a_yes_opens_the_learners_page(offer, champion):
    answer = champion.post(reverse("accept_offer", args=[offer.pk]))
    assert answer.url == reverse("my_learner", args=[offer.learner_id])
    assert "Sahar" in champion.get(answer.url).content.decode()
    offer.refresh_from_db()
    assert offer.status == Match.Status.ACTIVE
    assert offer.decided_by == offer.champion.user


def test_a_second_tap_on_yes_leads_to_the_same_page(offer, champion):
    pages = [champion.post(reverse("accept_offer", args=[offer.pk])).url for _tap in range(2)]
    assert pages == [reverse("my_learner", args=[offer.learner_id])] * 2


def test_a_no_needs_a_reason_and_the_learner_waits_on(offer, champion):
    since = offer.learner.waiting_since
    champion.post(reverse("decline_offer", args=[offer.pk]), {"reason": "nonsense"})
    offer.refresh_from_db()
    assert offer.status == Match.Status.OFFERED
    for _tap in range(2):
        answer = champion.post(reverse("decline_offer", args=[offer.pk]), {"reason": "times"}, follow=True)
        assert "Thank you for telling us." in answer.content.decode()
    offer.refresh_from_db()
    assert (offer.status, offer.decline_reason) == (Match.Status.DECLINED, "times")
    assert Learner.objects.waiting().get().waiting_since == since


def test_a_champion_without_room_is_told_so_in_a_sentence(offer, champion):
    Champion.objects.update(room=1)
    MatchFactory(champion=offer.champion)
    answer = champion.post(reverse("accept_offer", args=[offer.pk]), follow=True)
    assert "You have no room for another learner just now." in answer.content.decode()
    offer.refresh_from_db()
    assert offer.status == Match.Status.OFFERED


def test_an_offer_that_lapsed_is_gone_everywhere(offer, champion):
    Match.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert reverse("offer", args=[offer.pk]) not in champion.get(reverse("my_home")).content.decode()
    for answer in answers_to(champion, offer):
        assert "This offer is no longer open: the time to answer is over." in answer
    offer.refresh_from_db()
    assert offer.status == Match.Status.OFFERED
    assert not Learner.objects.shown_to(offer.champion.user).exists()


@pytest.mark.parametrize(
    ("became", "sentence"),
    [
        ({"status": "expired", "decided_at": timezone.now()}, "We have taken this offer back."),
        ({"status": "expired"}, "the time to answer is over"),
        ({"status": "declined"}, "You have said no to this offer."),
        ({"status": "ended"}, "You have helped this person already."),
    ],
)
def test_an_offer_that_cannot_be_answered_any_more_says_why_and_stays_as_it_was(offer, champion, became, sentence):
    Match.objects.update(**became)
    for answer in answers_to(champion, offer):
        assert sentence in answer
        assert "Sahar" not in answer
    offer.refresh_from_db()
    assert offer.status == became["status"]


def test_an_offer_already_accepted_leads_to_the_learner_whichever_button_is_tapped(offer, champion):
    Match.objects.update(status=Match.Status.ACTIVE)
    Learner.objects.update(status=Learner.Status.MATCHED)
    assert all("Sahar" in answer for answer in answers_to(champion, offer))


def test_a_champion_whose_check_ran_out_is_told_so_and_answers_nothing(offer, champion):
    offer.champion.steps.update(renew_by=timezone.localdate() - timedelta(days=1))
    for answer in answers_to(champion, offer):
        assert "You cannot help anybody just now." in answer
        assert "Join wifi" not in answer
    offer.refresh_from_db()
    assert offer.status == Match.Status.OFFERED


def test_nobody_is_matched_with_somebody_whose_record_was_closed_meanwhile(offer, champion):
    Learner.objects.update(status=Learner.Status.CLOSED)
    answer = champion.post(reverse("accept_offer", args=[offer.pk]), follow=True).content.decode()
    assert "This person does not need a champion any more." in answer
    assert Learner.objects.get().status == Learner.Status.CLOSED
    assert not Match.objects.active().exists()


def test_a_sentence_beside_the_no_is_kept_encrypted(offer, champion):
    told = {"reason": "other", "note": "My mother is in hospital."}
    champion.post(reverse("decline_offer", args=[offer.pk]), told)
    offer.refresh_from_db()
    assert offer.decline_note == told["note"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT decline_note FROM learners_match")
        assert "hospital" not in cursor.fetchone()[0]


def test_a_no_without_a_reason_keeps_the_sentence_that_was_typed(offer, champion):
    answer = champion.post(reverse("decline_offer", args=[offer.pk]), {"note": "My mother is in hospital."})
    assert "Choose why it does not suit you." in answer.content.decode()
    assert "My mother is in hospital." in answer.content.decode()


def test_the_half_day_meant_for_both_is_on_the_page(offer, champion):
    Match.objects.update(half_day=4)
    page = champion.get(reverse("offer", args=[offer.pk])).content.decode()
    assert page.index("Best time") < page.index("Tuesday afternoon") < page.index("Times that suit you both")


def test_a_learner_whose_offer_lapsed_can_be_offered_to_another_at_once(offer):
    Match.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert list(Learner.objects.waiting()) == [offer.learner]
    Match.offer(offer.learner, ChampionFactory(), by=None)
    offer.refresh_from_db()
    assert offer.status == Match.Status.EXPIRED


def test_the_timers_command_marks_lapsed_offers_and_again_changes_nothing(offer):
    Match.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    said = StringIO()
    call_command("tidy", stdout=said)
    call_command("tidy", stdout=said)
    assert said.getvalue().count("1 offers expired.") == said.getvalue().count("0 offers expired.") == 1


def test_the_timers_command_forgets_abandoned_lists_and_keeps_todays():
    lead = UserFactory(roles=[Role.LEAD])
    for days in (0, 2):
        upload = ImportUpload.keep("champions", "list.csv", b"Name,Consent\nAnna,yes\n", owner=lead)
        ImportUpload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - timedelta(days=days))
    call_command("tidy", stdout=StringIO())
    assert ImportUpload.objects.get().created_at > timezone.now() - timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_from_the_mails_link_a_yes_takes_one_tap_and_a_no_two_on_a_phone(live_server, browser):
    """Signed in, and without JavaScript."""
    for taps, became in ((["Yes, I will help"], "active"), (["Too far", "Send my no"], "declined")):
        match = MatchFactory(offered=True)
        context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=False)
        cookies = signed_in(match.champion.user).cookies.values()
        context.add_cookies([{"name": each.key, "value": each.value, "url": live_server.url} for each in cookies])
        page = context.new_page()
        page.goto(live_server.url + reverse("offer", args=[match.pk]))
        for tap in taps[:-1]:
            page.get_by_text(tap, exact=True).tap()
        with page.expect_navigation():
            page.get_by_text(taps[-1], exact=True).tap()
        match.refresh_from_db()
        assert match.status == became
        context.close()


def test_each_look_at_an_offer_is_written_down(offer, champion):
    champion.get(reverse("offer", args=[offer.pk]))
    record = AccessRecord.objects.get()
    assert (record.user, record.kind, record.reference) == (offer.champion.user, "learner", offer.learner.reference)
    assert record.screen == "offer"


@pytest.mark.parametrize("route", ["offer", "accept_offer", "decline_offer"])
@pytest.mark.parametrize("stranger", ["another champion", "partner", "no role"])
def test_anothers_offer_answers_like_one_that_does_not_exist(offer, route, stranger):
    users = {"another champion": lambda: ChampionFactory().user, "partner": PartnerFactory, "no role": UserFactory}
    client = signed_in(users[stranger]())
    for method in (client.get, client.post):
        foreign = method(reverse(route, args=[offer.pk]), {"reason": "times"})
        missing = method(reverse(route, args=[offer.pk + 1000]), {"reason": "times"})
        assert foreign.status_code == missing.status_code
        assert foreign.status_code in (404, 405)
        assert foreign.content == missing.content
    offer.refresh_from_db()
    assert offer.status == Match.Status.OFFERED


def test_a_lead_answers_no_offer_that_was_made_to_somebody_else(offer):
    client = signed_in(UserFactory(roles=[Role.LEAD, Role.CHAMPION]))
    assert client.post(reverse("accept_offer", args=[offer.pk])).status_code == 404


def test_a_stranger_without_an_account_is_sent_to_sign_in(offer, client):
    for route in ("my_home", "offer"):
        address = reverse(route, args=[offer.pk] if route == "offer" else [])
        assert client.get(address).url.startswith(reverse("account_login"))
