"""Formulas over a record's own numbers (16.10): a small language that is read here and never given to eval.

    sum     = product { (+ | -) product }              numbers are Decimals, with a point: 0.25
    product = sign { (x | * | ×  or  / | ÷) sign }     a name is a column or a custom field: value, margin, custom.value
    sign    = [-] number | name | ( sum ) | min(a, b, ...) | max(a, b, ...) | round(a [, digits]) | if(test, a, b)
    test    = sum [ (< | <= | > | >= | = | <>) sum ]   alone, it holds when it is not 0

Arguments stand between commas or semicolons. A value that is missing, and a division by zero, make the result empty; of
an `if` only the branch that is taken counts. Faulty says what is wrong, and at which character.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from records.errors import NotAllowed

LONGEST, MOST_TOKENS, DEEPEST, MOST_DIGITS = 500, 200, 20, 6
Values = Mapping[str, Decimal | None]
Node = Callable[[Values], Decimal | None]
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[^\W\d]\w*(?:\.\w+)?)|(?P<sign><=|>=|<>|!=|==|[-+*/×÷()<>=,;−–]))"
)
SAME = {"×": "*", "÷": "/", "−": "-", "–": "-", "==": "=", "!=": "<>", ";": ","}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
FEWEST = {"min": (1, 50), "max": (1, 50), "round": (1, 2), "if": (3, 3)}


class Faulty(NotAllowed):
    """`position` is the character at which it goes wrong, from 1 on."""

    def __init__(self, said: str, position: int):
        self.position = position
        super().__init__(_("At character %(position)s: %(said)s") % {"position": position, "said": said})


class Token(NamedTuple):
    kind: str
    text: str
    at: int


class Formula(NamedTuple):
    """`names` are those that it reads, each with the place where it is first read."""

    names: Mapping[str, int]
    node: Node

    def result(self, values: Values) -> Decimal | None:
        """None for nothing: something is missing, is divided by zero or has grown out of all bounds."""
        with localcontext() as context:
            context.prec = 40
            try:
                found = self.node(values)
                return None if found is None or not found.is_finite() else found
            except ArithmeticError:
                return None


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """Read a formula. Raises Faulty; which names there are, the caller knows (records.calculating)."""
    if len(text) > LONGEST:
        raise Faulty(_("a formula has at most %(longest)s characters.") % {"longest": LONGEST}, LONGEST + 1)
    reader = Reader(_tokens(text), len(text) + 1)
    node = reader.sum()
    reader.end()
    return Formula(reader.names, node)


def _tokens(text: str) -> list[Token]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            at = place + len(text[place:]) - len(text[place:].lstrip()) + 1
            raise Faulty(_("“%(sign)s” means nothing here.") % {"sign": text[at - 1]}, at)
        kind = match.lastgroup or ""
        word = match[kind]
        found.append(Token(kind, SAME.get(word, word), match.start(kind) + 1))
        place = match.end()
    if len(found) > MOST_TOKENS:
        raise Faulty(_("this formula is too long."), found[MOST_TOKENS].at)
    return found


class Reader:
    """Recursive descent over the tokens; each method returns what works its part out."""

    def __init__(self, tokens: list[Token], after: int):
        self.tokens, self.place, self.depth = tokens, 0, 0
        self.last = Token("end", "", after)
        self.names: dict[str, int] = {}

    @property
    def next(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else self.last

    def take(self, *texts: str) -> str:
        """The next token, if it is one of these signs; else nothing."""
        if self.next.kind == "end" or self.next.text not in texts:
            return ""
        self.place += 1
        return self.tokens[self.place - 1].text

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise Faulty(_("“%(sign)s” is missing here.") % {"sign": sign}, self.next.at)

    def end(self) -> None:
        if self.next.kind != "end":
            raise Faulty(_("“%(sign)s” means nothing here.") % {"sign": self.next.text}, self.next.at)

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Faulty(_("too many parentheses within one another."), self.next.at)
        found = self.product()
        while sign := self.take("+", "-"):
            found = _joined(operator.add if sign == "+" else operator.sub, found, self.product())
        self.depth -= 1
        return found

    def product(self) -> Node:
        found = self.signed()
        while sign := self.take("*", "x", "X", "/"):
            found = _joined(operator.truediv if sign == "/" else operator.mul, found, self.signed())
        return found

    def signed(self) -> Node:
        if not self.take("-"):
            return self.atom()
        inner = self.atom()
        return _each(lambda value: -value, inner)

    def atom(self) -> Node:
        token = self.next
        self.place += 1
        if token.kind == "number":
            number = Decimal(token.text)
            return lambda values: number
        if token.text == "(":
            inner = self.sum()
            self.need(")")
            return inner
        if token.kind == "name":
            name = token.text.lower()
            return self.call(name, token) if self.take("(") else self.name(name, token)
        said = _("something is missing at the end.") if token.kind == "end" else _("a number or a name belongs here.")
        raise Faulty(said, token.at)

    def name(self, name: str, token: Token) -> Node:
        self.names.setdefault(name, token.at)
        return lambda values: values.get(name)

    def call(self, name: str, token: Token) -> Node:
        if name not in FEWEST:
            known = ", ".join(FEWEST)
            said = _("there is no function “%(name)s”; there are %(known)s.") % {"name": name, "known": known}
            raise Faulty(said, token.at)
        test = self.test() if name == "if" else self.sum()
        parts = [test]
        while self.take(","):
            parts.append(self.sum())
        self.need(")")
        fewest, most = FEWEST[name]
        if not fewest <= len(parts) <= most:
            raise Faulty(_("“%(name)s” takes another number of values.") % {"name": name}, token.at)
        return MADE[name](parts)

    def test(self) -> Node:
        left = self.sum()
        sign = self.take(*COMPARE)
        if not sign:
            return left
        compare = COMPARE[sign]
        return _joined(lambda a, b: Decimal(compare(a, b)), left, self.sum())


def _joined(act: Callable[[Decimal, Decimal], Decimal], left: Node, right: Node) -> Node:
    def worked_out(values: Values) -> Decimal | None:
        a, b = left(values), right(values)
        return None if a is None or b is None else act(a, b)

    return worked_out


def _each(act: Callable[..., Decimal], *parts: Node) -> Node:
    def worked_out(values: Values) -> Decimal | None:
        found = [part(values) for part in parts]
        return None if None in found else act(*found)

    return worked_out


def _if(parts: list[Node]) -> Node:
    def worked_out(values: Values) -> Decimal | None:
        test = parts[0](values)
        return None if test is None else parts[1 if test else 2](values)

    return worked_out


def _rounded(value: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    places = int(max(Decimal(0), min(Decimal(MOST_DIGITS), digits)))
    try:
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return value


MADE: dict[str, Callable[[list[Node]], Node]] = {
    "min": lambda parts: _each(lambda *values: min(values), *parts),
    "max": lambda parts: _each(lambda *values: max(values), *parts),
    "round": lambda parts: _each(_rounded, *parts),
    "if": _if,
}
