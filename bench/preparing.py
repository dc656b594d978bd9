"""`python -m bench.preparing`: what a start of the product does before it serves, but for the database."""

import io

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from sellcrm.starting import collect_static  # noqa: E402

if __name__ == "__main__":
    call_command("messages", "--compile", stdout=io.StringIO())
    collect_static()
