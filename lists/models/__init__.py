"""The tables of lists, and of how pages are laid out."""

from lists.models.pages import PageLayout, PageStamp, SmartLink
from lists.models.recent import Viewed
from lists.models.smart import ListCount, ListDefault, Pin, SmartList

__all__ = ["ListCount", "ListDefault", "PageLayout", "PageStamp", "Pin", "SmartLink", "SmartList", "Viewed"]
