from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from imports.tables import TableRefused
from places.area_files import read_area_file
from places.area_import import AreaImport
from places.models import Area


class Command(BaseCommand):
    help = "Take wards, towns or local authorities from a table or from GeoJSON with outlines. Run again, nothing is taken twice."
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV, XLSX or GeoJSON.")
        parser.add_argument(
            "--kind", choices=Area.Kind.values, default=Area.Kind.WARD, help="What the file lists; wards when not said."
        )
        parser.add_argument(
            "--authority",
            action="append",
            metavar="CODE",
            help="Of a national file, keep the areas of this authority; may be given several times. Without it: those the site knows.",
        )
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DATE",
            help="The day (2026-05-07) from which the file holds: areas that it has no more end the day before.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Report what would happen, and change nothing.")
        parser.add_argument("--report", type=Path, metavar="OUT.csv", help="Save what became of each row.")

    def handle(self, *, file, kind, authority, on, dry_run, report, **options):
        try:
            work = AreaImport(read_area_file(file, kind), kind, set(authority) if authority else None, on)
            result = work.run(file_name=file.name, dry_run=dry_run)
        except TableRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if dry_run:
            self.stdout.write("A dry run: nothing was changed.")
        for outcome, count in result.counts.items():
            self.stdout.write(f"{count:6,} {outcome}")
        for remark, count in result.common_remarks:
            self.stdout.write(f"{count:6,} x {remark}")
        for note, count in result.notes.items():
            self.stdout.write(f"Note: {note}" + (f" ({count:,} rows)" if count else ""))
        for area in work.ended:
            self.stdout.write(f"Ended: {area} ({area.code}). What belongs to it is moved by move_to_new_wards.")
        if report:
            self.save(result, report)

    def save(self, result, path: Path) -> None:
        try:
            path.write_text(result.as_csv(), encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"The import is done, but {path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"What became of each row is in {path}.")
