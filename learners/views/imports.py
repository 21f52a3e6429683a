"""Import champions or referrals in the Wagtail admin: choose the file, look at what it would do, import, read the report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from imports.tables import TableRefused
from learners.import_forms import ColumnsForm, UploadForm
from learners.models import ImportUpload
from learners.uploads import IMPORTS, InMemoryOnly, take_in, try_out

for_leads = role_required(Role.LEAD)
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


# The check of the token reads the body, so it comes after the choice of where the body goes.
@csrf_exempt
@for_leads
@read_or_post
def choose_file(request, kind: str):
    request.upload_handlers = [InMemoryOnly(request)]
    return _choose_file(request, kind)


@csrf_protect
def _choose_file(request, kind: str):
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        upload = form.keep(kind, owner=request.user) if form.is_valid() else None
        if upload:
            return redirect("import_preview", upload.pk)
    context = {"form": form, "kind": ImportUpload.Kind(kind), "fields": IMPORTS[kind].fields}
    return render(request, "learners/import_file.html", context)


@for_leads
@read_or_post
def preview(request, pk):
    upload = get_object_or_404(ImportUpload.objects.shown_to(request.user), pk=pk)
    if upload.imported_at:
        return redirect("import_report", upload.pk)
    table, fields = upload.table, IMPORTS[upload.kind].fields
    form = ColumnsForm(request.POST or None, table=table, fields=fields, chosen=upload.columns)
    report = refusal = None
    if request.method == "POST" and form.is_valid():
        changed = form.has_changed()
        if changed:
            upload.chosen = form.chosen
            upload.save(update_fields=["chosen"])
        if "import" in request.POST and not changed:
            return _import(request, upload)
        if "import" in request.POST:
            messages.warning(request, _("You changed what a column is. Look at what that would do, then import."))
        return redirect("import_preview", upload.pk)
    if not form.errors:
        try:
            report = try_out(upload)
        except TableRefused as problem:
            refusal = str(problem)
    context = {"upload": upload, "table": table, "form": form, "report": report, "refusal": refusal}
    return render(request, "learners/import_preview.html", context)


def _import(request, upload: ImportUpload):
    try:
        take_in(upload.pk, request)
    except TableRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("import_preview", upload.pk)
    return redirect("import_report", upload.pk)


@for_leads
@require_safe
def report(request, pk):
    upload = get_object_or_404(ImportUpload.objects.shown_to(request.user).exclude(imported_at=None), pk=pk)
    return render(request, "learners/import_report.html", {"upload": upload, "report": upload.report})


@for_leads
@require_safe
def report_csv(request, pk):
    upload = get_object_or_404(ImportUpload.objects.shown_to(request.user).exclude(imported_at=None), pk=pk)
    text = upload.report.as_csv()
    AccessRecord.write(request, AccessRecord.Action.EXPORTED, "import report", rows=len(upload.report.rows))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{upload.kind}-{upload.created_at:%Y-%m-%d}.csv"'
    return response
