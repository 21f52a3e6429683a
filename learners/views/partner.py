from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import Role
from learners.forms.ask import PartnerReferral
from learners.models import Referral
from places.forms.wifi import WifiFactsForm
from places.models import Organisation, Venue

PER_PAGE = 10  # the places below stay within reach on a phone


@role_required(Role.PARTNER)
def partner_home(request):
    organisations = Organisation.objects.of(request.user)
    referrals = Referral.objects.shown_to(request.user).filter(organisation__in=organisations).select_related("learner")
    context = {
        "organisations": organisations,
        "page": Paginator(referrals, PER_PAGE).get_page(request.GET.get("page")),
        "venues": Venue.objects.looked_after_by(request.user).filter(closed_on=None).select_related("area"),
    }
    return render(request, "learners/partner_home.html", context)


@role_required(Role.PARTNER)
def refer_someone(request):
    form = PartnerReferral(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        form.save()
        messages.success(request, _("Thank you. We have your referral. You see below what becomes of it."))
        return redirect("partner_home")
    return render(request, "learners/refer_someone.html", {"form": form})


def own_venue(request, pk) -> Venue:
    return get_object_or_404(Venue.objects.looked_after_by(request.user).select_related("area"), pk=pk)


@role_required(Role.PARTNER)
def partner_venue(request, pk):
    venue = own_venue(request, pk)
    return render(request, "places/partner_venue.html", {"venue": venue, "checks": venue.wifi_checks.all()[:10]})


@role_required(Role.PARTNER)
def change_wifi(request, pk):
    venue = own_venue(request, pk)
    form = WifiFactsForm(request.POST if request.method == "POST" else None, instance=venue)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Thank you."))
        return redirect("partner_venue", pk)
    return render(request, "places/change_wifi.html", {"form": form, "venue": own_venue(request, pk)})


@role_required(Role.PARTNER)
@require_POST
def confirm_wifi(request, pk):
    own_venue(request, pk).confirm_wifi()
    messages.success(request, _("Thank you. We note that it is still so."))
    return redirect("partner_venue", pk)
