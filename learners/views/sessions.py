from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.models import AccessRecord, Role
from learners.forms.session import LogForm, PlanForm
from learners.models import Match, Progress, Session, SessionClosed
from learners.views.learner import own_match


def own_session(request, pk) -> Session:
    mine = Session.objects.shown_to(request.user).filter(match__in=Match.objects.active_of(request.user))
    return get_object_or_404(mine.select_related("match__learner", "match__champion"), pk=pk)


@role_required(Role.CHAMPION)
def log_session(request, learner_pk):
    """A session that took place and was not planned here."""
    return _log(request, own_match(request, learner_pk))


@role_required(Role.CHAMPION)
def log_planned_session(request, pk):
    """How a planned session went; also puts right one that was logged before."""
    session = own_session(request, pk)
    return _log(request, session.match, session)


def _log(request, match, session=None):
    form = LogForm(
        request.POST if request.method == "POST" else None,
        instance=session,
        match=match,
        user=request.user,
        progress=Progress.of(match.learner),
    )
    if form.is_valid():
        try:
            _stored, is_new = form.log()
        except Match.DoesNotExist:
            raise Http404 from None
        if is_new:
            messages.success(request, _("Saved. Thank you."))
        else:
            messages.info(request, _("This session was saved before, so nothing was added. You can correct it below."))
        return redirect("my_learner", match.learner_id)
    AccessRecord.write(request, AccessRecord.Action.VIEWED, "learner", match.learner)
    return render(request, "learners/log_session.html", {"form": form, "match": match, "session": session})


@role_required(Role.CHAMPION)
def plan_session(request, learner_pk):
    return _plan(request, own_match(request, learner_pk))


@role_required(Role.CHAMPION)
def change_session(request, pk):
    session = own_session(request, pk)
    if session.status != Session.Status.PLANNED:
        raise Http404
    return _plan(request, session.match, session)


def _plan(request, match, session=None):
    form = PlanForm(
        request.POST if request.method == "POST" else None, instance=session, match=match, user=request.user
    )
    if form.is_valid():
        try:
            form.plan()
        except Match.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Your plan is saved. Please tell your learner too."))
        return redirect("my_learner", match.learner_id)
    return render(request, "learners/plan_session.html", {"form": form, "match": match, "session": session})


@role_required(Role.CHAMPION)
@require_POST
def call_off_session(request, pk, status):
    """`status`: missed or cancelled."""
    session = own_session(request, pk)
    try:
        session.call_off(status, by=request.user)
        messages.success(request, _("Saved. Thank you."))
    except SessionClosed as refusal:
        messages.error(request, str(refusal))
    return redirect("my_learner", session.match.learner_id)
