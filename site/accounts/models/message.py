"""The outbox: what must reach somebody, stored in the transaction of the change that caused it, sent by the worker."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.encryption import EncryptedTextField


class Message(models.Model):
    """One e-mail. Address and text are encrypted; the subject never names anybody."""

    to = EncryptedTextField()
    subject = models.CharField(max_length=150)
    text = EncryptedTextField()
    html = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["created_at"]

    def __str__(self):
        return self.subject

    @classmethod
    def queue(cls, to: str, subject: str, template: str, context: dict | None = None) -> "Message":
        """Store the mail rendered from `templates/mail/<template>.txt` (and `.html`) and leave it to the worker."""
        from accounts.tasks import send_message

        context = {"scheme_name": settings.SCHEME_NAME, "base_url": settings.BASE_URL, **(context or {})}
        message = cls.objects.create(
            to=to,
            subject=" ".join(str(subject).split()),
            text=render_to_string(f"mail/{template}.txt", context).strip() + "\n",
            html=render_to_string(
                "mail/wrapper.html", context | {"text": render_to_string(f"mail/{template}.txt", context)}
            ),
        )
        send_message.enqueue(message.pk)
        return message

    def send(self) -> None:
        """Send once; a message already sent is left alone."""
        if self.sent_at:
            return
        mail = EmailMultiAlternatives(f"{settings.SCHEME_NAME}: {self.subject}", self.text, None, [self.to])
        if self.html:
            mail.attach_alternative(self.html, "text/html")
        mail.send()
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])
