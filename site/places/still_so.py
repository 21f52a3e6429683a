"""The link in a mail by which a partner says, without signing in, whether the wifi of one public venue is still so.

It is signed, for one venue and one person, and works for a month. It is made for public venues only, and stops working
when the venue is no longer public or the person no longer works for those who look after it.
"""

from datetime import timedelta

from django.core import signing

from accounts.models import User
from places.models.venue import Venue

SALT = "places.still_so"
VALID = timedelta(days=30)


def token_for(venue: Venue, user: User) -> str:
    """Raises ValueError for a venue that is not public: nothing outside may speak of it."""
    if venue.visibility != Venue.Visibility.PUBLIC:
        raise ValueError("Only a public venue may be answered for without signing in.")
    return signing.dumps([venue.code, user.pk], salt=SALT)


def venue_of(token: str) -> Venue | None:
    """The venue that the bearer may answer for now; None for any other link, whatever is wrong with it."""
    try:
        code, user_pk = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=user_pk).first()
    return Venue.objects.public().looked_after_by(user).filter(code=code).first() if user else None
