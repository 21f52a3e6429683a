"""What those who run a place where people live may write into its record themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from places.models import AccommodationRecord


class OwnRecordForm(forms.ModelForm):
    """Not what checks and residents say of the wifi, and not when a lead looks again."""

    class Meta:
        model = AccommodationRecord
        fields = ["residents", "shared_computers", "devices_note"]
        labels = {"devices_note": _("What else do people go online with?")}
        widgets = {"residents": forms.RadioSelect, "devices_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "shared_computers": _("A number. 0 if there are none."),
            "devices_note": _("Such as: most have a phone of their own. No names, please."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["devices_note"].max_length = 500
        self.fields["residents"].choices = AccommodationRecord.Residents.choices
        # Not a number field: it would hide from us what somebody typed instead of a number.
        self.fields["shared_computers"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        self.fields["shared_computers"].error_messages["invalid"] = _("Write a number, such as 3.")

    def save(self, commit=True):
        record = super().save(commit=False)
        if record.pk:
            record.save(update_fields=[*self.Meta.fields, "updated_at"])
        else:
            values = {name: getattr(record, name) for name in self.Meta.fields}
            record, _made = AccommodationRecord.objects.update_or_create(venue=record.venue, defaults=values)
        return record


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What will be done, and by when. It goes to the leads of the scheme, and into their report."),
        error_messages={"required": _("Write your answer.")},
    )
