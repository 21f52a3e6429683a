import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from champions.models import Application


class ApplicationFilter(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Application.Status, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Application
        fields: list[str] = []
