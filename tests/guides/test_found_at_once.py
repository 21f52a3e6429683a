"""What was published is found by the next reader, whether a background worker runs or not."""

import pytest
from django.conf import settings

from accounts.tasks import send_message
from guides.models import GuidePage, TopicPage

pytestmark = pytest.mark.django_db


def test_a_page_that_was_just_published_is_found_with_no_worker_running(client, site):
    topic = TopicPage.objects.get(slug="talk")
    guide = topic.add_child(
        instance=GuidePage(title="Knit a zebra", slug="zebra", what_you_will_do="Wool.", live=False)
    )
    assert "Knit a zebra" not in client.get("/search/?query=zebra").text
    guide.save_revision().publish()
    assert "Knit a zebra" in client.get("/search/?query=zebra").text
    guide.title = "Knit a giraffe"
    guide.save_revision().publish()
    assert "Knit a giraffe" in client.get("/search/?query=giraffe").text
    assert "Knit a giraffe" not in client.get("/search/?query=zebra+giraffe").context["page_of_results"]


def test_mail_waits_for_the_worker():
    assert send_message.backend == "queue"
    assert "queue" in settings.TASKS
