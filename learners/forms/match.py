from django import forms
from django.utils.translation import gettext_lazy as _

from learners.models import Match


class EndMatchForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=Match.EndReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    learner_waits = forms.BooleanField(label=_("They would like another champion"), required=False, initial=True)
    note = forms.CharField(
        label=_("Anything the scheme should know?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it not suit you?"),
        choices=Match.DeclineReason,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why it does not suit you."),
            "invalid_choice": _("Choose why it does not suit you."),
        },
    )
    note = forms.CharField(
        label=_("Would you like to add a sentence?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the people who run the scheme read it."),
    )
