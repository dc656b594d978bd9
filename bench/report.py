"""What was found, as a table for the eye, as JSON for the next run, as Markdown for docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.parts import MIB, PER_SECOND, Measured
from sellcrm.throwaway import ROOT

FILE = ROOT / "var" / "bench.json"


@dataclass
class Report:
    rows: int
    command: str
    sees: dict[str, int]
    mib: float
    per_second: dict[str, float]
    machine: str = field(default_factory=lambda: machine())
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="minutes"))
    timed: bool = True
    pages: list[Measured] = field(default_factory=list)

    def over(self) -> list[str]:
        """Everything that costs more than it may."""
        found = [f"{page.part} ({page.who}): {', '.join(page.over)}" for page in self.pages if page.over]
        if self.mib >= MIB:
            found.append(f"a worker holds {self.mib:.0f} MiB, {MIB:.0f} is the most")
        slow = {who: rate for who, rate in self.per_second.items() if rate < PER_SECOND}
        return found + [f"{rate:.0f} lists a second for the {who}" for who, rate in slow.items() if self.timed]

    def write(self) -> None:
        FILE.parent.mkdir(exist_ok=True)
        pages = [page._asdict() | {"ratio": round(page.ratio, 2)} for page in self.pages]
        FILE.write_text(json.dumps(asdict(self) | {"pages": pages}, indent=1))


def machine() -> str:
    """Cores, memory, processor, system and Python."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = models[0] if models else platform.processor()
    return (
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GB, {platform.system()}, Python {sys.version.split()[0]}"
    )


HEAD = ("page", "who", "p50", "p95", "ratio", "statements", "KB")


def lines(pages: Iterable[Measured]) -> list[tuple[str, ...]]:
    return [
        (
            page.part, page.who, f"{page.p50:.1f}", f"{page.p95:.1f}", f"{page.ratio:.1f}", str(page.statements or ""),
            f"{page.kilobytes:.0f}",
        )
        for page in pages
    ]  # fmt: skip


def table(report: Report) -> str:
    said = [f"{report.rows} contacts; they see {report.sees}. {report.machine}"]
    said.append(f"{HEAD[0]:<22}{HEAD[1]:<9}{HEAD[2]:>7}{HEAD[3]:>8}{HEAD[4]:>7}{HEAD[5]:>12}{HEAD[6]:>6}")
    for (part, who, *numbers), page in zip(lines(report.pages), report.pages, strict=True):
        p50, p95, ratio, statements, size = numbers
        over = f"  OVER: {', '.join(page.over)}" if page.over else ""
        said.append(f"{part:<22}{who:<9}{p50:>7}{p95:>8}{ratio:>7}{statements:>12}{size:>6}{over}")
    rates = ", ".join(f"{who} {rate:.0f}" for who, rate in report.per_second.items())
    said.append(f"contact lists a second at 8 clients: {rates}; largest worker {report.mib:.0f} MiB (PSS)")
    return "\n".join(said)


def markdown(found: dict[str, Any]) -> str:
    """The table of docs/performance.md from var/bench.json: one row a page, three people beside each other."""
    people = list(found["sees"])
    said = [
        f"{found['rows']:,} contacts. {found['machine']}. {found['at'][:10]}, `{found['command']}`.",
        "",
        "| page | " + " | ".join(f"{who}: ms (ratio)" for who in people) + " | statements | KB |",
        "|---|" + "--:|" * (len(people) + 2),
    ]
    for part in dict.fromkeys(page["part"] for page in found["pages"]):
        of = {page["who"]: page for page in found["pages"] if page["part"] == part}
        times = [f"{of[who]['p50']:.1f} ({of[who]['ratio']:.1f}x)" if who in of else "" for who in people]
        most = max(of.values(), key=lambda page: page["statements"])
        size = max(page["kilobytes"] for page in of.values())
        said.append(f"| {part} | {' | '.join(times)} | {most['statements'] or ''} | {size:.0f} |")
    rates = ", ".join(f"{who} {rate:.0f}" for who, rate in found["per_second"].items())
    reference = found["pages"][0]["reference"] if found["pages"] else 0
    said += [
        "",
        f"The reference page took {reference:.1f} ms. Contact lists a second at 8 clients: {rates}.",
        f"The largest worker held {found['mib']:.0f} MiB (PSS).",
    ]
    return "\n".join(said)


if __name__ == "__main__":
    print(markdown(json.loads(FILE.read_text())))
