from datetime import date

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from scheme.demo import DemoRefused, load, scheme_exists


class Command(BaseCommand):
    help = "Load the demonstration scheme (invented people) into an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="only renew the guides when a scheme is there already")
        parser.add_argument("--learners", type=int, default=400)
        parser.add_argument("--sessions", type=int, help="six for each learner when not given")
        parser.add_argument("--champions", type=int, help="three to ten learners when not given")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same scheme")
        parser.add_argument("--today", type=date.fromisoformat, help="the day it is seen from, as 2026-11-22")

    def handle(self, *, once, learners, sessions, champions, seed, today, **options):
        if once and scheme_exists():
            self.stdout.write("A scheme is here already: it stays as it is, but for guides that are new or improved.")
            call_command("load_guides", stdout=self.stdout)
            return
        try:
            load(
                learners=learners,
                sessions=sessions,
                champions=champions,
                seed=seed,
                today=today,
                say=lambda line: self.stdout.write(line),
            )
        except (DemoRefused, ValueError) as error:
            raise CommandError(str(error)) from error
