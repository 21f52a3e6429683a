"""The people who sign in. The e-mail address is the name."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.role import MAY_GIVE, SECOND_FACTOR_ROLES, STAFF_ROLES, Role, RoleMembership
from accounts.permissions import group_for


class UserQuerySet(models.QuerySet):
    def matching(self, words: str):
        """Those whose name or address contains every word."""
        found = self
        for word in words.replace("\x00", "").split()[:10]:
            found = found.filter(models.Q(name__icontains=word) | models.Q(email__icontains=word))
        return found

    def with_role(self, role: str):
        return self.filter(role_memberships__in=RoleMembership.objects.current().filter(role=role))

    def shown_to(self, user):
        """Accounts are looked after by leads and administrators; everybody else sees their own."""
        if user.has_role(Role.LEAD, Role.ADMINISTRATOR):
            return self.all()
        return self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """A user without any role. `password=None` gives one who signs in by code, passkey or invitation only."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """For Django's `createsuperuser`. It gives no role, so it opens no personal data: use `invite` instead."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of pictures: Wagtail's has no types
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    session_generation = models.PositiveIntegerField(
        default=0, editable=False, help_text="Raised to end every session that was begun before."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]
    wagtail_reference_index_ignore = True

    objects = UserManager()  # type: ignore[misc]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

    def _get_session_auth_hash(self, secret=None):
        # Django's own counts the password only; here a new or lost second factor ends other sessions too.
        value = f"{self.password}|{self.session_generation}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """Sign this person out everywhere. A view that wants to keep its own calls `update_session_auth_hash` after."""
        User.objects.filter(pk=self.pk).update(session_generation=models.F("session_generation") + 1)
        self.refresh_from_db(fields=["session_generation"])

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held now. Read once a request: a fresh request sees a fresh user."""
        return frozenset(self.role_memberships.current().values_list("role", flat=True))

    def has_role(self, *roles: str) -> bool:
        """True when the user is active and holds any of `roles`. A safeguarding lead is also a scheme lead."""
        if not self.is_active:
            return False
        held = self.roles
        if Role.SAFEGUARDING in held:
            held = held | {Role.LEAD}
        return not held.isdisjoint(roles)

    @property
    def is_lead(self) -> bool:
        return self.has_role(Role.LEAD)

    @property
    def is_safeguarding_lead(self) -> bool:
        return self.has_role(Role.SAFEGUARDING)

    @property
    def needs_second_factor(self) -> bool:
        return not self.roles.isdisjoint(SECOND_FACTOR_ROLES)

    @property
    def works_in_admin(self) -> bool:
        return self.has_role(*STAFF_ROLES)

    @property
    def may_give(self) -> frozenset[str]:
        """The roles that this person may give to others, and end."""
        held = {role for role in MAY_GIVE if self.has_role(role)}
        return frozenset().union(*(MAY_GIVE[role] for role in held))

    @transaction.atomic
    def give_role(self, role: str, *, by: "User | None" = None) -> RoleMembership:
        """Give `role`, with the Wagtail group that goes with it. Giving it twice changes nothing."""
        User.objects.select_for_update().get(pk=self.pk)
        membership = self.role_memberships.current().filter(role=role).first()
        if membership is None:
            membership = self.role_memberships.create(role=role, given_by=by)
        if role in STAFF_ROLES:
            self.groups.add(group_for(role))
        self.__dict__.pop("roles", None)
        return membership

    @transaction.atomic
    def end_role(self, role: str, *, by: "User | None" = None) -> None:
        """Take `role` away; it stops counting with the next request.

        Anybody may lay down their own; raises PermissionDenied when `by` is another who may not end it.
        """
        if by is not None and by != self and role not in by.may_give:
            raise PermissionDenied
        now = timezone.now()
        self.role_memberships.current().filter(role=role).update(ended_at=now, ended_by=by)
        self.invitations.open(now).filter(role=role).update(withdrawn_at=now)  # no link of an earlier day gives it back
        if role in STAFF_ROLES:
            self.groups.remove(group_for(role))
        self.__dict__.pop("roles", None)
