"""What a scenario is, and when it has failed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wish:
    """How hard to try: `requests` None is each scenario's own measure. With `plant_loss` a scenario has to lose one on
    purpose, which must make it fail."""

    requests: int | None = None
    clients: int = 8
    plant_loss: bool = False

    def many(self, usual: int) -> int:
        return usual if self.requests is None else self.requests


@dataclass
class Outcome:
    """What was promised (acknowledged to a client) against what is there afterwards."""

    promised: list[str]
    found: Counter[str]
    errors: list[str] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def lost(self) -> list[str]:
        return [one for one in self.promised if not self.found[one]]

    @property
    def doubled(self) -> list[str]:
        return [one for one, count in self.found.items() if count > 1]

    @property
    def passed(self) -> bool:
        """A run that promised nothing has proved nothing."""
        return bool(self.promised) and not (self.errors or self.lost or self.doubled)

    def report(self) -> str:
        counts = {
            **self.figures,
            "errors": len(self.errors),
            "promised": len(self.promised),
            "found": sum(self.found.values()),
            "lost": len(self.lost),
            "doubled": len(self.doubled),
        }
        lines = [f"  {name:<12} {count}" for name, count in counts.items()]
        examples = [f"  for example: {text}" for text in [*self.errors[:3], *self.lost[:3], *self.doubled[:3]]]
        return "\n".join(lines + examples)


Scenario = Callable[[Wish], Outcome]
_scenarios: dict[str, Scenario] = {}


def scenario(name: str) -> Callable[[Scenario], Scenario]:
    def register(run: Scenario) -> Scenario:
        _scenarios[name] = run
        return run

    return register


def chosen(names: Iterable[str]) -> dict[str, Scenario]:
    """All of them when none is named. Raises KeyError with the first name that nobody registered."""
    return {name: _scenarios[name] for name in names or sorted(_scenarios)}
