"""What leads and contacts have in common: who somebody is and how to reach them (3.8, 5.9)."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.folding import fold
from records.models import Record

LONGEST_NAME, LONGEST_DESCRIPTION = 255, 20_000
LONGEST_KEY = 300
ADDRESS = ("street", "city", "postal_code", "state", "country")


class Profile(Record):
    """`name` is the full name and `name_key` its folded form in sorting order, both worked out from the parts.

    Phone numbers stay as they were typed; their digits are in the search text. `last_activity_at` follows from notes
    and tasks (7.14), `custom` holds the custom fields by key, `form_token` is the mark of the form that made the row.
    """

    derived = ("search_text", "name", "name_key")
    untraced = ("last_activity_at", "form_token")

    name = models.CharField(_("name"), max_length=2 * LONGEST_NAME + 1, blank=True, editable=False)
    name_key = models.CharField(max_length=LONGEST_KEY, blank=True, editable=False)
    first_name = models.CharField(_("first name"), max_length=LONGEST_NAME, blank=True, default="")
    last_name = models.CharField(_("last name"), max_length=LONGEST_NAME, blank=True, default="")
    title = models.CharField(_("job title"), max_length=LONGEST_NAME, blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")
    industry = models.CharField(_("industry"), max_length=120, blank=True, default="")
    website = models.CharField(_("website"), max_length=500, blank=True, default="")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=64, blank=True, default="")
    mobile = models.CharField(_("mobile"), max_length=64, blank=True, default="")
    fax = models.CharField(_("fax"), max_length=64, blank=True, default="")
    twitter = models.CharField("Twitter", max_length=LONGEST_NAME, blank=True, default="")
    facebook = models.CharField("Facebook", max_length=LONGEST_NAME, blank=True, default="")
    linkedin = models.CharField("LinkedIn", max_length=LONGEST_NAME, blank=True, default="")
    skype = models.CharField("Skype", max_length=LONGEST_NAME, blank=True, default="")
    street = models.CharField(_("street"), max_length=LONGEST_NAME, blank=True, default="")
    city = models.CharField(_("city"), max_length=120, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=32, blank=True, default="")
    state = models.CharField(_("state or region"), max_length=120, blank=True, default="")
    country = models.CharField(_("country"), max_length=2, blank=True, default="")
    custom = models.JSONField(_("custom fields"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True, editable=False)
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def person_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def sorted_as(self) -> str:
        """People are listed by their last name."""
        return f"{self.last_name} {self.first_name}".strip()


def key_of(name: str) -> str:
    """The folded form that lists are sorted by. Folding may lengthen a text; the column holds 300."""
    return fold(name.replace("\x00", ""))[:LONGEST_KEY]
