"""Where the imports are in the Wagtail admin. Loaded by `learners.wagtail_hooks`."""

from django.urls import path
from wagtail import hooks

from learners.models import ImportUpload
from learners.views import imports


@hooks.register("register_admin_urls")
def import_urls():
    kinds = ImportUpload.Kind
    return [
        path("import/champions/", imports.choose_file, {"kind": kinds.CHAMPIONS.value}, name="import_champions"),
        path("import/referrals/", imports.choose_file, {"kind": kinds.REFERRALS.value}, name="import_referrals"),
        path("import/<uuid:pk>/", imports.preview, name="import_preview"),
        path("import/<uuid:pk>/report/", imports.report, name="import_report"),
        path("import/<uuid:pk>/report.csv", imports.report_csv, name="import_report_csv"),
    ]
