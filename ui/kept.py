"""Pieces of a page that are drawn once a process for each set of what they show."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST = 300
HOLDING = "holding"
HOLE = re.compile("\x02([a-z_]+)\x03")
_drawn: OrderedDict[Hashable, list[str]] = OrderedDict()


class Kept(template.Node):
    child_nodelists = ("nodes",)

    def __init__(self, name: str, values: list[Any], held: Mapping[str, Any], nodes: template.NodeList) -> None:
        self.name, self.values, self.held, self.nodes = name, values, held, nodes

    def render(self, context: template.Context) -> SafeString:
        key = (self.name, get_language(), *[value.resolve(context) for value in self.values])
        pieces = _drawn.get(key)
        if pieces is None:
            pieces = self.draw(context)
            if not settings.DEBUG:
                _keep(key, pieces)
        if len(pieces) == 1:
            return mark_safe(pieces[0])
        filled = {name: conditional_escape(_said(value.resolve(context))) for name, value in self.held.items()}
        return mark_safe("".join([filled[piece] if place % 2 else piece for place, piece in enumerate(pieces)]))

    def draw(self, context: template.Context) -> list[str]:
        """What is drawn, and the names of what is held, in turn."""
        with context.push(**{name: mark_safe(f"\x02{name}\x03") for name in self.held}):
            return HOLE.split(self.nodes.render(context))


def _said(value: Any) -> Any:
    return "" if value is None else value


def _keep(key: Hashable, drawn: list[str]) -> None:
    if len(_drawn) >= MOST:
        _drawn.popitem(last=False)
    _drawn[key] = drawn


def kept(parser: Any, token: Any) -> Kept:
    """`{% kept "rail" shell.rail_face %}...{% endkept %}`: what stands between is drawn anew only for another value or
    language. Everything that it shows has to be in the values; what is of one request (a token, an address) is held:
    `{% kept "search" holding csrf_token=csrf_token here=shell.path %}` gives it to what stands between under that name,
    where it may be written as it is, neither tested nor filtered."""
    _tag, name, *given = token.split_contents()
    place = given.index(HOLDING) if HOLDING in given else len(given)
    pairs = [each.partition("=") for each in given[place + 1 :]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    held = {hole: parser.compile_filter(value) for hole, _is, value in pairs}
    return Kept(name.strip('"'), [parser.compile_filter(value) for value in given[:place]], held, nodes)
