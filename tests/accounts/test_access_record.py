"""Who looked at whose record is written down, and what is written stays."""

import pytest
from django.db import transaction

from accounts.models import AccessRecord, Role
from accounts.models.access_record import AppendOnly
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(rf):
    request = rf.get("/somewhere/")
    request.user, request.resolver_match = UserFactory(roles=[Role.LEAD]), None
    return AccessRecord.write(request, AccessRecord.Action.VIEWED, "learner", "L-00001")


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.save(),
        lambda record: record.delete(),
        lambda record: AccessRecord.objects.all().delete(),
        lambda record: AccessRecord.objects.update(reference=""),
        lambda record: AccessRecord.objects.filter(pk=record.pk).update(user=None),
        lambda record: AccessRecord.objects.bulk_update([record], ["reference"]),
        lambda record: AccessRecord.objects.update_or_create(pk=record.pk, defaults={"reference": "x"}),
    ],
)
def test_a_record_is_never_changed_or_deleted(record, change):
    with pytest.raises(AppendOnly), transaction.atomic():
        change(record)
    assert AccessRecord.objects.get().reference == "L-00001"


def test_a_record_outlives_its_user(record):
    record.user.delete()
    assert AccessRecord.objects.count() == 1


def test_leads_see_the_records_and_others_do_not(record):
    assert AccessRecord.objects.shown_to(UserFactory(roles=[Role.SAFEGUARDING])).count() == 1
    for role in (Role.CHAMPION, Role.PARTNER, Role.EDITOR, Role.ADMINISTRATOR):
        assert not AccessRecord.objects.shown_to(UserFactory(roles=[role])).exists()
