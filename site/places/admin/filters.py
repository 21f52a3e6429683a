import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from places.models import Area, Organisation, Venue


class VenueFilter(WagtailFilterSet):
    visibility = django_filters.ChoiceFilter(
        label=_("Who may know"), choices=Venue.Visibility, widget=forms.RadioSelect, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Venue.Kind, widget=forms.RadioSelect, empty_label=_("All")
    )
    due = django_filters.ChoiceFilter(
        label=_("Wifi check"),
        choices=[("yes", _("Due"))],
        method="by_due",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    area = django_filters.ModelChoiceFilter(label=_("Ward"), queryset=lambda request: Area.objects.current().wards())

    class Meta:
        model = Venue
        fields: list[str] = []

    def by_due(self, venues, name, value):
        return venues.filter(pk__in=Venue.objects.due().order_by().values("pk"))


class OrganisationFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Organisation.Kind, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Organisation
        fields: list[str] = []
