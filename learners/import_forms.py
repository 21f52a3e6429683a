"""The two forms of an import: choose the file, and say which column is what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from imports.headings import Field, match_headings
from imports.tables import MAX_BYTES, Table, TableRefused
from learners.models import ImportUpload

NOT_READ = ""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The list"),
        help_text=_("A spreadsheet (.xlsx) or a CSV file, with headings in its first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={
            "required": _("Choose a file of at most %(size)s MB.") % {"size": MAX_BYTES // 1_000_000},
            "empty": _("The file is empty."),
        },
    )

    def keep(self, kind: str, *, owner) -> ImportUpload | None:
        """The stored upload; None, with an error on the form, when the file cannot be read."""
        file = self.cleaned_data["file"]
        try:
            return ImportUpload.keep(kind, file.name, file.read(), owner=owner)
        except TableRefused as refusal:
            self.add_error("file", str(refusal))
            return None


class ColumnsForm(forms.Form):
    """A choice for each column of the table, with what its heading is taken for set already."""

    def __init__(self, *args, table: Table, fields: tuple[Field, ...], chosen: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        matched = match_headings(table.headings, fields, chosen).columns
        taken_for = {column: name for name, column in matched.items()}
        choices = [(NOT_READ, _("– not read –")), *((field.name, field.label) for field in fields)]
        for column, heading in enumerate(table.headings):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": column + 1},
                choices=choices,
                required=False,
                initial=taken_for.get(column, NOT_READ),
            )

    def clean(self):
        cleaned = super().clean()
        names = [name for name in cleaned.values() if name != NOT_READ]
        labels = dict(next(iter(self.fields.values())).choices) if self.fields else {}
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.add_error(None, _("Two columns are read as “%(field)s”: choose one.") % {"field": labels[name]})
        return cleaned

    @property
    def chosen(self) -> dict[int, str]:
        """{column: field name, or '' for a column that is not read}, of a valid form."""
        return {column: self.cleaned_data[f"column_{column}"] for column in range(len(self.table.headings))}

    @property
    def columns(self) -> list[tuple]:
        """(bound field, the first three values of its column) of each column."""
        return [
            (self[f"column_{column}"], [row.cells[column] for row in self.table.rows[:3] if row.cells[column]])
            for column in range(len(self.table.headings))
        ]
