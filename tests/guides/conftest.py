import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from guides.models import HomePage


@pytest.fixture(scope="module")
def loaded_guides(django_db_setup, django_db_blocker):
    """The shipped guides, loaded once for all tests of a file: each test's own changes are undone inside."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        cache.clear()
        call_command("load_guides", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
        cache.clear()


@pytest.fixture
def site(loaded_guides, db):
    """The site as `load_guides` makes it; gives its home page."""
    return HomePage.objects.get()
