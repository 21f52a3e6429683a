from accounts.import_command import ImportCommand
from learners.imports import ReferralImport


class Command(ImportCommand):
    help = "Take referrals from a list in. Run again, nobody is taken twice."
    import_class = ReferralImport
