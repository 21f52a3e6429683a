"""Ways of meeting, devices and half-days: asked in the same words of everybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from champions.forms.availability import SlotsField

WAYS = [("in_person", _("Meeting in person")), ("by_phone", _("On the phone")), ("by_video", _("On a video call"))]
DEVICES = [
    ("android", _("Android phone (Samsung and most others)")),
    ("iphone", _("iPhone")),
    ("tablet", _("Tablet")),
    ("computer", _("Computer or laptop")),
]


class PracticalForm(forms.ModelForm):
    """For a model with the columns of `champions.models.PRACTICAL`."""

    ways = forms.MultipleChoiceField(
        label=_("How would you like to meet?"),
        choices=WAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one way to meet.")},
    )
    devices = forms.MultipleChoiceField(
        label=_("Devices"), choices=DEVICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    slots = SlotsField(label=_("Which times are usually good?"), help_text=_("Tick every time that is often free."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ways", self.instance.ways)
        self.initial.setdefault("devices", self.instance.devices)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for field, choices in (("ways", WAYS), ("devices", DEVICES)):
            if field in cleaned:
                for name, _label in choices:
                    setattr(self.instance, name, name in cleaned[field])
        return cleaned
