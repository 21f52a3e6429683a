import secrets
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from accounts.visitors import times_this_hour
from learners.visits import planned_for, venues_shown_to
from places.forms.wifi import WifiCheckForm
from places.history import History
from places.models import Venue, WifiCheck

SAMPLE_BYTES = 400_000
"""Of the speed test: 3 s at 1 Mbit/s, and not worth measuring much beyond 100."""
SAMPLES_AN_HOUR = 20
VENUES_SHOWN = 60


@role_required(Role.CHAMPION)
def my_venues(request):
    """Where a wifi check can be logged: those that a lead asked for, those that are due, and the others."""
    query = request.GET.get("query", "").replace("\0", "").strip()[:100]
    venues = venues_shown_to(request.user).filter(closed_on=None, name__icontains=query)
    due = list(venues.due().select_related("area")[:VENUES_SHOWN])
    others = venues.exclude(pk__in=[venue.pk for venue in due]).select_related("area")
    context = {
        "query": query,
        "planned": planned_for(request.user).filter(venue__in=venues).select_related("venue__area"),
        "due": due,
        "others": others[: VENUES_SHOWN - len(due)],
    }
    return render(request, "learners/my_venues.html", context)


@role_required(Role.CHAMPION, Role.PARTNER, Role.LEAD)
def log_wifi_check(request, pk):
    if was_logged(request, pk):
        return redirect("my_pages")
    venue = get_object_or_404(venues_shown_to(request.user).filter(closed_on=None).select_related("area"), pk=pk)
    looks_after = Venue.objects.looked_after_by(request.user).filter(pk=pk).exists()
    form = WifiCheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.record(venue, by=request.user, role=checks_as(request.user, looks_after=looks_after))
        except Venue.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Your wifi check is saved. Thank you."))
        return redirect(*after_check(request.user, venue, looks_after=looks_after))
    if venue.is_confidential:
        AccessRecord.write(request, AccessRecord.Action.VIEWED, "venue", venue)
    context = {
        "form": form,
        "venue": venue,
        "looks_after": looks_after,
        "history": History.of(venue),
        "sample_megabytes": SAMPLE_BYTES / 1e6,
        "saves_data": request.headers.get("Save-Data", "").lower() == "on",
    }
    return render(request, "places/log_wifi_check.html", context)


def was_logged(request, pk) -> bool:
    """Whether this very check is stored: sent again, it is thanked for again, even if the venue is shown no more."""
    try:
        sent = uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        return False
    if not WifiCheck.objects.filter(client_id=sent, venue=pk, checked_by=request.user).exists():
        return False
    messages.success(request, _("Your wifi check is saved. Thank you."))
    return True


def checks_as(user, *, looks_after: bool) -> str:
    """In which of their roles somebody checks: as those who look after the venue before all others."""
    if looks_after:
        return Role.PARTNER
    return next(role for role in (Role.CHAMPION, Role.LEAD, Role.PARTNER) if user.has_role(role))


def after_check(user, venue, *, looks_after: bool) -> tuple:
    if looks_after:
        return "partner_venue", venue.pk
    if user.has_role(Role.CHAMPION):
        return ("my_home",)
    return ("scheme_venues:inspect", venue.pk) if user.has_role(Role.LEAD) else ("partner_home",)


@role_required(Role.CHAMPION, Role.PARTNER, Role.LEAD)
@require_safe
def wifi_speed_sample(request):
    """Bytes that nothing can make smaller, to time their way here; never from a store on the way."""
    if times_this_hour(f"wifi-speed:{request.user.pk}") > SAMPLES_AN_HOUR:
        return HttpResponse(_("That was often enough for one hour."), status=429, content_type="text/plain")
    sample = HttpResponse(secrets.token_bytes(SAMPLE_BYTES), content_type="application/octet-stream")
    sample["Cache-Control"] = "no-store, no-transform"
    return sample
