"""How a role is given: a link by mail that works once and expires."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.message import Message
from accounts.models.role import Role
from accounts.models.user import User


class InvitationRefused(Exception):
    """The invitation cannot be used; the message says why, for the person who followed the link."""


class InvitationQuerySet(models.QuerySet):
    def open(self, now=None):
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now or timezone.now())

    def shown_to(self, user):
        return self.all() if user.has_role(Role.LEAD, Role.ADMINISTRATOR) else self.none()

    def from_token(self, token: str):
        return self.filter(token_hash=hash_token(token)).first()


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """An offer of one role to one person. The link's secret is stored as a hash only.

    The invited `user` exists from the start but is inactive, so that others can already point at the account (an organisation's
    partner, a champion's record); nobody can sign in to it before the link is used.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.get_role_display()} ({self.created_at:%d/%m/%Y})"

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.withdrawn_at) and self.expires_at > timezone.now()

    @classmethod
    @transaction.atomic
    def offer(cls, email: str, role: str, *, name: str = "", by: User | None = None) -> tuple["Invitation", str]:
        """Make an invitation, queue its mail, and return it with the token of its link.

        An earlier open one for the same role is withdrawn. `by` is None for the command line and for the site itself
        only. Raises PermissionDenied when `by` may not give this role, and to themselves nobody may.
        """
        if by is not None and role not in by.may_give:
            raise PermissionDenied
        now = timezone.now()
        email = User.objects.normalize_email(email.strip()).lower()
        if by is not None and by.email == email:
            raise PermissionDenied
        user, _new = User.objects.get_or_create(
            email=email, defaults={"name": name, "is_active": False, "password": make_password(None)}
        )
        user.invitations.open(now).filter(role=role).update(withdrawn_at=now)
        token = secrets.token_urlsafe(32)
        invitation = cls.objects.create(
            user=user,
            role=role,
            token_hash=hash_token(token),
            invited_by=by,
            expires_at=now + timedelta(days=settings.SCHEME_INVITATION_DAYS),
        )
        Message.queue(user.email, str(_("You are invited")), "invitation", {"invitation": invitation, "token": token})
        return invitation, token

    def withdraw(self) -> None:
        Invitation.objects.filter(pk=self.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())

    @transaction.atomic
    def accept(self) -> User:
        """Activate the user and give the role. Raises InvitationRefused when used, withdrawn or expired.

        Whoever holds the link reads the mail at that address, so the address counts as verified.
        """
        now = timezone.now()
        invitation = Invitation.objects.select_for_update(of=("self",)).select_related("user").get(pk=self.pk)
        if invitation.accepted_at:
            raise InvitationRefused(_("This invitation has been used already. Please sign in."))
        if invitation.withdrawn_at or invitation.expires_at <= now:
            raise InvitationRefused(_("This invitation has expired. Please ask for a new one."))
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
        user = invitation.user
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        user.give_role(invitation.role, by=invitation.invited_by)
        return user
