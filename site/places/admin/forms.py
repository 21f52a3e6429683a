from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.admin.forms import Sections
from places.admin.hours import HoursField, write_hours
from places.models import Area, ClosedDay, OpeningHours, Organisation, Venue
from places.models.area import normalise_postcode
from places.wards import point_of, ward_of, ward_that_follows

WEEKDAYS = OpeningHours._meta.get_field("weekday").choices
HOURS_HELP = _("Like this: 9:00-12:30, 13:30-17:00. Empty: closed.")
HOURS = [f"hours_{number}" for number, _name in WEEKDAYS]
WIFI = ["wifi", "wifi_is_free", "wifi_network", "wifi_needs_sign_up", "wifi_steps", "wifi_minutes"]
INSIDE = [
    "is_step_free",
    "has_accessible_toilet",
    "has_hearing_loop",
    "access_note",
    "computers",
    "has_sockets",
    "is_quiet",
]


class VenueForm(Sections, forms.ModelForm):
    """The place goes through `Venue.set_place`, so that a confidential one is only ever stored encrypted."""

    SECTIONS = [
        (_("What it is"), ["name", "kind", "visibility", "organisation", "area"]),
        (_("Where it is"), ["address", "postcode", "latitude", "longitude"]),
        (_("When it is open"), [*HOURS, "opening_note"]),
        (_("Wifi"), WIFI),
        (_("Inside"), INSIDE),
        (_("The record"), ["closed_on"]),
    ]
    address = forms.CharField(
        label=_("Address"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=500
    )
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Leave both as they are and the postcode gives the point, where it is known."),
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        model = Venue
        fields = ["name", "kind", "visibility", "organisation", "area", "opening_note", *WIFI, *INSIDE, "closed_on"]
        widgets = {"closed_on": AdminDateInput, "wifi_steps": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        venue = self.instance
        today = Area.objects.current().wards().values("pk")
        self.fields["area"].queryset = Area.objects.filter(Q(pk__in=today) | Q(pk=venue.area_id))
        self.fields["area"].label = _("Ward")
        self.fields["area"].required = False
        self.fields["area"].help_text = _("Leave it as it is and the postcode gives the ward, where it is known.")
        rows = list(venue.opening_hours.all()) if venue.pk else []
        for number, name in WEEKDAYS:
            day = [row for row in rows if row.weekday == number]
            self.fields[f"hours_{number}"] = HoursField(
                label=name, initial=write_hours(day), help_text="" if number else HOURS_HELP
            )
        if venue.pk:
            place = venue.place
            self.initial |= {"address": place["address"], "postcode": place["postcode"]}
            self.initial["latitude"], self.initial["longitude"] = place["point"] or (None, None)

    def clean_postcode(self):
        text = self.cleaned_data["postcode"]
        postcode = normalise_postcode(text)
        if text and not postcode:
            raise forms.ValidationError(_("Write a whole postcode, like HX1 1UN."))
        return postcode

    def clean(self):
        found = super().clean()
        point = (found.get("latitude"), found.get("longitude"))
        if (point[0] is None) != (point[1] is None):
            self.add_error("longitude", _("Fill in both latitude and longitude, or neither."))
        has_moved = "postcode" in self.changed_data and not {"latitude", "longitude"} & set(self.changed_data)
        if None in point or has_moved:
            point = point_of(found.get("postcode", "")) or (None if None in point else point)
        found["area"] = ward_that_follows(self, found) or ward_of(point=point)
        if found["area"] is None and "area" not in self.errors:
            self.add_error("area", _("Choose the ward: the postcode does not tell it."))
        self.instance.visibility = found.get("visibility", self.instance.visibility)
        self.instance.set_place(found.get("address", ""), found.get("postcode", ""), point)
        return found

    def save(self, commit=True):
        venue = super().save(commit)
        venue.opening_hours.all().delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(venue=venue, weekday=number, opens=opens, closes=closes)
            for number, _name in WEEKDAYS
            for opens, closes in self.cleaned_data[f"hours_{number}"]
        )
        return venue


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "email", "website"]


class InvitePartnerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class ClosedDayForm(forms.ModelForm):
    class Meta:
        model = ClosedDay
        fields = ["first_day", "last_day", "reason"]
        widgets = {"first_day": AdminDateInput, "last_day": AdminDateInput}
        labels = {"first_day": _("From"), "last_day": _("To"), "reason": _("Why")}
