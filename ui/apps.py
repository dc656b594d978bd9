"""How pages are drawn. Knows no model; apps above hang their rail items, panels and commands into ui.registry."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "ui"

    def ready(self) -> None:
        autodiscover_modules("panels")
