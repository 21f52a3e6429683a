import pytest

from accounts.models import Role
from tests.factories import ChampionFactory, PartnerFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_my_pages_lead_everybody_to_their_own_part_of_the_site():
    lead = UserFactory(roles=[Role.LEAD])
    for user, home in [(lead, "/admin/"), (ChampionFactory().user, "/my/"), (PartnerFactory(), "/partner/")]:
        assert signed_in(user).get("/my-pages/")["Location"] == home
