from datetime import timedelta

from django.utils import timezone

from tests.factories import SessionFactory


def test_a_planned_session_whose_time_has_passed_says_what_it_waits_for(lead_client):
    now = timezone.now()
    SessionFactory(status="planned", starts_at=now - timedelta(hours=1))
    page = lead_client.get("/admin/scheme/sessions/").text
    assert "To write down" in page
    SessionFactory._meta.model.objects.update(starts_at=now + timedelta(hours=1))
    assert "To write down" not in lead_client.get("/admin/scheme/sessions/").text
