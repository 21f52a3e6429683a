"""Lists of records: what is shown to this person, searched without an index, exported with a trace."""

import re
from datetime import date, datetime

from allauth.account.decorators import reauthentication_required
from django.db.models import Q
from django.utils import timezone
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.generic import IndexView

from accounts.admin.access import ForRoles
from accounts.models import AccessRecord

LONGEST_SEARCH = 100
REFERENCE = re.compile(r"(?:[A-Za-z]{1,2}-)?0*([0-9]{1,9})")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def inert(value: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection), without characters that XLSX cannot hold."""
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value


class RecordList(ForRoles, IndexView):
    """Rows of `model.objects.shown_to(user)`. Subclasses give `rows`, `columns` and, where wanted, `exported`."""

    access_kind = ""
    exported: dict[str, str] = {}
    """{attribute path: heading} of an export; empty: no export."""

    def rows(self, queryset):
        """`queryset` with what the columns need joined or counted, so that the number of queries stays the same."""
        return queryset

    def get_base_queryset(self):
        return self.rows(self.model.objects.shown_to(self.request.user))

    def search_queryset(self, queryset):
        """Plain search of `search_fields` and of the number in a reference: personal data is in no search index."""
        text = self.search_query.strip()
        if not text:
            return queryset
        if len(text) > LONGEST_SEARCH:
            return queryset.none()
        found = Q()
        for name in self.search_fields:
            found |= Q(**{f"{name}__icontains": text})
        if number := REFERENCE.fullmatch(text):
            found |= Q(pk=int(number[1]))
        return queryset.filter(found)

    def get_edit_url(self, instance):
        return None  # from the case file only: a look at a record is written down there

    def get_list_more_buttons(self, instance):
        return []

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = self.is_export and bool(self.exported)

    def get(self, request, *args, **kwargs):
        """Whoever takes people's records out is asked again who they are."""
        view = super().get
        if self.is_export and self.access_kind:
            view = reauthentication_required(view)
        return view(request, *args, **kwargs)

    @property
    def list_export(self):
        return list(self.exported)

    @property
    def export_headings(self):
        return self.exported

    def as_spreadsheet(self, queryset, spreadsheet_format):
        AccessRecord.write(
            self.request,
            AccessRecord.Action.EXPORTED,
            self.access_kind or self.model._meta.model_name,
            rows=queryset.count(),
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def preprocess_field_value(self, field, value, export_format):
        """Days and moments in local time, the British way; text that is no formula."""
        if isinstance(value, datetime):
            value = timezone.localtime(value).replace(tzinfo=None)
        if isinstance(value, date) and export_format == self.FORMAT_CSV:
            return f"{value:%d/%m/%Y %H:%M}" if isinstance(value, datetime) else f"{value:%d/%m/%Y}"
        value = super().preprocess_field_value(field, value, export_format)
        return inert(value) if isinstance(value, str) else value
