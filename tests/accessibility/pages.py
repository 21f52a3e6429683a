"""Every kind of page there is, in every state that looks different: the one table that the checks walk through."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from unittest.mock import patch

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError


def broken(fault: Exception) -> Callable[[], AbstractContextManager]:
    """While it lasts, the list of venues raises `fault`."""
    return lambda: patch("places.models.venue.VenueQuerySet.public", side_effect=fault)


@dataclass(frozen=True)
class Page:
    """`path` names records of `tests.accessibility.records` in braces; `who` is one of its people.

    `posted`: what is sent there, None for a plain visit; where that leads is followed. `during`: what is the matter then.
    `opened`: everything that opens is open.
    """

    name: str
    path: str
    who: str = "visitor"
    posted: dict[str, str] | None = None
    status: int = 200
    during: Callable[[], AbstractContextManager] = nullcontext
    opened: bool = False

    def __str__(self) -> str:
        return self.name


GUIDE = "/get-connected/join-free-wifi/"
NOTHING: dict[str, str] = {}

PUBLIC = [
    Page("home", "/"),
    Page("topic", "/get-connected/"),
    Page("guide for any device", "/stay-safe/spot-a-scam-message/"),
    Page("guide for iPhone", f"{GUIDE}iphone/"),
    Page("guide with its words open", "/talk/send-an-email/", opened=True),
    Page("guide with pictures", "/get-connected/illustrated/", opened=True),
    Page("search, nothing asked", "/search/"),
    Page("search with results", "/search/?query=wifi"),
    Page("search with a definition", "/search/?query=browser"),
    Page("search without results", "/search/?query=xylophone"),
    Page("words", "/words/"),
    Page("booklets", "/booklets/"),
    Page("booklet", "/first-steps/"),
    Page("print sheet A5", "/stay-safe/spot-a-scam-message/print/a5/"),
    Page("print sheet A4", f"{GUIDE}iphone/print/a4/"),
    Page("booklet to print", "/first-steps/print/a5/"),
    Page("share", "/g/{guide}/share/"),
    Page("feedback, thanks", "/g/{guide}/feedback/", posted={"answer": "helpful"}),
    Page("feedback, something is wrong", "/g/{guide}/feedback/", posted={"answer": "wrong"}),
    Page("feedback with a mistake", "/feedback/{tap}/", posted=NOTHING),
    Page("feedback with a sentence", "/feedback/{told}/"),
    Page("wifi", "/wifi/"),
    Page("wifi near a place", "/wifi/?place=elland&kind=library&sockets=on", opened=True),
    Page("wifi, an unknown place", "/wifi/?place=zanzibar"),
    Page("wifi, nothing found", "/wifi/?quiet=on&open=now&kind=nhs"),
    Page("wifi on a map", "/wifi/?near=53.72,-1.86&map=1"),
    Page("venue", "/wifi/{venue_code}/"),
    Page("wifi where people are housed", "/reports/wifi-where-people-live/"),
    Page("still so", "/still-so/{still_so}/"),
    Page("still so, thanks", "/still-so/{still_so}/", posted={"answer": "changed"}),
    Page("still so, a link that is used up", "/still-so/x/", status=404),
    Page("venue, share", "/wifi/{venue_code}/share/"),
    Page("poster A4", "/wifi/{venue_code}/poster/a4/"),
    Page("poster A5", "/wifi/{venue_code}/poster/a5/"),
    Page("wifi did not work", "/wifi/{venue_code}/did-not-work/", posted=NOTHING),
    Page("wifi did not work, mistake", "/wifi/told/{report}/", posted=NOTHING),
    Page("wifi did not work, a sentence", "/wifi/told/{reported}/"),
    Page("about", "/about/"),
    Page("privacy", "/privacy/"),
    Page("accessibility", "/accessibility/"),
    Page("ask for help", "/help/ask/", opened=True),
    Page("ask for help, with mistakes", "/help/ask/", posted={"contact": "12", "postcode": "x"}),
    Page("help asked", "/help/ask/thank-you/"),
    Page("become a champion", "/volunteer/", opened=True),
    Page("become a champion, with mistakes", "/volunteer/", posted={"email": "x", "phone": "x"}),
    Page("application received", "/volunteer/thank-you/"),
]

SIGN_IN = [
    Page("sign in", "/sign-in/"),
    Page("sign in, wrong password", "/sign-in/", posted={"login": "nobody@example.org", "password": "wrong"}),
    Page("ask for a code", "/sign-in/code/"),
    Page("type the code", "/sign-in/code/", "forgetful", posted={"email": "nadia@example.org"}),
    Page("type the code, wrong", "/sign-in/code/enter/", "forgetful", posted={"code": "0000-0000"}),
    Page("forgotten password", "/sign-in/password/reset/"),
    Page("forgotten password, mistake", "/sign-in/password/reset/", posted={"email": "x"}),
    Page("forgotten password, sent", "/sign-in/password/reset/sent/"),
    Page("choose a new password", "{reset}"),
    Page("a reset link that is used up", "/sign-in/password/reset/7-no-such-key/"),
    Page("new password chosen", "/sign-in/password/reset/done/"),
    Page("not active", "/sign-in/not-active/"),
    Page("invitation", "{invitation}"),
    Page("invitation that is used up", "/invitation/x/", status=404),
    Page("second step", "/sign-in/", "cautious", posted={"login": "ruth@example.org", "password": "{password}"}),
    Page("second step, wrong code", "/sign-in/second-step/", "cautious", posted={"code": "000000"}),
    Page("second step, nothing set up", "/sign-in/second-step/set-up/", "new editor"),
    Page("second step, app to set up", "/sign-in/second-step/app/", "new editor"),
    Page("second step, app with a mistake", "/sign-in/second-step/app/", "new editor", posted={"code": "1"}),
    Page("second step, all set up", "/sign-in/second-step/set-up/", "administrator"),
    Page("second step, shown again", "/sign-in/second-step/again/", "administrator"),
    Page("recovery codes to make", "/sign-in/second-step/recovery-codes/new/", "administrator"),
    Page("recovery codes", "/sign-in/second-step/recovery-codes/new/", "administrator", posted=NOTHING),
    Page("remove the app", "/sign-in/second-step/app/remove/", "administrator"),
    Page("passkeys", "/sign-in/second-step/passkeys/", "administrator"),
    Page("add a passkey", "/sign-in/second-step/passkeys/add/", "administrator"),
    Page("own account", "/sign-in/account/", "administrator"),
    Page("change password", "/sign-in/password/change/", "administrator"),
    Page("confirm that it is you", "/sign-in/confirm/", "administrator"),
    Page("sign out", "/sign-in/out/", "administrator"),
]

CHAMPION = [
    Page("my pages", "/my/", "champion"),
    Page("my pages, nothing there", "/my/", "new champion"),
    Page("my details", "/my/details/", "champion", opened=True),
    Page("my details, with mistakes", "/my/details/", "champion", posted=NOTHING, opened=True),
    Page("venues", "/my/venues/", "champion"),
    Page("offer", "/my/offers/{offer}/", "champion", opened=True),
    Page("learner", "/my/learners/{learner}/", "champion", opened=True),
    Page("end a match", "/my/learners/{learner}/end/", "champion"),
    Page("end a match, with mistakes", "/my/learners/{learner}/end/", "champion", posted=NOTHING),
    Page("whom the session was with", "/my/sessions/", "champion"),
    Page("log a session", "/my/learners/{learner}/log/", "champion", opened=True),
    Page("log a session, with mistakes", "/my/learners/{learner}/log/", "champion", posted={"day": "2199-01-01"}),
    Page("log a planned session", "/my/sessions/{overdue}/log/", "champion"),
    Page("plan a session", "/my/learners/{learner}/plan/", "champion"),
    Page("plan a session, with mistakes", "/my/learners/{learner}/plan/", "champion", posted=NOTHING),
    Page("change a plan", "/my/sessions/{planned}/", "champion"),
    Page("raise a concern", "/my/concern/", "champion"),
    Page("raise a concern, with mistakes", "/my/concern/", "champion", posted=NOTHING),
    Page("concern raised", "/my/concern/sent/", "champion"),
    Page("wifi check", "/venues/{venue}/wifi-check/", "champion", opened=True),
    Page("wifi check, with mistakes", "/venues/{venue}/wifi-check/", "champion", posted=NOTHING),
]

PARTNER = [
    Page("partner's pages", "/partner/", "partner", opened=True),
    Page("partner's pages, nothing there", "/partner/", "new partner"),
    Page("refer somebody", "/partner/refer/", "partner", opened=True),
    Page("refer somebody, with mistakes", "/partner/refer/", "partner", posted=NOTHING),
    Page("partner's venue", "/partner/venues/{venue}/", "partner", opened=True),
    Page("partner's house", "/partner/venues/{house}/", "partner", opened=True),
    Page("people who live there", "/partner/venues/{house}/people/", "partner"),
    Page("people who live there, with mistakes", "/partner/venues/{house}/people/", "partner",
         posted={"shared_computers": "x"}),
    Page("answer", "/partner/venues/{house}/requests/{request}/", "partner"),
    Page("answer, with mistakes", "/partner/venues/{house}/requests/{request}/", "partner", posted=NOTHING),
    Page("change the wifi facts", "/partner/venues/{venue}/wifi/", "partner"),
    Page("change the wifi facts, with mistakes", "/partner/venues/{venue}/wifi/", "partner", posted=NOTHING),
]  # fmt: skip

ERRORS = [
    Page("400", "/wifi/", status=400, during=broken(SuspiciousOperation())),
    Page("403", "/wifi/", status=403, during=broken(PermissionDenied())),
    Page("404", "/no-such-page/", status=404),
    Page("429", "/g/{guide}/feedback/", posted={"answer": "wrong"}, status=429,
         during=lambda: patch("guides.views.feedback.too_many", return_value=True)),
    Page("500", "/wifi/", status=500, during=broken(ValueError())),
    Page("503", "/wifi/", status=503, during=broken(OperationalError())),
    Page("a form without its token", "/help/ask/", "careful", posted=NOTHING, status=403),
]  # fmt: skip

PAGES = [*PUBLIC, *SIGN_IN, *CHAMPION, *PARTNER, *ERRORS]
