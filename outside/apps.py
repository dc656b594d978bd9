from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from outside.addresses import allowed_networks
from outside.secrecy import check_keys


class OutsideConfig(AppConfig):
    name = "outside"
    verbose_name = _("The world outside")

    def ready(self) -> None:
        register(settings_are_usable)


def settings_are_usable(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A wrong key or network stops the start with the setting's name, not the first use of it."""
    errors = []
    for check in (check_keys, allowed_networks):
        try:
            check()
        except ImproperlyConfigured as error:
            errors.append(Error(str(error), id="outside.E001"))
    return errors
