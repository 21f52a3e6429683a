"""What a lead does on the suggested matches: offer one or many, hold, rule out, choose somebody else."""

import pytest
from django.urls import reverse

from accounts.models import AccessRecord, Message
from learners.models import Match, RuledOut, Suggestion
from tests.factories import ChampionFactory, LanguageFactory, LearnerFactory

pytestmark = pytest.mark.django_db
LIST = "scheme_suggested:index"
MONDAY = 0b1


@pytest.fixture
def suggested(a_run):
    """suggested(3) -> as many suggestions of a run, each with a champion of its own."""

    def make(count: int) -> list[Suggestion]:
        LearnerFactory.create_batch(count)
        ChampionFactory.create_batch(count, room=1)
        a_run()
        return list(Suggestion.objects.select_related("learner", "champion").order_by("learner_id"))

    return make


def pair(suggestion) -> str:
    return f"{suggestion.pk}:{suggestion.learner_id}:{suggestion.champion_id}"


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def do(client, name, suggestion, **more):
    url = reverse(f"scheme_suggested:{name}", args=[suggestion.pk])
    return client.post(url, {"pair": pair(suggestion)} | more, follow=True)


def test_offering_one_sends_the_mail_and_comes_back_to_the_list_as_it_was(suggested, lead_client, lead):
    [one] = suggested(1)
    page = do(lead_client, "offer", one, back="state=with&p=1")
    assert said(page) == [f"Offered: {one.champion.name} has been sent a mail about {one.learner.preferred_name}."]
    assert page.redirect_chain == [(reverse(LIST) + "?state=with&p=1", 302)]
    match = Match.objects.get()
    assert (match.learner, match.champion, match.offered_by) == (one.learner, one.champion, lead)
    assert Message.objects.get().to == one.champion.email
    assert AccessRecord.objects.filter(action=AccessRecord.Action.CHANGED).exists()


def test_a_second_tap_offers_nothing_more_and_says_the_same(suggested, lead_client):
    [one] = suggested(1)
    assert said(do(lead_client, "offer", one)) == said(do(lead_client, "offer", one))
    assert Match.objects.count() == Message.objects.count() == 1


def test_a_stale_suggestion_is_refused_with_what_has_changed(suggested, lead_client):
    [one] = suggested(1)
    one.learner.slots = MONDAY
    one.learner.save()
    assert said(do(lead_client, "offer", one)) == ["The learner's times have changed since."]
    assert not Match.objects.exists()


@pytest.mark.parametrize("name", ["offer", "hold", "let_go"])
def test_a_suggestion_that_a_newer_run_has_replaced_is_told_of(name, suggested, lead_client):
    [one] = suggested(1)
    Suggestion.objects.all().delete()
    [says] = said(do(lead_client, name, one))
    assert says == "This suggestion is no longer there. Here is what there is now."
    assert not Match.objects.exists()


