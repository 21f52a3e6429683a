"""Mail is stored with the change that caused it, sent once, and tried again when the mail server fails."""

import logging
import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Invitation, Message, Role
from accounts.models.message import GIVE_UP_AFTER
from accounts.tasks import send_message

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("mail.example.org refused ada@example.org")


class Refuses(BaseEmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no such person")})


class CannotSay(BaseEmailBackend):
    def send_messages(self, messages):
        raise ValueError("ada@example.org cannot be put into a header")


@pytest.fixture
def message():
    Invitation.offer("ada@example.org", Role.CHAMPION, name="Ada Lovelace")
    return Message.objects.get()


def test_a_message_is_sent_once(message):
    for _ in range(3):
        send_message.call(message.pk)
        Message.objects.get(pk=message.pk).send()
    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
    assert "Ada" not in mail.outbox[0].subject


def test_a_message_goes_with_its_change_or_not_at_all():
    with pytest.raises(RuntimeError), transaction.atomic():
        Invitation.offer("ada@example.org", Role.CHAMPION)
        raise RuntimeError
    assert not Message.objects.exists()


@pytest.mark.parametrize("backend", ["Down", "Refuses", "CannotSay"])
def test_when_the_mail_server_fails_the_row_stays_and_the_failure_counts(message, settings, backend, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    with caplog.at_level(logging.DEBUG):
        send_message.call(message.pk)
    message.refresh_from_db()
    assert (message.sent_at, message.failures, message.claimed_at) == (None, 1, None)
    for told in (message.last_error, caplog.text):
        assert not any(private in told.lower() for private in ("ada@", "lovelace", "example.org"))


def test_the_next_try_waits_longer_each_time_and_is_left_to_the_worker(message, settings):
    from django_tasks import task_backends

    settings.EMAIL_BACKEND = f"{__name__}.Down"
    queue = task_backends["queue"]
    queue.clear()
    send_message.call(message.pk)
    (later,) = queue.results
    assert later.task.run_after > timezone.now()
    message.failures = 1
    assert message.next_try == timedelta(minutes=1)
    message.failures = 11
    assert message.next_try == timedelta(hours=6)


def test_after_many_failures_it_gives_up_and_says_so(message, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    for _ in range(GIVE_UP_AFTER + 2):
        send_message.call(message.pk)
    message.refresh_from_db()
    assert message.failures == GIVE_UP_AFTER
    out = StringIO()
    call_command("send_messages", stdout=out)
    assert "1 given up" in out.getvalue()


def test_what_a_killed_worker_left_is_sent_by_the_command(message):
    Message.objects.filter(pk=message.pk).update(claimed_at=timezone.now())
    call_command("send_messages", stdout=StringIO())
    assert not mail.outbox, "another worker may be at it"
    Message.objects.filter(pk=message.pk).update(claimed_at=timezone.now() - timedelta(minutes=11))
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 1


def test_old_sent_messages_are_cleared(message):
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - timedelta(days=31))
    call_command("send_messages", stdout=StringIO())
    assert not Message.objects.exists()


def test_the_outbox_keeps_addresses_and_text_unreadable(message):
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", text, html FROM accounts_message')
        stored = " ".join(cursor.fetchone())
    for clear in ("lovelace", "ada@", "example.org", "invitation"):
        assert clear not in stored.lower()


def test_the_command_leaves_the_waiting_between_tries_to_the_worker(message, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    for _every_minute in range(GIVE_UP_AFTER + 2):
        call_command("send_messages", stdout=StringIO())
    message.refresh_from_db()
    assert message.failures == 1
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(minutes=20))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 1, "the worker did not come back"
