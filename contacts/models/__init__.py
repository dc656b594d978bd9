"""The tables of contacts."""

from contacts.models.contacts import Contact
from contacts.models.profile import ADDRESS, Profile
from contacts.models.ties import Employment, Relation, RelationKind

__all__ = ["ADDRESS", "Contact", "Employment", "Profile", "Relation", "RelationKind"]
