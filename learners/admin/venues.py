"""Places, with what needs champions: a lead asks one to check the wifi."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import ActionView
from accounts.admin.forms import date_field
from champions.models import Champion
from places.admin.venues import VenueViewSet
from places.models import PlannedCheck

LONGEST = timedelta(days=60)


def in_two_weeks():
    return timezone.localdate() + timedelta(days=14)


class PlanCheckForm(forms.Form):
    champion = forms.ModelChoiceField(
        label=_("Champion"),
        queryset=Champion.objects.none(),
        help_text=_("Only those who are cleared today and can sign in."),
    )
    until = date_field(
        label=_("Until"),
        initial=in_two_weeks,
        help_text=_("The place is shown to them until they have checked, and no longer than to the end of this day."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["champion"].queryset = Champion.objects.cleared().exclude(user=None).order_by("name")

    def clean_until(self):
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise ValidationError(_("Choose a day from today to 60 days ahead."))
        return day


class PlanCheck(ActionView):
    page_title = _("Ask a champion to check the wifi")
    intro = _("They get a mail that does not name the place, and see on their pages which one it is and where.")
    form_class = PlanCheckForm
    submit_button_label = _("Ask them")
    success = _("The mail is on its way.")

    def act(self, form):
        asked = form.cleaned_data
        PlannedCheck.ask(self.object, asked["champion"].user, asked["until"], by=self.request.user)


class EndPlans(ActionView):
    page_title = _("Take back the wifi check")
    intro = _(
        "The champions who were asked see the place no more from this moment, unless a learner of theirs lives there."
    )
    submit_button_label = page_title
    success = _("Taken back.")

    def act(self, form):
        self.object.planned_checks.standing().delete()


class SchemeVenueViewSet(VenueViewSet):
    actions = VenueViewSet.actions | {"plan_check": PlanCheck, "end_plans": EndPlans}
