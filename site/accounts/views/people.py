"""The Accounts screen in the Wagtail admin: who has an account and which role; invite, end, send again.

Wagtail's own user and group screens are shut (accounts.urls): this is the only way to give a role.
"""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import role_required
from accounts.forms import InvitationForm, PeopleFilter
from accounts.models import HELD_BY_RECORD, AccessRecord, Invitation, Role, RoleMembership, User
from accounts.second_factor import FACTORS

for_managers = role_required(Role.LEAD, Role.ADMINISTRATOR)
proven = reauthentication_required(allow_get=True)
PER_PAGE = 50


def _accounts(request):
    """Everybody this person may see, with what the list shows of them, in a fixed number of queries."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return (
        User.objects.shown_to(request.user)
        .annotate(has_factor=Exists(factors))
        .prefetch_related(
            Prefetch("role_memberships", RoleMembership.objects.current().order_by("role"), to_attr="held"),
            Prefetch("invitations", Invitation.objects.open().select_related("invited_by"), to_attr="open_invitations"),
        )
        .order_by("name", "email")
    )


@for_managers
@require_safe
def index(request):
    search = PeopleFilter(request.GET)
    search.is_valid()  # what does not fit is left out, and said beside its field
    wanted = search.cleaned_data
    people = _accounts(request).matching(wanted.get("q", ""))
    if wanted.get("role"):
        people = people.with_role(wanted["role"])
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "accounts/index.html", {"page": page, "search": search})


@for_managers
@require_safe
def person(request, pk: int):
    account = get_object_or_404(_accounts(request), pk=pk)
    spells = account.role_memberships.select_related("given_by", "ended_by")
    may_end = request.user.may_give - HELD_BY_RECORD
    context = {"account": account, "spells": spells, "may_give": request.user.may_give, "may_end": may_end}
    return render(request, "accounts/person.html", context)


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
@proven
def invite(request):
    form = InvitationForm(request.POST or None, by=request.user, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        invitation, _token = Invitation.offer(data["email"], data["role"], name=data["name"], by=request.user)
        messages.success(request, _("The invitation is on its way."))
        return redirect("accounts_person", invitation.user_id)
    return render(request, "accounts/invite.html", {"form": form})


@for_managers
@require_POST
@proven
def end_role(request, pk: int):
    account = get_object_or_404(_accounts(request), pk=pk)
    role = request.POST.get("role", "")
    if account == request.user or role in HELD_BY_RECORD:
        raise PermissionDenied
    account.end_role(role, by=request.user)
    messages.success(request, _("The role has ended."))
    return redirect("accounts_person", pk)


@for_managers
@require_POST
@proven
def change_invitation(request, pk: int):
    """Send an open invitation again, under a new link, or take it back."""
    invitation = get_object_or_404(Invitation.objects.shown_to(request.user).open(), pk=pk)
    if invitation.role not in request.user.may_give:
        raise PermissionDenied
    if "withdraw" in request.POST:
        invitation.withdraw()
        messages.success(request, _("The invitation is taken back."))
    else:
        Invitation.offer(invitation.user.email, invitation.role, by=request.user)
        messages.success(request, _("A new invitation is on its way. The old link no longer works."))
    return redirect("accounts_person", invitation.user_id)


@role_required(Role.ADMINISTRATOR)
@require_POST
@proven
def reset_second_step(request, pk: int):
    """For somebody whose phone is lost. They are signed out everywhere and set a new one up when they next sign in."""
    account = get_object_or_404(_accounts(request), pk=pk)
    if account == request.user:
        raise Http404
    account.authenticator_set.all().delete()
    account.end_sessions()
    AccessRecord.write(request, AccessRecord.Action.CHANGED, "second step", account.pk)
    messages.success(request, _("The second step is taken away."))
    return redirect("accounts_person", pk)
