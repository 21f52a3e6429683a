from accounts.import_command import ImportCommand
from imports.tables import Table, read_table
from places.feeds import MAX_FEED_BYTES, is_feed, read_feed
from places.importing import VenueImport


class Command(ImportCommand):
    help = (
        "Take venues in from a list (CSV, XLSX) or from a feed of Open Referral UK (JSON). Run again, known ones are brought "
        "up to date and none is added twice; --dry-run says what would change."
    )
    import_class = VenueImport
    max_bytes = MAX_FEED_BYTES

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Also change wifi facts that those who look after the venue have confirmed.",
        )

    def read(self, content: bytes) -> Table:
        return read_feed(content) if is_feed(content) else read_table(content)

    def import_of(self, table, chosen, options):
        return VenueImport(table, chosen=chosen, overwrite=options["overwrite"])
