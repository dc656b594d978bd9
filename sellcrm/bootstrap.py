"""From a fresh clone to a filled .venv: `python3 sellcrm/bootstrap.py base` (or `dev`).

Uses the standard library only and no syntax younger than Python 3.6, so that an old Python can still read it and say
what is missing. pip installs a hash-pinned uv, uv installs the lock; where uv cannot, pip installs the same lock.
"""

import ast
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
# pip and uv share these.
AS_LOCKED = ("--quiet", "--require-hashes", "--no-deps", "-r")
# What each set of packages contains besides itself: dev.lock is compiled under the constraints of base.lock.
CONTAINS = {"base": ("base",), "dev": ("base", "dev")}
# pip's option -> the variable uv reads. uv takes nothing from pip's own configuration.
TRANSLATION = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}


def main(arguments):
    if len(arguments) != 1 or arguments[0] not in CONTAINS:
        stop("Usage: python3 sellcrm/bootstrap.py base|dev")
    fitting_python()
    wanted = arguments[0]
    make_venv()
    if not is_filled(wanted):
        fill(wanted)


def stop(*lines):
    print("\n".join(lines), file=sys.stderr)
    sys.exit(1)


def how_to_install(debian, fedora, mac):
    """The command for this machine; all of them where the package manager is not known."""
    commands = {
        "apt-get": "sudo apt-get install " + debian,
        "dnf": "sudo dnf install " + fedora,
        "brew": "brew install " + mac,
    }
    known = [command for tool, command in commands.items() if shutil.which(tool)]
    return "Install it with:  " + (known[0] if known else "   or   ".join(commands.values()))


def fitting_python():
    """Go on with this Python, or with a newer one that is installed beside it."""
    if sys.version_info < OLDEST:
        for minor in range(19, OLDEST[1] - 1, -1):
            newer = shutil.which(f"python3.{minor}")
            if newer:
                os.execv(newer, [newer, *sys.argv])
        stop(
            f"SellCRM needs Python 3.11 or newer, but {sys.executable} is Python {platform.python_version()}.",
            how_to_install("python3.11 python3.11-venv", "python3.11", "python@3.12"),
            "If a newer one is installed elsewhere, name it:  make run PYTHON=/path/to/python3",
        )
    for module in ("venv", "ensurepip"):
        try:
            __import__(module)
        except ImportError:
            stop(
                f"Python's module {module!r} is missing ({sys.executable}).",
                how_to_install(f"python3.{sys.version_info[1]}-venv", "python3-pip", "python@3.12"),
            )


def make_venv():
    if is_sound():
        return
    say("Making the virtual environment .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode or not is_sound():
        stop(
            made.stdout.decode(errors="replace"),
            "The virtual environment .venv could not be made; Python's own words stand above.",
        )


def is_sound():
    """There is an environment, its Python runs and is new enough, and it can install."""
    if not PYTHON.exists():
        return False
    asked = f"import sys; assert sys.version_info >= {OLDEST!r}; import pip"
    return subprocess.run([str(PYTHON), "-c", asked], stderr=subprocess.DEVNULL).returncode == 0


def stamp(name):
    return VENV / ("installed-" + name)


def digest(name):
    return hashlib.sha256((REQUIREMENTS / (name + ".lock")).read_bytes()).hexdigest()


def is_filled(wanted):
    return stamp(wanted).exists() and stamp(wanted).read_text() == digest(wanted)


def fill(wanted):
    say(f"Installing the packages of requirements/{wanted}.lock")
    lock = str(REQUIREMENTS / (wanted + ".lock"))
    if not (install_uv() and with_uv(lock)):
        say("uv could not install them; trying plain pip, which is slower")
        if with_pip(lock):
            return remember(wanted)
        stop(
            "The packages could not be installed; the installer's own words stand above.",
            f"They come from the package index that pip is configured with: see  {PYTHON} -m pip config list",
        )
    return remember(wanted)


def remember(wanted):
    for name in CONTAINS[wanted]:
        stamp(name).write_text(digest(name))


def install_uv():
    return with_pip(str(REQUIREMENTS / "installer.lock"))


def with_pip(lock):
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *AS_LOCKED, lock]
    return subprocess.run(command, cwd=str(ROOT)).returncode == 0


def with_uv(lock):
    command = [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON), *AS_LOCKED, lock]
    environment = uv_environment(dict(os.environ), pip_options())
    return subprocess.run(command, cwd=str(ROOT), env=environment).returncode == 0


def pip_options():
    """What pip is configured with, from its files and its variables: {"index-url": "...", ...}."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    sections = {"global": {}, "install": {}, ":env:": {}}
    for line in shown.stdout.decode(errors="replace").splitlines():
        key, _, value = line.partition("=")
        section, _, option = key.strip().rpartition(".")
        if section in sections:
            sections[section][option.replace("_", "-")] = str(ast.literal_eval(value.strip()))
    return {**sections["global"], **sections["install"], **sections[":env:"]}


def uv_environment(environment, options):
    """Tell uv what pip was told; what is said to uv itself stays as it is.

    uv would stop at the first index that knows a name, pip looks at all: the lock's hashes make that safe here.
    """
    told = {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_SYSTEM_CERTS": "1",
    }
    for option, (name, between) in TRANSLATION.items():
        if options.get(option):
            told[name] = between.join(options[option].split())
    if "UV_INDEX_URL" in environment:
        told.pop("UV_DEFAULT_INDEX", None)
    if "UV_EXTRA_INDEX_URL" in environment:
        told.pop("UV_INDEX", None)
    return {**told, **environment}


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
