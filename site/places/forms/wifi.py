"""The wifi record of a venue: what is so, and whether it worked today."""

import uuid

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from places.models import Venue, WifiCheck, WifiMatter


class WifiCheckForm(forms.ModelForm):
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    works = forms.TypedChoiceField(
        label=_("Did the wifi work?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )

    class Meta:
        model = WifiCheck
        fields = ["works", "where", "down_mbit_s", "note"]
        labels = {
            "where": _("Where in the building?"),
            "down_mbit_s": _("How fast was it? Download in Mbit/s"),
            "note": _("Note"),
        }
        widgets = {"where": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "down_mbit_s": _("From a speed test, if you did one."),
            "note": _("Such as: it drops out in the evening. No names, please."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].max_length = 1000
        self.fields["note"].required = False
        speed = self.fields["down_mbit_s"]
        speed.validators += [MinValueValidator(0), MaxValueValidator(10_000)]
        speed.error_messages["invalid"] = _("Write a number, such as 24.5.")

    def record(self, venue: Venue, *, by, role: str) -> WifiCheck:
        """Raises Venue.DoesNotExist when the form was sent before for another venue."""
        check = self.save(commit=False)
        check.venue, check.checked_by, check.checked_as = venue, by, role
        check.client_id = self.cleaned_data.get("client_id") or uuid.uuid4()
        return check.record()


class WifiFactsForm(forms.ModelForm):
    """Only the wifi facts: who looks after a venue does not move it."""

    class Meta:
        model = Venue
        fields = ["wifi", "wifi_is_free", "wifi_network", "wifi_needs_sign_up", "wifi_steps", "wifi_minutes"]
        labels = {
            "wifi": _("Where does the wifi reach?"),
            "wifi_is_free": _("It costs nothing"),
            "wifi_needs_sign_up": _("People have to sign up before they can use it"),
        }
        widgets = {"wifi": forms.RadioSelect, "wifi_steps": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "wifi_minutes": _("Leave empty if there is no limit."),
            "wifi_steps": _("One step on each line. No password."),
        }

    @transaction.atomic
    def save(self, commit=True):
        """Write the wifi facts and nothing else, so that a change made meanwhile by a lead stays; a lead hears of it."""
        venue = super().save(commit=False)
        venue.save(update_fields=[*self.Meta.fields, "updated_at"])
        venue.confirm_wifi()
        if self.changed_data:
            changed = ", ".join(str(self.fields[name].label) for name in self.changed_data)
            WifiMatter.tell(venue, WifiMatter.Reason.CHANGED, changed)
        return venue
