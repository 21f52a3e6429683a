from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from places.models import Organisation, Venue
from reports.housing import sites
from reports.models import WifiEdition
from reports.tables import as_csv, requests_table, sites_table

for_leads = role_required(Role.LEAD)
proven = reauthentication_required()
TABLES = {"sites": sites_table, "requests": requests_table}


def chosen(request) -> dict:
    """What the address asks for: one provider's sites, only those without working wifi in rooms."""
    providers = Organisation.objects.shown_to(request.user).filter(
        pk__in=Venue.objects.shown_to(request.user).housing().values("organisation")
    )
    wanted = request.GET.get("provider", "")
    provider = next((each for each in providers if str(each.pk) == wanted), None)
    if wanted and provider is None:
        raise Http404
    found = sites(request.user, organisation=provider)
    without = [site for site in found if site.rooms.is_without]
    only = bool(request.GET.get("without"))
    return {
        "sites": without if only else found,
        "number": len(found),
        "without": len(without),
        "providers": providers,
        "provider": provider,
        "only_without": only,
        "query": request.GET.urlencode(),
    }


def note(request, action, rows: int) -> None:
    AccessRecord.write(request, action, "venue", rows=rows)


@for_leads
@require_safe
def housing(request):
    report = chosen(request)
    note(request, AccessRecord.Action.VIEWED, len(report["sites"]))
    return render(request, "reports/housing.html", report)


@for_leads
@require_safe
@proven
def housing_paper(request):
    report = chosen(request)
    note(request, AccessRecord.Action.EXPORTED, len(report["sites"]))
    return render(request, "reports/housing_paper.html", report | {"today": timezone.localdate()})


@for_leads
@require_safe
@proven
def housing_csv(request, table):
    found = chosen(request)["sites"]
    note(request, AccessRecord.Action.EXPORTED, len(found))
    answer = HttpResponse(as_csv(TABLES[table](found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="wifi-{table}-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


@for_leads
def publish_edition(request):
    """GET shows what would be public; POST makes it so."""
    if request.method == "POST":
        try:
            WifiEdition.publish(by=request.user)
            messages.success(request, _("Published."))
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        return redirect("reports_publish_edition")
    figures, elsewhere = WifiEdition.draft(request.user)
    context = {"figures": figures, "elsewhere": elsewhere, "last": WifiEdition.objects.shown_to(request.user).first()}
    return render(request, "reports/publish_edition.html", context)


@require_safe
def housing_wifi(request):
    """For everybody: the newest edition, and nothing but what is stored in it."""
    return render(request, "reports/housing_wifi.html", {"edition": WifiEdition.objects.public().first()})
