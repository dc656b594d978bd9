"""The pages of smart lists that `make shots` photographs, whatever keys they have in this database."""

from __future__ import annotations

from django.urls import reverse

from lists.choices import Visibility
from lists.models import SmartList
from lists.smart_kinds import kind_called


def some_list() -> str:
    found = SmartList.objects.live().filter(kind="deals.deal", visibility=Visibility.EVERYONE).first()
    kind = kind_called(found.kind) if found else None
    return f"{kind.url}?list={found.pk}" if found and kind else reverse("lists:index")


def some_changed_list() -> str:
    return f"{some_list()}&owner=me"


def some_sharing() -> str:
    found = SmartList.objects.live().filter(visibility=Visibility.TEAM).first()
    return reverse("lists:edit", args=[found.pk]) if found else reverse("lists:index")
