"""Working with many records: paging, the bin, jobs, taking back."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    name = "lists"
    verbose_name = _("Lists")

    def ready(self) -> None:
        """What an app's lists can be filtered by stands in its module `criteria`."""
        autodiscover_modules("criteria")
