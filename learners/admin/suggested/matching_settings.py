"""What a scheme decides about matching and offers: one form, with what counts where a field is left empty."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from accounts.admin.access import ForRoles
from accounts.admin.forms import Sections
from accounts.admin.records import RecordForm
from learners.admin.suggested.page import BelowTheList
from learners.models import MatchingSettings

SECTIONS = [
    (_("Who comes first"), ["waiting_days", "vulnerable", "under_served"]),
    (
        _("How well two people fit: 1000 points in all"),
        ["nearness", "teaching", "times", "language", "script"],
    ),
    (_("From run to run"), ["stickiness", "learners_per_slot"]),
    (_("Offers"), ["offer_days", "reminder_days"]),
]


class MatchingSettingsForm(Sections, forms.ModelForm):
    SECTIONS = SECTIONS

    class Meta:
        model = MatchingSettings
        fields = [name for _title, names in SECTIONS for name in names]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, default in MatchingSettings.defaults().items():
            field = self.fields[name]
            field.help_text = format_lazy(
                "{} {}", field.help_text, _("Left empty: %(default)s.") % {"default": default}
            )


class EditMatchingSettings(BelowTheList, ForRoles, RecordForm, UpdateView):
    """Leads change how pairs are found and how long an offer stands; it counts from the next run and the next offer on."""

    form_class = MatchingSettingsForm
    page_title = _("How matches are found")
    intro = _(
        "Leave a field empty and the number written under its name counts. Whatever you choose, more people with a champion "
        "always come first, then a good fit, then work shared evenly. It counts from the next run and the next offer on."
    )

    def get_object(self, queryset=None):
        self.object = MatchingSettings.current()
        return self.object

    @property
    def record_url(self) -> str:
        return reverse("scheme_suggested:index")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"object": None}  # the page needs no other name

    def form_valid(self, form):
        MatchingSettings.objects.update_or_create(
            single=True, defaults=form.cleaned_data
        )  # two leads at once make one row
        messages.success(self.request, _("Saved. It counts from the next run and the next offer on."))
        return HttpResponseRedirect(self.record_url)
