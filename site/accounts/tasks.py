import logging

from django.utils import timezone
from django_tasks import task

from accounts.models import Message

log = logging.getLogger(__name__)


@task(backend="queue")
def send_message(message_id: int) -> None:
    """Send one message from the outbox; when the mail server fails, leave the next try to the worker as well."""
    message = Message.objects.waiting().filter(pk=message_id).first()
    if message is None or message.send():
        return
    log.warning("Message %s not sent, try %s: %s", message.pk, message.failures, message.last_error)
    if Message.objects.waiting().filter(pk=message.pk).exists():
        send_message.using(run_after=timezone.now() + message.next_try).enqueue(message.pk)
