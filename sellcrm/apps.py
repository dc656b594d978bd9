"""The top floor as a Django app: it brings the Celery app into every process, so that each task finds it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sellcrm.celery import app as celery_app


class SellCRMConfig(AppConfig):
    name = "sellcrm"
    verbose_name = _("SellCRM")
    celery = celery_app
