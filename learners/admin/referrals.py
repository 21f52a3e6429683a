from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from accounts.admin import ActionView, AddView, BadgeColumn, RecordList, RecordView, RecordViewSet
from learners.admin.filters import ReferralFilter
from learners.admin.forms.learner import AskedForm, DeclineReferralForm, ReferralForm
from learners.models import Referral, ReferralClosed

TONES = {Referral.Status.NEW: "wait", Referral.Status.ACCEPTED: "good"}


def tone(referral) -> str:
    return TONES.get(referral.status, "")


class ReferralList(RecordList):
    columns = [
        TitleColumn("reference", label=_("Reference"), url_name="scheme_referrals:inspect", sort_key="pk"),
        Column("preferred_name", label=_("Person"), sort_key="preferred_name"),
        Column("source", label=_("Who asked"), accessor="get_source_display", sort_key="source"),
        Column("organisation", label=_("Organisation"), accessor=lambda row: row.organisation or row.organisation_name),
        Column("area", label=_("Ward"), sort_key="area__name"),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
    ]
    exported = {
        "reference": _("Reference"),
        "preferred_name": _("Person"),
        "get_source_display": _("Who asked"),
        "organisation_name": _("Organisation as written"),
        "referred_on": _("Referred on"),
        "get_status_display": _("Status"),
    }

    def rows(self, queryset):
        return queryset.select_related("organisation", "area")


class ReferralCase(RecordView):
    template_name = "learners/admin/referral.html"

    def records(self):
        return (
            super()
            .records()
            .select_related("organisation", "area", "accommodation", "learner", "decided_by", "made_by")
        )

    def case(self):
        referral = self.object
        return {
            "tone": tone(referral),
            "asked_by": [
                (_("Who asked"), referral.get_source_display()),
                (_("Organisation"), referral.organisation or referral.organisation_name),
                (_("Name"), referral.referrer_name),
                (_("Contact"), referral.referrer_contact),
                (_("Referred on"), referral.referred_on.strftime("%d/%m/%Y")),
            ],
            "person": [
                (_("What to call them"), referral.preferred_name),
                (_("Contact"), referral.contact),
                (_("Ward"), referral.area),
                (_("Accommodation"), referral.accommodation),
                (_("Postcode or place, as written"), referral.postcode),
                (_("Speaks"), ", ".join(str(language) for language in referral.speaks.all())),
                (_("Reads"), ", ".join(str(language) for language in referral.reads.all())),
            ],
            "practical": [
                (_("Asked for"), ", ".join(str(skill) for skill in referral.needs.all())),
                (_("Devices"), ", ".join(referral.device_names)),
                (_("Internet at home"), referral.get_connection_display()),
                (_("Ways to meet"), ", ".join(referral.way_names)),
                (_("Asks for a champion who is a"), referral.get_champion_gender_display()),
            ],
        }


class AddReferral(AddView):
    form_class = ReferralForm
    template_name = "accounts/admin/form.html"

    def form_valid(self, form):
        form.instance.made_by = self.request.user
        return super().form_valid(form)


class AcceptReferral(ActionView):
    page_title = _("Take on as a learner")
    intro = _("A learner's record is made from this referral. They wait from the day of the referral.")
    submit_button_label = _("Take on as a learner")
    success = _("Taken on. Now find a champion.")
    refusals = (ReferralClosed,)

    def get_form_class(self):
        return super().get_form_class() if self.object.consent else AskedForm

    def act(self, form):
        learner = self.object.accept(by=self.request.user, agreed_today=form.cleaned_data.get("agreed", False))
        return reverse("scheme_learners:inspect", args=[learner.pk])


class DeclineReferral(ActionView):
    page_title = _("Not taken on")
    form_class = DeclineReferralForm
    submit_button_label = _("Close this referral")
    success = _("The referral is closed.")
    refusals = (ReferralClosed,)

    def act(self, form):
        self.object.decline(form.cleaned_data["note"], by=self.request.user)


class ReferralViewSet(RecordViewSet):
    name = "scheme_referrals"
    url_prefix = "scheme/referrals"
    model = Referral
    icon = "mail"
    access_kind = "referral"
    list_view_class = ReferralList
    record_view_class = ReferralCase
    add_view_class = AddReferral
    actions = {"accept": AcceptReferral, "decline": DeclineReferral}
    filterset_class = ReferralFilter
    search_fields = ("preferred_name", "organisation_name", "organisation__name")
