from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.admin.forms import Columns, OwnColumns, Sections
from champions.forms.availability import AdminSlotGrid, SlotsField
from champions.models import Champion, ChampionLanguage, CheckLevel, OnboardingStep, Training
from guides.models import Language, Skill
from places.models import Area
from places.wards import ward_that_follows

WAYS = ["in_person", "by_phone", "by_video"]
DEVICES = ["android", "iphone", "tablet", "computer"]


class ChampionForm(Sections, OwnColumns, forms.ModelForm):
    """Everything practical. Languages keep the level they have; a new one begins as fluent."""

    SECTIONS = [
        (_("Who"), ["name", "email", "phone", "area", "address", "postcode", "gender", "source"]),
        (_("What they offer"), ["languages", "some_languages", "skills", *DEVICES]),
        (_("When and how they can meet"), ["room", *WAYS, "travel_miles", "slots"]),
        (_("The record"), ["notes", "signed_up_on", "consent_on"]),
    ]
    slots = SlotsField(widget=AdminSlotGrid)
    languages = forms.ModelMultipleChoiceField(
        Language.objects.all(), label=_("Speaks well"), widget=Columns, required=False
    )
    some_languages = forms.ModelMultipleChoiceField(
        Language.objects.all(), label=_("Speaks a little"), widget=Columns, required=False
    )

    class Meta:
        model = Champion
        fields = [
            *["name", "email", "phone", "area", "address", "postcode", "gender", "source", "skills"],
            *[*DEVICES, "room", *WAYS, "travel_miles", "slots", "notes", "signed_up_on", "consent_on"],
        ]
        widgets = {
            "phone": forms.TextInput,
            "postcode": forms.TextInput,
            "address": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 4}),
            "skills": Columns,
            "signed_up_on": AdminDateInput,
            "consent_on": AdminDateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = Area.objects.current().wards().values("pk")
        self.fields["area"].queryset = Area.objects.filter(Q(pk__in=today) | Q(pk=self.instance.area_id))
        self.fields["area"].label = _("Ward")
        self.fields["area"].help_text = _("Leave it as it is and the postcode gives the ward, where it is known.")
        self.fields["skills"].queryset = Skill.objects.current().select_related("area")
        self.fields["travel_miles"].min_value = 0
        levels = dict(self.instance.spoken.values_list("language_id", "level")) if self.instance.pk else {}
        self.levels = levels
        some = ChampionLanguage.Level.SOME
        self.fields["languages"].initial = [language for language, level in levels.items() if level > some]
        self.fields["some_languages"].initial = [language for language, level in levels.items() if level == some]

    def clean(self):
        found = super().clean()
        found["area"] = ward_that_follows(self, found)
        if (found.get("travel_miles") or 0) < 0:
            self.add_error("travel_miles", _("Miles cannot be less than nothing."))
        return found

    def save(self, commit=True):
        champion = super().save(commit)
        well, some = self.cleaned_data["languages"], self.cleaned_data["some_languages"]
        known, fluent = ChampionLanguage.Level.GOOD, ChampionLanguage.Level.FLUENT
        wanted = {language.pk: ChampionLanguage.Level.SOME for language in some}
        wanted |= {language.pk: max(self.levels.get(language.pk, fluent), known) for language in well}
        champion.spoken.exclude(language__in=wanted).delete()
        for language, level in wanted.items():
            champion.spoken.update_or_create(language_id=language, defaults={"level": level})
        return champion


class StepForm(forms.ModelForm):
    class Meta:
        model = OnboardingStep
        fields = ["state", "done_on", "level", "renew_by"]
        widgets = {"done_on": AdminDateInput, "renew_by": AdminDateInput}
        labels = {"level": _("Level of the check"), "renew_by": _("Runs out on"), "done_on": _("Date")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.kind != OnboardingStep.Kind.DBS:
            del self.fields["level"]

    def clean(self):
        found = super().clean()
        is_done = found.get("state") in OnboardingStep.State.finished()
        day, until = found.get("done_on"), found.get("renew_by")
        if is_done and day and day > timezone.localdate():
            self.add_error("done_on", _("This day has not come yet."))
        if day and until and until <= day:
            self.add_error("renew_by", _("It must run out after the date it was done."))
        if found.get("state") == OnboardingStep.State.PASSED and found.get("level") == CheckLevel.NONE:
            self.add_error("level", _("Say at which level. If no check is needed, choose: Not needed."))
        return found

    def record(self, *, by) -> None:
        """Store the step with who did it; a finished one without a date gets today's."""
        found = self.cleaned_data
        if found["state"] in (OnboardingStep.State.TO_DO, OnboardingStep.State.UNDER_WAY):
            self.instance.done_by = None
            self.save()
            return
        self.instance.finish(
            by=by,
            day=found["done_on"],
            level=found.get("level") or CheckLevel.NONE,
            renew_by=found["renew_by"],
            state=found["state"],
        )


class TrainingForm(forms.ModelForm):
    class Meta:
        model = Training
        fields = ["title", "completed_on", "renew_by"]
        widgets = {"completed_on": AdminDateInput, "renew_by": AdminDateInput}
        labels = {"title": _("What"), "completed_on": _("Done on"), "renew_by": _("Runs out on")}


class StandDownForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        choices=[("left", _("They leave of their own accord")), ("stood_down", _("The scheme stands them down"))],
        error_messages={"required": _("Choose one.")},
    )
