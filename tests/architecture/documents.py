"""What the documents under docs/ have to say: every setting, every signal, who hears what."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, called, constant

BEGIN, END = "<!-- wiring -->", "<!-- /wiring -->"
ENVIRONMENTS = {"environ", "environment", "env", "os.environ"}


def settings_read(source: Source) -> dict[str, str | None]:
    """Each name read from the environment, with its default as one would write it; None: worked out at the start."""
    found = {}
    for node in source.nodes(ast.Call):
        if called(node) == "read" and len(node.args) == 3 and constant(node.args[1]):
            found[constant(node.args[1])] = _spelled(node.args[2])
    for node in source.nodes(ast.Call, ast.Subscript):
        if name := _asked_of_the_environment(node):
            found.setdefault(name, None)
    return found


def _asked_of_the_environment(node: ast.Call | ast.Subscript) -> str | None:
    """NAME of env.str("NAME"), os.environ["NAME"], environment.get("NAME"), os.getenv("NAME")."""
    if isinstance(node, ast.Subscript):
        return constant(node.slice) if ast.unparse(node.value) in ENVIRONMENTS else None
    if not node.args or not isinstance(node.func, ast.Attribute) or called(node) == "setdefault":
        return None
    of = ast.unparse(node.func.value)
    return constant(node.args[0]) if of in ENVIRONMENTS or ast.unparse(node.func) == "os.getenv" else None


def _spelled(node: ast.AST) -> str | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    if isinstance(value, list):
        value = ",".join(value)
    return (str(value).lower() if isinstance(value, bool) else str(value)) or "empty"


def settings_documented(text: str) -> dict[str, tuple[str, str]]:
    """Rows "| `NAME` | default | meaning |" of docs/settings.md."""
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    return {name: (default.strip("`"), meaning) for name, default, meaning in rows}


def settings_untold(read: dict[str, str | None], text: str) -> Iterator[str]:
    told = settings_documented(text)
    for name, default in read.items():
        if name not in told:
            yield f"{name} is read but docs/settings.md does not tell it"
        elif default is not None and told[name][0] != default:
            yield f"{name} is {default!r} by default, docs/settings.md says {told[name][0]!r}"
        elif len(told[name][1]) < 10:
            yield f"{name} has no meaning in docs/settings.md"
    yield from (f"docs/settings.md tells {name}, which nothing reads" for name in sorted(set(told) - set(read)))


def wiring_untold(table: str, text: str) -> list[str]:
    """Lines of `manage.py wiring --markdown` that the document lacks, and lines it has too many."""
    if BEGIN not in text or END not in text:
        return [f"docs/wiring.md has no {BEGIN} … {END}"]
    told = text.split(BEGIN)[1].split(END)[0].strip().splitlines()
    true = table.strip().splitlines()
    lines = [f"missing: {line}" for line in true if line not in told] + [
        f"too many: {line}" for line in told if line not in true
    ]
    return lines or ([] if told == true else ["the lines of docs/wiring.md stand in another order"])


def signals_untold(sources: list[Source], text: str) -> Iterator[str]:
    """Every signal is explained where it is declared and in a row of docs/wiring.md, and no row tells of a lost one."""
    declared = set()
    for source in sources:
        for name in _signals_of(source):
            declared.add(f"{source.app}.{name}")
            if not re.search(rf"^{name}\b", ast.get_docstring(source.tree) or "", re.MULTILINE):
                yield f"{source.path}: the docstring does not explain {name}"
    told = set(re.findall(r"^\| `(\w+\.\w+)` \|", text.split(BEGIN)[0], re.MULTILINE))
    yield from (f"docs/wiring.md does not explain {name}" for name in sorted(declared - told))
    yield from (f"docs/wiring.md explains {name}, which no app declares" for name in sorted(told - declared))


def _signals_of(source: Source) -> Iterator[str]:
    for node in source.nodes(ast.Assign):
        if isinstance(node.value, ast.Call) and called(node.value) in {"Signal", "ModelSignal"}:
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
