import pytest

from accounts.models import Role
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
BANNER = "The people and places here are made up"


@pytest.mark.parametrize("path", ["/wifi/", "/sign-in/", "/help/ask/", "/no-such-page/"])
def test_every_public_page_of_a_demonstration_says_so(client, settings, path):
    settings.SCHEME_DEMO = True
    assert BANNER in client.get(path).content.decode()
    settings.SCHEME_DEMO = False
    assert BANNER not in client.get(path).content.decode()


def test_the_admin_of_a_demonstration_says_so(settings):
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    settings.SCHEME_DEMO = True
    assert BANNER in lead.get("/admin/").content.decode()
    settings.SCHEME_DEMO = False
    assert BANNER not in lead.get("/admin/").content.decode()
