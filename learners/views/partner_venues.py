"""What a partner sees of their own places, and may say about them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import Role
from places.forms.accommodation import AnswerForm, OwnRecordForm
from places.forms.wifi import WifiFactsForm
from places.history import History
from places.models import AccommodationRecord, ProviderRequest, Venue, WifiMatter


def own_venue(request, pk) -> Venue:
    return get_object_or_404(Venue.objects.looked_after_by(request.user).select_related("area"), pk=pk)


def own_housing(request, pk) -> Venue:
    return get_object_or_404(Venue.objects.looked_after_by(request.user).housing(), pk=pk)


@role_required(Role.PARTNER)
def partner_venue(request, pk):
    venue = own_venue(request, pk)
    context = {
        "venue": venue,
        "history": History.of(venue),
        "is_due": Venue.objects.looked_after_by(request.user).due().filter(pk=pk).exists(),
    }
    if venue.is_housing:
        context["housing"] = AccommodationRecord.of(venue)
        context["requests"] = ProviderRequest.objects.shown_to(request.user).filter(venue=venue)
    return render(request, "places/partner_venue.html", context)


@role_required(Role.PARTNER)
def change_wifi(request, pk):
    venue = own_venue(request, pk)
    form = WifiFactsForm(request.POST if request.method == "POST" else None, instance=venue)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Thank you."))
        return redirect("partner_venue", pk)
    context = {"form": form, "venue": own_venue(request, pk), "heading": _("The wifi")}
    return render(request, "places/change_record.html", context)


@role_required(Role.PARTNER)
@require_POST
def confirm_wifi(request, pk):
    own_venue(request, pk).confirm_wifi()
    messages.success(request, _("Thank you. We note that it is still so."))
    return redirect("partner_venue", pk)


@role_required(Role.PARTNER)
@require_POST
def venue_closed(request, pk):
    """A lead looks: one wrong tap must not take a place away."""
    WifiMatter.tell(own_venue(request, pk), WifiMatter.Reason.CLOSED)
    messages.success(request, _("Thank you. Somebody from the scheme takes it off the list."))
    return redirect("partner_venue", pk)


@role_required(Role.PARTNER)
def change_housing(request, pk):
    venue = own_housing(request, pk)
    form = OwnRecordForm(request.POST if request.method == "POST" else None, instance=AccommodationRecord.of(venue))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Thank you."))
        return redirect("partner_venue", pk)
    context = {"form": form, "venue": venue, "heading": _("People who live here")}
    return render(request, "places/change_record.html", context)


@role_required(Role.PARTNER)
def answer_request(request, pk, request_pk):
    venue = own_housing(request, pk)
    asked = get_object_or_404(ProviderRequest.objects.shown_to(request.user), pk=request_pk, venue=venue)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if asked.note_answer(form.cleaned_data["answer"], by=request.user):
            messages.success(request, _("Thank you. Your answer is noted."))
        else:
            messages.info(request, _("This was answered already. The first answer stays."))
        return redirect("partner_venue", pk)
    return render(request, "places/answer_request.html", {"form": form, "venue": venue, "asked": asked})
