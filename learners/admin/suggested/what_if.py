"""What if such champions were recruited? Asked here, worked out in the background; nothing is changed."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.forms import Columns
from guides.models import Language
from learners.admin import choices
from learners.admin.suggested.page import SuggestedPage
from learners.admin.suggested.state import stages
from learners.models import MatchingRun
from learners.suggesting import ask_for_run, assumptions, effect_in_words
from places.models import Area

ROWS = 3
MOST = 100


class RecruitForm(forms.Form):
    language = forms.ModelChoiceField(
        label=gettext_lazy("They speak"),
        queryset=Language.objects.none(),
        empty_label=gettext_lazy("Choose a language"),
    )
    areas = forms.ModelMultipleChoiceField(
        label=gettext_lazy("They live in"),
        queryset=Area.objects.none(),
        widget=Columns,
        error_messages={"required": gettext_lazy("Tick one ward or more.")},
    )
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST, initial=5)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].queryset = Language.objects.all()
        self.fields["areas"].queryset = choices.wards()

    def has_changed(self):
        return bool({"language", "areas"} & set(self.changed_data))


Recruits = forms.formset_factory(RecruitForm, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


class WhatIf(SuggestedPage):
    template_name = "learners/admin/suggested/what_if.html"
    page_title = gettext_lazy("What if we recruited more champions?")
    forms = None
    says = ""

    def get_context_data(self, **kwargs):
        earlier = MatchingRun.objects.shown_to(self.request.user).exclude(supposing=[])
        return super().get_context_data(**kwargs) | {
            "forms": self.forms or Recruits(initial=self.filled_in()),
            "says": self.says,
            "earlier": [(run, supposed(run)) for run in earlier.filter(status=MatchingRun.Status.DONE)[:5]],
        }

    def filled_in(self) -> list[dict]:
        """From a link that names a language and a ward."""
        language = Language.objects.filter(name=self.request.GET.get("language", "").replace("\x00", "")).first()
        area = self.request.GET.get("area", "")
        if language is None or not area.isdecimal():
            return []
        return [{"language": language, "areas": [int(area)], "count": 1}]

    def post(self, request, *args, **kwargs):
        self.forms = Recruits(request.POST)
        if self.forms.is_valid():
            found = [form.cleaned_data for form in self.forms if form.has_changed()]
            try:
                if not found:
                    raise ValueError(_("Choose a language and tick a ward first."))
                run = ask_for_run(request.user, [as_supposed(each) for each in found])
            except ValueError as refusal:
                self.says = str(refusal)
            else:
                return HttpResponseRedirect(reverse("scheme_suggested:effect", args=[run.pk]))
        return self.get(request)


def as_supposed(found: dict) -> dict:
    return {
        "language": found["language"].name,
        "areas": sorted(area.pk for area in found["areas"]),
        "count": found["count"],
    }


def supposed(run: MatchingRun) -> list[dict]:
    """[{language, areas, count}] with the names of the wards."""
    names = dict(
        Area.objects.filter(pk__in={pk for each in run.supposing for pk in each["areas"]}).values_list("pk", "name")
    )
    return [{**each, "areas": [names[pk] for pk in each["areas"] if pk in names]} for each in run.supposing]


def compared(figures: dict) -> list[tuple]:
    """[(what, now, then)], numbers."""
    waiting, now, then = figures["waiting"], figures["suggested"], figures["suggested_then"]
    return [
        (_("People who would get a champion"), now, then),
        (_("People who would go on waiting"), waiting - now, waiting - then),
    ]


class Effect(SuggestedPage):
    """What a what-if has found, or how far it is."""

    template_name = "learners/admin/suggested/effect.html"
    page_title = gettext_lazy("What would change")

    def get_context_data(self, **kwargs):
        asked = MatchingRun.objects.shown_to(self.request.user).exclude(supposing=[])
        run = get_object_or_404(asked, pk=self.kwargs["pk"])
        shown = stages(run if run.is_unfinished else None)
        done = run.status == MatchingRun.Status.DONE
        return (
            super().get_context_data(**kwargs)
            | shown
            | {
                "run": run,
                "supposed": supposed(run),
                "compared": compared(run.figures) if done else [],
                "effect": effect_in_words(run)[1:] if done else [],
                "assumptions": assumptions(run),
            }
        )
