"""Taking a table in, row by row: what imports of champions and of referrals share."""

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from champions.availability import slot_bit
from guides.models import Language
from imports.headings import Field, match_headings
from imports.reading import AlreadyThere, RowReading, RowRefused
from imports.report import Outcome, Report, RowReport
from imports.tables import Row, Table, TableRefused
from imports.text import words
from imports.times import read_times
from imports.values import index_names
from places.models import Area, Postcode
from places.models.area import normalise_postcode

__all__ = ["AlreadyThere", "Reading", "RowRefused", "TableImport", "in_parts"]

AT_ONCE = 500  # values in one query


class Reading(RowReading):
    """A row about a person: half-days, and ticked columns."""

    def slots(self, name: str) -> int:
        """The half-days of the cell as the bits of `champions.availability`."""
        times, unknown = read_times(self.cells.get(name, ""))
        for piece in unknown:
            self.remark(name, f"“{piece}” does not say which half-days")
            self.leave_over(name, piece)
        return sum(slot_bit(*half_day) for half_day in times)

    def flags(self, name: str, wordings: dict[str, frozenset[str]]) -> dict[str, bool]:
        """{column: True} for the columns that the wordings in the cell stand for."""
        found = self.each(name, wordings, "is a wording that we do not know")
        return dict.fromkeys(sorted(frozenset().union(*found)), True)


class TableImport:
    """Reads a table into one model. Rows stand alone: each is stored whole in its own savepoint, or not at all.

    Raises TableRefused at once when a column is missing without which no row could be taken.
    """

    model: Any  # a model with an `import_key`
    fields: tuple[Field, ...]
    kind: str  # of record, for the record of access
    salt: str

    def __init__(self, table: Table, *, by=None, chosen: dict[int, str] | None = None, today=None):
        self.table, self.by = table, by
        self.today = today or timezone.localdate()
        self.matched = match_headings(table.headings, self.fields, chosen)
        self.labels = {field.name: field.label for field in self.fields}
        self.report = Report(empty_rows=table.empty_rows)
        self.seen: dict[str, tuple[int, str]] = {}
        self.check_columns()

    def check_columns(self) -> None:
        missing = self.matched.missing(self.fields)
        if missing:
            listed = " and ".join(f"“{field.label}” ({field.name})" for field in missing)
            raise TableRefused(
                f"No column was found for {listed}, and without it no row can be taken: say which column it is with a mapping."
            )

    def run(self, *, dry_run: bool = False) -> Report:
        """A dry run does all the same and takes it back, so that its report is the real one's."""
        for note in (*self.table.notes, *self.matched.notes):
            self.report.notes[note] = 0
        with transaction.atomic():
            self.load([self.cells_of(row) for row in self.table.rows])
            for row in self.table.rows:
                self.report.rows.append(self.row_report(row, with_reference=not dry_run))
            transaction.set_rollback(dry_run)
        return self.report

    def row_report(self, row: Row, *, with_reference: bool) -> RowReport:
        if row.has_extra:
            return RowReport(
                row.number, Outcome.NOT_TAKEN, ["It has more cells than there are headings, so they may have moved"]
            )
        reading = Reading(self.cells_of(row), self.labels)
        key = self.key_of(reading)
        try:
            self.look_for(reading, key)
            with transaction.atomic():
                record = self.take(reading, key)
        except AlreadyThere as there:
            remarks = [there.remark] if there.remark else []
            return RowReport(row.number, Outcome.ALREADY_THERE, remarks, there.reference if with_reference else "")
        except RowRefused as refusal:
            return RowReport(row.number, Outcome.NOT_TAKEN, [str(refusal)])
        except DatabaseError:  # such as the same row, imported by somebody else at this moment
            return RowReport(row.number, Outcome.NOT_TAKEN, ["It could not be stored: try it again"])
        reference = str(record) if with_reference else ""
        self.remember(reading, key, row.number, reference)
        outcome = Outcome.WITH_REMARKS if reading.remarks else Outcome.IMPORTED
        return RowReport(row.number, outcome, reading.remarks, reference)

    def cells_of(self, row: Row) -> dict[str, str]:
        return {name: row.cells[column] for name, column in self.matched.columns.items()}

    # Already there? -----------------------------------------------------------------------------------

    def key_of(self, reading: Reading) -> str:
        """A keyed hash of what tells this row's person from others: it says nothing to whoever reads the database."""
        return salted_hmac(self.salt, "\x1f".join(self.identity(reading)), algorithm="sha256").hexdigest()

    def look_for(self, reading: Reading, key: str) -> None:
        """Raise AlreadyThere when the row's person is."""
        for name in self.names_of(reading, key):
            if name in self.seen:
                number, reference = self.seen[name]
                raise AlreadyThere(f"The same person as in row {number}" if number else "", reference)

    def names_of(self, reading: Reading, key: str) -> list[str]:
        """What `seen` knows a row by."""
        return [key]

    def remember(self, reading: Reading, key: str, number: int, reference: str) -> None:
        self.seen |= dict.fromkeys(self.names_of(reading, key), (number, reference))

    def find_imported(self, rows: list[dict[str, str]]) -> None:
        keys = [self.key_of(Reading(cells, self.labels)) for cells in rows]
        for some in in_parts(keys):
            for record in self.model.objects.filter(import_key__in=some).only("pk", "import_key"):
                self.seen[record.import_key] = (0, str(record))

    # Look-ups, made once for the whole file -----------------------------------------------------------

    def load(self, rows: list[dict[str, str]]) -> None:
        self.languages = index_names((name, each) for each in Language.objects.all() for name in each.names)
        self.wards = index_names((ward.name, ward) for ward in Area.objects.current().wards())
        self.postcodes: dict[str, Area | None] = {}
        codes = filter(None, (normalise_postcode(cells.get("postcode", "")) for cells in rows))
        for some in in_parts(codes):
            found = Postcode.objects.filter(pk__in=some).select_related("area")
            self.postcodes |= {postcode.code: postcode.area for postcode in found}
        self.find_imported(rows)

    def ward_of(self, reading: Reading, postcode: str) -> Area | None:
        """The ward that is named, else the one where the postcode lies. A ward that is not known is never replaced."""
        named = reading.text("ward")
        if not named:
            area = self.postcodes.get(postcode)
            return area if area is not None and area.kind == Area.Kind.WARD and area.is_current() else None
        ward = self.wards.get(words(named))
        if ward is None:
            reading.remark("ward", f"“{named}” is no ward that we know")
            reading.leave_over("ward", named)
        return ward

    def languages_of(self, reading: Reading, name: str) -> list[Language]:
        return reading.each(name, self.languages, "is no language that we know")

    # What each import says for itself -----------------------------------------------------------------

    def identity(self, reading: Reading) -> list[str]:
        raise NotImplementedError

    def take(self, reading: Reading, key: str) -> models.Model:
        """Store the row's record and return it. Raises RowRefused or AlreadyThere."""
        raise NotImplementedError


def in_parts(values: Iterable[str]) -> Iterable[list[str]]:
    """The different ones of `values`, so many at a time as one query takes."""
    different = list(dict.fromkeys(values))
    return (different[at : at + AT_ONCE] for at in range(0, len(different), AT_ONCE))
