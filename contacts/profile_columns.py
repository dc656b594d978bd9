"""The columns that leads and contacts have in common, because both are profiles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lists.columns import country_column, profile_column, prose_column, text_column

ADDRESS = (
    text_column("street", _("Street")),
    text_column("postal_code", _("Postal code")),
    text_column("city", _("City")),
    text_column("state", _("State or region")),
    country_column("country", _("Country")),
)
NETWORKS = (
    profile_column("linkedin", "LinkedIn"),
    profile_column("twitter", "Twitter"),
    profile_column("facebook", "Facebook"),
    profile_column("skype", "Skype"),
)
DESCRIPTION = prose_column("description", _("Description"))
