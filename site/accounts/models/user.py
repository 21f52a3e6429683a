"""The people who sign in. The e-mail address is the name."""

from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.role import SECOND_FACTOR_ROLES, STAFF_ROLES, Role, RoleMembership


class UserManager(BaseUserManager["User"]):
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


class User(AbstractUser):
    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    wagtail_reference_index_ignore = True

    objects = UserManager()

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

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

    @transaction.atomic
    def give_role(self, role: str, *, by: "User | None" = None) -> RoleMembership:
        """Give `role`, with the Wagtail group that goes with it. Giving it twice changes nothing."""
        User.objects.select_for_update().get(pk=self.pk)
        membership = self.role_memberships.current().filter(role=role).first()
        if membership is None:
            membership = self.role_memberships.create(role=role, given_by=by)
        if role in STAFF_ROLES:
            self.groups.add(Group.objects.get_or_create(name=Role(role).label)[0])
        self.__dict__.pop("roles", None)
        return membership

    @transaction.atomic
    def end_role(self, role: str, *, by: "User | None" = None) -> None:
        """Take `role` away; it stops counting with the next request."""
        self.role_memberships.current().filter(role=role).update(ended_at=timezone.now(), ended_by=by)
        if role in STAFF_ROLES:
            self.groups.remove(*Group.objects.filter(name=Role(role).label))
        self.__dict__.pop("roles", None)
