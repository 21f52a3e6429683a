"""Mails to those who look after guides: what is due, and where readers said that something is wrong."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Message, User
from guides.models import Reminder
from guides.reviewing import ToDo, to_do


def remind_owners(now: datetime.datetime) -> int:
    """Queue at most one mail for each editor; gives how many. The same is told again after a week, not before."""
    return sum(remind(person, task, now) for person, task in to_do(timezone.localdate(now)).items())


@transaction.atomic
def remind(person: User, task: ToDo, now: datetime.datetime) -> bool:
    User.objects.select_for_update().get(pk=person.pk)  # two runs at once send one mail
    last = Reminder.objects.filter(user=person).first()
    if last and last.is_enough(task.reasons, now):
        return False
    Message.queue(person.email, _("guides to look at"), "guides_to_check", {"own": task.own, "nobodys": task.nobodys})
    Reminder.objects.update_or_create(user=person, defaults={"told": sorted(task.reasons), "sent_at": now})
    return True
