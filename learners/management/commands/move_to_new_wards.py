from django.core.management.base import BaseCommand

from learners.moving_wards import move_to_new_wards


class Command(BaseCommand):
    help = "After the wards changed: move venues, learners, referrals and champions out of wards that ended, by postcode or point."
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Report what would happen, and change nothing.")

    def handle(self, *, dry_run, **options):
        if dry_run:
            self.stdout.write("A dry run: nothing was changed.")
        for moves in move_to_new_wards(dry_run=dry_run):
            self.stdout.write(f"{moves.moved:6,} {moves.what} moved")
            if moves.by_hand:
                self.stdout.write(f"{len(moves.by_hand):6,} {moves.what} to move by hand: {', '.join(moves.by_hand)}")
