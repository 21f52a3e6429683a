from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordView, RecordViewSet
from champions.admin.filters import ApplicationFilter
from champions.models import Application, ApplicationClosed

TONES = {Application.Status.RECEIVED: "wait", Application.Status.ACCEPTED: "good"}


def tone(application) -> str:
    return TONES.get(application.status, "")


class ApplicationList(RecordList):
    columns = [
        TitleColumn("name", label=_("Name"), url_name="scheme_applications:inspect", sort_key="name", width="20%"),
        Column("reference", label=_("Reference"), accessor=str, sort_key="pk"),
        Column("area", label=_("Ward"), sort_key="area__name"),
        Column("speaks", label=_("Speaks"), accessor=lambda row: ", ".join(each.name for each in row.languages.all())),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
    ]

    def rows(self, queryset):
        return queryset.select_related("area").prefetch_related("languages")


class ApplicationCase(RecordView):
    template_name = "champions/admin/application.html"

    def records(self):
        return super().records().select_related("area", "champion", "decided_by")

    def case(self):
        application = self.object
        return {
            "tone": tone(application),
            "person": [
                (_("E-mail"), application.email),
                (_("Phone"), application.phone),
                (_("Ward"), application.area),
                (_("18 or over"), _("Yes") if application.is_adult else _("No")),
                (_("Agreed to be contacted"), _("Yes") if application.consent else _("No")),
            ],
            "offers": [
                (_("Speaks"), ", ".join(str(language) for language in application.languages.all())),
                (_("Devices"), ", ".join(application.device_names)),
                (_("Ways to meet"), ", ".join(application.way_names)),
                (
                    _("Travels up to"),
                    "" if application.travel_miles is None else _("%s miles") % f"{float(application.travel_miles):g}",
                ),
            ],
        }


class AcceptApplication(ActionView):
    page_title = _("Accept")
    intro = _("They begin the checks, and get a mail with a link to sign in.")
    submit_button_label = _("Accept")
    success = _("Accepted: the checks begin, and the invitation is on its way.")
    refusals = (ApplicationClosed,)

    def act(self, form):
        champion, _invitation, _token = self.object.accept(by=self.request.user)
        self.object.champion = champion


class DeclineApplication(ActionView):
    page_title = _("Do not accept")
    intro = _("The application is closed. Nothing is sent: please tell the person yourself.")
    submit_button_label = _("Close this application")
    success = _("The application is closed.")
    refusals = (ApplicationClosed,)

    def act(self, form):
        self.object.decline(by=self.request.user)


class ApplicationViewSet(RecordViewSet):
    name = "scheme_applications"
    url_prefix = "scheme/applications"
    model = Application
    icon = "form"
    access_kind = "application"
    list_view_class = ApplicationList
    record_view_class = ApplicationCase
    actions = {"accept": AcceptApplication, "decline": DeclineApplication}
    filterset_class = ApplicationFilter
    search_fields = ("name", "email")
