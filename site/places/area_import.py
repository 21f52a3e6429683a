"""Puts areas and their outlines from a file into the database, row by row, and ends those that are no more."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from imports.report import Outcome, Report, RowReport
from imports.tables import TableRefused
from imports.text import words
from places.area_files import AreaFile, AreaRow, RowRefused
from places.models import Area, AreaOutline, LoadedData
from places.outlines import middle, thinned


@dataclass
class AreaImport:
    """`authorities`: codes to keep, None for those that the site knows. `on`: the day from which the file holds; areas of this kind
    and these authorities that it has no more end the day before, and new ones begin on it. Without it nothing ends."""

    file: AreaFile
    kind: str = Area.Kind.WARD
    authorities: set[str] | None = None
    on: date | None = None
    report: Report = field(default_factory=Report)
    ended: list[Area] = field(default_factory=list)

    def run(self, *, file_name: str = "", dry_run: bool = False) -> Report:
        """One transaction: all or nothing. Raises TableRefused when nothing of the file is the scheme's."""
        for note in self.file.notes:
            self.report.notes[note] = 0
        with transaction.atomic():
            rows = self.our_rows()
            self.known = {
                area.code: area for area in Area.objects.filter(code__in=[row.cells.get("code", "") for row in rows])
            }
            self.with_outline = set(AreaOutline.objects.values_list("area_id", flat=True))
            self.seen: dict[str, int] = {}
            for row in rows:
                self.report.rows.append(self.row_report(row))
            there = [row for row in self.report.rows if row.outcome != Outcome.NOT_TAKEN]
            if not there:
                why = f": {self.report.rows[0].remarks[0]}" if rows else ", since the file has none that are asked for"
                raise TableRefused(f"No row could be taken{why}. Nothing was changed.")
            if self.on:
                self.end_the_others(self.on)
            source = LoadedData.Source.ONS_AREAS if self.file.is_official else LoadedData.Source.OWN
            LoadedData.note(LoadedData.Sort.AREAS, source, file_name, len(there))
            transaction.set_rollback(dry_run)
        return self.report

    # Whose rows -----------------------------------------------------------------------------------------

    def our_rows(self) -> list[AreaRow]:
        """Of a national file the rows of our authorities; sets `parents` to {code or words of a name: authority}."""
        rows = self.file.rows
        if not rows:
            raise TableRefused("The file has headings and no rows.")
        if self.kind == Area.Kind.AUTHORITY:
            self.parents: dict[str, Area] = {}
            return [row for row in rows if self.authorities is None or row.cells.get("code", "") in self.authorities]
        authorities = self._authorities({row.parent: row.cells.get("parent_name", "") for row in rows if row.parent})
        self.parents = {area.code: area for area in authorities} | {words(area.name): area for area in authorities}
        ours = [row for row in rows if not row.parent or self.parent_of(row)]
        if not ours:
            listed = " or ".join(sorted(area.code for area in authorities))
            raise TableRefused(f"None of the {len(rows):,} rows belongs to {listed}: nothing was changed.")
        if len(rows) > len(ours):
            self.report.notes["of other authorities, left out"] = len(rows) - len(ours)
        return ours

    def _authorities(self, named: dict[str, str]) -> list[Area]:
        kept = Area.objects.filter(kind=Area.Kind.AUTHORITY)
        if self.authorities is None:
            found = list(kept.current())
            if found or not named:
                return found
            if len(named) > 1:
                raise TableRefused(
                    f"The file has areas of {len(named)} authorities, and the site knows none of its own yet: "
                    "say which with --authority E08000033."
                )
            self.authorities = set(named)
        found = list(kept.filter(code__in=self.authorities))
        missing = self.authorities - {area.code for area in found}
        return found + [self._make_authority(code, named.get(code, "")) for code in sorted(missing)]

    def _make_authority(self, code: str, name: str) -> Area:
        if Area.objects.filter(code=code).exists() or len(code) > 20:
            raise TableRefused(f"“{code[:40]}” is no local authority: its code looks like E08000033.")
        return Area.objects.create(code=code, name=name or code, kind=Area.Kind.AUTHORITY)

    def parent_of(self, row: AreaRow) -> Area | None:
        """Of a row that names none, the only one there is."""
        if not row.parent:
            only = set(self.parents.values())
            return only.pop() if len(only) == 1 else None
        return self.parents.get(row.parent) or self.parents.get(words(row.parent))

    # One row --------------------------------------------------------------------------------------------

    def row_report(self, row: AreaRow) -> RowReport:
        try:
            values = row.values()
            area, changed, remarks = self.take(row, values)
        except RowRefused as refusal:
            return RowReport(row.number, Outcome.NOT_TAKEN, [str(refusal)])
        if not changed and not area.valid_to:
            return RowReport(row.number, Outcome.ALREADY_THERE, remarks, str(area))
        return RowReport(row.number, Outcome.WITH_REMARKS if remarks else Outcome.IMPORTED, remarks, str(area))

    def take(self, row: AreaRow, values: dict) -> tuple[Area, bool, list[str]]:
        """(the area, whether anything about it changed, remarks). Raises RowRefused."""
        code = values["code"]
        if code in self.seen:
            raise RowRefused(f"The same code stands in row {self.seen[code]}")
        self.seen[code] = row.number
        area = self.known.get(code)
        if area is not None and area.kind != self.kind:
            raise RowRefused(f"“{code}” is known as a {area.get_kind_display().lower()} already")
        is_new = area is None
        area = area or Area(code=code, kind=self.kind, valid_from=self.on)
        polygons = thinned(row.polygons) if row.polygons else None
        if "latitude" not in values and polygons and (is_new or area.point is None):
            values["latitude"], values["longitude"] = middle(polygons)
        if parent := self.parent_of(row):
            values["parent_id"] = parent.pk
        if self.on:
            values.setdefault("valid_to", None)
        changed = is_new or any(getattr(area, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(area, name, value)
        if changed:
            area.save()
        if polygons:
            changed |= self.keep_outline(area, polygons)
        remarks = (
            [] if area.point else ["It has no point, so no distance to it can be told: give latitude and longitude"]
        )
        if area.valid_to and "valid_to" not in values:
            remarks.append(f"It ended on {area.valid_to} and stays so: say from when the list holds, with --on")
        return area, changed, remarks

    def keep_outline(self, area: Area, polygons: list) -> bool:
        if area.pk in self.with_outline and area.outline.polygons == polygons:
            return False
        AreaOutline.objects.update_or_create(area=area, defaults={"polygons": polygons})
        return True

    def end_the_others(self, day: date) -> None:
        """Records that point to an ended area stay as they are: `move_to_new_wards` moves them."""
        others = Area.objects.current(day).filter(kind=self.kind).exclude(code__in=self.seen)
        if self.kind != Area.Kind.AUTHORITY:
            others = others.filter(parent__in={area.pk for area in self.parents.values()})
        self.ended = list(others.exclude(valid_from__gte=day))
        Area.objects.filter(pk__in=[area.pk for area in self.ended]).update(valid_to=day - timedelta(days=1))
