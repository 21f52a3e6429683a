from django.contrib import messages
from django.db.models import Max, Min, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import Role
from champions.models import Champion, OnboardingStep
from learners.models import Match, MatchRefused, Progress, Session

WARN_DAYS = 60


def own_champion(user) -> Champion | None:
    return Champion.objects.shown_to(user).filter(user=user).first()


def own_matches(user):
    """Active matches with the times of the last and next meeting, and the skills practised."""
    now = timezone.now()
    held = Q(sessions__status=Session.Status.HELD)
    to_come = Q(sessions__status=Session.Status.PLANNED, sessions__starts_at__gte=now)
    return (
        Match.objects.active_of(user)
        .select_related("learner")
        .annotate(last_at=Max("sessions__starts_at", filter=held), next_at=Min("sessions__starts_at", filter=to_come))
        .order_by("learner__preferred_name", "pk")
    )


@role_required(Role.CHAMPION)
def my_home(request):
    user = request.user
    champion = own_champion(user)
    steps = OnboardingStep.objects.filter(champion=champion)
    matches = list(own_matches(user))
    progress = Progress.of_each([match.learner for match in matches])
    context = {
        "champion": champion,
        "offers": Match.objects.offers_to(user).select_related("learner__area"),
        "matches": [(match, progress[match.learner_id]) for match in matches],
        "to_log": Session.objects.filter(match__in=matches)
        .overdue()
        .select_related("match__learner")
        .order_by("starts_at"),
        "expiring": steps.expiring(WARN_DAYS).order_by("renew_by"),
        "run_out": steps.overdue().order_by("renew_by"),
    }
    return render(request, "learners/my_home.html", context)


@role_required(Role.CHAMPION)
def choose_learner(request):
    """Whom the session was with; with one learner there is nothing to choose."""
    matches = list(own_matches(request.user))
    if len(matches) == 1:
        return redirect("log_session", matches[0].learner_id)
    return render(request, "learners/choose_learner.html", {"matches": matches})


@role_required(Role.CHAMPION)
@require_POST
def take_a_break(request):
    champion = get_object_or_404(Champion.objects.shown_to(request.user), user=request.user)
    try:
        Match.pause(champion)
        messages.success(request, _("You are on a break. We offer you nobody until you come back."))
    except MatchRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("my_home")


@role_required(Role.CHAMPION)
@require_POST
def come_back(request):
    champion = get_object_or_404(Champion.objects.shown_to(request.user), user=request.user)
    if champion.come_back():
        messages.success(request, _("Welcome back."))
    return redirect("my_home")
