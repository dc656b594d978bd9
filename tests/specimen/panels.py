"""The specimen takes part in all that records take part in."""

from accounts.permissions import register_object
from activities import hosting

register_object("things", label="Things", actions=("view", "add", "edit", "reassign", "delete"))
hosting.host("specimen.thing")
