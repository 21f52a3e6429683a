from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import role_required
from accounts.models import Role
from learners.forms.ask import PartnerReferral
from learners.models import Referral
from places.models import Organisation, Venue

PER_PAGE = 10  # the places below stay within reach on a phone


@role_required(Role.PARTNER)
def partner_home(request):
    organisations = Organisation.objects.of(request.user)
    referrals = Referral.objects.shown_to(request.user).filter(organisation__in=organisations).select_related("learner")
    own = Venue.objects.looked_after_by(request.user).filter(closed_on=None)
    context = {
        "organisations": organisations,
        "page": Paginator(referrals, PER_PAGE).get_page(request.GET.get("page")),
        "venues": own.select_related("area"),
        "due": set(own.due().values_list("pk", flat=True)),
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
