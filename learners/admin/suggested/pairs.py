"""Pairs that are not to be: said so with a reason, listed, and allowed again."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from accounts.admin import ActionView
from accounts.admin.access import ForRoles
from accounts.models import AccessRecord
from champions.models import Champion
from learners.admin.suggested.acting import back_or, list_url
from learners.admin.suggested.page import SuggestedPage
from learners.models import MatchRefused, RuledOut
from learners.suggesting import allow_again, rule_out

PER_PAGE = 50


class NotThisPairForm(forms.Form):
    champion = forms.IntegerField(widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=gettext_lazy("Why not these two?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leads read this, and nobody else."),
        error_messages={"required": gettext_lazy("Say in a sentence why not.")},
    )


class NotThisPair(ActionView):
    page_title = gettext_lazy("Not this pair")
    form_class = NotThisPairForm
    submit_button_label = gettext_lazy("Not this pair")
    success = gettext_lazy("Kept: these two are not suggested again.")
    refusals = (MatchRefused,)

    def get_initial(self):
        return {name: self.request.GET.get(name, "") for name in ("champion", "back")}

    def champion(self, number) -> Champion | None:
        if not str(number).isdecimal() or len(str(number)) > 9:
            return None
        return Champion.objects.shown_to(self.request.user).filter(pk=int(number)).first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        champion = self.champion(context["form"]["champion"].value() or "")
        intro = _(
            "%(learner)s and %(champion)s are not suggested again, until a lead allows it. The next run looks for somebody else."
        )
        who = {"learner": self.object.preferred_name, "champion": champion.name if champion else _("this champion")}
        return context | {"intro": intro % who, "back_url": back_or(self.request, self.record_url)}

    def act(self, form):
        champion = self.champion(form.cleaned_data["champion"])
        if champion is None:
            raise MatchRefused(_("There is no such champion any more."))
        rule_out(self.object, champion, form.cleaned_data["why"], by=self.request.user)
        return back_or(self.request, self.record_url)


class AllowAgain(ForRoles, View):
    """By POST, back to where it was asked for."""

    def post(self, request, pk):
        pair = RuledOut.objects.shown_to(request.user).select_related("learner", "champion").filter(pk=pk).first()
        if pair:
            allow_again(pair.learner, pair.champion, by=request.user)
            AccessRecord.write(request, AccessRecord.Action.CHANGED, "learner", pair.learner)
            names = {"learner": pair.learner.preferred_name, "champion": pair.champion.name}
            messages.success(request, _("%(learner)s and %(champion)s may be suggested again.") % names)
        else:
            messages.info(request, _("This pair was allowed already."))
        if pair and request.POST.get("from") == "learner":
            return HttpResponseRedirect(reverse("scheme_learners:inspect", args=[pair.learner_id]))
        return self.get(request)

    def get(self, request, **kwargs):
        return HttpResponseRedirect(reverse("scheme_suggested:ruled_out"))


class RuledOutPairs(SuggestedPage):
    template_name = "learners/admin/suggested/ruled_out.html"
    page_title = gettext_lazy("Pairs ruled out")

    def get_context_data(self, **kwargs):
        pairs = RuledOut.objects.shown_to(self.request.user).select_related("learner", "champion", "by")
        page = Paginator(pairs.order_by("-at", "-pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page": page, "list_url": list_url()}
