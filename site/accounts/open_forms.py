"""Forms that make one record however often they are sent, and those of them that anybody may send without an account."""

import json
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.visitors import times_this_hour, visitor
from imports.text import clean

SENT_PER_HOUR = 60
"""From one address: far more than a library or a hostel behind one wifi sends, far less than a robot does."""


class SentOnce(forms.Form):
    submission_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def record_id(self) -> uuid.UUID:
        """The id for the record that this valid form makes.

        The same text sent twice from one page has one id. When somebody goes back and writes about another person, the page is
        the same but the text is not: that is another record, and nothing is lost.
        """
        page = self.cleaned_data.get("submission_id") or uuid.uuid4()
        told = {name: self[name].data for name in self.fields if name != "submission_id"}
        return uuid.uuid5(page, json.dumps(told, sort_keys=True, default=str))


class OpenForm(SentOnce):
    """Slows robots without a puzzle. A person who is taken for one keeps the text and presses the button again."""

    counted_as = "open-forms"
    """Forms with the same name here share one limit."""

    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.trap_was_filled = self.is_bound and bool(self["website"].data)
        if self.trap_was_filled:  # by a browser that fills in forms, or a robot: only the robot does it again
            self.data = self.data.copy()
            self.data[self.add_prefix("website")] = ""

    def clean(self):
        if self.trap_was_filled:
            raise ValidationError(_("Nothing is lost. Please press the button once more."))
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):  # signs that turn the writing round, or cannot be seen, mislead who reads it
                self.cleaned_data[name] = clean(value)
        return super().clean()

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self._errors and self._has_sent_too_often():
            self.add_error(
                None,
                _(
                    "Very many forms came from your connection. Nothing is lost: wait some minutes, then press the button again."
                ),
            )

    def _has_sent_too_often(self) -> bool:
        if self.request.user.is_authenticated:
            return False
        return times_this_hour(f"{self.counted_as}:{visitor(self.request)}") > SENT_PER_HOUR
