"""Pieces of the frame that are drawn once a process for each set of what they show."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 300
_drawn: OrderedDict[Hashable, SafeString] = OrderedDict()


class Kept(template.Node):
    def __init__(self, name: str, values: list[Any], nodes: template.NodeList) -> None:
        self.name, self.values, self.nodes = name, values, nodes

    def render(self, context: template.Context) -> SafeString:
        key = (self.name, get_language(), *(value.resolve(context) for value in self.values))
        found = _drawn.get(key)
        if found is None:
            found = self.nodes.render(context)
            if not settings.DEBUG:
                _keep(key, found)
        return found


def _keep(key: Hashable, drawn: SafeString) -> None:
    if len(_drawn) >= MOST:
        _drawn.popitem(last=False)
    _drawn[key] = drawn


def kept(parser: Any, token: Any) -> Kept:
    """`{% kept "rail" shell.rail_face %}...{% endkept %}`: what stands between is drawn anew only for another value or
    language. Everything that it shows has to be in the values, and nothing of one request (a token, an address) may be
    inside."""
    _tag, name, *values = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip('"'), [parser.compile_filter(value) for value in values], nodes)
