"""The trivial page that everything is compared with: base and child template, a table of 25 rows, no database.

`gunicorn bench.reference:application --config python:sellcrm.serving` (stack.md 8).
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path

BASE = """<!doctype html><html lang=en><head><title>{% block title %}{% endblock %}</title></head>
<body>{% block main %}{% endblock %}"""
CHILD = """{% extends "base.html" %}{% block title %}Rows{% endblock %}{% block main %}<h1>Rows</h1><table>
{% for row in rows %}<tr><td><a href="/{{ row.id }}/">{{ row.name }}</a></td><td>{{ row.company }}</td>
<td>{{ row.city }}</td></tr>{% endfor %}</table>{% endblock %}"""
ROWS = [{"id": n, "name": f"Person {n}", "company": f"Company {n}", "city": "Graz"} for n in range(25)]

settings.configure(
    SECRET_KEY="a page that keeps no secrets",  # noqa: S106
    ROOT_URLCONF="bench.reference",
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"base.html": BASE, "child.html": CHILD})],
                    )
                ]
            },
        }
    ],
)


def rows(request):
    return render(request, "child.html", {"rows": ROWS})


urlpatterns = [path("", rows)]
application = get_wsgi_application()
