"""Who hears, and how, that a champion said yes: the learner by mail, else the worker who referred them, else a lead tells them."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Appearance, InLanguage, Message, Role
from champions.forms.contact import is_email
from learners.models.learner import Learner
from learners.models.referral import Referral
from learners.own_language import WORDS, Words, english


class Told(models.TextChoices):
    LEARNER = "learner", gettext_lazy("The learner, by mail")
    REFERRER = "referrer", gettext_lazy("Who referred them, by mail")
    TO_DO = "to_do", gettext_lazy("Nobody yet: please tell them")
    BY_LEAD = "by_lead", gettext_lazy("The learner, by us")


class ToSay(NamedTuple):
    """The same thing in English, and in a language of the learner's when there is one."""

    english: InLanguage
    own: InLanguage | None
    words: Words | None
    language: str


def tell_of_champion(learner: Learner) -> tuple[str, Message | None]:
    """Queue the mail, in the transaction of the acceptance, and say whom it goes to. Without an address that may be used: TO_DO.

    Without a day of agreement nobody is mailed. No mail says who the champion is, or where anybody lives.
    """
    referral = learner.referrals.filter(status=Referral.Status.ACCEPTED).select_related("made_by").first()
    if not learner.consent_on:
        return Told.TO_DO, None
    if is_email(learner.contact) and not _same(learner.contact, referral):
        said = to_say(learner, by_mail=True)
        subject = f"{said.words.subject} – {english().subject}" if said.words else english().subject
        context: dict = {
            "said": said.english.text,
            "in_own": said.own,
            "is_checked": said.words and said.words.checked_by,
        }
        return Told.LEARNER, Message.queue(learner.contact, subject, "champion_found", context, also=said.own)
    worker = worker_to_mail(referral) if referral else ""
    if worker and referral:
        context = {
            "referral": referral,
            "initial": referral.preferred_name.strip()[:1],
            "who": "volunteer" if learner.contact_is_shared else "us" if learner.contact else "us, through you",
            "reach": _reach(),
        }
        return Told.REFERRER, Message.queue(
            worker, _("Somebody you referred has a champion"), "champion_found_worker", context
        )
    return Told.TO_DO, None


def worker_to_mail(referral: Referral) -> str:
    """The address of the worker who referred, or "". A partner who may no longer see the referral gets no mail about it."""
    if referral.source != Referral.Source.WORKER:
        return ""
    user = referral.made_by
    if user and user.has_role(Role.PARTNER) and Referral.objects.shown_to(user).filter(pk=referral.pk).exists():
        return user.email
    if user and user.email.lower() == referral.referrer_contact.lower():
        return ""
    return referral.referrer_contact if is_email(referral.referrer_contact) else ""


def to_say(learner: Learner, *, by_mail: bool) -> ToSay:
    """The words, in a language the learner reads (by mail; if we know of none, one they speak) or speaks (on the phone)."""
    how: dict = {"they_contact": learner.contact_is_shared, "reach": _reach()}
    languages = (by_mail and list(learner.reads.all())) or learner.speaks.all()
    language = next((each for each in languages if each.code in WORDS), None)
    if language is None:
        return ToSay(english().text(**how), None, None, "")
    words = WORDS[language.code]
    return ToSay(english().text(**how), words.text(**how), words, language.name)


def _reach() -> list[str]:
    look = Appearance.current()
    return [each for each in (look.scheme_phone, look.scheme_email) if each]


def _same(contact: str, referral: Referral | None) -> bool:
    """Whoever asked for somebody else gave their own address for both: they get the mail that is meant for them."""
    if referral is None or referral.source == Referral.Source.SELF:
        return False
    return contact.strip().lower() == referral.referrer_contact.strip().lower()
