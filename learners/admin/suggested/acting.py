"""What is done by one tap on the list: a run, and what concerns one suggestion. Afterwards the list is where it was."""

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from accounts.admin.access import ForRoles
from accounts.models import AccessRecord
from learners.admin.suggested.state import progress
from learners.models import Match, MatchRefused, Suggestion
from learners.suggesting import ask_for_run, hold, let_go, offer_all


def list_url(back: str = "") -> str:
    """The list, narrowed as in `back`, the query of an address: whatever else that says, it stays the list."""
    query = QueryDict(back[:2000]).urlencode()
    return reverse("scheme_suggested:index") + (f"?{query}" if query else "")


def back_or(request, otherwise: str) -> str:
    """The list as it was, for whoever came from it."""
    back = request.POST.get("back") or request.GET.get("back")
    return list_url(back) if back else otherwise


class ListAction(ForRoles, View):
    """By POST, then back to the list. Whoever only visits the address is led there too."""

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(list_url())

    def post(self, request, *args, **kwargs):
        self.act(**kwargs)
        return HttpResponseRedirect(list_url(request.POST.get("back", "")))


class AskForRun(ListAction):
    def act(self):
        ask_for_run(self.request.user)


class Progress(ForRoles, TemplateView):
    """How far the run is, for the script that asks again and again."""

    template_name = "learners/admin/suggested/progress.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | progress()


class OnSuggestion(ListAction):
    """A suggestion that a newer run has replaced is told of in a sentence."""

    def act(self, pk):
        found = Suggestion.objects.shown_to(self.request.user).select_related("learner", "champion").filter(pk=pk)
        suggestion = found.first()
        if suggestion is None:
            messages.warning(self.request, _("This suggestion is no longer there. Here is what there is now."))
            return
        try:
            says = self.do(suggestion)
        except MatchRefused as refusal:
            messages.error(self.request, str(refusal))
        else:
            AccessRecord.write(self.request, AccessRecord.Action.CHANGED, "learner", suggestion.learner)
            messages.success(self.request, says)

    def names(self, suggestion) -> dict:
        return {
            "learner": suggestion.learner.preferred_name,
            "champion": suggestion.champion.name if suggestion.champion else "",
        }


def offered_already(outcome, user) -> bool:
    """The two have an offer of this lead's that stands: the second of two taps."""
    if outcome.learner is None or outcome.champion is None:
        return False
    standing = Match.objects.shown_to(user).standing()
    return standing.filter(learner=outcome.learner, champion=outcome.champion, offered_by=user).exists()


class Offer(OnSuggestion):
    def do(self, suggestion):
        [outcome] = offer_all([suggestion.pk], by=self.request.user)
        if not outcome.was_offered and not offered_already(outcome, self.request.user):
            raise MatchRefused(outcome.says)
        return _("Offered: %(champion)s has been sent a mail about %(learner)s.") % self.names(suggestion)


class Hold(OnSuggestion):
    def do(self, suggestion):
        hold(suggestion, by=self.request.user)
        return _("Held: later runs keep %(learner)s and %(champion)s together.") % self.names(suggestion)


class LetGo(OnSuggestion):
    def do(self, suggestion):
        let_go(suggestion, by=self.request.user)
        return _("Let go: the next run decides about %(learner)s and %(champion)s anew.") % self.names(suggestion)
