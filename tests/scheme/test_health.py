import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from places.models import Venue


@pytest.mark.django_db
def test_a_site_that_works_says_so(client):
    assert client.get("/health/").status_code == 200


def test_a_site_whose_database_is_away_says_503_and_nothing_more(client, monkeypatch):
    def away():
        raise DatabaseError("password of the database")

    monkeypatch.setattr(connection, "cursor", away)
    response = client.get("/health/")
    assert response.status_code == 503
    assert b"password" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "status"), [(OperationalError("secret.example"), 503), (ValueError("secret"), 500)])
def test_a_page_without_its_database_says_when_to_come_back_and_a_fault_of_ours_does_not(monkeypatch, fault, status):
    def fail(*args):
        raise fault

    monkeypatch.setattr(type(Venue.objects), "public", fail)
    response = Client(raise_request_exception=False).get("/wifi/")
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)
    assert "secret" not in response.text
    assert "What you can do now" in response.text
