from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from accounts.admin import ActionView, AddView, BadgeColumn, EditView, RecordList, RecordView, RecordViewSet
from places.admin.filters import VenueFilter
from places.admin.forms import INSIDE, ClosedDayForm, VenueForm
from places.admin.housing import AddAnswer, AskProvider, ChangeHousing
from places.history import History
from places.models import AccommodationRecord, ProviderRequest, Venue
from places.rooms import wifi_in_rooms

TONES = {Venue.Visibility.PUBLIC: "good", Venue.Visibility.RESIDENTS: "wait", Venue.Visibility.CONFIDENTIAL: "bad"}
CHECKS_SHOWN = 20


def tone(venue) -> str:
    return TONES.get(venue.visibility, "")


def said(value):
    """Yes, no or not known for what is true, false or empty; anything else as it is."""
    if value is None:
        return _("Not known")
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value


class VenueList(RecordList):
    columns = [
        TitleColumn("name", label=_("Name"), url_name="scheme_venues:inspect", sort_key="name", width="22%"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        BadgeColumn(
            "visibility", label=_("Who may know"), accessor="get_visibility_display", tone=tone, sort_key="visibility"
        ),
        Column("area", label=_("Ward"), sort_key="area__name"),
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("wifi", label=_("Wifi"), accessor="get_wifi_display", sort_key="wifi"),
        DateColumn("checked_at", label=_("Last check")),
    ]

    def rows(self, queryset):
        return queryset.select_related("area", "organisation").with_last_check()


class ConfidentialPlace:
    """Where a confidential venue is counts as a record of the people who live there; other venues do not."""

    def note_access(self, action):
        if self.object.is_confidential:
            super().note_access(action)


class VenueCase(ConfidentialPlace, RecordView):
    template_name = "places/admin/venue.html"

    def records(self):
        return super().records().select_related("area", "organisation")

    def case(self):
        venue = self.object
        place = venue.place
        inside = [(Venue._meta.get_field(name).verbose_name, getattr(venue, name)) for name in INSIDE]
        return self.housing(venue) | {
            "tone": tone(venue),
            "history": History.of(venue),
            "is_due": Venue.objects.due().filter(pk=venue.pk).exists(),
            "matters": venue.wifi_matters.open(),
            "planned": venue.planned_checks.standing().select_related("champion"),
            "checks": venue.wifi_checks.select_related("checked_by")[:CHECKS_SHOWN],
            "hours": venue.opening_hours.all(),
            "closures": venue.closed_days.all(),
            "where": [
                (_("Address"), place["address"]),
                (_("Postcode"), place["postcode"]),
                (_("Point"), ", ".join(f"{degrees:.5f}" for degrees in place["point"] or ())),
                (_("Ward"), venue.area),
                (_("Organisation"), venue.organisation),
                (_("Closed for good on"), venue.closed_on and venue.closed_on.strftime("%d/%m/%Y")),
            ],
            "wifi": [
                (_("Wifi"), venue.get_wifi_display()),
                (_("Free of charge"), said(venue.wifi_is_free)),
                (_("Network"), venue.wifi_network),
                (_("Sign-up needed"), said(venue.wifi_needs_sign_up)),
                (_("How to connect"), venue.wifi_steps),
                (_("Time limit in minutes"), venue.wifi_minutes),
            ],
            "inside": [(str(label).capitalize(), said(value)) for label, value in inside],
        }

    def housing(self, venue) -> dict:
        """Only of a place where people live."""
        if not venue.is_housing:
            return {}
        record = AccommodationRecord.of(venue)
        rooms = wifi_in_rooms(venue, record)
        return {
            "requests": ProviderRequest.objects.filter(venue=venue).select_related("asked_by", "answered_by"),
            "housing": [
                (_("Wifi in rooms"), rooms.said),
                (_("Last check in a room"), rooms.checked_at and f"{timezone.localtime(rooms.checked_at):%d/%m/%Y}"),
                (_("People who live there"), record.get_residents_display()),
                (_("Computers and tablets for residents"), record.shared_computers),
                (_("Other devices"), record.devices_note),
                (
                    _("Mobile data costs a resident, a month"),
                    "" if record.data_pounds is None else f"£{record.data_pounds}",
                ),
                (_("Look at it again on"), record.next_review_on and f"{record.next_review_on:%d/%m/%Y}"),
            ],
        }


class AddVenue(AddView):
    form_class = VenueForm


class EditVenue(ConfidentialPlace, EditView):
    form_class = VenueForm


class AddClosure(ActionView):
    page_title = _("Closed days")
    form_class = ClosedDayForm
    submit_button_label = _("Add")
    success = _("Added.")

    def act(self, form):
        form.instance.venue = self.object
        form.save()


class VenueViewSet(RecordViewSet):
    name = "scheme_venues"
    url_prefix = "scheme/venues"
    model = Venue
    icon = "home"
    access_kind = "venue"
    list_view_class = VenueList
    record_view_class = VenueCase
    add_view_class = AddVenue
    edit_view_class = EditVenue
    actions = {
        "closure": AddClosure,
        "housing": ChangeHousing,
        "ask_provider": AskProvider,
        "add_answer": AddAnswer,
    }
    filterset_class = VenueFilter
    search_fields = ("name", "address", "postcode")
