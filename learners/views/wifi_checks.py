from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import role_required
from accounts.models import Role
from learners.visits import venues_shown_to
from places.forms.wifi import WifiCheckForm
from places.models import Venue


@role_required(Role.CHAMPION, Role.PARTNER)
def log_wifi_check(request, pk):
    venue = get_object_or_404(venues_shown_to(request.user).filter(closed_on=None), pk=pk)
    looks_after = Venue.objects.looked_after_by(request.user).filter(pk=pk).exists()
    role = Role.PARTNER if looks_after or not request.user.has_role(Role.CHAMPION) else Role.CHAMPION
    form = WifiCheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.record(venue, by=request.user, role=role)
        except Venue.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Your wifi check is saved. Thank you."))
        return (
            redirect("partner_venue", pk)
            if looks_after
            else redirect("my_home" if role == Role.CHAMPION else "partner_home")
        )
    return render(request, "places/log_wifi_check.html", {"form": form, "venue": venue, "looks_after": looks_after})
