from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from learners.forms.match import EndMatchForm
from learners.models import Learner, Match, MatchRefused, Progress, Session
from learners.visits import venues_shown_to

SESSIONS_SHOWN = 20


def own_match(request, learner_pk) -> Match:
    """The active match of who asks with this learner, or 404; its learner comes from what is shown to them."""
    learner = get_object_or_404(Learner.objects.shown_to(request.user), pk=learner_pk)
    return get_object_or_404(
        Match.objects.active_of(request.user).select_related("learner", "champion"), learner=learner
    )


@role_required(Role.CHAMPION)
def my_learner(request, pk):
    match = own_match(request, pk)
    learner = match.learner
    AccessRecord.write(request, AccessRecord.Action.VIEWED, "learner", learner)
    sessions = match.sessions.select_related("venue").prefetch_related("outcomes")
    context = {
        "match": match,
        "learner": learner,
        "home": venues_shown_to(request.user).filter(pk=learner.accommodation_id).first(),
        "skills": Progress.of(learner).by_skill(learner),
        "to_come": sessions.planned().order_by("starts_at"),
        "past": sessions.exclude(status=Session.Status.PLANNED)[:SESSIONS_SHOWN],
    }
    return render(request, "learners/my_learner.html", context)


@role_required(Role.CHAMPION)
def end_match(request, pk):
    match = own_match(request, pk)
    form = EndMatchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            match.end(told["reason"], by=request.user, note=told["note"], learner_waits=told["learner_waits"])
            messages.success(request, _("The match has ended. Thank you for all your help."))
        except MatchRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("my_home")
    return render(request, "learners/end_match.html", {"form": form, "learner": match.learner})
