"""What a lead does about an offer that came to nothing, and about a learner who has not heard yet that somebody said yes."""

from django.utils.translation import gettext as _

from learners.models import Match
from learners.models.telling import Told, to_say


def advice(match: Match) -> str:
    """One sentence about the champion; whom to ask instead is a button beside it."""
    if match.status == Match.Status.DECLINED:
        return {
            Match.DeclineReason.FULL: _("Ask the champion how many learners suit them, and change it on their page."),
            Match.DeclineReason.TIMES: _("Ask the champion which times suit them, and change them on their page."),
            Match.DeclineReason.FAR: _("Ask the champion how far they travel, and change it on their page."),
            Match.DeclineReason.LANGUAGE: _("Check with the champion which languages they speak, and how well."),
            Match.DeclineReason.KNOWN: _("Nothing needs to change: the two are not suggested to each other again."),
        }.get(Match.DeclineReason(match.decline_reason), _("Ring the champion if their reason leaves you unsure."))
    if match.decided_at:
        return _("The offer was taken back. The learner waits, from the same day as before.")
    return _(
        "Ring the champion: did the mail reach them, and do they still want to help? Until you know, ask somebody else."
    )


def came_to_nothing(learner) -> dict | None:
    """The learner's last offer, if it came to nothing and they still wait, with what to do."""
    match = Match.objects.came_to_nothing().filter(learner=learner).select_related("champion").first()
    return {"match": match, "advice": advice(match)} if match else None


def to_tell(match: Match | None) -> dict | None:
    """How to reach a learner we have to get in touch with, why, and the words for it; None when there is nothing to do."""
    if match is None or not Match.objects.to_tell().filter(pk=match.pk).exists():
        return None
    learner, mail = match.learner, match.told_by_mail
    asked_by = learner.referrals.exclude(referrer_name="").first()
    return {
        "match": match,
        "mail_came_back": mail is not None and mail.has_failed,
        "is_told": match.told != Told.TO_DO and not (mail and mail.has_failed),
        "has_agreed": learner.consent_on is not None,
        "contact": learner.contact,
        "asked_by": asked_by,
        "said": to_say(learner, by_mail=False),
    }
