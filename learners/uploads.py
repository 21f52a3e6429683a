"""The way of a list from a lead's computer into the records, without a stop on the disk."""

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import transaction

from accounts.models import AccessRecord
from champions.importing import TableImport
from champions.imports import ChampionImport
from imports.report import Report
from imports.tables import MAX_BYTES
from learners.imports import ReferralImport
from learners.models import ImportUpload

IMPORTS: dict[str, type[TableImport]] = {
    ImportUpload.Kind.CHAMPIONS: ChampionImport,
    ImportUpload.Kind.REFERRALS: ReferralImport,
}
ROOM_FOR_THE_FORM = 10_000  # bytes of a request besides the file


class InMemoryOnly(MemoryFileUploadHandler):
    """Django writes large uploads into a temporary file, readable by whoever reads the disk; this one never does.

    A request that is too large is read past and gives no file.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        self.activated = content_length <= MAX_BYTES + ROOM_FOR_THE_FORM


def try_out(upload: ImportUpload) -> Report:
    """What an import would do now. Raises TableRefused."""
    return IMPORTS[upload.kind](upload.table, by=upload.owner, chosen=upload.columns).run(dry_run=True)


@transaction.atomic
def take_in(pk, request) -> ImportUpload:
    """Import once, however often the button is pressed, and leave one access record. Raises TableRefused."""
    upload = ImportUpload.objects.select_for_update(of=("self",)).get(pk=pk)
    if upload.imported_at:
        return upload
    import_class = IMPORTS[upload.kind]
    report = import_class(upload.table, by=request.user, chosen=upload.columns).run()
    upload.finish(report)
    if report.taken:
        AccessRecord.write(request, AccessRecord.Action.CHANGED, import_class.kind, rows=report.taken)
    return upload
