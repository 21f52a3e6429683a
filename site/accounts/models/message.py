"""The outbox: what must reach somebody, stored in the transaction of the change that caused it, sent by the worker."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise

from accounts.encryption import EncryptedTextField
from accounts.models.appearance import Appearance

CLAIM = timedelta(minutes=10)
"""How long one worker keeps a message to itself; after that it is taken to have died."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = 12  # tries: about a day and a half


class InLanguage(NamedTuple):
    """A text with the code of its language and its direction, ltr or rtl: what mail programs and screen readers must be told."""

    code: str
    direction: str
    text: str


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Not sent, and still tried."""
        return self.filter(sent_at=None, failures__lt=GIVE_UP_AFTER)

    def given_up(self):
        return self.filter(sent_at=None, failures__gte=GIVE_UP_AFTER)

    def unclaimed(self, now=None):
        before = (now or timezone.now()) - CLAIM
        return self.filter(models.Q(claimed_at=None) | models.Q(claimed_at__lt=before))

    def shown_to(self, user):
        """Nobody reads other people's post: the outbox has no screen."""
        return self.none()


class Message(models.Model):
    """One e-mail. Address and text are encrypted; the subject never names anybody."""

    to = EncryptedTextField()
    subject = models.CharField(max_length=150)
    text = EncryptedTextField()
    html = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(
        max_length=200, blank=True, help_text="The kind of fault only: no names, no addresses."
    )

    wagtail_reference_index_ignore = True
    objects = MessageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["created_at"]

    def __str__(self):
        return self.subject

    @classmethod
    def queue(
        cls,
        to: str,
        subject: str | Promise,
        template: str,
        context: dict | None = None,
        *,
        also: InLanguage | None = None,
        urgent: bool = False,
    ) -> "Message":
        """Store the mail rendered from `templates/mail/<template>.txt` and leave it to the worker.

        `also` stands above it, in the reader's own language. An urgent one (somebody sits and waits for a code) goes before the others.
        """
        from accounts.tasks import send_message

        look = Appearance.current()
        context = {
            "scheme_name": look.scheme_name,
            "palette": look.palette,
            "base_url": settings.BASE_URL,
            **(context or {}),
        }
        text = str(render_to_string(f"mail/{template}.txt", context))
        html = render_to_string("mail/wrapper.html", context | {"text": text, "also": also})
        if also:
            text = f"{also.text}\n\n{'-' * 20}\n\n{text}"
        message = cls.objects.create(
            to=to,
            subject=" ".join(str(subject).split()),
            text=text.strip() + "\n",
            html=html,
        )
        send_message.using(priority=50 if urgent else 0).enqueue(message.pk)
        return message

    def send(self) -> bool:
        """Send once. False when the mail server could not be reached or refused: the row stays, to be tried again.

        The claim is one conditional UPDATE, so two workers never send the same row; one that is killed while it sends
        leaves a claim that runs out, and then the message may go twice, but it is never lost.
        """
        now = timezone.now()
        if not Message.objects.waiting().unclaimed(now).filter(pk=self.pk).update(claimed_at=now):
            return True
        mail = EmailMultiAlternatives(f"{Appearance.current().scheme_name}: {self.subject}", self.text, None, [self.to])
        if self.html:
            mail.attach_alternative(self.html, "text/html")
        try:
            mail.send()
        except Exception as error:  # mostly OSErrors, as smtplib's are; whichever, its text may hold the address
            code = getattr(error, "smtp_code", "")
            self.failures += 1
            self.last_error = f"{type(error).__name__} {code}".strip()
            self.claimed_at = None
            self.save(update_fields=["failures", "last_error", "claimed_at"])
            return False
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])
        return True

    @property
    def has_failed(self) -> bool:
        """Given up: it never arrived."""
        return self.sent_at is None and self.failures >= GIVE_UP_AFTER

    @property
    def next_try(self) -> timedelta:
        """How long to wait after the last failure: one minute, two, four … six hours at most."""
        return wait_after(self.failures)

    def is_left_behind(self, now) -> bool:
        """Not tried yet, or the worker should have tried again by `now`: else cron would use up all tries in an hour."""
        waits = sum((wait_after(failures) for failures in range(1, self.failures + 1)), timedelta())
        return not self.failures or self.created_at + waits + CLAIM <= now


def wait_after(failures: int) -> timedelta:
    return min(FIRST_WAIT * 2 ** max(failures - 1, 0), LONGEST_WAIT)
