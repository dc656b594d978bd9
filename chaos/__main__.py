"""`python -m chaos [NAME ...]`: raw counts on the screen, exit code 1 on any error, loss or doubling."""

import argparse
import importlib
import pkgutil
import sys

import chaos
from chaos.scenarios import Outcome, Wish, chosen


def main() -> int:
    for module in pkgutil.iter_modules(chaos.__path__):
        if module.name != "__main__":
            importlib.import_module(f"chaos.{module.name}")
    given = arguments()
    wish = Wish(given.requests, given.clients, given.plant_loss)
    try:
        wanted = chosen(given.names)
    except KeyError as unknown:
        sys.exit(f"There is no scenario {unknown}; these there are: {', '.join(chosen([]))}")
    outcomes = [tell(name, run(wish)) for name, run in wanted.items()]
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=chaos.__doc__)
    parser.add_argument("names", nargs="*", help="scenarios; all when none is named")
    parser.add_argument(
        "--requests", type=int, default=Wish.requests, help="writes in all, or rows (default: each scenario's own)"
    )
    parser.add_argument("--clients", type=int, default=Wish.clients, help="at the same time (default %(default)s)")
    parser.add_argument("--plant-loss", action="store_true", help="lose one on purpose: the run has to fail")
    return parser.parse_args()


def tell(name: str, outcome: Outcome) -> Outcome:
    print(f"{name}: {'passed' if outcome.passed else 'FAILED'}\n{outcome.report()}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
