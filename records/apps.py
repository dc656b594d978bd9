"""The floor that every record stands on."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from records.folding import teach


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("Records")

    def ready(self):
        """Receivers and jobs register themselves; nobody has to remember to import them."""
        connection_created.connect(teach)
        autodiscover_modules("receivers", "jobs")
