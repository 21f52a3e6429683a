"""A demonstration account for each role, and a second editor to approve what the first wrote; one password that everybody may know."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from places.models import Organisation, OrganisationMember
from scheme.demo.recipe import Recipe

PASSWORD = "only-for-the-demonstration"  # noqa: S105
TOTP_SECRET = "DEMONSTRATIONONLYNEVERFORREALUSE"  # noqa: S105


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    name: str


SIGN_INS = [
    SignIn(Role.CHAMPION, "champion@demo.example", "Jo Uttley"),
    SignIn(Role.PARTNER, "partner@demo.example", "Nasreen Hirst"),
    SignIn(Role.EDITOR, "editor@demo.example", "Gwen Halstead"),
    SignIn(Role.EDITOR, "second-editor@demo.example", "Imran Lister"),
    SignIn(Role.LEAD, "lead@demo.example", "Marcus Oldroyd"),
    SignIn(Role.SAFEGUARDING, "safeguarding@demo.example", "Farida Kershaw"),
    SignIn(Role.ADMINISTRATOR, "admin@demo.example", "Tomasz Riley"),
]


def write_sign_ins(recipe: Recipe, accommodation: Organisation) -> dict[str, User]:
    """{role: its first user}, each with a verified address; those who need a second factor have the demonstration's."""
    users = {}
    joined = recipe.at(recipe.ago(560))
    password = make_password(PASSWORD)  # once: it is slow by design
    for sign_in in SIGN_INS:
        user = User.objects.create(email=sign_in.email, password=password, name=sign_in.name, date_joined=joined)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        user.give_role(sign_in.role)
        user.role_memberships.update(given_at=joined)
        if user.needs_second_factor:
            TOTP.activate(user, TOTP_SECRET)
            RecoveryCodes.activate(user)
        users.setdefault(sign_in.role, user)
    OrganisationMember.objects.create(organisation=accommodation, user=users[Role.PARTNER], joined_at=joined)
    return users


def demonstration_users() -> list[tuple[User, str, bool]]:
    """(user, role, has a second factor) of each sign-in that exists."""
    users = User.objects.in_bulk([sign_in.email for sign_in in SIGN_INS], field_name="email")
    factors = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user__email", flat=True))
    return [
        (users[sign_in.email], sign_in.role, sign_in.email in factors) for sign_in in SIGN_INS if sign_in.email in users
    ]
