import pytest
from django.db import DatabaseError, connection


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
