"""Where people arrive after they sign in."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.models import STAFF_ROLES, Role, User


def homes(user: User) -> list[tuple[str, str]]:
    """The (title, address) of each place that this person's roles open."""
    places = [
        (_("The scheme's office"), "wagtailadmin_home", STAFF_ROLES),
        (_("My learners"), "my_home", {Role.CHAMPION}),
        (_("My organisation"), "partner_home", {Role.PARTNER}),
    ]
    found = []
    for title, name, roles in places:
        if user.has_role(*roles):
            try:
                found.append((title, reverse(name)))
            except NoReverseMatch:  # an app above us that is not installed
                continue
    return found


def landing_url(user: User, *, account_page: bool = False) -> str:
    """The one home of somebody with one; for several, or none, the account page, which offers the choice."""
    open_homes = homes(user)
    if len(open_homes) == 1 and not account_page:
        return open_homes[0][1]
    return reverse("account_home")
