"""From installed packages to a running product: `python -m sellcrm.starting` (what `make run` ends in).

Checks what it was told, brings the database up to date, seeds the demo company once and hands over to the supervisor.
Whatever is wrong ends in one plain sentence that names the setting, never in a traceback.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError

NO = {"0", "no", "false", "off"}
SIGN_INS = {"rep@demo.example": "a rep", "manager@demo.example": "a manager", "admin@demo.example": "an admin"}
PASSWORD = "sellcrm-demo"  # noqa: S105 - printed on purpose
DEMO_LOCALES = ("en", "de")


class Wrong(Exception):
    """Something that the person who starts can put right; the message says how."""


def main() -> None:
    try:
        configure()
        check_port(os.environ.get("HOST") or "127.0.0.1", port())
        for name in ("WEB_WORKERS", "WEB_THREADS", "WORKER_THREADS"):
            number(name, 1, most=256)
        demo_locale()
        check_redis()
        prepare()
    except (Wrong, ImproperlyConfigured) as reason:
        sys.exit(f"SellCRM cannot start: {reason}")
    except DatabaseError as reason:
        sys.exit(f"SellCRM cannot start: the database of DATABASE_URL refuses: {str(reason).strip()}")
    os.execv(sys.executable, [sys.executable, "-m", "sellcrm.supervisor", welcome()])  # noqa: S606


def configure() -> None:
    """Read the settings as one person's machine, and name what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sellcrm.settings")
    os.environ.setdefault("LOCAL", "1")
    try:
        django.setup()
    except OSError as error:
        raise Wrong(f"{error.filename} cannot be written ({error.strerror}).") from error
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port()}")


def port() -> int:
    return number("PORT", 8000, most=65535)


def number(name: str, default: int, *, most: int) -> int:
    given = os.environ.get(name) or str(default)
    if not given.isdigit() or not 0 < int(given) <= most:
        raise Wrong(f"{name} is set to {given!r}; it has to be a whole number from 1 to {most}.")
    return int(given)


def check_port(host: str, number: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, number))
        except PermissionError:
            raise Wrong(f"port {number} needs the superuser's rights. Take one above 1023.") from None
        except socket.gaierror as error:
            raise Wrong(f"HOST is set to {host!r}, which is no address of this machine ({error.strerror}).") from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise Wrong(f"HOST is set to {host!r}, which is no address of this machine.") from None
            raise Wrong(
                f"port {number} is taken by another program. Choose another:  make run PORT={free_port()}"
            ) from None


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def check_redis() -> None:
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis.RedisError, OSError, ValueError) as error:
        raise Wrong(
            f"Redis does not answer at REDIS_URL ({error}). Start it, or leave REDIS_URL out: it is optional."
        ) from None


def prepare() -> None:
    """Static files and database have nothing to do with each other, so they are prepared side by side."""
    connection.ensure_connection()
    call_command("messages", "--compile", stdout=io.StringIO())
    with ThreadPoolExecutor(1) as beside:
        static = beside.submit(collect_static)
        print("Bringing the database up to date", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if os.environ.get("DEMO", "1").lower() not in NO:
            call_command("demo", "--if-empty", locale=demo_locale(), stdout=io.StringIO())
        static.result()
    connection.close()


def demo_locale() -> str:
    given = (os.environ.get("DEMO_LOCALE") or "en").lower()
    if given not in DEMO_LOCALES:
        raise Wrong(f"DEMO_LOCALE is set to {given!r}; it has to be one of {', '.join(DEMO_LOCALES)}.")
    return given


def collect_static() -> None:
    """Hashing and compressing takes seconds, so only when a file has changed since, and one start at a time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    digest = static_digest()
    with (Path(settings.VAR_DIR) / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == digest:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)


def static_digest() -> str:
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            seen.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def welcome() -> str:
    """What is printed once the first page answers."""
    lines = [f"SellCRM is ready:  http://localhost:{port()}"]
    users = apps.get_model(settings.AUTH_USER_MODEL).objects
    if users.filter(email__in=SIGN_INS).count() == len(SIGN_INS):
        lines.append("Sign in with the password  " + PASSWORD + "  as")
        lines += [f"    {email:<22} {word}" for email, word in SIGN_INS.items()]
    elif not users.exists():
        lines.append("The first page creates your account and its administrator.")
    return "\n".join([*lines, "Ctrl-C stops everything."])


if __name__ == "__main__":
    main()
