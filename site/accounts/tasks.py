from django_tasks import task

from accounts.models import Message


@task()
def send_message(message_id: int) -> None:
    message = Message.objects.filter(pk=message_id).first()
    if message is not None:
        message.send()
