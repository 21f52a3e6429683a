"""Who could help this learner, and the offer."""

from collections import Counter

from django.http import HttpResponseNotAllowed, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.admin import ActionView
from accounts.admin.access import OneRecord
from accounts.admin.records import Furniture
from champions.models import Champion
from learners.admin.forms.learner import OfferForm
from learners.admin.suggested.acting import back_or
from learners.matching.judging import ranked
from learners.matching.load import champion_facts, learner_facts, weights
from learners.models import Learner, MatchRefused, Suggestion
from learners.offering import offer
from learners.suggesting import costs_elsewhere

SHOWN = 30

WHY_NOT = {
    "language": _("share no language with the learner"),
    "way": _("cannot meet in a way that suits the learner"),
    "distance": _("are too far away, or nobody knows how far"),
    "times": _("are never free at the same time"),
    "cleared": _("have a check or training that has run out"),
    "check": _("do not have the check that the setting needs"),
    "gender": _("are not the man or woman the learner asks for"),
    "not_declined": _("have declined this learner"),
    "not_barred": _("were paired with the learner before, and it ended badly"),
    "not_ruled_out": _("were ruled out for this learner by a lead"),
    "room": _("have no room"),
}


class FindChampion(OneRecord, Furniture, TemplateView):
    """Every active champion, judged: those who fit best first, then those a lead may choose all the same."""

    template_name = "learners/admin/find.html"
    page_title = _("Find a champion")

    def get_context_data(self, **kwargs):
        champions = Champion.objects.shown_to(self.request.user).active()
        facts = champion_facts(champions)
        verdicts = ranked(learner_facts(self.object), facts, weights())
        eligible = [verdict for verdict in verdicts if verdict.is_eligible]
        arguable = [verdict for verdict in verdicts if verdict.may_be_overruled]
        ruled_out = Counter(
            found.rule
            for verdict in verdicts
            if not verdict.is_eligible and not verdict.may_be_overruled
            for found in verdict.failures
        )
        suggested = Suggestion.objects.shown_to(self.request.user).filter(learner=self.object).first()
        shown = {verdict.champion_id for verdict in eligible[:SHOWN]}
        room = {champion.id: champion.room_left for champion in facts if champion.id in shown}
        costs = costs_elsewhere(self.object, suggested, room)
        people = champions.select_related("area").in_bulk(
            [verdict.champion_id for verdict in (*eligible[:SHOWN], *arguable[:SHOWN])]
        )
        return super().get_context_data(**kwargs) | {
            "record": self.object,
            "back": self.request.GET.get("back", ""),
            "back_url": back_or(self.request, self.record_url),
            "is_waiting": self.object.status == Learner.Status.WAITING and self.object.current_match is None,
            "eligible": [
                (people[verdict.champion_id], verdict, costs[verdict.champion_id]) for verdict in eligible[:SHOWN]
            ],
            "suggested_id": suggested and suggested.champion_id,
            "eligible_count": len(eligible),
            "arguable": [(people[verdict.champion_id], verdict) for verdict in arguable[:SHOWN]],
            "arguable_count": len(arguable),
            "ruled_out": [(count, WHY_NOT[rule]) for rule, count in ruled_out.most_common()],
        }


class OfferChampion(ActionView):
    """Offers the champion whom the form names. A refusal is told where the choice was made."""

    page_title = _("Offer")
    form_class = OfferForm
    submit_button_label = _("Offer")
    success = _("Offered. The champion has been sent a mail.")
    refusals = (MatchRefused,)

    def get(self, request, *args, **kwargs):
        return HttpResponseNotAllowed(["POST"])

    def act(self, form):
        champion = Champion.objects.shown_to(self.request.user).filter(pk=form.cleaned_data["champion"]).first()
        if champion is None:
            raise MatchRefused(_("There is no such champion any more."))
        offer(self.object, champion, by=self.request.user, why=form.cleaned_data["why"])
        return back_or(self.request, self.record_url)

    def get_context_data(self, **kwargs):
        back = QueryDict(mutable=True)
        back["back"] = self.request.POST.get("back", "")
        url = reverse("scheme_learners:find", args=[self.object.pk])
        return super().get_context_data(**kwargs) | {"back_url": f"{url}?{back.urlencode()}" if back["back"] else url}
