from accounts.import_command import ImportCommand
from champions.imports import ChampionImport


class Command(ImportCommand):
    help = "Take volunteers from a list in, as champions who have applied. Run again, nobody is taken twice."
    import_class = ChampionImport
