"""Asking for help: one form for the person, a friend, and somebody who works with them."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.open_forms import OpenForm
from champions.forms.contact import PHONE_OR_EMAIL, validate_phone_or_email
from champions.forms.languages import LanguageForm, LanguagesField
from champions.forms.practical import PracticalForm
from champions.models import Gender
from learners.models import Learner, Referral
from learners.needs import need_choices, skills_for
from places.models import Area, Organisation, Venue
from places.wards import ward_of


class ReferralForm(OpenForm, LanguageForm, PracticalForm):
    """What everybody is asked about the person who wants help."""

    through_me = forms.BooleanField(label=_("I ask for somebody else: please contact me instead"), required=False)
    speaks = LanguagesField(
        label=_("Languages they speak"), says=_("Speaks"), error_messages={"required": _("Tick at least one language.")}
    )
    reads = LanguagesField(label=_("Languages they read"), says=_("Reads"), required=False)
    other_language = forms.CharField(
        label=_("A language that is not here"), required=False, max_length=100, help_text=_("Write its name.")
    )
    needs = forms.MultipleChoiceField(
        label=_("What would you like help with?"),
        choices=need_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Referral
        fields = [
            "preferred_name",
            "contact",
            "postcode",
            "area",
            "speaks",
            "reads",
            "text",
            "connection",
            "champion_gender",
            "slots",
            "consent",
        ]

    field_order = [  # as on the page: the summary of mistakes follows it
        "preferred_name",
        "contact",
        "through_me",
        "postcode",
        "area",
        "speaks",
        "reads",
        "other_language",
        "needs",
        "text",
        "devices",
        "connection",
        "ways",
        "slots",
        "champion_gender",
        "consent",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        _ask(
            fields["preferred_name"],
            _("What should we call the person who wants help?"),
            _("Write a name. A first name is enough."),
        )
        fields["preferred_name"].help_text = _("A first name is enough.")
        fields["contact"] = forms.CharField(
            label=_("Phone number or e-mail address of the person who wants help"),
            required=False,
            max_length=200,
            validators=[validate_phone_or_email],
            widget=PHONE_OR_EMAIL,
        )
        fields["postcode"] = forms.CharField(
            label=_("Postcode, or name of the place to live"),
            required=False,
            max_length=200,
            help_text=_("We keep this locked. It helps us to find a champion who is near."),
        )
        fields["area"] = forms.ModelChoiceField(
            Area.objects.wards().current(), label=_("Part of town"), required=False, empty_label=_("I do not know")
        )
        fields["text"] = forms.CharField(
            label=_("Anything else?"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_(
                "Please do not write about visas, asylum or immigration. We do not need it and do not want to keep it."
            ),
        )
        fields["devices"].label = _("Which of these are there to use?")
        fields["devices"].help_text = _("Leave all empty if nothing, or if you do not know.")
        fields["connection"] = forms.ChoiceField(
            label=_("Is there internet at home?"),
            choices=[
                (Learner.Connection.UNKNOWN, _("I do not know")),
                (Learner.Connection.YES, _("Yes, wifi or broadband")),
                (Learner.Connection.DATA, _("Only mobile data")),
                (Learner.Connection.SOMETIMES, _("Only sometimes")),
                (Learner.Connection.NONE, _("No")),
            ],
            initial=Learner.Connection.UNKNOWN,
        )
        fields["champion_gender"] = forms.ChoiceField(
            label=_("Who should the champion be?"),
            choices=[("", _("It does not matter")), (Gender.WOMAN, _("A woman")), (Gender.MAN, _("A man"))],
            widget=forms.RadioSelect,
            required=False,
        )
        fields["consent"].required = True
        fields["consent"].label = _(
            "I agree, or the person I ask for told me that they agree: you may keep what is written here and use it to find a champion."
        )
        fields["consent"].error_messages["required"] = _(
            "We can help only somebody who agrees. Ask them, then tick this box."
        )

        for name in self.needed_sometimes:
            fields[name].needed_sometimes = True  # so the page does not say that it may be left out

    @property
    def languages(self) -> dict:
        return self.language_rows("speaks", "reads")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("needs") and not cleaned.get("text") and not self.errors.keys() & {"needs", "text"}:
            self.add_error("needs", _("Tick at least one thing. 'I am not sure yet' is a good answer too."))
        if self.can_be_reached_through_another and cleaned.get("through_me"):
            cleaned["contact"] = cleaned.get("contact", "")
        elif not cleaned.get("contact") and "contact" not in self.errors:
            self.add_error("contact", self.contact_missing)
        if not cleaned.get("area"):
            cleaned["area"] = ward_of(cleaned.get("postcode", ""))
        if cleaned.get("other_language"):
            told = _("Another language: %(name)s") % {"name": cleaned["other_language"]}
            cleaned["text"] = f"{cleaned.get('text', '')}\n\n{told}".strip()
        return cleaned

    needed_sometimes: tuple[str, ...] = ("contact", "needs")
    can_be_reached_through_another = True
    contact_missing = _("Write a phone number or an e-mail address, or ask us to contact you instead.")

    @transaction.atomic
    def save(self, commit=True) -> Referral:
        """The one referral of this form, with a note of thanks by mail; sent again it gives the same one."""
        earlier = Referral.objects.filter(submission_id=self.record_id)
        if earlier.exists():
            return earlier.get()
        self.instance.submission_id = self.record_id
        try:
            with transaction.atomic():
                referral = super().save()
        except IntegrityError:  # the second of two taps in the same moment
            return earlier.get()
        referral.needs.set(skills_for(self.cleaned_data["needs"]))
        referral.acknowledge()
        return referral


class AskForHelp(ReferralForm):
    source = forms.ChoiceField(
        label=_("Who needs help?"),
        choices=[
            (Referral.Source.SELF, _("I do")),
            (Referral.Source.FRIEND, _("A friend or somebody in my family")),
            (Referral.Source.WORKER, _("Somebody I work with or support in my job")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Tell us who needs help.")},
    )
    referrer_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    referrer_contact = forms.CharField(
        label=_("Your phone number or e-mail address"),
        required=False,
        max_length=200,
        validators=[validate_phone_or_email],
        widget=PHONE_OR_EMAIL,
    )
    organisation_name = forms.CharField(
        label=_("Your organisation"),
        required=False,
        max_length=150,
        help_text=_("Only if you ask as part of your job."),
    )

    class Meta(ReferralForm.Meta):
        fields = ["source", "referrer_name", "referrer_contact", "organisation_name", *ReferralForm.Meta.fields]

    field_order = ["source", "referrer_name", "referrer_contact", "organisation_name", *ReferralForm.field_order]

    needed_sometimes = ("referrer_name", "referrer_contact", "organisation_name", *ReferralForm.needed_sometimes)

    def clean(self):
        source = self.cleaned_data.get("source")
        if source in (Referral.Source.FRIEND, Referral.Source.WORKER):
            self._insist("referrer_name", _("Write your own name, since you ask for somebody else."))
            self._insist("referrer_contact", _("Write how we can reach you, since you ask for somebody else."))
        if source == Referral.Source.WORKER:
            self._insist("organisation_name", _("Write the name of your organisation."))
        self.instance.consent_by_word = source in (Referral.Source.FRIEND, Referral.Source.WORKER)
        return super().clean()

    @property
    def can_be_reached_through_another(self):
        return self.cleaned_data.get("source") != Referral.Source.SELF

    @property
    def contact_missing(self):
        if self.can_be_reached_through_another:
            return ReferralForm.contact_missing
        return _("Write your phone number or your e-mail address, so that we can reach you.")

    def _insist(self, name: str, sentence) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


class PartnerReferral(ReferralForm):
    """The same from somebody signed in who works for an organisation: it says by itself who asks."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Your organisation"))
    accommodation = forms.ModelChoiceField(
        Venue.objects.none(),
        label=_("Which of your houses do they live in?"),
        required=False,
        empty_label=_("None of these"),
    )

    class Meta(ReferralForm.Meta):
        fields = ["organisation", "accommodation", *ReferralForm.Meta.fields]

    field_order = [
        "organisation",
        "preferred_name",
        "contact",
        "through_me",
        "accommodation",
        *ReferralForm.field_order[3:],
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        organisations = Organisation.objects.of(user)
        self.fields["organisation"].queryset = organisations
        if organisations.count() == 1:
            self.fields["organisation"].initial = organisations.get()
            self.fields["organisation"].widget = self.fields["organisation"].hidden_widget()
        self.fields["accommodation"].queryset = Venue.objects.looked_after_by(user).filter(closed_on=None)
        self.instance.source, self.instance.made_by = Referral.Source.WORKER, user
        self.instance.referrer_name, self.instance.referrer_contact = str(user), user.email
        self.instance.consent_by_word = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accommodation") and not cleaned.get("area"):
            cleaned["area"] = cleaned["accommodation"].area
        return cleaned

    def save(self, commit=True) -> Referral:
        self.instance.organisation_name = self.cleaned_data["organisation"].name
        return super().save()


def _ask(field, label, missing) -> None:
    field.label, field.error_messages["required"] = label, missing
