from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from champions.availability import slot_names
from learners.forms.match import DeclineForm
from learners.models import Match, MatchRefused
from learners.offering import wanted


def answer_page(request, match, form=None):
    """What is needed and no more: no name, no contact, no address."""
    AccessRecord.write(request, AccessRecord.Action.VIEWED, "learner", match.learner)
    learner, champion = match.learner, match.champion
    context = {
        "match": match,
        "learner": learner,
        "wants": wanted(learner),
        "shared_times": slot_names(match.shared_slots),
        "ways": [name for name, way in zip(learner.way_names, learner.ways, strict=True) if way in champion.ways],
        "form": form or DeclineForm(),
    }
    return render(request, "learners/offer.html", context)


def what_became_of(request, match):
    """To the learner's page after a yes; for any other offer that cannot be answered, a sentence on the first page."""
    if Match.objects.active_of(request.user).filter(pk=match.pk).exists():
        return redirect("my_learner", match.learner_id)
    if match.status == Match.Status.DECLINED:
        messages.info(request, _("You have said no to this offer. Thank you for telling us."))
    elif match.status == Match.Status.ENDED:
        messages.info(request, _("You have helped this person already. The match has ended."))
    elif match.status == Match.Status.ACTIVE or match.is_standing:
        messages.info(request, _("You cannot help anybody just now. Please get in touch with us."))
    elif match.status == Match.Status.EXPIRED and match.decided_at:
        messages.info(request, _("We have taken this offer back. You need not do anything."))
    else:
        messages.info(request, _("This offer is no longer open: the time to answer is over. You need not do anything."))
    return redirect("my_home")


@role_required(Role.CHAMPION)
def offer(request, pk):
    match = get_object_or_404(Match.objects.made_to(request.user), pk=pk)
    open_offers = Match.objects.offers_to(request.user).select_related("learner__area", "champion")
    standing = open_offers.filter(pk=pk).first()
    return answer_page(request, standing) if standing else what_became_of(request, match)


@role_required(Role.CHAMPION)
@require_POST
def accept_offer(request, pk):
    match = get_object_or_404(Match.objects.made_to(request.user), pk=pk)
    if not Match.objects.offers_to(request.user).filter(pk=pk).exists():
        return what_became_of(request, match)
    try:
        match.accept(by=request.user)
    except MatchRefused as refusal:
        match.refresh_from_db()
        if match.status != Match.Status.OFFERED:  # the other of two taps was quicker
            return what_became_of(request, match)
        messages.error(request, str(refusal))
        return redirect("my_home")
    messages.success(request, _("Thank you. This is what you need to know to begin."))
    return redirect("my_learner", match.learner_id)


@role_required(Role.CHAMPION)
@require_POST
def decline_offer(request, pk):
    match = get_object_or_404(Match.objects.made_to(request.user), pk=pk)
    open_offers = Match.objects.offers_to(request.user).select_related("learner__area", "champion")
    standing = open_offers.filter(pk=pk).first()
    if standing is None:
        return what_became_of(request, match)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return answer_page(request, standing, form)
    try:
        standing.decline(form.cleaned_data["reason"], by=request.user, note=form.cleaned_data["note"])
    except MatchRefused:
        match.refresh_from_db()
        return what_became_of(request, match)
    messages.success(request, _("Thank you for telling us. We ask somebody else."))
    return redirect("my_home")
