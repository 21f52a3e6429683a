"""Offering all that are ticked: what will be sent, a yes, and what became of each."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessRecord
from champions.models import Champion
from learners.admin.suggested.acting import Pair, list_url
from learners.admin.suggested.page import SuggestedPage
from learners.admin.suggested.rows import Row, rows_of
from learners.admin.suggested.urgency import most_urgent_first
from learners.matching.load import weights
from learners.models import Learner, Suggestion
from learners.suggesting import offer_all

AT_ONCE = 100


def numbers(values: list[str]) -> list[int]:
    """The first AT_ONCE that are numbers of records; anything else is nobody's."""
    return list(dict.fromkeys(int(value) for value in values if value.isdecimal() and len(value) < 10))[:AT_ONCE]


class OfferTicked(SuggestedPage):
    """First by GET, so that going back or looking again sends nothing; the yes is a POST."""

    template_name = "learners/admin/suggested/confirm.html"
    page_title = _("Offer all that are ticked")

    def ticked(self, values) -> list[Row]:
        given = weights()
        found = Suggestion.objects.shown_to(self.request.user).filter(pk__in=numbers(values), champion__isnull=False)
        learners = Learner.objects.shown_to(self.request.user).filter(suggestion__in=found)
        learners = learners.select_related("area", "suggestion__champion__user")
        return rows_of(most_urgent_first(learners, given), given)

    def get(self, request, *args, **kwargs):
        self.chosen = self.ticked(request.GET.getlist("suggestion"))
        if not self.chosen:
            messages.warning(request, _("Nobody is ticked. Tick those whom you want to offer first."))
            return HttpResponseRedirect(list_url(request.GET.get("back", "")))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "ready": [row for row in self.chosen if row.may_be_offered],
            "outdated": [row for row in self.chosen if row.outdated],
            "back": self.request.GET.get("back", ""),
            "back_url": list_url(self.request.GET.get("back", "")),
        }

    def post(self, request, *args, **kwargs):
        pairs = list(filter(None, map(Pair.read, request.POST.getlist("pair")[:AT_ONCE])))
        outcomes = offer_all([pair.suggestion for pair in pairs], by=request.user)
        for outcome in outcomes:
            if outcome.was_offered:
                AccessRecord.write(request, AccessRecord.Action.CHANGED, "learner", outcome.learner)
        shown = {pair.suggestion: pair for pair in pairs}
        request.session["offered"] = {
            "rows": [told(outcome, shown[outcome.suggestion_id], request.user) for outcome in outcomes],
            "back": request.POST.get("back", ""),
        }
        return HttpResponseRedirect(reverse("scheme_suggested:offered"))


def told(outcome, pair: Pair, user) -> dict:
    """What the session keeps: numbers of records, not names. What an earlier tap on the same button has offered is offered."""
    offered = outcome.was_offered or pair.offered_by(user) is not None
    says = "" if offered else outcome.says
    return {"learner": pair.learner, "champion": pair.champion, "offered": offered, "says": says}


class Offered(SuggestedPage):
    template_name = "learners/admin/suggested/offered.html"
    page_title = _("What became of the offers")

    def get(self, request, *args, **kwargs):
        if not request.session.get("offered"):
            return HttpResponseRedirect(list_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kept, user = self.request.session["offered"], self.request.user
        learners = Learner.objects.shown_to(user).in_bulk([row["learner"] for row in kept["rows"]])
        champions = Champion.objects.shown_to(user).in_bulk([row["champion"] for row in kept["rows"]])
        rows = [
            {**row, "learner": learners.get(row["learner"]), "champion": champions.get(row["champion"])}
            for row in kept["rows"]
        ]
        return super().get_context_data(**kwargs) | {
            "offered": [row for row in rows if row["offered"]],
            "refused": [row for row in rows if not row["offered"]],
            "back_url": list_url(kept["back"]),
        }
