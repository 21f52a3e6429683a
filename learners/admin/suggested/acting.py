"""What is done by one tap on the list: a run, and what concerns one suggestion. Afterwards the list is where it was."""

import re
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from accounts.admin.access import ForRoles
from accounts.models import AccessRecord
from learners.admin.suggested.state import progress
from learners.models import Match, MatchRefused, Suggestion
from learners.suggesting import ask_for_run, hold, let_go, offer_all


class Pair(NamedTuple):
    """A suggestion as a page showed it. Offering it takes the suggestion away: a second tap still finds what the first has done."""

    suggestion: int
    learner: int
    champion: int

    @classmethod
    def read(cls, text: str) -> "Pair | None":
        """From '12:34:56'."""
        found = re.fullmatch(r"([0-9]{1,9}):([0-9]{1,9}):([0-9]{1,9})", text)
        return cls(*map(int, found.groups())) if found else None

    def offered_by(self, user) -> Match | None:
        """The offer of the two that `user` has made and that stands."""
        standing = Match.objects.shown_to(user).standing().select_related("learner", "champion")
        return standing.filter(learner=self.learner, champion=self.champion, offered_by=user).first()


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
    """A suggestion that is no longer there, since a newer run has replaced it, is told of in a sentence."""

    def act(self, pk):
        found = Suggestion.objects.shown_to(self.request.user).select_related("learner", "champion")
        suggestion = found.filter(pk=pk, champion__isnull=False).first()
        if suggestion is None:
            self.gone()
            return
        try:
            self.do(suggestion)
        except MatchRefused as refusal:
            messages.error(self.request, str(refusal))
        else:
            AccessRecord.write(self.request, AccessRecord.Action.CHANGED, "learner", suggestion.learner)
            self.tell(suggestion)

    def tell(self, pair):
        names = {"learner": pair.learner.preferred_name, "champion": pair.champion.name}
        messages.success(self.request, self.success % names)

    def gone(self):
        messages.warning(self.request, _("This suggestion is no longer there. Here is what there is now."))


class Offer(OnSuggestion):
    success = gettext_lazy("Offered: %(champion)s has been sent a mail about %(learner)s.")

    def do(self, suggestion):
        [outcome] = offer_all([suggestion.pk], by=self.request.user)
        if not outcome.was_offered:
            raise MatchRefused(outcome.says)

    def gone(self):
        pair = Pair.read(self.request.POST.get("pair", ""))
        if pair and (match := pair.offered_by(self.request.user)):
            self.tell(match)
        else:
            super().gone()


class Hold(OnSuggestion):
    success = gettext_lazy("Held: later runs keep %(learner)s and %(champion)s together.")

    def do(self, suggestion):
        hold(suggestion, by=self.request.user)


class LetGo(OnSuggestion):
    success = gettext_lazy("Let go: the next run decides about %(learner)s and %(champion)s anew.")

    def do(self, suggestion):
        let_go(suggestion, by=self.request.user)
