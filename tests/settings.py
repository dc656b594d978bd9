"""The product's settings, with cheap passwords and a specimen app whose records stand for any record."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-never-for-anything-else")
os.environ["EMAIL_URL"] = ""
os.environ["ENV_FILE"] = "no-such-file"  # a production .env beside manage.py is not the suite's business

from sellcrm.settings import *  # noqa: E402, F403
from sellcrm.settings import INSTALLED_APPS, STORAGES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests.specimen"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]
OUTSIDE_ALLOWED_NETWORKS = []
