"""Offering to volunteer."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Message
from accounts.open_forms import OpenForm
from champions.forms.contact import PHONE, validate_phone
from champions.forms.languages import LanguageForm, LanguagesField
from champions.forms.practical import PracticalForm
from champions.models import Application
from places.models import Area

MILES = [("", _("I do not know yet")), ("1", "1"), ("2", "2"), ("3", "3"), ("5", "5"), ("10", "10"), ("20", "20")]


class ApplicationForm(OpenForm, LanguageForm, PracticalForm):
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[("adult", _("18 or over")), ("young", _("16 or 17"))],
        widget=forms.RadioSelect,
        help_text=_("If you are 16 or 17, somebody experienced is with you."),
        error_messages={"required": _("Choose one. Champions are 16 or over.")},
    )
    languages = LanguagesField(
        label=_("Which languages do you speak?"),
        says=_("Speaks"),
        error_messages={"required": _("Tick at least one language.")},
    )
    travel_miles = forms.TypedChoiceField(
        label=_("How many miles would you travel to meet somebody?"),
        choices=MILES,
        required=False,
        coerce=int,
        empty_value=None,
    )
    phone = forms.CharField(
        label=_("Your phone number"), required=False, max_length=50, validators=[validate_phone], widget=PHONE
    )
    about = forms.CharField(
        label=_("Why would you like to help?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence is enough. You need not be an expert: patience matters most."),
    )

    class Meta:
        model = Application
        fields = ["name", "email", "phone", "area", "travel_miles", "languages", "slots", "about", "consent"]

    field_order = [
        "name",
        "email",
        "phone",
        "age",
        "languages",
        "area",
        "ways",
        "travel_miles",
        "devices",
        "slots",
        "about",
        "consent",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["name"].widget.attrs["autocomplete"] = "name"
        fields["email"].widget.attrs["autocomplete"] = "email"
        fields["name"].error_messages["required"] = _("Write your name.")
        fields["email"].error_messages |= {
            "required": _("Write your e-mail address: we answer there."),
            "invalid": _("Write a full e-mail address, such as name@example.org."),
        }
        fields["area"] = forms.ModelChoiceField(
            Area.objects.wards().current(),
            label=_("Which part of town do you live in?"),
            required=False,
            empty_label=_("I do not know"),
        )
        fields["devices"].label = _("Which devices do you know well?")
        fields["ways"].label = _("How could you help?")
        fields["slots"].label = _("When are you usually free?")
        fields["consent"].required = True
        fields["consent"].label = _("I agree that you keep what is written here and get in touch with me.")
        fields["consent"].error_messages["required"] = _("Tick this box, since we cannot answer you without it.")

    @property
    def language_choice(self) -> dict:
        return self.language_rows("languages")

    @transaction.atomic
    def save(self, commit=True) -> Application:
        """The one application of this form; sent again it gives the same one."""
        earlier = Application.objects.filter(submission_id=self.record_id)
        if earlier.exists():
            return earlier.get()
        self.instance.submission_id = self.record_id
        self.instance.is_adult = self.cleaned_data["age"] == "adult"
        try:
            with transaction.atomic():
                application = super().save()
        except IntegrityError:  # the second of two taps in the same moment
            return earlier.get()
        Message.queue(application.email, gettext("Thank you for offering to help"), "application_received")
        return application
