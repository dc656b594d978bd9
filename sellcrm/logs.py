"""How log lines look: words on one person's machine, one JSON object a line in production. structlog uses logging."""

from typing import Any

import structlog

EVERY_SECOND = ("celery.beat", "celery.worker.strategy", "celery.app.trace")
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configured(level: str, *, local: bool) -> dict:
    """The LOGGING of Django. A person at home sees only what they may have to act on."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter(local=local)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"level": level},
            "celery": {"level": "WARNING" if local else level},
            # Three lines for each sweep of each second: only for whoever looks for something.
            **{name: {"level": level if level == "DEBUG" else "WARNING"} for name in EVERY_SECOND},
            "django_structlog": {"level": "WARNING" if local else level},
        },
    }


def formatter(*, local: bool) -> dict:
    """Tracebacks stay plain: the pretty ones show the values of variables, and so tell secrets."""
    words: list[Any] = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    objects: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *(words if local else objects)],
    }
