"""What the commands `import_champions`, `import_referrals` and `import_venues` share."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import AccessRecord
from imports.headings import read_mapping
from imports.report import Report
from imports.tables import MAX_BYTES, Table, TableRefused, read_table


class ImportCommand(BaseCommand):
    """Exit code 0 when the file was read, whatever became of its rows; 1, with one sentence, when it was not."""

    max_bytes = MAX_BYTES
    import_class: Any  # with `fields`, `kind`, and run(dry_run) of (table, chosen)
    requires_migrations_checks = True

    def add_arguments(self, parser):
        fields = ", ".join(field.name for field in self.import_class.fields)
        parser.add_argument("file", type=Path, help="CSV (any delimiter) or XLSX, with headings in its first row.")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADING=FIELD",
            help=f"Say which field a heading is; 'Heading=' leaves the column out. Fields: {fields}.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Report what would happen, and change nothing.")
        parser.add_argument("--report", type=Path, metavar="OUT.csv", help="Save what became of each row.")

    def handle(self, *, file: Path, map: list[str], dry_run: bool, report: Path | None, **options):
        try:
            table = self.read(self.content_of(file))
            chosen = read_mapping(map, table.headings, self.import_class.fields)
            with transaction.atomic():
                result = self.import_of(table, chosen, options).run(dry_run=dry_run)
                if result.taken and not dry_run:
                    self.leave_record(result)
        except TableRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.say(result, dry_run=dry_run)
        if report:
            self.save(result, report)

    def read(self, content: bytes) -> Table:
        return read_table(content)

    def import_of(self, table: Table, chosen: dict[int, str], options: dict):
        return self.import_class(table, chosen=chosen)

    def content_of(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(self.max_bytes + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error

    def leave_record(self, result: Report) -> None:
        kind, screen = self.import_class.kind, f"import_{self.import_class.kind}s"
        AccessRecord.objects.create(
            user=None, action=AccessRecord.Action.CHANGED, kind=kind, rows=result.taken, screen=f"command {screen}"
        )

    def say(self, result: Report, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("A dry run: nothing was changed.")
        for outcome, count in result.counts.items():
            self.stdout.write(f"{count:6,} {outcome}")
        if result.empty_rows:
            self.stdout.write(f"{result.empty_rows:6,} empty")
        for remark, count in result.common_remarks:
            self.stdout.write(f"{count:6,} x {remark}")
        for note, count in result.notes.items():
            self.stdout.write(f"Note: {note}" + (f" ({count:,} rows)" if count else ""))

    def save(self, result: Report, path: Path) -> None:
        try:
            path.write_text(result.as_csv(), encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"The import is done, but {path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"What became of each row is in {path}.")
