"""The tables of lists."""

from lists.models.recent import Viewed
from lists.models.smart import ListCount, ListDefault, Pin, SmartList

__all__ = ["ListCount", "ListDefault", "Pin", "SmartList", "Viewed"]
