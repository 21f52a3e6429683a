import pytest
from django.core.handlers.wsgi import WSGIHandler

from guides.models import Generation
from scheme.copies import Copies
from tests.copies.asking import Counting
from tests.guides.conftest import loaded_guides, site

__all__ = ["loaded_guides", "site"]


class Inside:
    """Reads the generation through the test's own transaction, which nobody outside can see."""

    def current(self):
        return Generation.objects.current()

    def forget(self):
        pass


@pytest.fixture
def ready(site):
    """The whole site behind copies; `ready.application.asked` says how many pages were built."""
    copies = Copies(Counting(WSGIHandler()), watch=Inside())
    yield copies
    with copies.views.lock:
        copies.views.counts.clear()
    if copies.views.timer:
        copies.views.timer.cancel()