def test_it_is_held_and_let_go(suggested, lead_client, lead):
    [one] = suggested(1)
    assert "Held" in said(do(lead_client, "hold", one))[0]
    one.refresh_from_db()
    assert one.held_by == lead
    assert "Let go" in said(do(lead_client, "let_go", one))[0]
    one.refresh_from_db()
    assert not one.is_held


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "\r\nX: y", "x" * 9000, "\x00"])
def test_the_way_back_leads_nowhere_but_to_the_list(back, suggested, lead_client):
    [one] = suggested(1)
    page = lead_client.post(reverse("scheme_suggested:hold", args=[one.pk]), {"back": back})
    assert page.status_code == 302
    assert page["Location"].split("?")[0] == reverse(LIST)
    assert lead_client.get(page["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["offer", "hold", "let_go"])
def test_visiting_the_address_of_a_button_does_nothing(name, suggested, lead_client):
    [one] = suggested(1)
    assert lead_client.get(reverse(f"scheme_suggested:{name}", args=[one.pk])).status_code == 302
    assert not Match.objects.exists()
    assert not Suggestion.objects.held().exists()


def test_all_that_are_ticked_are_shown_first_and_nothing_is_sent(suggested, lead_client):
    first, second, other = suggested(3)
    page = lead_client.get(reverse("scheme_suggested:offer_ticked"), {"suggestion": [first.pk, second.pk]})
    content = page.content.decode()
    assert "Send 2 offers" in content
    assert first.champion.name in content
    assert other.champion.name not in content
    assert not Match.objects.exists()


def test_after_the_yes_each_row_says_what_became_of_it(suggested, lead_client):
    first, second = suggested(2)
    second.learner.slots = MONDAY
    second.learner.save()
    page = lead_client.post(
        reverse("scheme_suggested:offer_ticked"), {"pair": [pair(first), pair(second)], "back": "p=1"}, follow=True
    )
    content = page.content.decode()
    assert [row["champion"] for row in page.context["offered"]] == [first.champion]
    assert [row["learner"] for row in page.context["refused"]] == [second.learner]
    assert "1 offer is on its way, 1 was not sent" in content
    assert "The learner&#x27;s times have changed since." in content
    assert Match.objects.get().learner == first.learner


def test_a_second_yes_sends_nothing_more_and_shows_the_same(suggested, lead_client):
    pairs = [pair(one) for one in suggested(2)]
    for _tap in range(2):
        page = lead_client.post(reverse("scheme_suggested:offer_ticked"), {"pair": pairs}, follow=True)
        assert (len(page.context["offered"]), len(page.context["refused"])) == (2, 0)
    assert Match.objects.count() == Message.objects.count() == 2


def test_what_has_grown_stale_is_left_out_before_the_yes(suggested, lead_client):
    first, second = suggested(2)
    second.learner.slots = MONDAY
    second.learner.save()
    page = lead_client.get(reverse("scheme_suggested:offer_ticked"), {"suggestion": [first.pk, second.pk]})
    assert [row.suggestion for row in page.context["ready"]] == [first]
    assert [row.suggestion for row in page.context["outdated"]] == [second]


@pytest.mark.parametrize("ticks", [[], ["x"], ["\x00", "9" * 40, "-1", "٣"]])
def test_nobody_ticked_is_said(ticks, suggested, lead_client):
    suggested(1)
    page = lead_client.get(reverse("scheme_suggested:offer_ticked"), {"suggestion": ticks}, follow=True)
    assert said(page) == ["Nobody is ticked. Tick those whom you want to offer first."]
    page = lead_client.post(reverse("scheme_suggested:offer_ticked"), {"pair": ticks}, follow=True)
    assert page.status_code == 200
    assert not Match.objects.exists()


def test_not_this_pair_asks_why_and_keeps_it(suggested, lead_client, lead):
    [one] = suggested(1)
    url = reverse("scheme_learners:not_this_pair", args=[one.learner_id])
    asked = lead_client.get(url, {"champion": one.champion_id, "back": "p=1"})
    assert one.champion.name in asked.content.decode()
    empty = lead_client.post(url, {"champion": one.champion_id, "why": "  "})
    assert "Say in a sentence why not." in empty.content.decode()
    page = lead_client.post(url, {"champion": one.champion_id, "why": "They are cousins.", "back": "p=1"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse(LIST) + "?p=1"
    ruled_out = RuledOut.objects.get()
    assert (ruled_out.champion, ruled_out.why, ruled_out.by) == (one.champion, "They are cousins.", lead)
    assert (
        "They are cousins."
        in lead_client.get(reverse("scheme_learners:inspect", args=[one.learner_id])).content.decode()
    )


@pytest.mark.parametrize("champion", ["", "x", "999999999", "9" * 40, "\x00"])
def test_a_pair_with_nobody_is_refused_in_a_sentence(champion, suggested, lead_client):
    [one] = suggested(1)
    url = reverse("scheme_learners:not_this_pair", args=[one.learner_id])
    assert lead_client.get(url, {"champion": champion}).status_code == 200
    assert lead_client.post(url, {"champion": champion, "why": "No."}).status_code == 200
    assert not RuledOut.objects.exists()


def test_a_pair_ruled_out_is_listed_and_allowed_again(suggested, lead_client):
    [one] = suggested(1)
    url = reverse("scheme_learners:not_this_pair", args=[one.learner_id])
    lead_client.post(url, {"champion": one.champion_id, "why": "They are cousins."})
    pairs = reverse("scheme_suggested:ruled_out")
    assert "They are cousins." in lead_client.get(pairs).content.decode()
    allow = reverse("scheme_suggested:allow_again", args=[RuledOut.objects.get().pk])
    assert lead_client.get(allow).status_code == 302
    assert RuledOut.objects.exists()
    page = lead_client.post(allow, {"from": "learner"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("scheme_learners:inspect", args=[one.learner_id])
    assert not RuledOut.objects.exists()
    again = lead_client.post(allow, follow=True)
    assert said(again) == ["This pair was allowed already."]
    assert "No pair is ruled out." in again.content.decode()


def test_choosing_somebody_else_shows_who_was_suggested_and_what_another_would_cost(suggested, lead_client):
    first, second = suggested(2)
    page = lead_client.get(reverse("scheme_learners:find", args=[first.learner_id]), {"back": "p=1"})
    content = " ".join(page.content.decode().split())
    assert page.context["suggested_id"] == first.champion_id
    assert f"The place is meant for {second.learner}, who would need somebody else." in content
    assert "Back to the suggested matches" in content


def test_somebody_else_is_offered_and_the_way_leads_back_to_the_list(suggested, lead_client):
    first, second = suggested(2)
    page = lead_client.post(
        reverse("scheme_learners:offer", args=[first.learner_id]), {"champion": second.champion_id, "back": "p=1"}
    )
    assert page["Location"] == reverse(LIST) + "?p=1"
    assert Match.objects.get().champion == second.champion


def test_a_rule_that_may_be_set_aside_needs_a_reason_which_is_kept_and_nothing_typed_is_lost(a_run, lead_client):
    learner = LearnerFactory(speaks=[LanguageFactory(code="ps", name="Pashto")])
    champion = ChampionFactory()
    a_run()
    url = reverse("scheme_learners:offer", args=[learner.pk])
    refused = lead_client.post(url, {"champion": champion.pk, "back": "p=1"})
    assert "Say why this pair in spite of it" in refused.content.decode()
    assert 'name="back" value="p=1"' in refused.content.decode()
    page = lead_client.post(url, {"champion": champion.pk, "why": "His son interprets.", "back": "p=1"})
    assert page["Location"] == reverse(LIST) + "?p=1"
    assert Match.objects.get().overruled[0]["why"] == "His son interprets."
