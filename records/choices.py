"""The closed lists of records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeVerb(TextChoices):
    CREATED = "created", _("added")
    EDITED = "edited", _("edited")
    DELETED = "deleted", _("deleted")
    RESTORED = "restored", _("restored")


class JobState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Tone(TextChoices):
    """The tones of the style sheet (look.md)."""

    GREY = "grey", _("grey")
    ACCENT = "accent", _("petrol")
    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    VIOLET = "violet", _("violet")


class CustomType(TextChoices):
    """What a custom field holds (16.4)."""

    TEXT = "text", _("one line of text")
    LONG_TEXT = "long_text", _("text of several lines")
    NUMBER = "number", _("number")
    YES_NO = "yes_no", _("yes or no")
    DATE = "date", _("date")
    CHOICE = "choice", _("one choice")
    CHOICES = "choices", _("several choices")
    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    URL = "url", _("website")
    MONEY = "money", _("amount of money")
    DATE_TIME = "date_time", _("date and time")
    ADDRESS = "address", _("address")
    USER = "user", _("user")
    RECORD = "record", _("link to a record")
    FORMULA = "formula", _("formula")


# What a formula may reckon with, and what its result is stored as.
NUMBERS = frozenset({CustomType.NUMBER, CustomType.MONEY, CustomType.YES_NO})
# What is lines or words, and may therefore be searched.
WORDED = frozenset({
    CustomType.TEXT, CustomType.LONG_TEXT, CustomType.EMAIL, CustomType.PHONE, CustomType.URL, CustomType.CHOICE,
    CustomType.CHOICES, CustomType.ADDRESS,
})  # fmt: skip
# What can be told apart from another record's value, so that it can be asked for once.
TELLING = frozenset({
    CustomType.TEXT, CustomType.NUMBER, CustomType.DATE, CustomType.DATE_TIME, CustomType.EMAIL, CustomType.PHONE,
    CustomType.URL, CustomType.RECORD, CustomType.USER,
})  # fmt: skip


class ForWhom(TextChoices):
    """Which contacts have a custom field (16.4)."""

    BOTH = "", pgettext_lazy("custom field for", "people and companies")
    PERSON = "person", pgettext_lazy("custom field for", "people")
    COMPANY = "company", pgettext_lazy("custom field for", "companies")
