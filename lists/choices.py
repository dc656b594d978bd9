"""The words that lists' columns may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Visibility(models.TextChoices):
    """Who is offered a smart list (15.9). Its rows are another matter: each sees those that they may see."""

    PRIVATE = "private", pgettext_lazy("who sees a list", "Only I")
    TEAM = "team", pgettext_lazy("who sees a list", "My team")
    GROUP = "group", pgettext_lazy("who sees a list", "Groups")
    EVERYONE = "everyone", pgettext_lazy("who sees a list", "Everybody")
