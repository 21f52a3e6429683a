"""The accommodation register, as a lead writes it: the record of one place, and what its provider was asked and answered."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.admin import ActionView
from accounts.admin.forms import OwnColumns, date_field
from places.models import AccommodationRecord, ProviderRequest


class HousingForm(OwnColumns, forms.ModelForm):
    class Meta:
        model = AccommodationRecord
        fields = ["residents", "shared_computers", "devices_note", "data_pounds", "without_since", "next_review_on"]
        widgets = {
            "devices_note": forms.Textarea(attrs={"rows": 3}),
            "without_since": AdminDateInput,
            "next_review_on": AdminDateInput,
        }

    def clean_without_since(self):
        day = self.cleaned_data["without_since"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class AskForm(forms.ModelForm):
    asked_on = date_field(label=_("Asked on"), initial=timezone.localdate)

    class Meta:
        model = ProviderRequest
        fields = ["asked_on", "asked"]
        widgets = {"asked": forms.Textarea(attrs={"rows": 4})}
        labels = {"asked": _("What was asked")}

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class AnsweredForm(forms.Form):
    request = forms.ModelChoiceField(
        label=_("Which request"), queryset=ProviderRequest.objects.none(), empty_label=None
    )
    answered_on = date_field(label=_("Answered on"), initial=timezone.localdate)
    answer = forms.CharField(label=_("The answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, requests, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["request"].queryset = requests

    def clean(self):
        found = super().clean()
        day, request = found.get("answered_on"), found.get("request")
        if day and day > timezone.localdate():
            self.add_error("answered_on", _("This day is still to come."))
        elif day and request and day < request.asked_on:
            self.add_error("answered_on", _("The answer cannot be earlier than the request."))
        return found


class OfHousing(ActionView):
    """Only for a place where people live. What it holds is about a place that may be confidential: each look is noted."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not self.object.is_housing:
            raise Http404


class ChangeHousing(OfHousing):
    page_title = _("The people who live there")
    form_class = HousingForm
    submit_button_label = _("Save")
    success = _("Saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": AccommodationRecord.of(self.object)}

    def act(self, form):
        form.save()


class AskProvider(OfHousing):
    page_title = _("Note what the provider was asked")
    intro = _("It stands in the report, and those who look after the place see it on their pages and can answer there.")
    form_class = AskForm
    submit_button_label = _("Note it")
    success = _("Noted.")

    def act(self, form):
        form.instance.venue, form.instance.asked_by = self.object, self.request.user
        form.save()


class AddAnswer(OfHousing):
    page_title = _("Note an answer")
    form_class = AnsweredForm
    submit_button_label = _("Note it")
    success = _("Noted.")

    def get_form_kwargs(self):
        open_ones = ProviderRequest.objects.filter(venue=self.object, answered_on=None)
        return super().get_form_kwargs() | {"requests": open_ones}

    def act(self, form):
        given = form.cleaned_data
        if not given["request"].note_answer(given["answer"], by=self.request.user, day=given["answered_on"]):
            raise ValidationError(_("This was answered already. The first answer stays."))
