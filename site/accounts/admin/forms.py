from django import forms
from wagtail.admin.widgets import AdminDateInput

from accounts.boxes import RecordBoxes


class Sections:
    """A form drawn in named parts: SECTIONS = [(title, [names of fields])]."""

    SECTIONS: list[tuple[str, list[str]]] = []

    @property
    def sections(self):
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.SECTIONS]


class OwnColumns:
    """For a ModelForm: an edit writes the form's own columns, so that a status which changes meanwhile stays."""

    def save(self, commit=True):
        if not commit or self.instance.pk is None:
            return super().save(commit)  # type: ignore[misc]
        record = super().save(commit=False)  # type: ignore[misc]
        record.save(update_fields=[each.name for each in record._meta.concrete_fields if each.name in self.fields])
        self.save_m2m()
        return record


class Columns(RecordBoxes):
    """Many boxes, side by side where there is room."""

    template_name = "accounts/admin/columns.html"


def date_field(**kwargs) -> forms.DateField:
    return forms.DateField(widget=AdminDateInput(), **kwargs)
