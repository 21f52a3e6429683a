"""Draft, review, published: one editor asks, another looks, and the mail server may be down meanwhile."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, Task, Workflow, WorkflowPage

from accounts.models import Message, Role
from accounts.tasks import send_message
from guides.models import GuidePage
from guides.workflow import NAME, WAGTAILS_OWN, remove_review, set_up_review
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(site):
    set_up_review()
    return GuidePage.objects.get(slug="join-free-wifi")


@pytest.fixture
def author():
    return UserFactory(email="author@example.org", roles=[Role.EDITOR])


@pytest.fixture
def reviewer():
    return UserFactory(email="reviewer@example.org", roles=[Role.EDITOR])


def submit(guide, author):
    """A changed title, sent to review."""
    guide.title = "Join wifi for nothing"
    guide.save_revision(user=author)
    guide.get_workflow().start(guide, author)


def decide(guide, reviewer, action: str, **values):
    task = GuidePage.objects.get(pk=guide.pk).current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, action, task.pk])
    return signed_in(reviewer).post(path, values)


def test_every_guide_is_reviewed_by_the_editors(guide):
    workflow = guide.get_workflow()
    assert workflow.name == NAME
    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == ["Guide editors"]


def test_wagtails_own_workflow_which_asks_nobody_is_out_of_the_way(guide):
    assert not Workflow.objects.active().filter(name=WAGTAILS_OWN).exists()
    assert not Task.objects.active().filter(name=WAGTAILS_OWN).exists()


def test_setting_it_up_twice_changes_nothing(guide):
    set_up_review()
    assert Workflow.objects.filter(name=NAME).count() == Task.objects.filter(name=NAME).count() == 1
    assert guide.get_workflow().workflow_tasks.count() == 1


def test_a_workflow_that_the_site_has_chosen_stays(guide):
    own = Workflow.objects.create(name="Three pairs of eyes")
    WorkflowPage.objects.filter(page=Page.get_first_root_node()).update(workflow=own)
    set_up_review()
    assert guide.get_workflow() == own


def test_it_can_be_taken_back(guide):
    remove_review()
    assert guide.get_workflow().name == WAGTAILS_OWN and guide.get_workflow().active
    assert not Workflow.objects.filter(name=NAME).exists() and not Task.objects.filter(name=NAME).exists()
    set_up_review()
    assert guide.get_workflow().name == NAME


def test_the_editor_offers_to_submit_and_to_publish_alone(guide, author):
    text = signed_in(author).get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).text
    assert f"Submit to {NAME}" in text and 'name="action-publish"' in text


def test_the_others_are_asked_by_mail_and_approving_publishes(guide, author, reviewer, client):
    submit(guide, author)
    (asked,) = Message.objects.all()
    assert (asked.to, asked.subject) == ("reviewer@example.org", "a guide waits for your eyes")
    assert "Join wifi for nothing" in asked.text and f"/admin/pages/{guide.pk}/edit/" in asked.text
    assert "Join wifi for nothing" not in client.get(guide.url).text
    decide(guide, reviewer, "approve")
    assert "Join wifi for nothing" in client.get(guide.url).text
    told = Message.objects.exclude(pk=asked.pk).get()
    assert (told.to, told.subject) == ("author@example.org", "your changes are published")


def test_what_is_sent_back_says_why_and_is_not_published(guide, author, reviewer, client):
    submit(guide, author)
    decide(guide, reviewer, "reject", comment="Step 2 is “Tap”, & not “Click”.")
    told = Message.objects.latest("pk")
    assert told.to == "author@example.org" and "Step 2 is “Tap”, & not “Click”." in told.text
    assert "Join wifi for nothing" not in client.get(guide.url).text


def test_there_is_one_mail_and_it_wears_our_look(guide, author, reviewer):
    submit(guide, author)
    assert mail.outbox == []  # none of Wagtail's own
    send_message.call(Message.objects.get().pk)
    (sent,) = mail.outbox
    assert "We never ask for a password by e-mail." in sent.alternatives[0][0]


def test_a_mail_server_that_is_down_stops_nobodys_review(guide, author, reviewer, settings, client):
    settings.EMAIL_BACKEND = "tests.accounts.test_outbox.Down"
    submit(guide, author)
    decide(guide, reviewer, "approve")
    assert "Join wifi for nothing" in client.get(guide.url).text


def test_no_superuser_is_asked_who_is_no_editor(guide, author):
    UserFactory(is_superuser=True)
    submit(guide, author)
    assert not Message.objects.exists()


def test_a_lead_cannot_approve(guide, author):
    submit(guide, author)
    decide(guide, UserFactory(roles=[Role.LEAD]), "approve")
    assert GuidePage.objects.get(pk=guide.pk).title == "Join free wifi"


def test_reports_that_tell_an_editor_nothing_are_not_offered(guide, author):
    text = signed_in(author).get("/admin/").text
    assert "Site history" in text and "Guides to check" in text
    assert not any(name in text for name in ("Aging pages", "Page types usage", "Workflow tasks"))
