from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from imports.report import write_csv
from imports.tables import TableRefused
from places.models import Area
from places.postcode_files import PostcodeFile
from places.postcode_import import PostcodeReport, import_postcodes


class Command(BaseCommand):
    help = (
        "Take the scheme's postcodes from a national file. Run it again with the next edition: what changed is changed."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="NSPL, ONSPD or Code-Point Open: the zip as downloaded, a CSV file or a folder."
        )
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument(
            "--authority",
            action="append",
            metavar="CODE",
            help="Code of a local authority, such as E08000033; may be given several times. Without it: those among the areas.",
        )
        whose.add_argument("--everywhere", action="store_true", help="Keep the postcodes of all authorities.")
        parser.add_argument("--take-many-away", action="store_true", help="Also when more than a fifth would go.")
        parser.add_argument("--report", type=Path, metavar="OUT.csv", help="Save which rows were not taken and why.")

    def handle(self, *, file, authority, everywhere, take_many_away, report, **options):
        wanted = None if everywhere else set(authority or self.known_authorities())
        try:
            result = import_postcodes(PostcodeFile(file), wanted, say=self.stderr.write, take_many_away=take_many_away)
        except TableRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.say(result)
        if report:
            self.save(result, report)

    def known_authorities(self) -> list[str]:
        kind = Area.Kind.AUTHORITY
        codes = list(Area.objects.current().filter(kind=kind).values_list("code", flat=True))
        if not codes:
            raise CommandError(
                "The site knows no local authority yet: import the areas first, or name one with --authority E08000033."
            )
        return codes

    def say(self, result: PostcodeReport) -> None:
        tally = result.tally
        self.stdout.write(f"{tally.read:,} rows read, {tally.kept:,} kept.")
        for count, what in [
            (result.added, "added"),
            (result.changed, "changed"),
            (result.unchanged, "as they were"),
            (result.removed, "taken away, since the file has them no more"),
            (result.outcodes, "first halves of postcodes made into areas"),
            *((count, f"left out: {why}") for why, count in tally.left_out.most_common()),
        ]:
            if count:
                self.stdout.write(f"{count:11,} {what}")
        for ward, count in result.without_ward.most_common(10):
            named = f"ward {ward}" if ward else "no ward in the file"
            self.stdout.write(
                f"Note: {count:,} postcodes have {named}, which is not among the areas. Import the wards, then run this again."
            )

    def save(self, result: PostcodeReport, path: Path) -> None:
        try:
            path.write_text(
                write_csv(["File", "Row", "Not taken because"], result.tally.refused), encoding="utf-8", newline=""
            )
        except OSError as error:
            raise CommandError(f"The import is done, but {path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"The rows that were not taken are in {path}.")
