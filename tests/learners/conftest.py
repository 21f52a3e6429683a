"""Who looks, in every test of the leads' screens: how one is signed in is said here only."""

import pytest

from accounts.models import Role
from tests.factories import UserFactory
from tests.signing_in import signed_in


@pytest.fixture
def lead(db):
    return UserFactory(name="Lena Lead", roles=[Role.LEAD])


@pytest.fixture
def lead_client(lead):
    """One who has just shown again who they are, as before an export."""
    return signed_in(lead, proven=True)


@pytest.fixture
def client_as(db):
    """client_as(Role.EDITOR, …) -> a client signed in as somebody with these roles, second factor and all."""
    return lambda *roles: signed_in(UserFactory(roles=list(roles)))
