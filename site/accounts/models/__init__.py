from accounts.models.access_record import AccessRecord
from accounts.models.appearance import Appearance
from accounts.models.invitation import Invitation
from accounts.models.message import InLanguage, Message
from accounts.models.role import (
    GROUP_NAMES,
    HELD_BY_RECORD,
    MAY_GIVE,
    SECOND_FACTOR_ROLES,
    STAFF_ROLES,
    Role,
    RoleMembership,
)
from accounts.models.user import User

__all__ = [
    "HELD_BY_RECORD",
    "GROUP_NAMES",
    "MAY_GIVE",
    "SECOND_FACTOR_ROLES",
    "STAFF_ROLES",
    "AccessRecord",
    "Appearance",
    "InLanguage",
    "Invitation",
    "Message",
    "Role",
    "RoleMembership",
    "User",
]
