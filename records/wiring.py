"""The one way to hear a signal: it remembers who hears what, so that `manage.py wiring` can print it."""

import sys
from typing import NamedTuple


class Wire(NamedTuple):
    signal: str
    sender: str
    receiver: str
    says: str


_wires: list[Wire] = []


def on(signal, sender=None):
    """Connect a receiver and remember it. The receiver's first docstring line says the consequence.

    `sender` None hears every model. ORM signals are refused: a consequence has to be driven by our own signals.
    """
    name = _name_of(signal)

    def connect(receiver):
        signal.connect(receiver, sender=sender, dispatch_uid=f"{receiver.__module__}.{receiver.__name__}")
        who = f"{sender._meta.label}" if sender is not None else "any"
        says = (receiver.__doc__ or "").strip().splitlines()[0] if receiver.__doc__ else ""
        _wires.append(Wire(name, who, f"{receiver.__module__}.{receiver.__name__}", says))
        return receiver

    return connect


def _name_of(signal) -> str:
    """`app.signal`, looked up in the signals modules, because a Signal does not know its own name."""
    for module in _signal_modules():
        for name, value in vars(module).items():
            if value is signal:
                return f"{module.__name__.split('.')[0]}.{name}"
    raise ValueError("on() hears only signals that an app's signals module declares, never the ORM's")


def _signal_modules():
    return [
        module for name, module in sorted(sys.modules.items()) if name.count(".") == 1 and name.endswith(".signals")
    ]


def wires() -> list[Wire]:
    """Who hears what, in reading order."""
    return sorted(set(_wires))


def as_markdown() -> str:
    """The table of docs/wiring.md."""
    rows = [f"| `{w.signal}` | `{w.sender}` | `{w.receiver}` | {w.says} |" for w in wires()]
    return "\n".join(["| signal | from | heard by | consequence |", "|---|---|---|---|", *rows])
