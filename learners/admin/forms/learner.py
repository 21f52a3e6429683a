from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.admin.forms import Columns, OwnColumns, Sections
from champions.forms.availability import AdminSlotGrid, SlotsField
from learners.admin import choices
from learners.models import Learner, Match, Referral
from places.wards import ward_that_follows

WAYS = ["in_person", "by_phone", "by_video"]
DEVICES = ["android", "iphone", "tablet", "computer"]
PERSONAL_WIDGETS = {
    "contact": forms.TextInput,
    "postcode": forms.TextInput,
    "referrer_name": forms.TextInput,
    "referrer_contact": forms.TextInput,
    "address": forms.Textarea(attrs={"rows": 3}),
    "notes": forms.Textarea(attrs={"rows": 4}),
    "text": forms.Textarea(attrs={"rows": 4}),
    "speaks": Columns,
    "reads": Columns,
    "needs": Columns,
    "goals": Columns,
    "waiting_since": AdminDateInput,
    "consent_on": AdminDateInput,
    "referred_on": AdminDateInput,
}


class _AboutPerson(Sections, OwnColumns, forms.ModelForm):
    """What a learner's and a referral's form share. `user`: whose choices are shown."""

    wants_user = True
    slots = SlotsField(widget=AdminSlotGrid)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = choices.wards(self.instance.area_id)
        self.fields["area"].label = _("Ward")
        self.fields["area"].help_text = _("Leave it as it is and the postcode gives the ward, where it is known.")
        self.fields["accommodation"].queryset = choices.accommodation(user, self.instance.accommodation_id)
        for name in ("needs", "goals"):
            if name in self.fields:
                self.fields[name].queryset = choices.skills()

    def clean(self):
        found = super().clean()
        found["area"] = ward_that_follows(self, found)
        if not any(found.get(way) for way in WAYS):
            self.add_error(WAYS[0], _("Choose at least one way to meet."))
        return found


class LearnerForm(_AboutPerson):
    SECTIONS = [
        (_("Who"), ["preferred_name", "contact", "share_contact", "area", "accommodation", "address", "postcode"]),
        (_("Languages"), ["speaks", "reads", "interpreter_arranged"]),
        (_("What they want to do"), ["goal_text", "needs", "goals", "connection", *DEVICES]),
        (_("When and how they can meet"), [*WAYS, "slots"]),
        (_("Who may help"), ["champion_gender", "check_needed", "is_vulnerable"]),
        (_("The record"), ["notes", "waiting_since", "consent_on"]),
    ]

    class Meta:
        model = Learner
        fields = [
            *["preferred_name", "contact", "share_contact", "area", "accommodation", "address", "postcode"],
            *["speaks", "reads", "interpreter_arranged", "goal_text", "needs", "goals", "connection"],
            *[*DEVICES, *WAYS, "slots", "champion_gender", "check_needed", "is_vulnerable"],
            *["notes", "waiting_since", "consent_on"],
        ]
        widgets = PERSONAL_WIDGETS


class ReferralForm(_AboutPerson):
    """A referral that a lead takes by phone or on paper."""

    SECTIONS = [
        (_("Who is asking"), ["source", "organisation", "referrer_name", "referrer_contact", "referred_on"]),
        (_("The person"), ["preferred_name", "contact", "area", "accommodation", "postcode", "speaks", "reads"]),
        (_("What they want to do"), ["text", "needs", "connection", *DEVICES]),
        (_("When and how they can meet"), [*WAYS, "slots", "champion_gender"]),
        (_("Agreement"), ["consent", "consent_by_word"]),
    ]

    class Meta:
        model = Referral
        fields = [
            *["source", "organisation", "referrer_name", "referrer_contact", "referred_on"],
            *["preferred_name", "contact", "area", "accommodation", "postcode", "speaks", "reads"],
            *["text", "needs", "connection", *DEVICES, *WAYS, "slots", "champion_gender"],
            *["consent", "consent_by_word"],
        ]
        widgets = PERSONAL_WIDGETS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].required = True
        self.fields["consent"].error_messages["required"] = _(
            "Ask the person first: without their yes nothing is kept."
        )
        self.fields["source"].choices = [
            choice for choice in self.fields["source"].choices if choice[0] != Referral.Source.IMPORT
        ]


class AskedForm(forms.Form):
    """For a referral that came without the person's yes."""

    agreed = forms.BooleanField(
        label=_("I have asked the person, and they agree"),
        error_messages={"required": _("The person has not agreed yet. Ask them first.")},
    )


class DeclineReferralForm(forms.Form):
    note = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever referred the person may read this."),
        error_messages={"required": _("Say in a sentence why.")},
    )


class CloseLearnerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        widget=forms.RadioSelect,
        choices=[("finished", _("They reached their goals")), ("closed", _("Closed for another reason"))],
        error_messages={"required": _("Choose one.")},
    )


class EndMatchForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it ends"),
        widget=forms.RadioSelect,
        choices=Match.EndReason,
        error_messages={"required": _("Choose a reason.")},
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    learner_waits = forms.BooleanField(
        label=_("The learner waits for another champion"),
        help_text=_("Leave this out and the learner's record is closed. A reached goal closes it in any case."),
        required=False,
        initial=True,
    )


class OfferForm(forms.Form):
    """Offers one champion. `why` is wanted when a rule is set aside."""

    champion = forms.IntegerField(widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(label=_("Why this pair in spite of it"), max_length=300, required=False)
