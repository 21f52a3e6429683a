from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from champions.availability import slot_names
from learners.forms.match import DeclineForm
from learners.models import Match, MatchRefused


def answerable(user):
    """Offers that `user` may answer, or answered a moment ago: a second tap gets a sentence and not an error."""
    return Match.objects.of(user).filter(
        status__in=[*Match.Status.taking_room(), Match.Status.DECLINED, Match.Status.EXPIRED]
    )


@role_required(Role.CHAMPION)
def offer(request, pk):
    """What is needed and no more: no name, no contact, no address."""
    match = get_object_or_404(Match.objects.of(request.user).select_related("learner__area", "champion"), pk=pk)
    if match.status == Match.Status.ACTIVE:
        return redirect("my_learner", match.learner_id)
    match = get_object_or_404(Match.objects.offers_to(request.user), pk=pk)
    AccessRecord.write(request, AccessRecord.Action.VIEWED, "learner", match.learner)
    learner, champion = match.learner, match.champion
    context = {
        "match": match,
        "learner": learner,
        "shared_times": slot_names(learner.slots & champion.slots),
        "ways": [name for name, way in zip(learner.way_names, learner.ways, strict=True) if way in champion.ways],
        "decline_reasons": Match.DeclineReason.choices,
    }
    return render(request, "learners/offer.html", context)


@role_required(Role.CHAMPION)
@require_POST
def accept_offer(request, pk):
    match = get_object_or_404(answerable(request.user), pk=pk)
    if match.status != Match.Status.ACTIVE:
        try:
            match.accept(by=request.user)
        except MatchRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("my_home")
        messages.success(request, _("Thank you. This is what you need to know to begin."))
    return redirect("my_learner", match.learner_id)


@role_required(Role.CHAMPION)
@require_POST
def decline_offer(request, pk):
    match = get_object_or_404(answerable(request.user).exclude(status=Match.Status.ACTIVE), pk=pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose why it does not suit you."))
        return redirect("offer", pk)
    if match.status != Match.Status.DECLINED:
        try:
            match.decline(form.cleaned_data["reason"], by=request.user)
        except MatchRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("my_home")
    messages.success(request, _("Thank you for telling us. We ask somebody else."))
    return redirect("my_home")
