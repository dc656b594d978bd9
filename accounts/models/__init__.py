"""The tables of accounts."""

from accounts.models.account import Account, ExchangeRate
from accounts.models.groups import Group, Membership
from accounts.models.roles import FieldRight, Role, RoleGrant
from accounts.models.sharing import AdminSight, Collaboration, Notification
from accounts.models.users import User

__all__ = [
    "Account",
    "AdminSight",
    "Collaboration",
    "ExchangeRate",
    "FieldRight",
    "Group",
    "Membership",
    "Notification",
    "Role",
    "RoleGrant",
    "User",
]
