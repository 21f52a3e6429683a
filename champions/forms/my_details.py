"""What champions keep up to date themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from champions.forms.contact import PHONE, validate_phone
from champions.forms.practical import DEVICES, WAYS, PracticalForm
from champions.models import Champion

MOST_LEARNERS = 8


class MyDetailsForm(PracticalForm):
    room = forms.TypedChoiceField(
        label=_("How many people could you help at the same time?"),
        choices=[(number, str(number)) for number in range(MOST_LEARNERS + 1)],
        coerce=int,
        help_text=_("If you want no new people for now, choose the number you help already."),
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        required=False,
        max_length=50,
        validators=[validate_phone],
        widget=PHONE,
        help_text=_("Only the scheme's leads see it. Learners do not."),
    )

    class Meta:
        model = Champion
        fields = ["slots", "room", "travel_miles", "phone"]

    field_order = ["slots", "ways", "travel_miles", "room", "devices", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slots"].label = _("When are you usually free?")
        self.fields["ways"].label = _("How do you meet people?")
        self.fields["devices"].label = _("Which devices do you know well?")
        self.fields["travel_miles"] = forms.DecimalField(
            label=_("How many miles do you travel at most?"),
            required=False,
            min_value=0,
            max_value=200,
            max_digits=5,
            decimal_places=1,
        )
        if self.instance.travel_miles is not None:
            self.initial["travel_miles"] = f"{float(self.instance.travel_miles):g}"  # 10, not 10.0
        if self.instance.room > MOST_LEARNERS:  # given by a lead
            self.fields["room"].choices += [(self.instance.room, str(self.instance.room))]

    def save(self, commit=True) -> Champion:
        """Write only these columns, so that a status that a lead sets meanwhile stays."""
        columns = [*self.Meta.fields, *(name for name, _label in (*WAYS, *DEVICES))]
        champion = super().save(commit=False)
        champion.save(update_fields=columns)
        return champion
